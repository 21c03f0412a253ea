package import Language
package import Planning
package import Syntax

/// One row per group.
package struct Summarize: RelationalVerb {
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var columns: [NamedExpression] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "summarize",
    family: .relational,
    summary: "Makes one row per group, ordered by the keys; without `by`, one row in all.",
    discussion: "A later column may use an earlier one: basket = revenue / orders.",
    parameters: [
      .by(\.by, "The keys: columns, or new ones `n = e`.", named: true),
      .sort(\.sort, "The order that `first`, `last` and `list` follow."),
      .aggregates(\.columns, "What to compute for each group."),
    ],
    examples: [
      Example(
        "orders | summarize revenue = sum(quantity * unit_price), n = count() by region",
        "Revenue and lines per region."),
      Example(
        "orders | summarize customers = count_distinct(customer_id) "
          + "by month = bin(order_date, 1mo)",
        "Customers per month."),
    ])

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    input.aggregated(keys: by, aggregates: columns)
  }
}
