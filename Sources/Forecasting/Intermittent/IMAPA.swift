public import Tasks

/// Demand seen at several coarser steps, each smoothed, and the mean of what they say.
///
/// F. Petropoulos and N. Kourentzes 2015.
public struct IMAPA: ForecastMethod {
  /// The method's name.
  public let name = "imapa"

  /// The method; it has no settings.
  public init() {}

  /// Learns the rate at steps of one to the mean interval between demands.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try Croston.check(values)
    let demands = values.count { $0 > 0 }
    let widest = max(
      1, min(values.count / 2, Int((Double(values.count) / Double(demands)).rounded())))
    var rates: [Double] = []
    for width in 1...widest {
      // The newest values fill whole steps; the oldest may be left over.
      let rest = values.count % width
      let sums = stride(from: rest, to: values.count, by: width).map { first in
        values[first..<first + width].reduce(0, +)
      }
      rates.append(SimpleSmoothing.smoothed(sums, nil).level / Double(width))
    }
    let rate = rates.reduce(0, +) / Double(rates.count)
    let (fitted, _) = SimpleSmoothing.smoothed(values, nil)
    return IntermittentModel(
      values, fitted: fitted, rate: rate, chance: Double(demands) / Double(values.count),
      method: name)
  }
}
