import Glibc
import Tasks

/// How much demand that comes rarely has changed over a whole panel.
///
/// One rare series says too little about its own slope, so its forecast is flat. Where products die
/// out or catch on, the flat forecasts of all together miss in one direction: what they missed on
/// the last two stretches corrects the next.
enum RareDemandLevel {
  /// What the forecasts of rare demand are multiplied by: 1 for a few series, near the share of the
  /// demand that came for many.
  static func factor(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> Double {
    let horizon = panel.axis.horizon
    // Those that are rare now: demand that became rare must not be left out.
    let rare = panel.series.filter { SeriesLadder.isRare($0.values) }
    var sums = Stretch()
    for window in 1...2 {
      let origin = panel.axis.count - window * horizon
      guard horizon > 0, origin >= max(12, horizon) else { break }
      let parts = try parallelMap(rare.count, threads: threads) { index in
        try cancellation.check()
        return try stretch(
          rare[index].values, origin: origin, horizon: horizon, cancellation)
      }
      for part in parts { sums.add(part) }
    }
    guard sums.expected > 0, sums.demands > 0 else { return 1 }
    // Two hundred demands weigh as much as the belief that nothing changes.
    let trust = sums.demands / (sums.demands + 200)
    return min(max(pow(sums.actual / sums.expected, trust), 0.7), 1.4)
  }

  /// What came of a series and what was expected.
  private struct Stretch: Sendable {
    var actual = 0.0
    var expected = 0.0
    var demands = 0.0

    mutating func add(_ other: Stretch) {
      actual += other.actual
      expected += other.expected
      demands += other.demands
    }
  }

  private static func stretch(
    _ values: [Double], origin: Int, horizon: Int, _ cancellation: Cancellation
  ) throws -> Stretch {
    let history = PreparedHistory(Array(values[..<origin]), season: 1).values
    guard history.count > 3 else { return Stretch() }
    let came = values[origin..<(origin + horizon)].filter(\.isFinite)
    var stretch = Stretch(
      actual: came.reduce(0, +), demands: Double(came.count { $0 > 0 }))
    // A series without any demand so far is expected to have none; what comes all the same counts.
    if history.contains(where: { $0 > 0 }) {
      let model = try IntermittentEnsemble().fit(history, season: 1, cancellation: cancellation)
      stretch.expected =
        Double(came.count) * model.forecast(horizon: 1, levels: []).points[0]
    }
    return stretch
  }
}
