import Charts
import Language
import Planning
import Syntax
import Tables

extension NaturalChart {
  /// What was forecast from earlier days beside what came; several series as small charts.
  static func backtest(date: String, keys: [String]) -> NaturalChart {
    NaturalChart("line") { answer, _ in
      let wanted = [date, "method", "actual", "predicted"]
      guard let relation = answer.relation, let actual = relation.schema["actual"],
        wanted.allSatisfy(relation.schema.contains)
      else { return Chart(layers: []) }
      let fields = keys.compactMap { relation.schema[$0] }
      guard fields.count == keys.count else { return Chart(layers: []) }
      var (plan, total) = (relation.plan, 1)
      if !fields.isEmpty {
        (plan, total) = try SeriesGroups.largest(
          SeriesGroups.mostFacets, of: relation, keys: fields, by: actual)
      }
      let order = fields + [date, "method"].compactMap { relation.schema[$0] }
      let table = try Relation(
        plan.selected(fields.map(\.name) + wanted)
          .sorted(by: order.map { SortKey(Expression($0)) }), in: relation.engine
      ).collect()
      var chart = Chart(
        layers: [tried(table, date: date, keys: fields)], title: "What was forecast and what came")
      if total > SeriesGroups.mostFacets {
        chart.subtitleNotes = [
          "the \(SeriesGroups.mostFacets) largest of \(total.grouped) by "
            + keys.joined(separator: ", ")
        ]
      }
      return chart
    }
  }

  /// The series of each row, nil without keys.
  ///
  /// A total is called as in the picture of the forecast.
  private static func seriesNames(_ keys: [Field], in table: Table) -> Column? {
    let columns = keys.compactMap { table[$0.name] }
    guard columns.contains(where: { $0.validity.nullCount > 0 }) else {
      return SeriesGroups.names(keys, in: table)
    }
    return Column(
      (0..<table.rowCount).map { row in
        .text(
          columns.map { $0[row].isNull ? "all" : $0[row].columnName }.joined(separator: " · "))
      }, type: .text)
  }

  /// A line of what came and one of each method, which tried the stretches one after the other.
  private static func tried(_ table: Table, date: String, keys: [Field]) -> ChartLayer {
    let names = seriesNames(keys, in: table)
    var lines: [(row: Int, value: Value, name: Value)] = []
    // Each method has what came beside it.
    var seen: Set<[Value]> = []
    for row in 0..<table.rowCount {
      let place: [Value] = [names?[row] ?? .null, table[date]?[row] ?? .null]
      guard seen.insert(place).inserted else { continue }
      lines.append((row: row, value: table["actual"]?[row] ?? .null, name: .text("actual")))
    }
    for row in 0..<table.rowCount {
      lines.append(
        (
          row: row, value: table["predicted"]?[row] ?? .null,
          name: table["method"]?[row] ?? .null
        ))
    }
    let rows = lines.map(\.row)
    var encodings: [ChannelName: Encoding] = [
      .y: .column(EncodedColumn("value", Column(lines.map(\.value), type: .number))),
      .color: .column(
        EncodedColumn("method", Column(lines.map(\.name), type: .text), order: .data)),
    ]
    if let dates = table[date] { encodings[.x] = .column(EncodedColumn(date, dates.rows(rows))) }
    if let names, Set(names.values).count > 1 {
      encodings[.facet] = .column(
        EncodedColumn(
          keys.map(\.name).joined(separator: " · "), names.rows(rows), isDiscrete: true,
          order: .data))
    }
    return ChartLayer(.line, encodings, rowCount: rows.count)
  }

