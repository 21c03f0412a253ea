public import Tasks

/// Ways to tell which numbers of a column lie far from the rest.
public enum OutlierRule: String, CaseIterable, Hashable, Sendable {
  /// Far from the median in units of the median distance from it, scaled by 1.4826 to be a standard
  /// deviation of normal numbers. When more than half of the numbers are equal, the mean distance
  /// times 1.2533 stands in (Iglewicz and Hoaglin 1993).
  case medianDeviation
  /// Beyond Tukey's fences around the quartiles. `sensitivity` counts standard deviations of normal
  /// numbers: 2.698 puts the fences at one and a half quartile distances.
  case quartiles

  /// What is expected of each number, and how far it may lie from that.
  public struct Limits: Hashable, Sendable {
    /// The centre: the median, or the middle of the quartiles.
    public let expected: Double
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double
    /// What a distance is divided by to become a score; 0 when all numbers are equal.
    public let scale: Double

    /// How far a number lies from the centre, in standard deviations; 0 when all numbers are equal.
    public func score(_ value: Double) -> Double { scale > 0 ? (value - expected) / scale : 0 }

    /// Whether a number lies outside.
    public func excludes(_ value: Double) -> Bool { value < lower || value > upper }
  }

  /// The limits for finite numbers; nil without numbers.
  public func limits(
    of values: [Double], sensitivity: Double = 3, cancellation: Cancellation = Cancellation()
  ) throws -> Limits? {
    guard !values.isEmpty else { return nil }
    let keys = try OrderedKeys(values, cancellation)
    let sorted = SortedNumbers(
      try RadixSort.sorted(keys.keys, cancellation), coding: keys.coding)
    let (centre, scale): (Double, Double)
    switch self {
    case .medianDeviation:
      centre = sorted.quantile(0.5)
      let deviation = sorted.medianDistance(from: centre)
      if deviation > 0 {
        scale = deviation * 1.482602218505602
      } else {
        let sum = values.reduce(0) { $0 + abs($1 - centre) / Double(values.count) }
        scale = sum * 1.2533141373155001
      }
    case .quartiles:
      let (low, high) = (sorted.quantile(0.25), sorted.quantile(0.75))
      centre = low + (high - low) / 2
      // A normal quartile distance is 1.349 deviations.
      scale = (high - low) / 1.3489795003921634
    }
    let reach = sensitivity * scale
    return Limits(
      expected: centre, lower: centre - reach, upper: centre + reach, scale: scale)
  }
}
