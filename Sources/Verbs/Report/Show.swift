package import Language
package import Planning
package import Syntax
package import Tables

/// Displays what stands before it, and passes it on.
package struct Show: Verb {
  var form: NameSyntax?
  var rows: Given<Scalar>?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "show",
    family: .report,
    summary: "Displays the table, chart or value before it, and passes it on.",
    discussion:
      "`show 50` shows up to 1,000 rows; `show sql` the query that runs, `show schema` the "
      + "columns and their types, `show plan` the steps.",
    parameters: [
      .form(\.form, ["sql", "schema", "plan"], "What to show instead of the rows."),
      .scalarItem(\.rows, "n", "How many rows, up to 1,000."),
    ],
    examples: [
      Example("orders | show 5", "The first five rows."),
      Example("orders | filter quantity > 2 | show sql", "The query behind a table."),
    ],
    keepsRoles: true, isEffect: true, takes: [.table, .chart, .scalar, .model])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    _ = try showForm()
    return input
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer { Answer(input) }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    try context.show(input, try showForm())
    return input
  }

  private func showForm() throws(Diagnostic) -> ShowForm {
    switch form?.text {
    case "sql": return .sql
    case "schema": return .schema
    case "plan": return .plan
    default: break
    }
    guard let rows else { return .standard }
    guard case .value(.int(let count), _) = rows.value, (0...1_000).contains(count) else {
      throw Diagnostic(
        "E304", "`show` takes a number of rows up to 1,000", at: rows.span,
        label: "to keep more, write `| save \"file.csv\"`")
    }
    return .rows(Int(count))
  }
}
