public import Tasks

/// Demand that comes now and then: its size and its interval smoothed apart.
///
/// J. D. Croston 1972; with the correction of A. A. Syntetos and J. E. Boylan 2005 (SBA).
public struct Croston: ForecastMethod {
  /// How the smoothing is set.
  public enum Variant: Hashable, Sendable {
    /// One smoothing for both.
    case classic(Double)
    /// The smoothing of each that misses the demand rate least, from a grid.
    case optimized
    /// One smoothing for both, and the bias taken out.
    case corrected(Double)
  }

  /// The method's name: `croston` or `sba`.
  public var name: String {
    if case .corrected = variant { return "sba" }
    return "croston"
  }
  private let variant: Variant

  /// The method with its smoothing.
  public init(_ variant: Variant = .optimized) { self.variant = variant }

  /// Learns size and interval of demand; needs values that are not negative, one above zero.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try Self.check(values)
    var (size, interval, correction) = (0.1, 0.1, 1.0)
    switch variant {
    case .classic(let smoothing): (size, interval) = (smoothing, smoothing)
    case .corrected(let smoothing):
      (size, interval) = (smoothing, smoothing)
      correction = 1 - smoothing / 2
    case .optimized:
      var least = Double.infinity
      for first in Self.grid {
        for second in Self.grid {
          let error = Self.rateError(values, Self.rates(values, size: first, interval: second))
          if error < least { (least, size, interval) = (error, first, second) }
        }
      }
    }
    let (fitted, last) = Self.rates(values, size: size, interval: interval)
    return IntermittentModel(
      values, fitted: fitted.map { $0 * correction }, rate: last.rate * correction,
      chance: 1 / last.interval, method: name)
  }

  private static let grid = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3]

  /// Throws unless the values are demand.
  static func check(_ values: [Double]) throws {
    try ForecastRefusal.check(values)
    if values.contains(where: { $0 < 0 }) { throw ForecastRefusal.needsNonNegativeValues }
    if !values.contains(where: { $0 > 0 }) { throw ForecastRefusal.onlyZeros }
  }

  /// The squared error of the rate against the mean demand so far: errors of one step reward zeros.
  private static func rateError(
    _ values: [Double], _ rates: (fitted: [Double], last: (rate: Double, interval: Double))
  ) -> Double {
    var (error, sum) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      sum += value
      let rate = rates.fitted[place]
      guard rate.isFinite else { continue }
      let distance = sum / Double(place + 1) - rate
      error += distance * distance
    }
    return error
  }

  private static func rates(
    _ values: [Double], size: Double, interval: Double
  ) -> (fitted: [Double], last: (rate: Double, interval: Double)) {
    var fitted: [Double] = []
    fitted.reserveCapacity(values.count)
    var (amount, gap, since) = (Double.nan, Double.nan, 0.0)
    for value in values {
      fitted.append(amount / gap)
      since += 1
      guard value > 0 else { continue }
      if amount.isNaN {
        (amount, gap) = (value, since)
      } else {
        amount += size * (value - amount)
        gap += interval * (since - gap)
      }
      since = 0
    }
    return (fitted, (amount / gap, gap))
  }
}
