import Glibc

/// Counts of bins of equal width with round limits, in the unit of the column's storage.
///
/// The width is Freedman and Diaconis's, rounded up to 1, 2, 2.5 or 5 times a power of ten. A tail
/// that is longer than all the rest is left out and counted.
public struct Histogram: Hashable, Sendable {
  /// The limits of the bins, ascending, one more than bins; the last one belongs to the last bin.
  public let edges: [Double]
  /// The rows of each bin.
  public let counts: [Int]
  /// The rows below the first limit.
  public let below: Int
  /// The rows above the last limit.
  public let above: Int

  /// What the limits of the bins are chosen from: the ends, the quartiles, and the shares of 4% and 96%.
  public struct Spread: Hashable, Sendable {
    /// The number of values.
    public let count: Int
    /// The smallest value.
    public let minimum: Double
    /// The value that 4% lie below.
    public let low: Double
    /// The first quartile.
    public let lowerQuartile: Double
    /// The third quartile.
    public let upperQuartile: Double
    /// The value that 96% lie below.
    public let high: Double
    /// The largest value.
    public let maximum: Double

    /// Quantiles between the two neighbours (type 7) of so many values.
    public init(
      count: Int, minimum: Double, low: Double, lowerQuartile: Double, upperQuartile: Double,
      high: Double, maximum: Double
    ) {
      self.count = count
      self.minimum = minimum
      self.low = low
      self.lowerQuartile = lowerQuartile
      self.upperQuartile = upperQuartile
      self.high = high
      self.maximum = maximum
    }

    init(_ sorted: SortedNumbers) {
      self.init(
        count: sorted.count, minimum: sorted[0], low: sorted.quantile(0.04),
        lowerQuartile: sorted.quantile(0.25), upperQuartile: sorted.quantile(0.75),
        high: sorted.quantile(0.96), maximum: sorted[sorted.count - 1])
    }
  }

  /// Puts together bins that were counted some other way, such as by queries.
  public init(edges: [Double], counts: [Int], below: Int, above: Int) {
    self.edges = edges
    self.counts = counts
    self.below = below
    self.above = above
  }

  /// The bins of sorted values; nil without values.
  init?(_ sorted: SortedNumbers, isWhole: Bool, mostBins: Int) {
    guard sorted.count > 0, mostBins > 0 else { return nil }
    edges = Self.edges(for: Spread(sorted), isWhole: isWhole, mostBins: mostBins)
    var counts: [Int] = []
    below = sorted.countBelow(edges[0])
    var before = below
    for edge in edges.dropFirst().dropLast() {
      let upTo = sorted.countBelow(edge)
      counts.append(upTo - before)
      before = upTo
    }
    let all = sorted.countUpTo(edges[edges.count - 1])
    counts.append(all - before)
    self.counts = counts
    above = sorted.count - all
  }

  /// The limits of at most `mostBins` bins, which begin below and end above what is worth drawing.
  public static func edges(for spread: Spread, isWhole: Bool, mostBins: Int) -> [Double] {
    var (low, high) = (spread.minimum, spread.maximum)
    let (near, far) = (spread.low, spread.high)
    if spread.count >= 50, far > near {
      if high - far > 1.5 * (far - near) { high = far }
      if near - low > 1.5 * (far - near) { low = near }
    }
    return edges(spread, low, high, isWhole: isWhole, mostBins: mostBins)
  }

  private static func edges(
    _ spread: Spread, _ low: Double, _ high: Double, isWhole: Bool, mostBins: Int
  ) -> [Double] {
    let most = Double(mostBins)
    if isWhole && high - low < most && max(abs(low), abs(high)) < 1e15 {
      // Whole numbers of a small range have a bin each.
      return Array(stride(from: low - 0.5, through: high + 0.6, by: 1))
    }
    let range = high - low
    guard range > 0, range.isFinite else {
      // One value, or a range beyond doubles: one bin around all.
      let room = max(0.5, abs(low) * 0.05)
      return range > 0 ? [low, high] : [low - room, low + room]
    }
    let count = Double(spread.count)
    let middle = spread.upperQuartile - spread.lowerQuartile
    let wished = middle > 0 ? 2 * middle / cbrt(count) : range / (log2(count) + 1)
    var width = roundedUp(max(min(wished, range), range / most, isWhole ? 1 : 0))
    // Round limits can need one bin more than the range itself.
    while (high / width).rounded(.up) - (low / width).rounded(.down) > most {
      let wider = roundedUp(width * 1.01)
      // Numbers next to 0 have no width between this and the next.
      guard wider > width else { return [low, high] }
      width = wider
    }
    let first = (low / width).rounded(.down)
    let bins = max(1, Int((high / width).rounded(.up) - first))
    let edges = (0...bins).map { (first + Double($0)) * width }
    // Values far from 0 with a tiny range have no round limits that differ.
    return edges[1] > edges[0] && edges[bins] >= high && edges[bins].isFinite ? edges : [low, high]
  }

  /// The next of 1, 2, 2.5 and 5 times a power of ten.
  private static func roundedUp(_ width: Double) -> Double {
    let base = pow(10, log10(width).rounded(.down))
    for factor in [1, 2, 2.5, 5, 10] where factor * base >= width * (1 - 1e-9) {
      return factor * base
    }
    return width
  }
}
