package import Language
package import Planning
package import Syntax
import Tables

/// Two tables side by side.
package struct Join: RelationalVerb {
  package enum Kind: String, CaseIterable, Sendable {
    case inner, left, right, full, semi, anti, cross
  }
  var tables: [TableArgument] = []
  var keys: [JoinKey] = []
  var kind = Kind.inner
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "join",
    family: .relational,
    summary: "Puts the rows of two tables side by side where their keys are equal.",
    discussion: "Null keys match nothing. Key columns appear once; another column that both tables "
      + "have is called table_column. `semi` keeps rows with a match, `anti` rows without.",
    parameters: [
      .tables(\.tables, "The table on the right.", one: true),
      .joinKeys(\.keys, "Columns of both tables, or left == right."),
      .word(\.kind, "kind", "Which rows without a match stay.", default: .inner),
    ],
    examples: [
      Example("orders | join products on product_id", "Each line with its product."),
      Example(
        "supermarket | join (orders | distinct customer_id) on customer_id, kind: anti",
        "Customers without orders."),
    ])

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    guard let right = tables.first, let relation = right.answer.relation else { return input }
    if kind == .cross {
      if let key = keys.first {
        throw Diagnostic(
          "E306", "`kind: cross` takes no keys", at: key.left.span, label: "leave `on` out")
      }
    } else if keys.isEmpty {
      throw Diagnostic(
        "E302", "`join` needs `on`: the key columns", at: right.span, label: "add  on key")
    }
    let checked = try checkedKeys(keys, left: input.schema, right: right)
    let joined = input.joined(
      with: relation.plan, kind: .init(rawValue: kind.rawValue) ?? .inner, on: checked,
      rightName: right.name)
    try checkClashes(joined.schema, of: right)
    return joined
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let joined = input.map { (try? plan(on: $0)) ?? $0 }
    guard let right = tables.first, let relation = right.answer.relation, kind != .cross,
      kind != .semi, kind != .anti
    else { return Answer(joined) }
    let repeated = try RepeatedKeys(of: relation, columns: keys.map(\.right.text))
    guard let repeated, let mine = try RepeatedKeys(of: input, columns: keys.map(\.left.text))
    else {
      return Answer(joined)
    }
    let before = try input.count()
    let after = try joined.count()
    if after > before {
      context.notify(
        Diagnostic(
          "W601",
          "join made \(before.grouped) → \(after.grouped) rows (\(repeated.keys) more than once "
            + "in `\(right.name)` and \(mine.keys) in the table before, e.g. "
            + "\(repeated.examples[0]))",
          at: right.span,
          label: "use `lookup`, or `| take 1 by \(keys[0].right.text.asName)` first",
          severity: .warning))
    }
    return Answer(joined)
  }
}

/// Keys of a join that exist on both sides and are of one type.
func checkedKeys(_ keys: [JoinKey], left: Schema, right: TableArgument) throws(Diagnostic)
  -> [Plan.Join.Key]
{
  var checked: [Plan.Join.Key] = []
  for key in keys {
    guard let mine = left[key.left.text] else {
      throw Diagnostic(
        "E101", "there is no column \(key.left.text.asCode) here", at: key.left.span,
        label: Suggestion.nearest(to: key.left.text, in: left.names).map {
          "did you mean \($0.asCode)?"
        } ?? "", notes: ["columns here: \(left.names.prefix(8).joined(separator: ", "))"])
    }
    guard let theirs = right.schema[key.right.text] else {
      throw Diagnostic(
        "E101", "there is no column \(key.right.text.asCode) in `\(right.name)`",
        at: key.right.span,
        label: Suggestion.nearest(to: key.right.text, in: right.schema.names).map {
          "did you mean \($0.asCode)?"
        } ?? "write  left_key == right_key",
        notes: ["columns there: \(right.schema.names.prefix(8).joined(separator: ", "))"])
    }
    guard mine.type.widened(with: theirs.type) != nil else {
      throw Diagnostic(
        "E412", "\(mine.type.name) compared with \(theirs.type.described)", at: key.left.span,
        label: "convert one of them first, with `| derive`")
    }
    checked.append(.init(key.left.text, key.right.text))
  }
  return checked
}

/// Refuses a result with two columns of one name.
func checkClashes(_ schema: Schema, of table: TableArgument) throws(Diagnostic) {
  var seen: Set<String> = []
  for name in schema.names where !seen.insert(name).inserted {
    throw Diagnostic(
      "E522", "the result would have two columns `\(name)`", at: table.span,
      label: "rename one first")
  }
}
