import Exploration
import Language
import Planning
import Tables
import Tasks

/// The profile of a table by the queries of its engine: three that ask for measures of all columns,
/// then one a column for its commonest values.
///
/// Later queries hold what earlier ones found: moments are taken around the mean, which keeps their
/// digits, and bins are counted between limits that the quantiles gave.
struct PushedProfile {
  let relation: Relation
  let fields: [Field]
  let options: ProfileOptions
  let cancellation: Cancellation
  let sketches: Bool
  /// Engines have limits on the length of a query.
  private static let mostMeasures = 200

  init(
    _ relation: Relation, _ fields: [Field], _ options: ProfileOptions, _ context: RunContext,
    sketches: Bool = false
  ) {
    self.relation = relation
    self.fields = fields
    self.options = options
    cancellation = context.cancellation
    self.sketches = sketches
  }

  func profile() throws -> TableProfile {
    let rows = try relation.count()
    var columns = fields.map { PushedColumn($0, sketches: sketches, options) }
    try ask(&columns) { $0.first }
    try ask(&columns) { $0.second }
    try ask(&columns) { $0.third }
    let profiles = try columns.map { column in
      try cancellation.check()
      return column.profile(rows: rows, top: try top(of: column), gap: try gap(of: column))
    }
    return TableProfile(
      rows: rows, columns: profiles, missing: try missing(profiles.map { $0.missing > 0 }, rows),
      repeatedRows: options.countsDuplicates ? try repeatedRows(rows) : nil)
  }

  /// Asks for what each column wants to know, as few queries as will do.
  private func ask(
    _ columns: inout [PushedColumn], _ measures: (PushedColumn) -> [NamedExpression]
  ) throws {
    let wanted = columns.enumerated().flatMap { index, column in
      measures(column).map { (column: index, item: $0) }
    }
    for start in stride(from: 0, to: wanted.count, by: Self.mostMeasures) {
      try cancellation.check()
      let part = wanted[start..<min(wanted.count, start + Self.mostMeasures)]
      let items = part.enumerated().map { NamedExpression("m\($0)", $1.item.expression) }
      let table = try relation.map { $0.aggregated(keys: [], aggregates: items) }.collect()
      guard table.rowCount == 1 else { continue }
      for (place, measure) in part.enumerated() {
        columns[measure.column].found[measure.item.name] = table.columns[place][0]
      }
    }
  }

  /// The commonest values, ties to the smallest; lists have no order to break ties by.
  private func top(of column: PushedColumn) throws -> [ValueCount] {
    guard column.field.type.isOrderable, column.present > 0, options.topCount > 0 else { return [] }
    let counted = relation.plan.filtered(by: .call(.isNotNull, [column.value], .bool)).aggregated(
      keys: [NamedExpression("v", column.value)], aggregates: [NamedExpression("n", .count)])
    let order = [
      SortKey(.column("n", .int), descending: true), SortKey(.column("v", column.field.type)),
    ]
    let best = counted.sorted(by: order).limited(to: options.topCount)
    let table = try Relation(best, in: relation.engine).collect()
    return (0..<table.rowCount).map { row in
      ValueCount(value: table.columns[0][row], rows: Int(table.columns[1][row].asNumber ?? 0))
    }
  }

  /// The longest step between neighbours in time, the earliest of equal ones.
  private func gap(of column: PushedColumn) throws -> (days: Double, start: Value, end: Value)? {
    let type = column.field.type
    guard type.isTemporal, column.distinct > 1 else { return nil }
    let (end, start) = (Expression.column("v", type), Expression.column("s", type))
    let before = Expression.window(
      WindowCall(.lag(1), [end], order: [SortKey(end)], type: type))
    let length = Expression.call(
      .days, [.call(.timeBetween, [end, start], .duration)], .number)
    let plan = relation.plan.filtered(by: .call(.isNotNull, [column.value], .bool))
      .aggregated(keys: [NamedExpression("v", column.value)], aggregates: [])
      .derived([NamedExpression("s", before)])
      .filtered(by: .call(.isNotNull, [start], .bool))
      .derived([NamedExpression("n", length)])
      .sorted(by: [SortKey(.column("n", .number), descending: true), SortKey(end)]).limited(to: 1)
    let table = try Relation(plan, in: relation.engine).collect()
    guard table.rowCount == 1, let days = table["n"]?[0].asNumber, let from = table["s"]?[0],
      let to = table["v"]?[0]
    else { return nil }
    return (days, from, to)
  }

  /// The columns that are null together; `gappy` tells which have any nulls.
  func missing(_ gappy: [Bool], _ rows: Int) throws -> [MissingPattern] {
    let columns = zip(fields, gappy).filter(\.1).map(\.0)
    guard !columns.isEmpty else { return [] }
    let flags = columns.enumerated().map { index, field in
      NamedExpression("m\(index)", .call(.isNull, [Expression(field)], .bool))
    }
    let table = try relation.map {
      $0.aggregated(keys: flags, aggregates: [NamedExpression("n", .count)])
    }.collect()
    return (0..<table.rowCount).compactMap { row -> MissingPattern? in
      let cells = table.row(row)
      let names = zip(columns, cells).filter { $1 == .bool(true) }.map(\.0.name)
      guard !names.isEmpty, let count = cells.last?.asNumber else { return nil }
      return MissingPattern(columns: names, rows: Int(count), of: rows)
    }.sorted { $0.leads($1) }
  }

  private func repeatedRows(_ rows: Int) throws -> Int {
    guard rows > 1, !fields.isEmpty else { return 0 }
    return rows - (try relation.map { $0.distinct(fields.map(\.name)) }.count())
  }
}
