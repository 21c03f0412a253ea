package import Language
package import Planning
package import Syntax

/// The first rows, of the table or of each group.
package struct Take: RelationalVerb {
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var amount = RowAmount.rows(10)
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "take",
    family: .relational,
    summary: "Keeps the first n rows, or the first n of each group.",
    discussion: "Without an order, rows of a file come as they stand there; other tables are "
      + "ordered by all columns first.",
    parameters: [
      .by(\.by, "Take n rows of each of these groups.", named: false),
      .sort(\.sort, "What comes first."),
      .amount(\.amount, "How many rows.", allowsShare: false),
    ],
    examples: [
      Example("orders | take 5 sort unit_price desc", "The five dearest lines."),
      Example("orders | take 1 by customer_id sort order_date", "Each customer's first line."),
    ],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    guard case .rows(let count) = amount else { return input }
    if !by.isEmpty {
      return input.takenPerGroup(count, by: by.map(\.expression), order: sort)
    }
    if !sort.isEmpty { return input.sorted(by: sort).limited(to: count) }
    return isWithoutOrder(input)
      ? input.sorted(by: []).limited(to: count) : input.limited(to: count)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    if by.isEmpty && sort.isEmpty && isWithoutOrder(input.plan) {
      context.notice(
        "`take` ordered the rows by all columns, because nothing else orders them", code: "W603")
    }
    return Answer(input.map { (try? plan(on: $0)) ?? $0 })
  }

  private func isWithoutOrder(_ plan: Plan) -> Bool {
    plan.sortKeys == nil && !plan.isOrdered
  }
}
