import Charts
import Language
import Planning
import Segmentation
import Tables

extension NaturalChart {
  /// The rows in the colours of their groups: along their two columns, or along the two directions
  /// in which they differ most.
  static func clusters(along columns: [String], _ biplot: Biplot?) -> NaturalChart {
    NaturalChart("point") { answer, _ in
      guard let relation = answer.relation, relation.schema.contains("cluster") else {
        return Chart(layers: [])
      }
      if let biplot {
        let needed = Set(biplot.space.features.map(\.column) + ["cluster"])
        let names = relation.schema.names.filter(needed.contains)
        guard names.count == needed.count else { return Chart(layers: []) }
        return try biplot.chart(
          of: relation.map { $0.selected(names) }.collect(), color: "cluster",
          title: "Groups along the directions in which rows differ most")
      }
      guard let first = columns.first, columns.allSatisfy(relation.schema.contains) else {
        return Chart(layers: [])
      }
      let table = try relation.map { $0.selected(columns + ["cluster"]) }.collect()
      let (shown, notes) = Biplot.thinned(table)
      let second = columns.dropFirst().first
      var channels = shown.channels([(.x, first), (.y, second ?? "cluster")])
      if let column = shown["cluster"] {
        channels[.color] = .column(EncodedColumn("cluster", column, isDiscrete: true))
      }
      var chart = Chart(
        layers: [
          ChartLayer(second == nil ? .beeswarm : .point, channels, rowCount: shown.rowCount)
        ], title: "Groups by \(columns.joined(separator: " and "))")
      chart.subtitleNotes = notes
      return chart
    }
  }

  /// How good the groups are by their number: the measures below each other, the choice marked.
  static let clusterSelection = NaturalChart("line") { answer, _ in
    guard let table = try answer.relation?.collect(), let count = table["k"] else {
      return Chart(layers: [])
    }
    let measures = [
      "silhouette", "stability", "gap", "davies_bouldin", "calinski_harabasz",
    ].filter { name in table[name].map { $0.validity.nullCount < $0.count } ?? false }
    var rows: [[Value]] = []
    var chosen: [Int] = []
    for measure in measures {
      guard let values = table[measure] else { continue }
      for row in 0..<table.rowCount where !values[row].isNull {
        if table["chosen"]?[row] == .bool(true) { chosen.append(rows.count) }
        rows.append([count[row], values[row], .text(measure.replacing("_", with: " "))])
      }
    }
    let long = Table(
      schema: Schema([Field("k", .int), Field("value", .number), Field("measure", .text)]),
      rows: rows)
    let channels: [(ChannelName, String)] = [(.x, "k"), (.y, "value"), (.facet, "measure")]
    var dots = long.rows(chosen).channels(channels)
    dots[.color] = .constant(.text("ink"))
    var chart = Chart(
      layers: [
        ChartLayer(.line, long.channels(channels), rowCount: long.rowCount),
        ChartLayer(.point, dots, rowCount: chosen.count),
      ], title: "How many groups the data support")
    chart.facetLayout = .stacked(comparesAmounts: false)
    chart.subtitleNotes = ["dot: the number that was chosen", "Davies-Bouldin: small is good"]
    return chart
  }

  /// How well the rows fit their groups.
  static let clusterSilhouette = NaturalChart("silhouette") { answer, _ in
    guard let table = try answer.relation?.collect() else { return Chart(layers: []) }
    return Chart(
      layers: [
        ChartLayer(
          .silhouette, table.channels([(.x, "value"), (.y, "cluster")]), rowCount: table.rowCount)
      ], title: "How well rows fit their groups")
  }

  /// What merged with what, with its leaves called by a column that names them.
  static func clusterTree(_ label: String?) -> NaturalChart {
    NaturalChart("dendrogram") { answer, _ in
      let named = ["node", "left", "right", "height", "cluster"]
      guard let relation = answer.relation, named.allSatisfy(relation.schema.contains) else {
        return Chart(layers: [])
      }
      let label = label.flatMap { relation.schema.contains($0) ? $0 : nil }
      let table = try relation.map { $0.selected(named + (label.map { [$0] } ?? [])) }.collect()
      var columns: [String: EncodedColumn] = [:]
      for name in named { columns[name] = table[name].map { EncodedColumn(name, $0) } }
      return Chart(
        layers: [
          ChartLayer(
            .dendrogram, label.map { table.channels([(.label, $0)]) } ?? [:], columns: columns,
            rowCount: table.rowCount)
        ], title: "Tree of groups")
    }
  }

  /// The tree of a whole answer; for some of its rows, as after `filter`, the map.
  static func clusterTree(or map: NaturalChart) -> NaturalChart {
    NaturalChart("dendrogram", others: [map]) { answer, context in
      guard let tree = answer.parts.first(where: { $0.name == "tree" })?.answer,
        let natural = tree.naturalChart
      else { return try map.draw(answer, context) }
      return try natural.draw(tree, context)
    }
  }

  /// How the groups differ from all rows, feature by feature.
  static func clusterProfile(_ profile: ClusterProfile) -> NaturalChart {
    let groups = profile.groups
    let shown = profile.telling(mostFeatures)
    let repeated = profile.toldAlready.count
    let left = (groups.first?.traits.count ?? 0) - shown.count - repeated
    return NaturalChart("heatmap") { _, _ in
      var rows: [[Value]] = []
      for place in shown {
        for group in groups {
          let trait = group.traits[place]
          rows.append([
            .text("\(group.label)"), .text(trait.feature.name), .number(trait.effect),
          ])
        }
      }
      let table = Table(
        schema: Schema([
          Field("cluster", .text), Field("feature", .text), Field("effect", .number),
        ]), rows: rows)
      var chart = Chart(
        layers: [
          ChartLayer(
            .heatmap,
            table.channels([(.x, "cluster"), (.y, "feature"), (.color, "effect")]),
            rowCount: table.rowCount)
        ], title: "What makes each group different")
      chart.subtitleNotes = [
        "deviations from the mean of all rows; shares by Cohen's h",
        left > 0 ? "\(left.grouped) features that tell less left out" : "",
        repeated > 0 ? "\(repeated.counted("feature")) with the values of another left out" : "",
      ].filter { !$0.isEmpty }
      return chart
    }
  }

  /// The strongest traits of each group, as bars to either side.
  static let clusterTraits = NaturalChart("bar") { answer, _ in
    guard var table = try answer.relation?.collect(), let feature = table["feature"] else {
      return Chart(layers: [])
    }
    let names = (0..<table.rowCount).compactMap { row -> String? in
      if case .text(let name) = feature[row] { name } else { nil }
    }
    guard names.count == table.rowCount else { return Chart(layers: []) }
    let short = Biplot.shortened(names)
    table = Table(
      zip(table.schema.names, table.columns).map { name, column in
        (name: name, column: name == "feature" ? Column(.text(TextColumn(short))) : column)
      })
    var chart = Chart(
      layers: [
        ChartLayer(
          .bar, table.channels([(.x, "effect"), (.y, "feature"), (.facet, "cluster")]),
          rowCount: table.rowCount)
      ], title: "What makes each group different", width: 840)
    chart.subtitleNotes = [
      "deviations from the mean of all rows; shares by Cohen's h",
      "the strongest of each group, \(ClusterTables.mostTraits) at most",
    ]
    return chart
  }

  private static let mostFeatures = 24
}
