import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// The value and its parts below each other over one span of dates.
  static func decomposition(of value: String, date: String, seasons: [String], keys: [String])
    -> NaturalChart
  {
    NaturalChart("line") { answer, _ in
      guard let relation = answer.relation, relation.schema[date] != nil else {
        return Chart(layers: [])
      }
      let parts = ([value, "trend"] + seasons + ["remainder"]).filter {
        relation.schema[$0] != nil
      }
      guard !parts.isEmpty else { return Chart(layers: []) }
      let groups = try SeriesGroups(
        of: relation, date: date, values: parts, keys: keys, most: SeriesGroups.mostColors)
      var chart = groups.panels(of: parts, name: value)
      chart.title = "\(value) and its parts"
      chart.facetLayout = .stacked(comparesAmounts: true)
      chart.subtitleNotes.append("grey bars: the same amount in every panel")
      return chart
    }
  }
}
