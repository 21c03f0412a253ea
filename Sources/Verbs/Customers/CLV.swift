import Charts
package import Language
package import Planning
import Segmentation
import Series
package import Syntax
package import Tables

/// What customers will be worth: how often they will buy, for how much, and whether they are still
/// there.
///
/// The engine gathers one row per customer; two models of few parameters say the rest (BG/NBD for
/// purchases, Gamma-Gamma for their value).
package struct CLV: Verb {
  package enum Method: String, CaseIterable, Sendable { case bgnbd }
  var customer = ColumnName.unset
  var date = ColumnName.unset
  var amount = Expression.unset
  var order = Expression.unset
  var horizon: Given<CalendarStep>?
  var method = Method.bgnbd
  var asOf: Given<Scalar>?
  var holdout: Given<CalendarStep>?
  var discount = 0.0
  var level = 0.8
  var bootstrap = 100
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "clv",
    family: .customers,
    summary: "What customers will be worth: orders to come, their value, and who is still there.",
    discussion:
      "A purchase is a day on which a customer bought, or an order of `order:`; `frequency` counts "
      + "those after the first, `recency` is days from the first to the last, `age` from the first to "
      + "the day before `as_of`, `monetary` the mean value of the repeat purchases. Purchases of less than "
      + "0 in all are none. `alive` is the probability that a customer still buys: 1 without a "
      + "repeat purchase, because in this model customers leave only after one. `calibration` fits "
      + "the model to what was before the holdout and compares the orders in it. Intervals draw the "
      + "customers again: they tell how sure the expectation is, not how much one customer varies.",
    parameters: [
      .column(\.customer, "customer", "Who bought."),
      .column(\.date, "date", "When.", of: .date, .datetime),
      .expression(\.amount, "amount", "How much.", of: .number),
      .expression(
        \.order, "order", "What makes an order, such as its number; days without it.",
        required: false),
      .calendarStep(
        \.horizon, "horizon", "How far ahead.", default: CalendarStep(12, .month)),
      .word(\.method, "method", "The model of purchases.", default: .bgnbd),
      .scalar(
        \.asOf, "as_of", "The day that nothing is known of, nor of those after it.",
        accepts: .date, defaultText: "the day after the last one"),
      .calendarStep(
        \.holdout, "holdout", "The last part of the data, by which `calibration` judges.",
        defaultText: "a quarter of the days"),
      .option(
        \.discount, "discount", "What value loses in a year.", in: 0...1, default: 0,
        asShare: true),
      .option(
        \.level, "level", "The share of draws in an interval.", in: 0.5...0.99, default: 0.8,
        asShare: true),
      .option(
        \.bootstrap, "bootstrap", "How often customers are drawn again; 0 for no intervals.",
        in: 0...1_000, default: 100),
    ],
    parts: [
      .table("parameters", "The parameters of both models, in days, with their intervals."),
      .table(
        "calibration",
        "Mean orders in the holdout and those expected, by repeat orders before it; `7+` is 7 or more."
      ),
      .table("intervals", "One row per customer: the ranges of what is expected."),
      .table("model", "The models for other customers' rows: `| predict`."),
    ],
    chart: "heatmap",
    examples: [
      Example(
        "orders | clv customer: customer_id, date: order_date, amount: quantity * unit_price",
        "What customers will be worth in the next twelve months."),
      Example(
        "orders | clv customer: customer_id, date: order_date, amount: quantity * unit_price, "
          + "horizon: 6mo, holdout: 3mo, discount: 10%",
        "Half a year ahead, tried on the last three months, discounted."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if CLVTables.made.contains(customer.name) {
      throw Diagnostic(
        "E522", "the result would have two columns `\(customer.name)`", at: customer.span,
        label: "rename it first: | rename customer = \(customer.name)")
    }
    _ = try OrderLines.day(of: asOf, "as_of")
    if let horizon, horizon.value.day(0, moved: 1) > Self.mostDays {
      throw Diagnostic(
        "E304", "`horizon:` is at most 20 years", at: horizon.span,
        label: "nothing that far ahead follows from the past")
    }
    return Schema(CLVTables.fields(of: customer))
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    if (1..<Self.fewestDraws).contains(bootstrap) {
      throw Diagnostic(
        "E304",
        "\(bootstrap.counted("draw")) \(bootstrap == 1 ? "tells" : "tell") nothing about how sure values are",
        at: nil,
        label: "write `bootstrap: \(Self.fewestDraws)` or more, or 0 for no intervals")
    }
    return Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  private static let fewestDraws = 20

  private static let mostDays = 7_305

  var roles: Roles {
    Roles([.customer: customer.name, .key: customer.name, .value: "clv"])
  }

  private var purchases: CustomerPurchases {
    let order = order == .unset ? nil : order
    return CustomerPurchases(
      lines: OrderLines(
        customer: customer, date: date, needed: [amount] + (order.map { [$0] } ?? [])),
      amount: amount, order: order)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let (known, survey, end) = try known(of: input, holdsOut: true, in: context)
    guard !known.histories.isEmpty else {
      throw nothing(
        "no purchase is worth 0 or more", context, label: "look at the amounts with `| describe`")
    }
    guard known.repeaters >= 2 else {
      throw nothing(
        known.repeaters == 0
          ? "no customer bought a second time, so nothing tells how often customers return"
          : "only one customer bought a second time; the models need two", context,
        label: "take a longer past")
    }
    let fit = try CLVFit(
      known, horizon: ahead(from: end), draws: bootstrap, level: level, in: context)
    let cut = known.cut
    let calibration = try calibration(known, time: cut.map { Double(end - $0) }, context)
    var footer = footer(known, fit, survey, end: end)
    footer.append(calibrationNote(calibration, cut: cut, end: end))
    footer += fit.notes(seed: context.seed)
    footer.append(input.engine.name)
    fit.warn(context)
    let tables = CLVTables(known, fit, customer: customer)
    var calibrated = Answer(try context.stored(CLVTables.calibration(calibration)))
    calibrated.roles = Roles([.value: "actual"])
    calibrated.naturalChart = .calibrationOfOrders
    var answer = Answer(
      .table(try context.stored(tables.customers)),
      parts: [
        .undrawn(
          "parameters", try context.stored(tables.parameters), with: "name",
          such: "chart bar x: value, y: name"),
        Part("calibration", calibrated),
        Part(
          "intervals",
          Answer(
            .table(try context.stored(tables.intervals)), roles: Roles([.customer: customer.name]),
            naturalChart: .refused("intervals", such: "chart histogram x: clv_upper"))),
        .model(CLVModel(self, fit.model, customers: known.histories.count)),
      ], roles: roles, naturalChart: .customersAlive, footer: footer.joined(separator: " · "))
    answer.record = RunRecord(
      rows: known.rows, seed: context.seed,
      metrics: [
        .init("customers", known.histories.count), .init("repeaters", known.repeaters),
      ])
    return answer
  }

  /// What a table tells of its customers, up to the day that is given back.
  func known(of input: Relation, holdsOut: Bool, in context: RunContext) throws -> (
    CustomerPurchases.Histories, OrderLines.Survey, end: Int32
  ) {
    let purchases = purchases
    let given = try OrderLines.day(of: asOf, "as_of")
    guard let survey = try purchases.lines.survey(input, before: given) else {
      throw nothing("no row has a customer, a date and an amount", context)
    }
    guard survey.used > 0 else { throw nothing("no row is before `as_of:`", context) }
    let end = given ?? survey.last.day + 1
    let cut = holdsOut ? try cut(from: survey.first.day, to: end) : nil
    let known = CustomerPurchases.Histories(
      try input.map { purchases.gathered(purchases.lines.used(of: $0, before: given), before: cut) }
        .collectMany(), end: end, cut: cut)
    let later = survey.complete - survey.used
    if later > 0 { context.notice("\(later.counted("row")) from `as_of:` on are left out") }
    if known.rows < survey.used {
      let rows = (survey.used - known.rows).counted("row")
      context.notice("\(rows) left out: the purchases that they make up are less than 0 in all")
    }
    return (known, survey, end)
  }

  /// The periods that count.
  func ahead(from day: Int32) -> CLVHorizon {
    CLVHorizon(horizon?.value ?? CalendarStep(12, .month), from: day, discount)
  }

  /// What is read of a row.
  var read: [Expression] {
    [customer.expression, date.expression, amount] + (order == .unset ? [] : [order])
  }

  private func nothing(
    _ message: String, _ context: RunContext,
    label: String = "look at the columns with `| describe`"
  ) -> Diagnostic {
    Diagnostic("E709", message, at: context.span, label: label)
  }

  /// The first day of the holdout.
  private func cut(from first: Int32, to end: Int32) throws(Diagnostic) -> Int32? {
    guard let holdout else {
      let days = (end - first) / 4
      return days > 0 ? end - days : nil
    }
    let cut = Int32(clamping: holdout.value.day(Int(end), moved: -1))
    guard cut > first else {
      throw Diagnostic(
        "E304", "`holdout:` leaves no day before it", at: holdout.span,
        label: "the data begins on \(first.writtenAsDay)")
    }
    return cut
  }

  /// How a model of what was before the holdout did in it; nil if there is too little before it.
  private func calibration(
    _ known: CustomerPurchases.Histories, time: Double?, _ context: RunContext
  ) throws -> PurchaseCalibration? {
    guard let time, known.repeatersBefore >= 2 else {
      guard let holdout else { return nil }
      throw Diagnostic(
        "E304",
        "before the holdout \(known.repeatersBefore.counted("customer")) bought a second time, and "
          + "the model needs two", at: holdout.span, label: "take a shorter holdout")
    }
    do {
      let model = try PurchaseModel(
        fitting: known.before, execution: Execution(cancellation: context.cancellation))
      return try PurchaseCalibration(
        model, known.before, purchasesAfter: known.after, time: time)
    } catch let error as SegmentationError {
      guard let holdout else { return nil }
      throw Diagnostic(
        "E709", "before the holdout \(error)", at: holdout.span, label: "take a shorter holdout")
    }
  }

  private func calibrationNote(_ calibration: PurchaseCalibration?, cut: Int32?, end: Int32)
    -> String
  {
    guard let calibration, let cut else { return "no holdout: too little is known before one" }
    let days = Int(end - cut).counted("day")
    return "in the last \(days), held out, \(Int(calibration.actual).counted("order")) for "
      + "\(CLVFit.short(calibration.expected)) expected"
  }

  private func footer(
    _ known: CustomerPurchases.Histories, _ fit: CLVFit, _ survey: OrderLines.Survey, end: Int32
  ) -> [String] {
    var words = [
      "BG/NBD and Gamma-Gamma",
      "\(known.histories.count.counted("customer")), \(known.repeaters.grouped) bought again",
      "\(fit.horizon.written) from \(end.writtenAsDay), "
        + (discount == 0 ? "no discount" : "\(PlainNumber.text(discount * 100))% a year off"),
      "\(known.rows.counted("row")) used",
    ]
    let dropped = survey.rows - survey.complete
    if dropped > 0 { words.append("\(dropped.grouped) dropped (no customer, date or amount)") }
    let returned = survey.used - known.rows
    if returned > 0 { words.append("\(returned.grouped) left out (purchases of less than 0)") }
    return words
  }
}
