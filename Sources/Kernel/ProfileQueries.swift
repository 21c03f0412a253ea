import Planning
import Tables

/// The queries that take a table's profile: bounded, and the same for the same rows.
struct ProfileQueries {
  let relation: Relation
  /// Runs a query beside the cells.
  let collect: (String) throws -> Table

  /// No more cells than these are looked at; a table of more has its first rows looked at.
  private static let mostCells = 8_000_000
  private static let mostRows = 2_000_000
  private static let mostColumns = 200

  func profile() throws -> TableProfile {
    let fields = Array(relation.schema.fields.prefix(Self.mostColumns))
    let limit = min(Self.mostRows, Self.mostCells / max(1, fields.count))
    let known = relation.plan.scans.map(\.rowCount)
    let isSmall = known.allSatisfy { ($0 ?? .max) <= limit }
    let plan = isSmall ? relation.plan : relation.plan.limited(to: limit)
    var profile = try summary(of: fields, plan)
    profile.isPart = !isSmall && profile.rows >= limit
    let first = try rows(plan.limited(to: 200))
    for (index, field) in fields.enumerated() {
      guard var column = profile.columns[field.name] else { continue }
      let distinct = column.distinct ?? 0
      if TableProfile.isTelling(field.type, distinct: distinct, present: column.present) {
        column.top = try top(of: field, plan)
        column.samples = column.top.prefix(3).map(\.value)
      }
      if column.samples.isEmpty, index < first.columns.count {
        column.samples = Self.samples(first.columns[index])
      }
      profile.columns[field.name] = column
    }
    return profile
  }

  /// How many rows there are, and how many and which values in each column.
  private func summary(of fields: [Field], _ plan: Plan) throws -> TableProfile {
    var items = [NamedExpression("rows", aggregate(.count, nil, .int))]
    for (index, field) in fields.enumerated() {
      let value = Expression(field)
      items.append(NamedExpression("present\(index)", aggregate(.count, value, .int)))
      guard field.type.isSortable else { continue }
      items.append(NamedExpression("distinct\(index)", aggregate(.countDistinct, value, .int)))
      guard field.type != .text else { continue }
      items.append(NamedExpression("least\(index)", aggregate(.min, value, field.type)))
      items.append(NamedExpression("greatest\(index)", aggregate(.max, value, field.type)))
    }
    let table = try rows(plan.aggregated(keys: [], aggregates: items))
    func value(_ name: String) -> Value {
      table[name].map { $0.count > 0 ? $0[0] : .null } ?? .null
    }
    func count(_ name: String) -> Int? {
      if case .int(let number) = value(name) { Int(number) } else { nil }
    }
    var profile = TableProfile(rows: count("rows") ?? 0, isPart: false, columns: [:])
    for (index, field) in fields.enumerated() {
      profile.columns[field.name] = TableProfile.Column(
        type: field.type, present: count("present\(index)") ?? 0,
        distinct: count("distinct\(index)"), minimum: value("least\(index)"),
        maximum: value("greatest\(index)"))
    }
    return profile
  }

  private func top(of field: Field, _ plan: Plan) throws -> [TableProfile.Frequency] {
    let value = Expression(field)
    let counted = plan.filtered(by: .call(.isNotNull, [value], .bool)).aggregated(
      keys: [NamedExpression("value", value)],
      aggregates: [NamedExpression("rows", aggregate(.count, nil, .int))])
    let order = [
      SortKey(.column("rows", .int), descending: true), SortKey(.column("value", field.type)),
    ]
    let table = try rows(counted.sorted(by: order).limited(to: TableProfile.mostTop))
    guard table.columns.count == 2 else { return [] }
    return (0..<table.rowCount).compactMap { row in
      guard case .int(let count) = table.columns[1][row] else { return nil }
      if case .text(let text) = table.columns[0][row], text.utf8.count > TableProfile.longestText {
        return nil
      }
      return TableProfile.Frequency(value: table.columns[0][row], rows: Int(count))
    }
  }

  private static func samples(_ column: Column) -> [Value] {
    var samples: [Value] = []
    for row in 0..<column.count where samples.count < 3 {
      var value = column[row]
      if case .text(let text) = value {
        value = .text(String(text.prefix(TableProfile.longestText)))
      }
      if !value.isNull, !samples.contains(value) { samples.append(value) }
    }
    return samples
  }

  private func rows(_ plan: Plan) throws -> Table {
    try collect(Relation(plan, in: relation.engine).sql)
  }

  private func aggregate(_ function: AggregateFunction, _ argument: Expression?, _ type: DataType)
    -> Expression
  {
    .aggregate(AggregateCall(function, argument.map { [$0] } ?? [], type: type))
  }
}
