public import Tasks

/// The slow part of a series without a season: a local line through a third of it, in rounds that
/// take weight from outliers.
///
/// W. S. Cleveland, Robust Locally Weighted Regression and Smoothing Scatterplots, 1979.
public struct RobustTrend: Hashable, Sendable {
  /// The slow part.
  public let trend: [Double]

  /// Smooths `values`, equally spaced and finite, at least one.
  public init(_ values: [Double], cancellation: Cancellation = Cancellation()) throws {
    let third = max(7, values.count / 3)
    let loess = Loess(window: third % 2 == 0 ? third + 1 : third)
    var trend = try loess.smoothed(values, nil, cancellation)
    for _ in 0..<5 {
      let weights = BisquareWeights.of(zip(values, trend).map { $0 - $1 })
      trend = try loess.smoothed(values, weights, cancellation)
    }
    self.trend = trend
  }
}

/// The bisquare weights of remainders, against six times their median distance from 0.
///
/// Where most values are met almost exactly, as in a series that is mostly 0, that would take all
/// weight from the others: below the mean distance, six times that stands in.
enum BisquareWeights {
  static func of(_ remainders: [Double]) -> [Double] {
    let distances = remainders.map { abs($0) }
    let sorted = distances.sorted()
    let middle = sorted.count / 2
    var limit = 3 * (sorted[middle] + sorted[sorted.count - 1 - middle])
    let mean = distances.reduce(0, +) / Double(distances.count)
    if limit < mean { limit = 6 * mean }
    return distances.map { distance in
      if distance <= 0.001 * limit { return 1 }
      if distance > 0.999 * limit { return 0 }
      let ratio = distance / limit
      return (1 - ratio * ratio) * (1 - ratio * ratio)
    }
  }
}
