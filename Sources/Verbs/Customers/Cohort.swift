import Charts
package import Language
package import Planning
import Series
package import Syntax
package import Tables

/// Follows the customers who began in the same period: how many come back, and what they bring.
///
/// A cohort is the calendar period of a customer's first row. Periods count in whole calendar steps,
/// never in lengths of 30 days. The engine adds up one row per cohort and period; what is left is
/// small.
package struct Cohort: Verb {
  package enum Measure: String, CaseIterable, Sendable { case retention, customers, orders, value }
  var customer = ColumnName.unset
  var date = ColumnName.unset
  var value = Expression.unset
  var order = Expression.unset
  var every: Given<CalendarStep>?
  var measure = Measure.retention
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "cohort",
    family: .customers,
    summary:
      "Follows customers by the period of their first order: who comes back, and for how much.",
    discussion:
      "Periods are calendar periods, counted from 0 for the first. After the last observed "
      + "period there are no rows; `partial` marks cells of a period that the data does not fill. "
      + "The average leaves partial cells out. Rows without customer or date are left out and "
      + "counted.",
    parameters: [
      .column(\.customer, "customer", "Who bought."),
      .column(\.date, "date", "When.", of: .date, .datetime),
      .expression(\.value, "value", "How much, to add up.", of: .number, required: false),
      .expression(\.order, "order", "What makes an order, to count.", required: false),
      .calendarStep(\.every, "every", "The length of a period.", default: .month),
      .word(\.measure, "measure", "What chart and matrix show.", default: .retention),
    ],
    parts: [
      .table("matrix", "One row per cohort, one column per period."),
      .table("sizes", "One row per cohort: its customers and what they brought in all."),
      .table("average", "One row per period, over all cohorts that have it whole."),
    ],
    chart: "heatmap",
    examples: [
      Example(
        "orders | cohort customer: customer_id, date: order_date, value: quantity * unit_price",
        "Retention by month."),
      Example(
        "orders | cohort customer: customer_id, date: order_date, every: 1q, measure: customers",
        "Customers by quarter."),
    ])

  private var step: CalendarStep { every?.value ?? .month }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    switch measure {
    case .value where value == .unset: throw missing("value:", "value: quantity * price")
    case .orders where order == .unset: throw missing("order:", "order: order_id")
    default: break
    }
    return Schema(CohortTable.fields(hasOrders: order != .unset))
  }

  private func missing(_ option: String, _ example: String) -> Diagnostic {
    Diagnostic(
      "E302", "`measure: \(measure.rawValue)` needs `\(option)`", at: nil,
      label: "for instance \(example)")
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  private var roles: Roles {
    Roles([.key: "cohort", .date: "period_start", .size: "size", .value: measure.rawValue])
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let used = input.map { $0.filtered(by: isComplete) }
    let sums = try used.map(sums).collect()
    let last = try used.map(lastDay).collect()
    guard sums.rowCount > 0, case .date(let lastDay) = last.columns[0][0],
      case .int(let rows) = last.columns[1][0]
    else {
      throw Diagnostic(
        "E709", "no row has a customer and a date", at: context.span,
        label: "look at the columns with `| describe`")
    }
    let table = CohortTable(
      sums, step: step, lastDay: Int(lastDay), hasValue: value != .unset, hasOrders: order != .unset
    )
    guard table.cells.count <= CohortTable.mostCells else {
      throw Diagnostic(
        "E304",
        "\(table.cohorts.count.grouped) cohorts would give \(table.cells.count.grouped) cells",
        at: every?.span ?? context.span,
        label: "take longer periods, for instance every: 1mo")
    }
    var answer = Answer(try context.stored(table.fields, table.rows))
    answer.parts = [
      Part("matrix", Answer(try context.stored(table.matrix(of: measure)))),
      Part("sizes", Answer(try context.stored(table.sizes))),
      Part("average", Answer(try context.stored(table.average))),
    ]
    answer.roles = roles
    answer.naturalChart = .cohorts(measure, step)
    let dropped = try input.count() - Int(rows)
    answer.footer = footer(table, used: Int(rows), dropped: dropped, engine: input.engine)
    return answer
  }

  private var isComplete: Expression {
    .call(
      .and,
      [
        .call(.isNotNull, [customer.expression], .bool),
        .call(.isNotNull, [date.expression], .bool),
      ], .bool)
  }

  /// One row per cohort and period that has customers: cohort, period_start, customers, value,
  /// orders.
  private func sums(of plan: Plan) -> Plan {
    let month = date.expression.binned(by: step)
    func aggregate(_ function: AggregateFunction, _ argument: Expression, _ type: DataType)
      -> Expression
    {
      .aggregate(AggregateCall(function, [argument], type: type))
    }
    let value = value == .unset ? Expression.literal(.null, .number) : value.widened(to: .number)
    let order = order == .unset ? Expression.literal(.null, .text) : order
    let byCustomer = plan.aggregated(
      keys: [
        NamedExpression(customer.name, customer.expression), NamedExpression("\u{1}period", month),
      ],
      aggregates: [
        NamedExpression("\u{1}value", aggregate(.sum, value, .number)),
        NamedExpression("\u{1}orders", aggregate(.countDistinct, order, .int)),
      ])
    let first = Expression.window(
      WindowCall(
        .aggregate(.min), [.column("\u{1}period", .date)], partition: [customer.expression],
        type: .date))
    return byCustomer.derived([NamedExpression("\u{1}cohort", first)]).aggregated(
      keys: [
        NamedExpression("cohort", .column("\u{1}cohort", .date)),
        NamedExpression("period_start", .column("\u{1}period", .date)),
      ],
      aggregates: [
        NamedExpression("customers", .count),
        NamedExpression("value", .sum("\u{1}value")),
        NamedExpression(
          "orders", aggregate(.sum, .column("\u{1}orders", .int), .int)),
      ])
  }

  private func lastDay(of plan: Plan) -> Plan {
    let last = Expression.aggregate(AggregateCall(.max, [date.expression.asDay], type: .date))
    return plan.aggregated(
      keys: [], aggregates: [NamedExpression("last", last), NamedExpression("rows", .count)])
  }

  private func footer(_ table: CohortTable, used: Int, dropped: Int, engine: any Engine) -> String {
    var words = ["\(table.cohorts.count.counted("cohort")) by first \(step.name)"]
    words.append("\(used.grouped) rows used")
    if dropped > 0 { words.append("\(dropped.grouped) dropped (no customer or date)") }
    if table.isLastPartial {
      words.append("the last \(step.name) is partial and left out of the average")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}
