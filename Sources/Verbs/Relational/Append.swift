package import Language
package import Planning
package import Syntax
import Tables

/// The rows of other tables below the rows of this one.
package struct Append: RelationalVerb {
  package enum Match: String, CaseIterable, Sendable { case name, position }
  var tables: [TableArgument] = []
  var match = Match.name
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "append",
    family: .relational,
    summary: "Puts the rows of other tables below; columns go by name.",
    discussion:
      "A column that one table lacks is null there. With `match: position` the tables must "
      + "have equally many columns.",
    parameters: [
      .tables(\.tables, "The tables to append.", one: false),
      .word(\.match, "match", "How columns find each other.", default: .name),
    ],
    examples: [
      Example(
        #"orders | filter channel == "Web" | append (orders | filter channel == "Phone")"#,
        "Two selections below each other.")
    ])

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    var fields = input.schema.fields
    for table in tables { fields = try merged(fields, with: table) }
    var plans = [aligned(input, to: fields, names: input.schema.names)]
    for table in tables {
      guard let relation = table.answer.relation else { continue }
      plans.append(aligned(relation.plan, to: fields, names: names(of: table, in: fields)))
    }
    return plans[0].appended(Array(plans.dropFirst()))
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let output = try plan(on: input.plan)
    if match == .name {
      let schemas = [input.schema] + tables.map(\.schema)
      let lacking = output.schema.names.filter { name in schemas.contains { !$0.contains(name) } }
      if !lacking.isEmpty {
        context.notice(
          "`append` filled with null where a table has no column: "
            + lacking.joined(separator: ", "), code: "W604")
      }
    }
    return Answer(Relation(output, in: input.engine))
  }

  /// The columns of the result after one more table.
  private func merged(_ fields: [Field], with table: TableArgument) throws(Diagnostic) -> [Field] {
    var fields = fields
    let theirs = table.schema.fields
    if match == .position && theirs.count != fields.count {
      throw Diagnostic(
        "E527",
        "`\(table.name)` has \(theirs.count) columns, and the table before has "
          + "\(fields.count)", at: table.span, label: "leave `match: position` out")
    }
    for (index, field) in theirs.enumerated() {
      let place = match == .position ? index : fields.firstIndex { $0.name == field.name }
      guard let place else {
        fields.append(field)
        continue
      }
      guard let type = fields[place].type.widened(with: field.type) else {
        throw Diagnostic(
          "E412",
          "`\(field.name)` is \(fields[place].type.described) here and "
            + "\(field.type.described) in `\(table.name)`", at: table.span,
          label: "convert one of them first, with `| derive`")
      }
      fields[place].type = type
    }
    return fields
  }

  /// The names under which a table has the result's columns, in the result's order.
  private func names(of table: TableArgument, in fields: [Field]) -> [String] {
    match == .position ? table.schema.names : fields.map(\.name)
  }

  private func aligned(_ plan: Plan, to fields: [Field], names: [String]) -> Plan {
    let schema = plan.schema
    return plan.projected(
      fields.enumerated().map { index, field in
        let name = index < names.count && match == .position ? names[index] : field.name
        guard let own = schema[name] else {
          return NamedExpression(field.name, .literal(.null, field.type))
        }
        return NamedExpression(
          field.name, Expression.column(own.name, own.type).widened(to: field.type))
      })
  }
}
