import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// What share of its customers, or of its first value, an average cohort has left by period.
  static func averageCohort(_ measure: Cohort.Measure) -> NaturalChart {
    NaturalChart("line") { answer, _ in
      guard let table = try answer.relation?.collect(), let periods = table["period"],
        let shares = table[measure.average]
      else { return Chart(layers: []) }
      return Chart(
        layers: [
          ChartLayer(
            .line,
            [
              .x: .column(EncodedColumn("period", periods)),
              .y: .column(EncodedColumn(measure.average, shares, style: .percent)),
            ], rowCount: table.rowCount)
        ],
        title: measure == .value ? "Value of the average cohort" : "Retention of the average cohort"
      )
    }
  }
}

extension Cohort.Measure {
  /// The column of the average that tells of this measure; counts depend on how many cohorts there
  /// are.
  var average: String { self == .value ? "value_share" : "retention" }
}
