import Tasks

/// Bounds from the errors that the same method made on earlier steps.
///
/// An error counts in units of the scale that its forecast came with. Many series lend each other
/// their errors; the order statistic at ⌈(N + 1)p⌉ keeps the promise for any distribution
/// (V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a Random World, 2005).
struct ConformalBounds: Sendable {
  /// The errors of each series: its steps of each window, NaN where the truth is not known.
  private let scores: [[[Double]]]
  private let horizon: Int
  /// The scores of each step over all series, ascending.
  private let byStep: [[Double]]
  /// All scores; ascending where some step has too few of its own.
  private let all: [Double]
  private let meanSize: Double
  /// Whether each step has scores enough for quantiles of its own.
  private let isByStep: Bool

  /// Scores by series, window and step.
  init(scores: [[[Double]]], horizon: Int, threads: Int) throws {
    self.scores = scores
    self.horizon = horizon
    var byStep = [[Double]](repeating: [], count: horizon)
    for windows in scores {
      for window in windows {
        for (step, score) in window.enumerated() where score.isFinite { byStep[step].append(score) }
      }
    }
    let unordered = byStep
    self.byStep = try parallelMap(horizon, threads: threads) { unordered[$0].sorted() }
    isByStep =
      byStep.contains { !$0.isEmpty } && byStep.allSatisfy { $0.isEmpty || $0.count >= 100 }
    let together = byStep.flatMap(\.self)
    all = isByStep ? together : together.sorted()
    meanSize = all.isEmpty ? 0 : all.reduce(0) { $0 + abs($1) } / Double(all.count)
  }

  /// How many errors there are.
  var count: Int { all.count }

  /// Whether there are enough errors for a level: a bound beyond all but a few is no bound.
  func suffices(for level: Double) -> Bool {
    Double(all.count) * (1 - level) >= 1 && all.count >= 20
  }

  /// How many scales below and above the point the bounds of each step lie.
  ///
  /// The pooled quantile is mixed with the series' own, as far as it has errors enough.
  func reach(level: Double, series: Int, pooled: PooledReach) -> (below: [Double], above: [Double])
  {
    let own = scores[series].flatMap(\.self).filter(\.isFinite).sorted()
    guard own.count >= 3, all.count > own.count else { return (pooled.below, pooled.above) }
    if own.count >= 60 {
      let (below, above) = Self.quantiles(own, level: level)
      return (
        pooled.below.map { 0.5 * ($0 + below) }, pooled.above.map { 0.5 * ($0 + above) }
      )
    }
    let size = own.reduce(0) { $0 + abs($1) } / Double(own.count)
    let factor = meanSize > 0 ? min(max(size / meanSize, 0.05), 20).squareRoot() : 1
    return (pooled.below.map { $0 * factor }, pooled.above.map { $0 * factor })
  }

  /// The quantiles of each step over all series, never narrower further ahead.
  struct PooledReach: Sendable {
    let below: [Double]
    let above: [Double]
  }

  /// The pooled quantiles of a level.
  func pooledReach(level: Double) -> PooledReach {
    if isByStep {
      let tried = byStep.map { $0.isEmpty ? nil : Self.quantiles($0, level: level) }
      // On some steps nobody is open: they have the bounds of the step before.
      var last = tried.lazy.compactMap(\.self).first ?? (0, 0)
      let each = tried.map { own -> (below: Double, above: Double) in
        last = own ?? last
        return last
      }
      return PooledReach(
        below: Self.rising(each.map(\.below)), above: Self.rising(each.map(\.above)))
    }
    let (below, above) = Self.quantiles(all, level: level)
    return PooledReach(
      below: [Double](repeating: below, count: horizon),
      above: [Double](repeating: above, count: horizon))
  }

  /// The distances below and above that leave out half of 1 − level each.
  ///
  /// Few errors tell how far a forecast misses, not to which side, and errors that are nearly all on
  /// one side would put the forecast on the edge of its band: both distances are the same then.
  private static func quantiles(_ sorted: [Double], level: Double) -> (below: Double, above: Double)
  {
    let count = sorted.count
    let share = (1 + level) / 2
    let place = min(count, Int((Double(count + 1) * share).rounded(.up)))
    let (low, high) = (sorted[count - place], sorted[place - 1])
    guard count >= 100, low < 0, high > 0 else {
      let place = min(count, Int((Double(count + 1) * level).rounded(.up)))
      let distance = sorted.map(abs).sorted()[place - 1]
      return (distance, distance)
    }
    return (-low, high)
  }

  /// The nearest sequence that never falls (pool adjacent violators).
  static func rising(_ values: [Double]) -> [Double] {
    var blocks: [(mean: Double, count: Int)] = []
    for value in values {
      blocks.append((value, 1))
      while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
        let last = blocks.removeLast()
        let earlier = blocks.removeLast()
        let count = last.count + earlier.count
        let sum = last.mean * Double(last.count) + earlier.mean * Double(earlier.count)
        blocks.append((sum / Double(count), count))
      }
    }
    return blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
  }
}
