import Charts
import Language
import Planning
import Syntax
import Tables

extension NaturalChart {
  /// How many runs there are of each verb; the numbers of runs measure nothing.
  static let registryRuns = NaturalChart("bar") { answer, context in
    let verbs = try answer.relation?.collect()["verb"]?.values ?? []
    guard verbs.count > 1 else {
      throw Diagnostic(
        "E420", "\(verbs.isEmpty ? "no run" : "one run alone") makes no chart", at: context.span,
        label: "leave `| chart` out")
    }
    var counts: [(verb: Value, runs: Int)] = []
    for verb in verbs {
      if let place = counts.firstIndex(where: { $0.verb == verb }) {
        counts[place].runs += 1
      } else {
        counts.append((verb: verb, runs: 1))
      }
    }
    let table = Table(
      schema: Schema([Field("runs", .int), Field("verb", .text)]),
      rows: counts.map { [.int(Int64($0.runs)), $0.verb] })
    return Chart(
      layers: [
        ChartLayer(
          .bar, table.channels([(.x, "runs"), (.y, "verb")]), rowCount: table.rowCount)
      ], title: "Runs in the registry")
  }
}
