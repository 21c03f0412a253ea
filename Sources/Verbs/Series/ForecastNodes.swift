import Forecasting
import Language
import Planning
import Syntax
import Tables

/// The series of a forecast with the totals over their keys, as one panel of a hierarchy.
struct ForecastNodes {
  /// The keys of each series and total in the order of the result: totals after what they are made
  /// of, with null for the keys they sum over.
  let keys: [[Value]]
  let cohort: ForecastPanels.Cohort
  let hierarchy: Hierarchy
  /// Which rows of `keys` are totals.
  let isTotal: [Bool]

  /// More series than this have a covariance that is too large to turn.
  static let mostForMint = 2_000

  init(
    _ panels: ForecastPanels, keys given: [[Value]], verb: Forecast, setting: ForecastSetting
  ) throws {
    guard let whole = panels.cohorts.first, panels.cohorts.count == 1 else {
      throw Diagnostic(
        "E734",
        verb.regressors.isEmpty
          ? "totals need series that end on the same day"
          : "totals need series that end on the same day and have the same regressors",
        at: verb.target.span, label: "make them so with `| series`, which goes on to the last day")
    }
    if let key = zip(verb.by, given[0].indices).first(where: { _, place in
      given.contains { $0[place].isNull }
    })?.0 {
      throw Diagnostic(
        "E734", "`\(key.name)` is null in some rows, and totals are the rows with null keys",
        at: verb.target.span, label: "leave them out: | filter \(key.name.asName) is not null")
    }
    if setting.reconciliation == .mint, given.count > Self.mostForMint {
      throw Diagnostic(
        "E734",
        "`mint` takes up to \(Self.mostForMint.grouped) series, and there are "
          + given.count.grouped, at: verb.target.span, label: "take `reconcile: wls`")
    }
    let leaves = whole.members.map { given[$0] }
    // Texts of one type are as different as the values.
    let hierarchy = Hierarchy(paths: leaves.map { $0.map { "\($0)" } })
    let inner = hierarchy.nodes.count - hierarchy.bottomCount
    let steps = whole.panel.axis.count
    var values = [[Double]](
      repeating: [Double](repeating: .nan, count: steps), count: hierarchy.nodes.count)
    var firstLeaf = [Int](repeating: Int.max, count: hierarchy.nodes.count)
    for node in hierarchy.nodes.indices.reversed() {
      if node >= inner {
        values[node] = whole.panel.series[node - inner].values
        firstLeaf[node] = node - inner
      }
      guard let parent = hierarchy.nodes[node].parent else { continue }
      firstLeaf[parent] = min(firstLeaf[parent], firstLeaf[node])
      // What is missing inside a series would be missing in all its totals.
      let known =
        node < inner
        ? values[node]
        : {
          let history = PreparedHistory(
            values[node], season: whole.panel.seasons.first ?? 1)
          return [Double](repeating: .nan, count: steps - history.values.count) + history.values
        }()
      for step in 0..<steps where known[step].isFinite {
        values[parent][step] =
          (values[parent][step].isFinite ? values[parent][step] : 0) + known[step]
      }
    }
    var panel = whole.panel
    panel.series = hierarchy.nodes.enumerated().map { node, description in
      // Totals of one level learn from each other.
      let group =
        node < inner
        ? -1 - description.path.count : whole.panel.series[node - inner].group
      return Panel.Member(values[node], group: group)
    }
    var order: [Int] = []
    func emit(_ node: Int) {
      for child in hierarchy.nodes[node].children { emit(child) }
      order.append(node)
    }
    emit(0)
    var slots = [Int](repeating: 0, count: order.count)
    for (slot, node) in order.enumerated() { slots[node] = slot }
    keys = order.map { node in
      let depth = hierarchy.nodes[node].path.count
      let own = leaves[firstLeaf[node]]
      return own.prefix(depth) + own.dropFirst(depth).map { _ in .null }
    }
    isTotal = order.map { $0 < inner }
    cohort = ForecastPanels.Cohort(
      members: slots, panel: panel, dates: whole.dates, future: whole.future)
    self.hierarchy = hierarchy
  }
}
