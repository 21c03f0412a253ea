package import Language
package import Planning
import Series
package import Syntax
package import Tables
import Tasks

/// Parts a series into trend, season and remainder.
package struct Decompose: Verb {
  package enum Method: String, CaseIterable, Sendable { case stl }
  var by: [NamedExpression] = []
  var date = ColumnName.unset
  var target = ColumnName.unset
  var season = SeasonChoice.auto
  var method = Method.stl
  var isRobust = false
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "decompose",
    family: .series,
    summary: "Parts a series into trend, season and remainder.",
    discussion: "The parts add up to the value; `adjusted` is the value without the season. "
      + "`season: auto` takes the usual length that the series shows most clearly (a week or a "
      + "year of days, a year of months); several lengths, as in `[7d, 1y]`, give a column each, "
      + "named by days: season_7, season_365. A length needs two whole periods; with fewer than "
      + "four the season is the same in each. Dates must follow each other without gaps "
      + "(`| series` makes them so); values missing inside are put in on a straight line and "
      + "counted, and have no remainder. Rows come out by group and date.",
    parameters: [
      .by(\.by, "Each group is a series of its own.", named: true),
      .on(\.date, "The date.", of: .date, .datetime, required: true),
      .columnItem(\.target, "y", "The number to part.", of: .int, .number),
      .season(\.season, "The length of the season, in steps or time; a list for several."),
      .word(
        \.method, "method", "STL: local regression (Cleveland and others 1990).", default: .stl),
      .option(\.isRobust, "robust", "Whether outliers lose their weight.", default: false),
    ],
    parts: [.table("strength", "How strong trend and season are, 0 to 1, for each series.")],
    chart: "line",
    examples: [
      Example(
        "store_sales | series units = sum(units) on date every: 1d "
          + "| decompose units on date season: [7d, 1y]",
        "Daily units without the week and the year.")
    ])

  private var made: [String] { ["trend"] + season.columns + ["remainder", "adjusted"] }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    let computed = by.filter { input[$0.name] == nil }.map(\.field)
    for name in made where input.contains(name) || computed.contains(where: { $0.name == name }) {
      throw Diagnostic(
        "E522", "the table has a column `\(name)` already", at: target.span,
        label: "rename it first: | rename \(name)_1 = \(name)")
    }
    return Schema(input.fields + computed + made.map { Field($0, .number) })
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  private var roles: Roles { Roles([.date: date.name, .value: target.name]) }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let series = try SeriesTable(input, value: target, on: date, by: by, in: context)
    let values = series.numbers(target.name)
    let filled = series.rows.map { rows in FilledSeries(rows.map { values[$0] }) }
    let longest = filled.lazy.compactMap { $0?.values.count }.max() ?? 0
    guard let frequency = series.frequency else {
      throw Diagnostic(
        "E732",
        longest == 0
          ? "no row has a date and a value"
          : "a series of \(longest.counted("value")) is too short to tell a step and a season",
        at: context.span, label: "take more of the past, or a shorter step")
    }
    let chosen = try ChosenSeasons(
      season, of: filled.compactMap { $0?.values }, frequency: frequency, context: context)
    let periods = chosen.periods
    let needed = 2 * (periods.max() ?? 2)
    guard longest >= needed else {
      throw ChosenSeasons.tooShort(longest, period: needed / 2, at: context.span)
    }
    let done = Counter()
    let robust = isRobust
    let parts = try parallelMap(filled.count) { index -> [MultipleSeasons] in
      try context.cancellation.check()
      guard let series = filled[index], series.values.count >= needed else { return [] }
      let parts = try MultipleSeasons(
        series.values, periods: periods, isRobust: robust, cancellation: context.cancellation)
      let count = done.next()
      if count % 50 == 0 {
        context.progress.update(Double(count) / Double(filled.count), "\(count.grouped) series")
      }
      return [parts]
    }
    let table = columns(of: series, values, filled, parts, periods)
    let strength = try strengths(series.keys, parts, periods, input.schema, in: context)
    var answer = Answer(
      .table(try context.stored(table)), parts: [Part("strength", Answer(strength))], roles: roles,
      naturalChart: .decomposition(
        of: target.name, date: date.name, seasons: season.columns, keys: by.map(\.name)),
      footer: footer(series, filled, parts, chosen, needed, input.engine))
    answer.record = RunRecord(
      rows: table.rowCount,
      metrics: [
        .init("series", parts.count { !$0.isEmpty }),
        .init("seasons", periods.map(String.init).joined(separator: ", ")),
      ])
    return answer
  }

  /// The table with the parts beside each value.
  private func columns(
    of series: SeriesTable, _ values: [Double?], _ filled: [FilledSeries?],
    _ parts: [[MultipleSeasons]], _ periods: [Int]
  ) -> Table {
    let count = series.table.rowCount
    let places = periods.map { period in periods.sorted().firstIndex(of: period) ?? 0 }
    var numbers = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: 3 + periods.count)
    var isParted = [Bool](repeating: false, count: count)
    var isThere = isParted
    for (index, rows) in series.rows.enumerated() {
      guard let filled = filled[index], let parts = parts[index].first else { continue }
      let season = parts.season
      for (place, row) in rows[filled.range].enumerated() {
        isParted[row] = true
        numbers[0][row] = parts.trend[place]
        for (column, season) in places.enumerated() {
          numbers[1 + column][row] = parts.seasons[season][place]
        }
        guard let value = values[row] else { continue }
        isThere[row] = true
        numbers[1 + periods.count][row] = parts.remainder[place]
        numbers[2 + periods.count][row] = value - season[place]
      }
    }
    let last = numbers.count - 2
    let made = zip(made, numbers).enumerated().map { place, column in
      (
        name: column.0,
        column: Column(
          .number(column.1), validity: Validity(place < last ? isParted : isThere))
      )
    }
    return Table(
      zip(series.table.schema.names, series.table.columns).map { (name: $0, column: $1) } + made)
  }

  private func strengths(
    _ keys: [[Value]], _ parts: [[MultipleSeasons]], _ periods: [Int], _ schema: Schema,
    in context: RunContext
  ) throws -> Relation {
    let places = periods.map { period in periods.sorted().firstIndex(of: period) ?? 0 }
    let fields =
      by.map(\.field) + (["trend"] + season.columns).map { Field($0, .number) }
    let rows = zip(keys, parts).map { keys, parts -> [Value] in
      guard let parts = parts.first else { return keys + periods.map { _ in .null } + [.null] }
      let seasons = parts.seasonStrengths
      return keys + [.number(parts.trendStrength)] + places.map { .number(seasons[$0]) }
    }
    return try context.stored(fields, rows)
  }

  private func footer(
    _ series: SeriesTable, _ filled: [FilledSeries?], _ parts: [[MultipleSeasons]],
    _ chosen: ChosenSeasons, _ needed: Int, _ engine: any Engine
  ) -> String {
    var words = [
      (chosen.periods.count > 1 ? "MSTL" : "STL") + (isRobust ? ", robust" : ""), chosen.note,
      series.table.rowCount.counted("row"),
    ]
    if !by.isEmpty { words.append("\(series.rows.count.grouped) series") }
    let longest = filled.lazy.compactMap { $0?.values.count }.max() ?? 0
    let fixed = chosen.periods.filter { longest < MultipleSeasons.fewestPeriods * $0 }
    if !fixed.isEmpty {
      let list = fixed.map(\.grouped).joined(separator: ", ")
      words.append("the same season of \(list) throughout (under four periods)")
    }
    let short = parts.lazy.count { $0.isEmpty }
    if short > 0 {
      words.append("\(short.grouped) without parts (fewer than \(needed.grouped) values)")
    }
    let missing = filled.lazy.compactMap { $0?.missing }.reduce(0, +)
    if missing > 0 {
      words.append("\(missing.counted("missing value")) put in on a straight line")
    }
    if series.dateless > 0 {
      words.append("\(series.dateless.counted("row")) without \(date.name) left out")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}
