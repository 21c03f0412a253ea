import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// The rows of a table as series: one per group, ordered by group and date, step by step.
struct SeriesTable {
  /// The rows with a date; computed keys are columns of it, too.
  let table: Table
  /// The values of the keys of each series.
  let keys: [[Value]]
  /// The rows of each series, ascending.
  let rows: [[Int]]
  /// The step of all series; nil when all have fewer than three dates.
  let frequency: Frequency?
  /// How many rows have no date.
  let dateless: Int

  /// Fetches the rows and makes sure that the dates of each group follow each other.
  ///
  /// A step that is `known` need not be found. Of rows that `isDated` none is without a date.
  init(
    _ relation: Relation, value: ColumnName, on date: ColumnName, by keys: [NamedExpression],
    step known: Frequency? = nil, isDated: Bool = false, in context: RunContext
  ) throws {
    let computed = keys.filter { $0.expression.plainColumn != $0.name }
    for key in computed where relation.schema.contains(key.name) {
      throw Diagnostic(
        "E523", "the key `\(key.name)` has the name of another column", at: context.span,
        label: "give the key another name")
    }
    let fetched = try relation.map { plan in
      plan.filtered(by: .call(.isNotNull, [date.expression], .bool)).derived(computed)
    }.collect()
    let order = try SeriesOrder(
      fetched, by: keys.map(\.name), on: date.name, context.cancellation)
    (table, rows, self.keys) = (order.table, order.rows, order.keys)
    dateless = isDated ? 0 : try relation.count() - table.rowCount
    let dates = try Self.dates(of: table, date, rows, context.cancellation)
    frequency = try known ?? Self.frequency(of: dates, context.cancellation)
    let cancellation = context.cancellation
    let step = frequency
    let faults = try parallelMap(dates.count) { index in
      try cancellation.check()
      return step.map { dates[index].fault($0) } ?? dates[index].repetition
    }
    for (index, fault) in faults.enumerated() {
      guard let fault else { continue }
      let group = zip(keys.map(\.name), self.keys[index]).map { "\($0) \($1.columnName)" }
      throw Self.refusal(
        fault, at: rows[index], of: table, value: value, date: date,
        keys: keys.map(\.name), group: group.joined(separator: ", "), frequency: step,
        span: context.span)
    }
  }

  /// The values of a column of numbers, by row; nil for null.
  func numbers(_ name: String) -> [Double?] {
    guard let column = table[name] else { return [] }
    switch column.storage {
    case .number(let values):
      return values.enumerated().map { column.validity[$0.offset] ? $0.element : nil }
    case .int(let values):
      return values.enumerated().map { column.validity[$0.offset] ? Double($0.element) : nil }
    default: return column.numbers ?? []
    }
  }

  /// The values of a column of numbers, by row; NaN for null.
  func knownNumbers(_ name: String) -> [Double] {
    guard let column = table[name], case .number(let values) = column.storage,
      column.validity.flags == nil
    else { return numbers(name).map { $0 ?? .nan } }
    return values
  }

  private static func dates(
    of table: Table, _ date: ColumnName, _ rows: [[Int]], _ cancellation: Cancellation
  ) throws -> [SeriesDates] {
    guard let column = table[date.name] else { return [] }
    return try parallelMap(rows.count) { index in
      try cancellation.check()
      return SeriesDates(column, rows: rows[index])
    }.compactMap(\.self)
  }

  /// The step that most of the series have; among equals the one that comes first.
  private static func frequency(of dates: [SeriesDates], _ cancellation: Cancellation) throws
    -> Frequency?
  {
    let all = try parallelMap(dates.count) { index in
      try cancellation.check()
      return dates[index].frequency
    }
    var counts: [Frequency: Int] = [:]
    for frequency in all { if let frequency { counts[frequency, default: 0] += 1 } }
    let most = counts.values.max()
    return all.lazy.compactMap(\.self).first { counts[$0] == most }
  }

  private static func refusal(
    _ fault: SeriesDates.Fault, at rows: [Int], of table: Table, value: ColumnName,
    date: ColumnName, keys: [String], group: String, frequency: Frequency?, span: SourceSpan
  ) -> Diagnostic {
    func day(_ place: Int) -> String {
      let text = (table[date.name]?[rows[place]] ?? .null).columnName
      if case .every? = frequency { return text }
      return text.hasSuffix(" 00:00:00") ? String(text.prefix(10)) : text
    }
    let where_ = group.isEmpty ? "" : " (\(group))"
    let step = frequency?.stepText ?? "1d"
    let message: String
    switch fault {
    case .repeated(let place):
      message = "`\(date.name)` has \(day(place)) more than once\(where_)"
    case .gap(let place, let missing):
      let noun = missing == 1 ? "one date is" : "\(missing.grouped) dates are"
      message = "\(noun) missing between \(day(place - 1)) and \(day(place))\(where_)"
    case .astray(let place):
      message =
        frequency == .irregular
        ? "the dates of `\(date.name)` follow no step\(where_)"
        : "\(day(place)) is not on the step of the other dates\(where_)"
    }
    let by = keys.isEmpty ? "" : " by \(keys.map(\.asName).joined(separator: ", "))"
    let name = value.name.asName
    var notes: [String] = []
    if fault.isGap {
      notes = ["add `fill: 0` where no row means nothing"]
    } else if fault.isRepeated, keys.isEmpty {
      notes = ["if the table holds several series, name what tells them apart: `by …`"]
    }
    if let first = rows.first, let moment = table[date.name]?[first], !moment.isNull,
      let note = binNote(
        frequency, from: Int(moment.day), date: date.name.asName, isAstray: fault.isAstray)
    {
      notes.append(note)
    }
    return Diagnostic(
      "E731", message, at: date.span,
      label: "make it regular first: | series \(name) = sum(\(name)) on \(date.name.asName)\(by) "
        + "every: \(step)", notes: notes)
  }

  /// Where `series` puts dates that do not begin its bins; nil for those that do.
  private static func binNote(
    _ frequency: Frequency?, from day: Int, date: String, isAstray: Bool
  ) -> String? {
    switch frequency {
    case .weekly(let count):
      let weekday = CivilDate.weekday(ofDay: day)
      guard weekday != 1 else { return nil }
      let note = "weeks of `series` begin on Mondays"
      guard count == 1, !isAstray else { return note + ": the dates move there" }
      return note + "; for days as here add  | derive \(date) = \(date) + \(weekday - 1)d"
    case .monthly where CivilDate(daysSince1970: day).day != 1:
      return "months of `series` begin on the first: the dates move there"
    default: return nil
    }
  }
}

extension SeriesDates.Fault {
  fileprivate var isGap: Bool { if case .gap = self { true } else { false } }
  fileprivate var isRepeated: Bool { if case .repeated = self { true } else { false } }
  fileprivate var isAstray: Bool { if case .astray = self { true } else { false } }
}
