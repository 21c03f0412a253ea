import Charts
package import Language
package import Planning
import Series
package import Syntax
package import Tables
import Tasks

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
      + "period there are no rows; `partial` marks cells of the last period where the data ends before it does. "
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
    context.progress.update(0, "adding up purchases")
    let sums = try sums(of: input)
    context.progress.update(0.7, "following cohorts")
    let (used, dropped, last) = Self.counts(sums)
    guard let last else {
      throw Diagnostic(
        "E709", "no row has a customer and a date", at: context.span,
        label: "look at the columns with `| describe`")
    }
    let periods = CohortTable.periods(sums, step: step, lastDay: last)
    guard periods.all <= CohortTable.mostPeriods else {
      let gap = periods.filled * 2 < periods.all ? CohortTable.gap(sums, rows: Self.rows) : nil
      throw Diagnostic(
        "E304",
        "the dates go on to \(Int32(clamping: last).writtenAsDay): \(periods.all.counted("period")), "
          + "of which \((periods.all - periods.filled).grouped) have no rows",
        at: every?.span ?? context.span,
        label: gap.map { gap in
          "leave wrong dates out before, for instance | filter \(date.name.asName) "
            + "\(gap.isAfterMost ? "<" : ">=") @\(gap.end.writtenAsDay)"
        } ?? "take longer periods, for instance every: 1mo")
    }
    let table = CohortTable(
      sums, step: step, lastDay: last, hasValue: value != .unset, hasOrders: order != .unset
    )
    guard table.cells.count <= CohortTable.mostCells else {
      throw Diagnostic(
        "E304",
        "\(table.cohorts.count.grouped) cohorts would give \(table.cells.count.grouped) cells",
        at: every?.span ?? context.span,
        label: "take longer periods, for instance every: 1mo")
    }
    let cells = try context.stored(table.fields, table.rows)
    var answer = Answer(cells)
    answer.parts = [
      Part(
        "matrix",
        Answer(
          .table(try context.stored(table.matrix(of: measure))), roles: Roles([.key: "cohort"]),
          naturalChart: .cohortMatrix(of: cells, measure, step))),
      Part("sizes", Answer(try context.stored(table.sizes))),
      Part(
        "average",
        Answer(
          .table(try context.stored(table.average)), roles: Roles([.value: measure.average]),
          naturalChart: .averageCohort(measure))),
    ]
    answer.roles = roles
    answer.naturalChart = .cohorts(measure, step)
    answer.record = RunRecord(rows: used, metrics: [.init("cohorts", table.cohorts.count)])
    answer.footer = footer(table, used: used, dropped: dropped, engine: input.engine)
    return answer
  }

  private static let (rows, last) = ("\u{1}rows", "\u{1}last")

  private func aggregate(_ function: AggregateFunction, _ argument: Expression, _ type: DataType)
    -> Expression
  {
    .aggregate(AggregateCall(function, [argument], type: type))
  }

  /// One row per customer and period: the number of rows and their last day, value and orders.
  private func byCustomer(_ plan: Plan) -> Plan {
    byCustomer(
      plan, and: date.expression.binned(by: step),
      [NamedExpression(Self.last, aggregate(.max, date.expression.asDay, .date))])
  }

  private func byCustomer(_ plan: Plan, and period: Expression, _ last: [NamedExpression]) -> Plan {
    var ofCustomers = [NamedExpression(Self.rows, .count)] + last
    if value != .unset {
      // These are added up further, by days or by periods: rounded, they would tell which.
      ofCustomers.append(
        NamedExpression(
          "\u{1}value", aggregate(.unroundedSum, value.widened(to: .number), .number)))
    }
    if order != .unset {
      ofCustomers.append(NamedExpression("\u{1}orders", aggregate(.countDistinct, order, .int)))
    }
    return plan.aggregated(
      keys: [
        NamedExpression(customer.name, customer.expression),
        NamedExpression("\u{1}period", period),
      ], aggregates: ofCustomers)
  }

  /// What cohorts did by period, added up in memory where there are few rows, else in the engine.
  private func sums(of input: Relation) throws -> Table {
    let customers = input.map(byCustomer)
    guard input.hasFewRows else { return try customers.stored().map(sums).collect() }
    let schema = customers.map(sums).schema
    guard order == .unset else {
      return CohortSums(try customers.collectMany(), hasValue: value != .unset).table(schema)
    }
    // Engines find days quicker than months; only orders could count twice.
    let days = input.map { byCustomer($0, and: date.expression.asDay, []) }
    return CohortSums(try days.collect(), step: step, hasValue: value != .unset).table(schema)
  }

  /// One row per cohort and period that has customers: cohort, period_start, customers, value,
  /// orders, the number of rows and their last day; rows without customer or date are a cohort null.
  private func sums(of byCustomer: Plan) -> Plan {
    let period = Expression.column("\u{1}period", .date)
    // A join, which is quicker than a window with as many parts as there are customers.
    let firsts = byCustomer.aggregated(
      keys: [NamedExpression(customer.name, customer.expression)],
      aggregates: [NamedExpression("\u{1}first", aggregate(.min, period, .date))])
    let known = byCustomer.joined(
      with: firsts, kind: .left, on: [Plan.Join.Key(customer.name, customer.name)],
      rightName: "first")
    let isComplete = [customer.expression, period].map {
      Expression.call(.isNotNull, [$0], .bool)
    }.conjunction
    let cohort = Expression.branches(
      [Expression.Branch(when: isComplete, then: .column("\u{1}first", .date))], otherwise: nil,
      .date)
    let none = Expression.literal(.null, .int)
    return known.derived([NamedExpression("\u{1}cohort", cohort)]).aggregated(
      keys: [
        NamedExpression("cohort", .column("\u{1}cohort", .date)),
        NamedExpression("period_start", period),
      ],
      aggregates: [
        NamedExpression("customers", .count),
        NamedExpression(
          "value",
          value == .unset ? aggregate(.max, .literal(.null, .number), .number) : .sum("\u{1}value")),
        NamedExpression(
          "orders",
          order == .unset
            ? aggregate(.max, none, .int) : aggregate(.sum, .column("\u{1}orders", .int), .int)),
        NamedExpression(Self.rows, aggregate(.sum, .column(Self.rows, .int), .int)),
        NamedExpression(Self.last, aggregate(.max, .column(Self.last, .date), .date)),
      ])
  }

  /// The rows that are used and those that are not, and the last day of the former.
  private static func counts(_ sums: Table) -> (used: Int, dropped: Int, last: Int?) {
    var (used, dropped) = (0, 0)
    var last: Int?
    for row in 0..<sums.rowCount {
      guard case .int(let rows)? = sums[Self.rows]?[row], let day = sums[Self.last]?[row] else {
        continue
      }
      if sums.columns[0][row].isNull {
        dropped += Int(rows)
      } else {
        used += Int(rows)
        last = max(last ?? Int(day.day), Int(day.day))
      }
    }
    return (used, dropped, last)
  }

  private func footer(_ table: CohortTable, used: Int, dropped: Int, engine: any Engine) -> String {
    var words = ["\(table.cohorts.count.counted("cohort")) by first \(step.name)"]
    words.append("\(used.counted("row")) used")
    if dropped > 0 { words.append("\(dropped.grouped) dropped (no customer or date)") }
    if table.isLastPartial {
      words.append("the last \(step.name) is partial and left out of the average")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}
