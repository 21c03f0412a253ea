import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// The end of the history, the forecast and its bands: one picture for a series, small ones for
  /// several; of many series the best, a typical one and the worst.
  static func forecast(_ verb: Forecast, history: Relation, errors: Relation?) -> NaturalChart {
    NaturalChart("line") { answer, _ in
      guard let relation = answer.relation else { return Chart(layers: []) }
      let names = verb.by.map(\.name) + verb.made.map(\.name)
      guard names.allSatisfy(relation.schema.contains) else { return Chart(layers: []) }
      let shown = try ShownSeries(of: relation, verb: verb, errors: errors)
      let pictures = try shown.groups.map { group in
        try ForecastPicture(group, verb: verb, forecast: relation, history: history)
      }
      guard pictures.count != 1 else {
        return pictures[0].chart(title: "\(verb.target.name) and what comes next")
      }
      guard !pictures.isEmpty else { return Chart(layers: []) }
      let columns = pictures.count == 2 || pictures.count == 4 ? 2 : 3
      var chart = Chart(
        grid: pictures.map { $0.chart(title: $0.group.name) }, columns: columns,
        title: "\(verb.target.name) and what comes next"
          + (shown.total > shown.groups.count
            ? ": \(shown.groups.count) of \(shown.total.grouped) series" : ""),
        width: columns == 2 ? 640 : 780)
      chart.height = nil
      return chart
    }
  }
}

/// The series that a picture shows.
private struct ShownSeries {
  struct Group {
    let keys: [Value]
    /// `best: store 1`.
    let name: String
    /// Its error, or how wide its band is.
    let note: String?
  }

  let groups: [Group]
  let total: Int

  /// More series than this are shown by three.
  private static let most = 6

  init(of relation: Relation, verb: Forecast, errors: Relation?) throws {
    guard !verb.by.isEmpty else {
      groups = [Group(keys: [], name: "", note: nil)]
      total = 1
      return
    }
    let keys = verb.by.map { NamedExpression($0.name, .column($0.name, $0.expression.type)) }
    let bounds = verb.levels.fields
    let (width, size) = ("\u{1}width", "\u{1}size")
    func column(_ name: String) -> Expression { .column(name, .number) }
    let sums = try relation.map { plan in
      plan.derived([
        NamedExpression(width, column(bounds[1].name).minus(column(bounds[0].name))),
        NamedExpression(size, .call(.absolute, [column(verb.target.name)], .number)),
      ]).aggregated(
        keys: keys,
        aggregates: [
          NamedExpression(
            width, .aggregate(AggregateCall(.mean, [column(width)], type: .number))),
          NamedExpression(size, .aggregate(AggregateCall(.mean, [column(size)], type: .number))),
        ])
    }.collect()
    total = sums.rowCount
    func name(_ keys: [Value]) -> String {
      zip(verb.by, keys).map { key, value in
        if case .text(let text) = value { return text }
        return value.isNull ? "all" : "\(key.name) \(value.columnName)"
      }.joined(separator: " · ")
    }
    let all = (0..<sums.rowCount).map { row in (0..<keys.count).map { sums.columns[$0][row] } }
    if all.count <= Self.most {
      groups = all.map { Group(keys: $0, name: name($0), note: nil) }
      return
    }
    var measured: [[Value]: Double] = [:]
    var word = "MASE"
    if let errors {
      let table = try errors.collect()
      for row in 0..<table.rowCount where table["chosen"]?[row] == .bool(true) {
        guard let error = table["mase"]?[row].asNumber else { continue }
        measured[(0..<keys.count).map { table.columns[$0][row] }] = error
      }
    }
    if measured.isEmpty {
      word = "band ÷ value"
      for (row, keys) in all.enumerated() {
        guard let width = sums[width]?[row].asNumber, let size = sums[size]?[row].asNumber,
          size > 0
        else { continue }
        measured[keys] = width / size
      }
    }
    let ranked = all.enumerated().compactMap { place, keys in
      measured[keys].map { (keys: keys, error: $0, place: place) }
    }.sorted { ($0.error, $0.place) < ($1.error, $1.place) }
    guard ranked.count >= 3 else {
      groups = all.prefix(3).map { Group(keys: $0, name: name($0), note: nil) }
      return
    }
    let words =
      word == "MASE"
      ? ["best", "typical", "worst"] : ["surest", "typical", "least sure"]
    groups = zip(words, [ranked[0], ranked[ranked.count / 2], ranked[ranked.count - 1]]).map {
      Group(
        keys: $1.keys, name: "\($0): \(name($1.keys))",
        note: "\(word) \(PlainNumber.text((100 * $1.error).rounded() / 100))")
    }
  }
}

