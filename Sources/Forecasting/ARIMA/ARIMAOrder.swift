/// The orders of an ARIMA model.
public struct ARIMAOrder: Hashable, Sendable {
  /// The autoregressive order.
  public var p: Int
  /// How often the series is differenced.
  public var d: Int
  /// The moving average order.
  public var q: Int
  /// The seasonal autoregressive order.
  public var seasonalP: Int
  /// How often the series is differenced by a season.
  public var seasonalD: Int
  /// The seasonal moving average order.
  public var seasonalQ: Int
  /// Whether the differenced series has a mean: a drift.
  public var hasConstant: Bool

  /// Orders; without seasonal ones if they are not given.
  public init(
    _ p: Int, _ d: Int, _ q: Int, seasonal: (p: Int, d: Int, q: Int) = (0, 0, 0),
    hasConstant: Bool = false
  ) {
    (self.p, self.d, self.q) = (p, d, q)
    (seasonalP, seasonalD, seasonalQ) = seasonal
    self.hasConstant = hasConstant
  }

  /// How many coefficients are learned.
  var coefficientCount: Int { p + q + seasonalP + seasonalQ + (hasConstant ? 1 : 0) }

  /// The orders as they are usually written: `(2,1,1)(0,1,1)[12]`.
  func text(period: Int) -> String {
    var text = "(\(p),\(d),\(q))"
    if seasonalP + seasonalD + seasonalQ > 0 {
      text += "(\(seasonalP),\(seasonalD),\(seasonalQ))[\(period)]"
    }
    return hasConstant ? text + "+c" : text
  }
}
