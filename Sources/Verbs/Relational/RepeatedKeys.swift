import Language
import Planning
import Tables

/// Keys that stand more than once in a table, found by one grouped query.
struct RepeatedKeys {
  /// How many different keys are repeated.
  let count: Int
  /// The number in a sentence.
  var keys: String { count.counted("key") }
  /// At most three of them with their numbers: `"85123A" ×3`.
  let examples: [String]

  /// Looks for repeated keys; nil if every key stands once.
  init?(of relation: Relation, columns names: [String]) throws {
    let schema = relation.plan.schema
    let keys = names.compactMap { name in
      schema[name].map { NamedExpression(name, .column(name, $0.type)) }
    }
    var present: Expression?
    for key in keys {
      let isThere = Expression.call(.isNotNull, [key.expression], .bool)
      present = present.map { .call(.and, [$0, isThere], .bool) } ?? isThere
    }
    guard let present else { return nil }
    let rows = Expression.aggregate(AggregateCall(.count, [], type: .int))
    let counted = relation.plan.filtered(by: present)
      .aggregated(keys: keys, aggregates: [NamedExpression("\u{1}rows", rows)])
      .filtered(
        by: .call(.greater, [.column("\u{1}rows", .int), .literal(.int(1), .int)], .bool))
    let total = try Relation(counted, in: relation.engine).count()
    guard total > 0 else { return nil }
    let table = try Relation(counted.limited(to: 3), in: relation.engine).collect()
    count = total
    examples = (0..<table.rowCount).map { row in
      let values = table.row(row)
      let key = values.dropLast().map(\.quotedText).joined(separator: ", ")
      return "\(key) ×\(values.last?.quotedText ?? "")"
    }
  }
}
