import Glibc

/// How good one list of recommendations is, against the items that were relevant.
public struct RankingMetrics: Hashable, Sendable {
  /// Discounted gain ÷ that of the best possible list of `k`.
  public let ndcg: Double
  /// Relevant items in the list ÷ relevant items.
  public let recall: Double
  /// Relevant items in the list ÷ `k`.
  public let precision: Double
  /// 1 when a relevant item is in the list.
  public let hit: Double
  /// The precisions at the relevant places, summed, ÷ the lesser of `k` and the relevant items.
  public let averagePrecision: Double
  /// 1 ÷ the place of the first relevant item.
  public let reciprocalRank: Double

  /// Measures the first `k` of `list`; `relevant` must hold at least one item.
  public init(list: [Int], relevant: Set<Int>, k: Int) {
    var gain = 0.0
    var hits = 0
    var precisions = 0.0
    var first = 0
    for (place, item) in list.prefix(k).enumerated() where relevant.contains(item) {
      hits += 1
      gain += 1 / log2(Double(place + 2))
      precisions += Double(hits) / Double(place + 1)
      if first == 0 { first = place + 1 }
    }
    let possible = min(k, relevant.count)
    ndcg = gain / Self.bestGain(possible)
    recall = Double(hits) / Double(relevant.count)
    precision = Double(hits) / Double(k)
    hit = hits > 0 ? 1 : 0
    averagePrecision = precisions / Double(possible)
    reciprocalRank = first > 0 ? 1 / Double(first) : 0
  }

  /// The discounted gain of `count` relevant items at the top.
  static func bestGain(_ count: Int) -> Double {
    (0..<count).reduce(0) { $0 + 1 / log2(Double($1 + 2)) }
  }
}

/// A mean over users with its 95% interval.
public struct MeanOverUsers: Hashable, Sendable {
  /// The mean.
  public let mean: Double
  /// The standard error of the mean.
  public let standardError: Double
  /// The lower end of the interval.
  public var low: Double { mean - 1.959963984540054 * standardError }
  /// The upper end of the interval.
  public var high: Double { mean + 1.959963984540054 * standardError }

  /// The mean of one value a user; users are many, so the interval is the normal one.
  public init(_ values: [Double]) {
    let count = Double(values.count)
    guard count > 0 else {
      (mean, standardError) = (.nan, .nan)
      return
    }
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardError = count > 1 ? (squares / (count - 1) / count).squareRoot() : .nan
  }
}
