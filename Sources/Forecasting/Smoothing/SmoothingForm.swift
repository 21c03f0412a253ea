/// The form of an exponential smoothing model: how errors, trend and season enter.
public struct SmoothingForm: Hashable, Sendable {
  /// How a part joins the rest.
  public enum Joining: Hashable, Sendable {
    /// It is added.
    case additive
    /// It multiplies.
    case multiplicative
  }

  /// How a model follows a slope.
  public enum Trend: Hashable, Sendable {
    /// There is no slope.
    case none
    /// A slope goes on for ever.
    case additive
    /// A slope fades out.
    case damped
  }

  /// How errors enter: multiplied ones grow with the level.
  public let error: Joining
  /// How the slope is followed.
  public let trend: Trend
  /// How the season enters; nil for none.
  public let season: Joining?

  /// A form.
  public init(error: Joining, trend: Trend, season: Joining?) {
    self.error = error
    self.trend = trend
    self.season = season
  }

  /// The form as it is usually written: `M,Ad,N`.
  public var text: String {
    let first = error == .additive ? "A" : "M"
    let second =
      switch trend {
      case .none: "N"
      case .additive: "A"
      case .damped: "Ad"
      }
    let third = season.map { $0 == .additive ? "A" : "M" } ?? "N"
    return "\(first),\(second),\(third)"
  }

  /// The fifteen forms whose forecasts stay stable.
  ///
  /// Slopes that multiply explode, and added errors with a multiplied season have no sound
  /// likelihood near zero.
  public static let all: [SmoothingForm] = {
    var forms: [SmoothingForm] = []
    for error in [Joining.additive, .multiplicative] {
      for season in [nil, Joining.additive, .multiplicative] {
        if error == .additive, season == .multiplicative { continue }
        for trend in [Trend.none, .additive, .damped] {
          forms.append(SmoothingForm(error: error, trend: trend, season: season))
        }
      }
    }
    return forms
  }()

  /// Whether anything in the form multiplies, so that values must be above zero.
  var needsPositiveValues: Bool { error == .multiplicative || season == .multiplicative }

  /// How many numbers are learned, the deviation of the errors among them.
  func parameterCount(period: Int) -> Int {
    let slope =
      switch trend {
      case .none: 0
      case .additive: 2
      case .damped: 3
      }
    return 2 + slope + (season == nil ? 0 : 1 + period - 1) + 1
  }
}
