package import Language
package import Planning
package import Syntax
package import Tables

/// Adds columns, or replaces those of the same name.
package struct Derive: RelationalVerb {
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var columns: [NamedExpression] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "derive",
    family: .relational,
    summary: "Adds columns computed from others; a later one may use an earlier one.",
    discussion: "An aggregate is taken over all rows, or over the rows of the group with `by`; "
      + "window functions follow `sort`.",
    parameters: [
      .by(\.by, "Groups for aggregates and windows.", named: false),
      .sort(\.sort, "The order for windows."),
      .derivations(\.columns, "The new columns."),
    ],
    examples: [
      Example("orders | derive amount = quantity * unit_price", "A product of two columns."),
      Example(
        "orders | derive so_far = cumsum(quantity) by customer_id sort order_date",
        "A running total per customer."),
    ],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan { input.derived(columns) }

  package func newName(of column: String, in output: Schema) -> String? {
    columns.contains { $0.name == column } ? nil : column
  }
}
