package import Language
package import Planning
package import Syntax

/// Keeps the rows for which a condition holds.
package struct Filter: RelationalVerb {
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var condition = Condition.unset
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "filter",
    family: .relational,
    summary: "Keeps the rows for which a condition holds.",
    discussion: "A null condition counts as false. An aggregate in the condition is taken over all "
      + "rows, or over the rows of the group with `by`.",
    parameters: [
      .by(\.by, "Groups for aggregates and windows in the condition.", named: false),
      .sort(\.sort, "The order for windows in the condition."),
      .condition(\.condition, "Which rows to keep."),
    ],
    examples: [
      Example(#"orders | filter channel == "Web" and quantity >= 2"#, "Rows by two conditions."),
      Example(
        "orders | filter unit_price > mean(unit_price) by product_id",
        "Rows above the mean of their product."),
    ],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    input.filtered(by: condition.expression)
  }
}
