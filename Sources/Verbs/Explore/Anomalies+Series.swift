import Exploration
import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// What each value of a series should be by its trend and its seasons, and how far values lie from
/// that: robust STL, then the remainder judged as any other column of numbers.
extension Anomalies {
  /// Does the work for `on date`.
  func judgedSeries(_ input: Relation, in context: RunContext) throws -> Answer {
    let series = try SeriesTable(input, value: value, on: date, by: by, in: context)
    let values = series.numbers(value.name)
    let filled = series.rows.map { rows in FilledSeries(rows.map { values[$0] }) }
    let chosen = try series.frequency.map {
      try ChosenSeasons(
        season, of: filled.compactMap { $0?.values }, frequency: $0, several: true,
        context: context)
    }
    let periods = chosen?.periods ?? []
    let rule: OutlierRule = method == .mad ? .medianDeviation : .quartiles
    let judged = try parallelMap(filled.count) { index -> [JudgedSeries] in
      try context.cancellation.check()
      guard let filled = filled[index] else { return [] }
      let rows = series.rows[index]
      let isThere = filled.range.map { values[rows[$0]] != nil }
      return [
        try JudgedSeries(
          filled.values, isThere: isThere, periods: periods, rule: rule,
          sensitivity: sensitivity, context.cancellation)
      ]
    }
    var columns = [[Double]](
      repeating: [Double](repeating: 0, count: series.table.rowCount), count: 4)
    var isJudged = [Bool](repeating: false, count: series.table.rowCount)
    var hasScore = isJudged
    for (index, rows) in series.rows.enumerated() {
      guard let filled = filled[index], let judged = judged[index].first else { continue }
      for (place, row) in rows[filled.range].enumerated() {
        isJudged[row] = true
        columns[0][row] = judged.expected[place]
        columns[1][row] = judged.expected[place] - judged.reach
        columns[2][row] = judged.expected[place] + judged.reach
        guard values[row] != nil else { continue }
        hasScore[row] = true
        columns[3][row] = judged.scores[place]
      }
    }
    let table = result(series.table, input.schema, columns, isJudged, hasScore)
    if !hasScore.contains(true) {
      context.notice("`\(value.name)` has no value here, so that nothing is expected")
    }
    var answer = Answer(
      .table(try context.stored(table)),
      naturalChart: .unusualDays(
        of: value.name, date: date.name, keys: by.compactMap(\.expression.plainColumn)),
      footer: footer(series, filled, judged, chosen, hasScore, columns[3], input.engine))
    let found = hasScore.indices.count { hasScore[$0] && abs(columns[3][$0]) > sensitivity }
    answer.record = RunRecord(
      rows: table.rowCount,
      metrics: [.init("series", series.rows.count), .init("anomalies", found)])
    return answer
  }

  private func result(
    _ table: Table, _ schema: Schema, _ columns: [[Double]], _ isJudged: [Bool],
    _ hasScore: [Bool]
  ) -> Table {
    let scores = columns[3]
    let flags = scores.indices.map { hasScore[$0] && abs(scores[$0]) > sensitivity }
    let directions = scores.indices.map { row in
      flags[row] ? (scores[row] > 0 ? "high" : "low") : nil
    }
    let numbers = columns.enumerated().map { place, values in
      Column(.number(values), validity: Validity(place == 3 ? hasScore : isJudged))
    }
    let text = Column(
      .text(TextColumn(directions)), validity: Validity(directions.map { $0 != nil }))
    let made = Self.made.map(\.name)
    return Table(
      schema.names.compactMap { name in table[name].map { (name: name, column: $0) } }
        + zip(made, numbers + [Column(.bool(flags)), text]).map { (name: $0, column: $1) })
  }

  private func footer(
    _ series: SeriesTable, _ filled: [FilledSeries?], _ judged: [[JudgedSeries]],
    _ chosen: ChosenSeasons?, _ hasScore: [Bool], _ scores: [Double], _ engine: any Engine
  ) -> String {
    let isPlain = chosen?.periods.isEmpty ?? true
    let without = season.isOff ? ", no season" : ", no clear season"
    let methods = judged.lazy.compactMap(\.first?.method)
    var words = [JudgedSeries.Method.seasons, .trend, .median].filter(methods.contains).map {
      switch $0 {
      case .seasons: "robust STL, \(chosen?.note ?? "")"
      case .trend: "robust trend" + (isPlain ? without : "")
      case .median: "median of short series"
      }
    }
    let scale = method == .mad ? "median distances, scaled by 1.4826" : "quartile distances ÷ 1.349"
    words.append("± \(PlainNumber.text(sensitivity)) × \(scale)" + (by.isEmpty ? "" : ", by group"))
    let high = scores.indices.count { hasScore[$0] && scores[$0] > sensitivity }
    let low = scores.indices.count { hasScore[$0] && scores[$0] < -sensitivity }
    let known = hasScore.count { $0 }
    words.append(
      "\((high + low).grouped) \(high + low == 1 ? "anomaly" : "anomalies") "
        + "(\(high.grouped) high, \(low.grouped) low) in \(known.counted("row"))")
    let missing = series.table.rowCount - known
    if missing > 0 { words.append("\(missing.grouped) without a value") }
    if series.dateless > 0 {
      words.append("\(series.dateless.counted("row")) without \(date.name) left out")
    }
    return (words + [engine.name]).joined(separator: " · ")
  }
}

/// What is expected of the values of one series, and how far each lies from it.
struct JudgedSeries: Sendable {
  /// What the expectation is made of.
  enum Method: Hashable, Sendable { case seasons, trend, median }
  let method: Method
  /// What each value should be.
  let expected: [Double]
  /// How far a value may lie from that.
  let reach: Double
  /// The distances in standard deviations.
  let scores: [Double]

  /// Shorter series without a season have no trend to speak of.
  private static let fewestForTrend = 12

  init(
    _ values: [Double], isThere: [Bool], periods: [Int], rule: OutlierRule, sensitivity: Double,
    _ cancellation: Cancellation
  ) throws {
    let fitting = periods.filter { 2 * $0 <= values.count }
    var fit: [Double]
    if !fitting.isEmpty {
      method = .seasons
      let parts = try MultipleSeasons(
        values, periods: fitting, isRobust: true, isSteady: true, cancellation: cancellation)
      fit = zip(parts.trend, parts.season).map { $0 + $1 }
    } else if values.count >= Self.fewestForTrend {
      method = .trend
      fit = try RobustTrend(values, cancellation: cancellation).trend
    } else {
      method = .median
      fit = [Double](repeating: 0, count: values.count)
    }
    // What a perfect fit leaves is rounding, no scale to judge by.
    let noise = 1e-9 * (values.lazy.map { abs($0) }.max() ?? 0)
    var remainder = zip(values, fit).map { $0 - $1 }
    for place in remainder.indices where abs(remainder[place]) <= noise { remainder[place] = 0 }
    let known = remainder.indices.filter { isThere[$0] }.map { remainder[$0] }
    let limits = try rule.limits(
      of: known, sensitivity: sensitivity, cancellation: cancellation)
    let centre = limits?.expected ?? 0
    fit = fit.map { $0 + centre }
    expected = fit
    reach = limits.map { $0.upper - $0.expected } ?? 0
    scores = remainder.map { limits?.score($0) ?? 0 }
  }
}