  /// The parts of the past below each other; those that are 0 all over are left out.
  static func components(of value: String, date: String, keys: [String]) -> NaturalChart {
    NaturalChart("line") { answer, _ in
      guard let relation = answer.relation,
        (keys + [date]).allSatisfy(relation.schema.contains)
      else { return Chart(layers: []) }
      let parts = ForecastComponents.fields.map(\.name).filter(relation.schema.contains)
      guard !parts.isEmpty else { return Chart(layers: []) }
      let groups = try SeriesGroups(
        of: relation, date: date, values: parts, keys: keys, most: SeriesGroups.mostColors)
      let told = parts.filter { part in
        groups.table[part]?.values.contains { ($0.asNumber ?? 0) != 0 } ?? false
      }
      guard !told.isEmpty else { return Chart(layers: []) }
      var chart = groups.panels(of: told, name: value)
      chart.title = "\(value) and its parts"
      chart.facetLayout = .stacked(comparesAmounts: true)
      chart.subtitleNotes.append("grey bars: the same amount in every panel")
      return chart
    }
  }

  /// The series that a picture of errors has room for.
  private static let mostErrors = 15

  /// The errors of each method, series by series; of many series those with the largest.
  static func forecastErrors(keys: [String]) -> NaturalChart {
    NaturalChart("bar") { answer, _ in
      guard let table = try answer.relation?.collect(), let methods = table["method"] else {
        return Chart(layers: [])
      }
      let measure = ["wape", "mae"].first { name in
        table[name]?.values.contains { !$0.isNull } ?? false
      }
      guard let measure, let errors = table[measure] else { return Chart(layers: []) }
      let fields = keys.compactMap { table.schema[$0] }
      guard fields.count == keys.count else { return Chart(layers: []) }
      guard let names = seriesNames(fields, in: table) else {
        return Chart(
          layers: [bars(measure, errors, "method", methods)], title: "How the methods did")
      }
      var largest: [Value: Double] = [:]
      for row in 0..<table.rowCount {
        largest[names[row]] = max(largest[names[row]] ?? 0, errors[row].asNumber ?? 0)
      }
      var rows = Array(0..<table.rowCount)
      var notes: [String] = []
      if largest.count > mostErrors {
        rows.sort { a, b in
          let (x, y) = (largest[names[a]] ?? 0, largest[names[b]] ?? 0)
          return x != y ? x > y : a < b
        }
        var kept: Set<Value> = []
        for row in rows where kept.count < mostErrors { kept.insert(names[row]) }
        rows.removeAll { !kept.contains(names[$0]) }
        notes = ["the \(mostErrors) largest of \(largest.count.grouped)"]
      }
      let name = fields.map(\.name).joined(separator: " · ")
      var layer = bars(measure, errors.rows(rows), name, names.rows(rows))
      let shown = methods.rows(rows)
      if Set(shown.values).count > 1 {
        layer.encodings[.facet] = .column(
          EncodedColumn("method", shown, isDiscrete: true, order: .data))
      }
      return Chart(layers: [layer], title: "How the methods did", subtitleNotes: notes)
    }
  }

  private static func bars(_ measure: String, _ errors: Column, _ name: String, _ names: Column)
    -> ChartLayer
  {
    ChartLayer(
      .bar,
      [
        .x: .column(
          EncodedColumn(measure, errors, style: measure == "wape" ? .percent : .automatic)),
        .y: .column(EncodedColumn(name, names, isDiscrete: true, order: .data)),
      ], rowCount: errors.count)
  }

  /// How many series each method forecasts.
  static let selectedMethods = NaturalChart("bar") { answer, context in
    guard let methods = try answer.relation?.collect()["method"]?.values, !methods.isEmpty else {
      return Chart(layers: [])
    }
    guard methods.count > 1 else {
      throw Diagnostic(
        "E420", "one series alone makes no chart", at: context.span,
        label: "leave `| chart` out")
    }
    var counts: [(method: Value, series: Int)] = []
    for method in methods {
      if let place = counts.firstIndex(where: { $0.method == method }) {
        counts[place].series += 1
      } else {
        counts.append((method: method, series: 1))
      }
    }
    let table = Table(
      schema: Schema([Field("series", .int), Field("method", .text)]),
      rows: counts.map { [.int(Int64($0.series)), $0.method] })
    return Chart(
      layers: [
        ChartLayer(
          .bar, table.channels([(.x, "series"), (.y, "method")]), rowCount: table.rowCount)
      ], title: "Series by method")
  }
}
