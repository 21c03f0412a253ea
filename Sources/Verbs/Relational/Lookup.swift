package import Language
package import Planning
package import Syntax
import Tables

/// Adds columns of a table that has each key once; rows stay as many.
package struct Lookup: RelationalVerb {
  var tables: [TableArgument] = []
  var keys: [JoinKey] = []
  var missing: Given<Scalar>?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "lookup",
    family: .relational,
    summary: "Adds the columns of another table by key; never adds or loses rows.",
    discussion:
      "The other table must have each key at most once. Rows without a match get null, or "
      + "`missing:`.",
    parameters: [
      .tables(\.tables, "The table to look in.", one: true),
      .joinKeys(\.keys, "Columns of both tables, or left == right."),
      .scalar(
        \.missing, "missing", "What rows without a match get: a value, or a record by column.",
        accepts: .record, defaultText: "null"),
    ],
    examples: [Example("orders | lookup products on product_id", "Each line with its product.")])

  /// Marks rows of the right table, so that a row without a match is known.
  private static let matchMark = "\u{1}matched"

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    guard let right = tables.first, let relation = right.answer.relation else { return input }
    guard !keys.isEmpty else {
      throw Diagnostic(
        "E302", "`lookup` needs `on`: the key columns", at: right.span, label: "add  on key")
    }
    let checked = try checkedKeys(keys, left: input.schema, right: right)
    let left = input.schema
    let joinedOn = Set(checked.map(\.right))
    let added = right.schema.fields.filter { !joinedOn.contains($0.name) }
    var outputs = added.map { field in
      Plan.Join.Output(
        .right, field.name,
        as: left.contains(field.name) ? "\(right.name)_\(field.name)" : field.name)
    }
    let fills = try self.fills(for: outputs, of: right)
    guard !fills.isEmpty else {
      let plan = input.lookedUp(in: relation.plan, on: checked, adding: outputs)
      try checkClashes(plan.schema, of: right)
      return plan
    }
    outputs.append(Plan.Join.Output(.right, Self.matchMark, as: Self.matchMark))
    let marked = relation.plan.derived(
      [NamedExpression(Self.matchMark, .literal(.bool(true), .bool))])
    let joined = input.lookedUp(in: marked, on: checked, adding: outputs)
    try checkClashes(joined.schema, of: right)
    let isMissing = Expression.call(.isNull, [.column(Self.matchMark, .bool)], .bool)
    let filled = fills.map { name, value, type in
      NamedExpression(
        name,
        .branches(
          [.init(when: isMissing, then: value)], otherwise: .column(name, type), type))
    }
    return joined.derived(filled).dropped([Self.matchMark])
  }

  /// The values of `missing:` by output column.
  private func fills(for outputs: [Plan.Join.Output], of right: TableArgument)
    throws(Diagnostic) -> [(String, Expression, DataType)]
  {
    guard let missing else { return [] }
    if case .record(let fields) = missing.value {
      for field in fields where !outputs.contains(where: { $0.column == field.name }) {
        throw Diagnostic(
          "E101", "`lookup` adds no column \(field.name.asCode)", at: missing.span,
          notes: ["it adds \(outputs.map(\.column).joined(separator: ", "))"])
      }
    }
    var fills: [(String, Expression, DataType)] = []
    for output in outputs {
      let type = right.schema[output.column]?.type ?? .null
      let given: Scalar?
      if case .record = missing.value {
        given = missing.value[output.column]
      } else {
        given = missing.value
      }
      guard let given else { continue }
      guard case .value(let value, let found) = given, type.widened(with: found) == type else {
        throw Diagnostic(
          "E401",
          "`missing:` does not fit the column `\(output.column)`, which is \(type.described)",
          at: missing.span, label: "give a record: missing: {\(output.column.asName): …}")
      }
      fills.append((output.name, Expression.literal(value, found).widened(to: type), type))
    }
    return fills
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    if let right = tables.first, let relation = right.answer.relation,
      let repeated = try RepeatedKeys(of: relation, columns: keys.map(\.right.text))
    {
      throw Diagnostic(
        "E526", "`\(right.name)` has \(repeated.keys) more than once, so `lookup` would add rows",
        at: right.span,
        label: "write `join`, or `| take 1 by \(keys[0].right.text.asName)` first",
        notes: ["for instance \(repeated.examples.joined(separator: ", "))"])
    }
    return Answer(input.map { (try? plan(on: $0)) ?? $0 })
  }
}
