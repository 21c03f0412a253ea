import Language
import Planning
import Tables

extension TableComparison {
  /// The matched rows in which any of `columns` differs, kept for the parts.
  func differingRows(of joined: Relation, _ columns: [Shared]) throws -> Relation? {
    guard let condition = Self.any(columns.compactMap(\.differs)[...]) else { return nil }
    return try joined.map { $0.filtered(by: condition) }.stored()
  }

  /// `or` over conditions, as a tree of little depth.
  private static func any(_ conditions: ArraySlice<Expression>) -> Expression? {
    guard conditions.count > 1 else { return conditions.first }
    let middle = conditions.startIndex + conditions.count / 2
    guard let one = any(conditions[..<middle]), let two = any(conditions[middle...]) else {
      return nil
    }
    return .call(.or, [one, two], .bool)
  }

  func parts(_ differing: Relation?, _ columns: [Shared]) throws -> [Part] {
    let on = keys.map { Plan.Join.Key($0.name, $0.name) }
    func without(_ one: Relation, _ other: Relation) -> Answer {
      let partners = keyed(other).map { $0.selected(keys.map(\.name)) }
      return Answer(
        keyed(one).map {
          $0.joined(with: partners.plan, kind: .anti, on: on, rightName: "other")
        })
    }
    return [
      Part("rows", Answer(try changedValues(differing, columns))),
      Part("added", without(right, left)), Part("removed", without(left, right)),
    ]
  }

  /// One row per changed value: the key, the column, and both values as text.
  private func changedValues(_ differing: Relation?, _ columns: [Shared]) throws -> Relation {
    let fields =
      keys.map { Field($0.name, left.schema[$0.name]?.type ?? $0.type) }
      + [Field("column", .text), Field("left", .text), Field("right", .text)]
    guard let differing else { return try context.stored(fields, []) }
    let place = "\u{1}place"
    let pieces = columns.compactMap { column -> Plan? in
      guard let differs = column.differs else { return nil }
      func text(_ value: Expression) -> Expression {
        value.type == .text ? value : .call(.convert, [value], .text)
      }
      let items =
        keys.enumerated().map { place, key in
          NamedExpression(
            key.name,
            .column(Self.keyName(place), left.schema[key.name]?.type ?? key.type))
        } + [
          NamedExpression("column", .text(column.name)),
          NamedExpression("left", text(column.leftValue)),
          NamedExpression("right", text(column.rightValue)),
          NamedExpression(place, .literal(.int(Int64(column.place)), .int)),
        ]
      return differing.plan.filtered(by: differs).projected(items)
    }
    let order =
      fields.prefix(keys.count).map { SortKey(Expression($0)) } + [SortKey(.column(place, .int))]
    let all: Plan = pieces.count == 1 ? pieces[0] : .union(pieces)
    return Relation(
      all.sorted(by: order).selected(fields.map(\.name)), in: differing.engine)
  }
}
