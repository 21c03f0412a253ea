import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// How models did: a bar per model.
  static func models(by measure: String) -> NaturalChart {
    NaturalChart("bar") { answer, _ in
      guard let table = try answer.relation?.collect(), let models = table["model"],
        let values = table[measure]
      else { return Chart(layers: []) }
      return Chart(
        layers: [
          ChartLayer(
            .bar,
            [
              .x: .column(EncodedColumn(measure, values)),
              .y: .column(EncodedColumn("model", models, isDiscrete: true, order: .data)),
            ], rowCount: table.rowCount)
        ], title: "How the models did")
    }
  }
}
