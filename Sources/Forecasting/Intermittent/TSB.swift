public import Tasks

/// Demand that may die out: its chance is smoothed in every step, its size when it comes.
///
/// R. H. Teunter, A. A. Syntetos and M. Z. Babai 2011.
public struct TSB: ForecastMethod {
  /// The method's name.
  public let name = "tsb"
  private let size: Double
  private let chance: Double

  /// The method with the smoothing of size and of chance.
  public init(size: Double = 0.2, chance: Double = 0.2) {
    self.size = size
    self.chance = chance
  }

  /// Learns size and chance of demand; needs values that are not negative, one above zero.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try Croston.check(values)
    let first = values.firstIndex { $0 > 0 } ?? 0
    var amount = values[first]
    var probability = values[0] > 0 ? 1.0 : 0
    var fitted = [Double](repeating: .nan, count: values.count)
    for place in values.indices.dropFirst() {
      let value = values[place]
      if place > first { fitted[place] = amount * probability }
      probability += chance * ((value > 0 ? 1 : 0) - probability)
      if value > 0, place > first { amount += size * (value - amount) }
    }
    return IntermittentModel(
      values, fitted: fitted, rate: amount * probability, chance: probability, method: name)
  }
}
