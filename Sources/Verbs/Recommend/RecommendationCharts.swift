import Charts
import Language
import Planning
import Rendering
import Tables

extension NaturalChart {
  /// What is recommended most: a bar per item, as long as the users that get it.
  ///
  /// It is drawn from the rows that are there, so that it also fits a filtered table.
  static func recommendations(_ item: String) -> NaturalChart {
    NaturalChart("bar") { answer, _ in
      guard let relation = answer.relation, let field = relation.schema[item] else {
        return Chart(layers: [])
      }
      let counts = try relation.map {
        $0.aggregated(
          keys: [NamedExpression(item, Expression(field))],
          aggregates: [NamedExpression("\u{1}lists", .count)]
        ).sorted(by: [SortKey(.column("\u{1}lists", .int), descending: true)])
      }.collect()
      let kept = counts.rows(Array(0..<min(mostBars, counts.rowCount)))
      var chart = Chart(
        layers: [
          ChartLayer(
            .bar,
            [
              .x: .column(EncodedColumn("lists", kept.columns[1])),
              .y: .column(
                EncodedColumn(item, kept.columns[0], isDiscrete: true, order: .data)),
            ], rowCount: kept.rowCount)
        ], title: "What is recommended most")
      if counts.rowCount > mostBars {
        chart.subtitleNotes = ["the first \(mostBars) of \(counts.rowCount.grouped) items"]
      }
      return chart
    }
  }

  private static let mostBars = 15

  /// How models did: a bar per model, as long as its NDCG.
  static let leaderboard = NaturalChart("bar") { answer, _ in
    guard let table = try answer.relation?.collect(), let methods = table["method"],
      let scores = table["ndcg"], let chosen = table["chosen"]
    else { return Chart(layers: []) }
    let kept = Array(0..<min(mostBars, table.rowCount))
    var chart = Chart(
      layers: [
        ChartLayer(
          .bar,
          [
            .x: .column(EncodedColumn("NDCG", scores.rows(kept))),
            .y: .column(
              EncodedColumn("method", methods.rows(kept), isDiscrete: true, order: .data)),
            .color: .column(EncodedColumn("chosen", chosen.rows(kept), isDiscrete: true)),
          ], rowCount: kept.count)
      ], title: "How the models did")
    if table.rowCount > mostBars {
      chart.subtitleNotes = ["the first \(mostBars) of \(table.rowCount.grouped) models"]
    }
    return chart
  }
}
