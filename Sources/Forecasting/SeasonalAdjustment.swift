/// A series freed of a season that repeats in the same shape: the classical decomposition.
///
/// The season is the mean, over all years, of what stands above a centred moving mean of one
/// period. It multiplies where values are above zero, and adds else.
public struct SeasonalAdjustment: Hashable, Sendable {
  /// How a season joins the rest.
  public enum Kind: Hashable, Sendable {
    /// There is no season.
    case none
    /// It is added to the rest.
    case additive
    /// It multiplies the rest.
    case multiplicative
  }

  /// How the season joins the rest.
  public let kind: Kind
  /// The season of each place in a period, the first value's place first: its sum is 0 if it is
  /// added, its mean 1 if it multiplies.
  public let indices: [Double]
  /// The values without their season.
  public let adjusted: [Double]

  /// A series without season.
  init(unadjusted values: [Double]) {
    kind = .none
    indices = [0]
    adjusted = values
  }

  /// Frees `values` of a season of `period` steps of this kind; nil for fewer than two periods.
  public init?(_ values: [Double], period: Int, kind: Kind) {
    guard period > 1, values.count >= 2 * period, kind != .none else { return nil }
    let level = Self.centredMeans(values, period)
    var sums = [Double](repeating: 0, count: period)
    var counts = [Double](repeating: 0, count: period)
    let half = period / 2
    for (step, mean) in level.enumerated() {
      let place = step + half
      let part = kind == .additive ? values[place] - mean : values[place] / mean
      guard part.isFinite else { return nil }
      sums[place % period] += part
      counts[place % period] += 1
    }
    var indices = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    let mean = indices.reduce(0, +) / Double(period)
    guard kind == .additive || mean > 0 else { return nil }
    indices = indices.map { kind == .additive ? $0 - mean : $0 / mean }
    self.kind = kind
    self.indices = indices
    adjusted = values.indices.map { place in
      let own = indices[place % period]
      return kind == .additive ? values[place] - own : values[place] / own
    }
  }

  /// Frees `values` of their season if they have a clear one: by multiplication where all values
  /// are above zero and no index is tiny, else by addition.
  public init(testing values: [Double], period: Int) {
    guard Self.isSeasonal(values, period: period) else {
      self.init(unadjusted: values)
      return
    }
    if values.allSatisfy({ $0 > 0 }),
      let parts = SeasonalAdjustment(values, period: period, kind: .multiplicative),
      parts.indices.allSatisfy({ $0 >= 0.01 })
    {
      self = parts
    } else {
      self =
        SeasonalAdjustment(values, period: period, kind: .additive)
        ?? SeasonalAdjustment(unadjusted: values)
    }
  }

  /// Whether the correlation at a lag of one period is beyond chance (90 %, Bartlett's error).
  ///
  /// Needs a period of at least 4 and two whole ones.
  public static func isSeasonal(_ values: [Double], period: Int) -> Bool {
    guard period >= 4, values.count >= 2 * period else { return false }
    let count = values.count
    let mean = values.reduce(0, +) / Double(count)
    let rest = values.map { $0 - mean }
    let spread = rest.reduce(0) { $0 + $1 * $1 }
    guard spread > 0 else { return false }
    func correlation(_ lag: Int) -> Double {
      var sum = 0.0
      for place in lag..<count { sum += rest[place] * rest[place - lag] }
      return sum / spread
    }
    var squares = 0.0
    for lag in 1..<period {
      let own = correlation(lag)
      squares += own * own
    }
    return abs(correlation(period)) > 1.645 * ((1 + 2 * squares) / Double(count)).squareRoot()
  }

  /// The value with the season of the place, counted from the first value of the series.
  public func seasoned(_ value: Double, at place: Int) -> Double {
    switch kind {
    case .none: value
    case .additive: value + indices[place % indices.count]
    case .multiplicative: value * indices[place % indices.count]
    }
  }

  /// By how much the season stretches errors at the place.
  func scale(at place: Int) -> Double {
    kind == .multiplicative ? indices[place % indices.count] : 1
  }

  /// The means over one period around each place that has half a period on both sides.
  static func centredMeans(_ values: [Double], _ period: Int) -> [Double] {
    let half = period / 2
    let width = 2 * half + 1
    guard values.count >= width else { return [] }
    var means: [Double] = []
    means.reserveCapacity(values.count - width + 1)
    var sum = values[..<width].reduce(0, +)
    for first in 0...(values.count - width) {
      if first > 0 { sum += values[first + width - 1] - values[first - 1] }
      if period % 2 == 0 {
        // Both ends of an even period count by half.
        means.append((sum - (values[first] + values[first + width - 1]) / 2) / Double(period))
      } else {
        means.append(sum / Double(period))
      }
    }
    return means
  }
}