/// The rows of one series: the end of its past, and its forecast.
private struct ForecastPicture {
  let group: ShownSeries.Group
  private let verb: Forecast
  private let past: Table
  private let future: Table

  init(_ group: ShownSeries.Group, verb: Forecast, forecast: Relation, history: Relation) throws {
    self.group = group
    self.verb = verb
    let matches = zip(verb.by, group.keys).map { key, value -> Expression in
      let column = Expression.column(key.name, key.expression.type)
      return value.isNull
        ? .call(.isNull, [column], .bool)
        : .call(.equal, [column, .literal(value, key.expression.type)], .bool)
    }
    let order = [SortKey(verb.date.expression)]
    func rows(_ relation: Relation, _ extra: [Expression] = []) throws -> Table {
      try relation.map { plan in
        (matches + extra).reduce(plan) { $0.filtered(by: $1) }.sorted(by: order)
      }.collect()
    }
    future = try rows(forecast)
    // A total has no rows of its own: its past is the sum of what it is made of.
    let isTotal = group.keys.contains { $0.isNull }
    let first = future[verb.date.name]?.values.first ?? .null
    let earlier = Expression.call(
      .less, [verb.date.expression, .literal(first, verb.date.type)], .bool)
    let known = zip(matches, group.keys).filter { !isTotal || !$0.1.isNull }.map(\.0)
    let whole = try history.map { plan in
      (known + [earlier]).reduce(plan) { $0.filtered(by: $1) }.aggregated(
        keys: [NamedExpression(verb.date.name, verb.date.expression)],
        aggregates: [
          NamedExpression(
            verb.target.name,
            .aggregate(AggregateCall(.mean, [verb.target.expression], type: .number)))
        ].map { item in
          isTotal
            ? NamedExpression(
              item.name,
              .aggregate(AggregateCall(.sum, [verb.target.expression], type: verb.target.type)))
            : item
        })
    }.collect()
    let shown = min(whole.rowCount, max(3 * future.rowCount, 24))
    past = whole.rows(Array((whole.rowCount - shown)..<whole.rowCount))
  }

  func chart(title: String) -> Chart {
    let (date, value) = (verb.date.name, verb.target.name)
    let bounds = verb.levels.fields
    let dates = (past[date]?.values ?? []) + (future[date]?.values ?? [])
    let known = past.rowCount
    // Bands and forecast begin at the last value that is known.
    let last = known > 0 ? past[value]?[known - 1] ?? .null : .null
    let start = known > 0 && !last.isNull ? known - 1 : known
    func encoded(_ name: String, _ values: [Value], _ type: DataType = .number) -> Encoding {
      .column(EncodedColumn(name, Column(values, type: type)))
    }
    func ahead(_ name: String) -> Encoding {
      encoded(name, (start < known ? [last] : []) + (future[name]?.values ?? []))
    }
    let later = encoded(date, Array(dates[start...]), verb.date.type)
    let pairs = stride(from: 0, to: bounds.count, by: 2).map {
      (low: bounds[$0].name, high: bounds[$0 + 1].name, level: verb.levels.levels[$0 / 2])
    }
    var layers = pairs.sorted { $0.level > $1.level }.map { pair in
      ChartLayer(
        .band,
        [
          .x: later, .low: ahead(pair.low), .high: ahead(pair.high),
          .color: .constant(.text("blue")),
        ])
    }
    layers.append(
      ChartLayer(.line, [.x: later, .y: ahead(value), .color: .constant(.text("blue"))]))
    if known > 0 {
      layers += [
        ChartLayer(
          .line,
          [
            .x: encoded(date, Array(dates[..<known]), verb.date.type),
            .y: encoded(
              value, (past[value]?.values ?? []).map { $0.asNumber.map(Value.number) ?? .null }),
            .color: .constant(.text("black")),
          ]),
        ChartLayer(
          .rule,
          [
            .x: .column(EncodedColumn(date, Column([dates[known - 1]], type: verb.date.type))),
            .color: .constant(.text("grey")),
          ]),
      ]
    }
    var chart = Chart(layers: layers, title: title)
    let shares = pairs.map { PlainNumber.text(100 * $0.level) + "%" }.joined(separator: " and ")
    chart.subtitleNotes =
      [group.note].compactMap(\.self)
      + (group.name.isEmpty || group.note == nil
        ? [
          "\(known.counted("step")) of history, \(future.rowCount.grouped) ahead",
          "band: \(shares)",
        ]
        : ["band: \(shares)"])
    chart.namesMeasures = false
    if !group.name.isEmpty { chart.height = 240 }
    return chart
  }
}
