import Language
import Planning
import Series
import Tables

extension RFM {
  /// What is read of the input.
  var lines: OrderLines { OrderLines(customer: customer, date: date, needed: [amount]) }

  private func aggregate(_ function: AggregateFunction, _ argument: Expression, _ type: DataType)
    -> Expression
  {
    .aggregate(AggregateCall(function, [argument], type: type))
  }

  /// One row per customer, and one of all rows without: dates, orders, money, and how many rows
  /// lack what.
  func summary(of plan: Plan) -> Plan {
    let date = date.expression
    return plan.aggregated(
      keys: [NamedExpression(customer.name, customer.expression)],
      aggregates: [
        NamedExpression("\u{1}last", aggregate(.max, date, date.type)),
        NamedExpression("\u{1}first", aggregate(.min, date, date.type)),
        NamedExpression("frequency", aggregate(.countDistinct, orderKey, .int)),
        NamedExpression("monetary", aggregate(.sum, amount.widened(to: .number), .number)),
        NamedExpression("\u{1}rows", .count),
        NamedExpression("\u{1}dates", aggregate(.count, date, .int)),
        NamedExpression("\u{1}amounts", aggregate(.count, amount, .int)),
      ])
  }

  /// Where the summary of the customers stands.
  enum Summary {
    /// In memory.
    case fetched(RFMCustomers)
    /// In the engine.
    case kept(Relation)
  }

  /// One row per customer, and what is known of the rows; nil if no row can be used.
  ///
  /// Most tables need one look: only where rows of a customer lack a date or an amount, or are later
  /// than `day`, a second one leaves them out.
  func summarized(_ input: Relation, before day: Int32?) throws -> (
    customers: Summary, survey: OrderLines.Survey
  )? {
    guard input.hasFewRows else {
      return try keptSummary(input, before: day).map { (.kept($0.customers), $0.survey) }
    }
    let all = RFMCustomers(try input.map(summary).collectMany())
    let counts = all.counts
    guard let span = all.span else { return nil }
    if counts.dates == counts.known, counts.amounts == counts.known,
      day.map({ span.last.day < $0 }) ?? true
    {
      return (
        .fetched(all),
        OrderLines.Survey(
          rows: counts.rows, complete: counts.known, used: counts.known, first: span.first,
          last: span.last)
      )
    }
    guard let survey = try lines.survey(input, before: day) else { return nil }
    let used = input.map { summary(of: lines.used(of: $0, before: day)) }
    return (.fetched(RFMCustomers(try used.collectMany())), survey)
  }

  /// The table of scores of a summary, in the engine, and its rows where they are in memory too.
  func scored(
    _ summary: Summary, asOf day: Int32, scoring: RFMScoring, names: RFMSegmentNames?,
    in engine: any Engine
  ) throws -> (Relation, rows: Table?) {
    switch summary {
    case .fetched(let customers):
      let rows = customers.scored(asOf: day, scoring, names, customer: customer.name)
      let keys = [SortKey(customer.expression)]
      return (try Relation(storing: rows, sortedBy: keys, in: engine), rows)
    case .kept(let relation):
      let scored = relation.map {
        scores(
          of: $0, asOf: .literal(.date(day), .date), scoring: scoring, segment: names?.expression)
      }
      return (try scored.stored(), nil)
    }
  }

  /// The same for more customers than are fetched.
  private func keptSummary(_ input: Relation, before day: Int32?) throws -> (
    customers: Relation, survey: OrderLines.Survey
  )? {
    let all = try input.map(summary).stored()
    let isKnown = Expression.call(.isNotNull, [customer.expression], .bool)
    func sum(_ name: String, where condition: Expression?) -> NamedExpression {
      NamedExpression(
        name, .aggregate(AggregateCall(.sum, [.column(name, .int)], where: condition, type: .int)))
    }
    func limit(_ name: String, _ function: AggregateFunction) -> NamedExpression {
      NamedExpression(
        name,
        .aggregate(
          AggregateCall(
            function, [.column(name, date.type)], where: isKnown, type: date.type)))
    }
    let known = "\u{1}known"
    let table = try all.map { plan in
      plan.derived([NamedExpression(known, .column("\u{1}rows", .int))]).aggregated(
        keys: [],
        aggregates: [
          sum("\u{1}rows", where: nil), sum(known, where: isKnown),
          sum("\u{1}dates", where: isKnown), sum("\u{1}amounts", where: isKnown),
          limit("\u{1}first", .min), limit("\u{1}last", .max),
        ])
    }.collect()
    let counts = table.columns.prefix(4).map { column -> Int in
      if case .int(let count) = column[0] { Int(count) } else { 0 }
    }
    let (rows, ofKnown) = (counts[0], counts[1])
    guard ofKnown > 0 else { return nil }
    let (first, last) = (table.columns[4][0], table.columns[5][0])
    if counts[2] == ofKnown, counts[3] == ofKnown, day.map({ last.day < $0 }) ?? true {
      return (
        all.map { $0.filtered(by: isKnown) },
        OrderLines.Survey(rows: rows, complete: ofKnown, used: ofKnown, first: first, last: last)
      )
    }
    return try lines.survey(input, before: day).map { survey in
      (input.map { summary(of: lines.used(of: $0, before: day)) }, survey)
    }
  }

  /// Measures, scores, code and, with `segment`, its name of summarized customers.
  func scores(
    of summary: Plan, asOf midnight: Expression, scoring: RFMScoring, segment: Expression?
  ) -> Plan {
    let last = Expression.column("\u{1}last", date.type)
    let first = Expression.column("\u{1}first", date.type)
    let measured = summary.projected([
      NamedExpression(customer.name, customer.expression),
      NamedExpression("recency", .call(.wholeDaysBetween, [last, midnight], .int)),
      NamedExpression("frequency", .column("frequency", .int)),
      NamedExpression("monetary", .column("monetary", .number)),
      NamedExpression("first_date", first.asDay),
      NamedExpression("last_date", last.asDay),
    ])
    let scored = measured.derived(
      RFMScoring.measures.map { measure, score, type in
        NamedExpression(score, scoring.score(measure, type, customer: customer.expression))
      })
    let code = ["r", "f", "m"].map {
      Expression.call(.convert, [.column($0, .int)], .text)
    }
    var columns = [NamedExpression("rfm", .call(.concatenate, code, .text))]
    if let segment { columns.append(NamedExpression("segment", segment)) }
    return scored.derived(columns).sorted(by: [SortKey(customer.expression)])
  }

  /// The day after the last one of summarized customers.
  var dayAfterLast: Expression {
    let last = Expression.window(
      WindowCall(.aggregate(.max), [.column("\u{1}last", date.type)], type: date.type))
    return .call(.addDays, [last.asDay, .literal(.int(1), .int)], .date)
  }

  /// What makes an order.
  private var orderKey: Expression { order == .unset ? date.expression : order }

  /// One row per segment.
  func profile(_ plan: Plan) -> Plan {
    plan.aggregated(
      keys: [NamedExpression("segment", .column("segment", .text))],
      aggregates: [
        NamedExpression("customers", .count),
        NamedExpression("share", .aggregate(AggregateCall(.share, [], type: .number))),
        NamedExpression("revenue", .sum("monetary")),
        NamedExpression(
          "revenue_share",
          .aggregate(AggregateCall(.share, [.column("monetary", .number)], type: .number))),
        NamedExpression("recency", .mean("recency", .int)),
        NamedExpression("frequency", .mean("frequency", .int)),
        NamedExpression("monetary", .mean("monetary", .number)),
      ]
    ).sorted(by: [SortKey(.column("revenue", .number), descending: true)])
  }

  /// The limits of the scores.
  func cuts(_ plan: Plan) -> Plan {
    let tables = RFMScoring.measures.map { measure, score, type in
      let value = Expression.column(measure, type).widened(to: .number)
      return plan.aggregated(
        keys: [
          NamedExpression("measure", .literal(.text(measure), .text)),
          NamedExpression("score", .column(score, .int)),
        ],
        aggregates: [
          NamedExpression("low", aggregate(.min, value, .number)),
          NamedExpression("high", aggregate(.max, value, .number)),
          NamedExpression("customers", .count),
        ])
    }
    return tables[0].appended(Array(tables.dropFirst()))
  }

  /// Where the customers of each segment went: from, to, customers, their share of `from`.
  func moves(from earlier: Plan, to later: Plan) -> Plan {
    let moved = earlier.projected([
      NamedExpression(customer.name, customer.expression),
      NamedExpression("from", .column("segment", .text)),
    ]).joined(
      with: later.projected([
        NamedExpression(customer.name, customer.expression),
        NamedExpression("to", .column("segment", .text)),
      ]), kind: .inner, on: [Plan.Join.Key(customer.name, customer.name)],
      rightName: "later"
    ).aggregated(
      keys: [
        NamedExpression("from", .column("from", .text)),
        NamedExpression("to", .column("to", .text)),
      ],
      aggregates: [NamedExpression("customers", .count)])
    let customers = Expression.column("customers", .int)
    let all = Expression.window(
      WindowCall(
        .aggregate(.sum), [customers], partition: [.column("from", .text)], type: .int))
    return moved.derived([NamedExpression("share", .call(.divide, [customers, all], .number))])
  }

  /// How often the customers of each segment bought, month by month.
  ///
  /// `customers` of them did, out of `size`. Each segment has a row for every month from that of
  /// `first`, the first moment of `plan`, to the last one; without orders it holds 0.
  func trend(of plan: Plan, from first: Value, scored: Plan) -> Plan {
    let month = Expression.column("month", .date)
    let byCustomer = plan.aggregated(
      keys: [
        NamedExpression(customer.name, customer.expression),
        NamedExpression("month", date.expression.binned(by: .month)),
      ],
      aggregates: [
        NamedExpression("orders", aggregate(.countDistinct, orderKey, .int)),
        NamedExpression("revenue", aggregate(.sum, amount.widened(to: .number), .number)),
      ])
    let named = scored.projected([
      NamedExpression(customer.name, customer.expression),
      NamedExpression("segment", .column("segment", .text)),
    ])
    let sums = byCustomer.joined(
      with: named, kind: .inner, on: [Plan.Join.Key(customer.name, customer.name)],
      rightName: "scored"
    ).aggregated(
      keys: [
        NamedExpression("segment", .column("segment", .text)), NamedExpression("month", month),
      ],
      aggregates: [
        NamedExpression("customers", .count),
        NamedExpression("orders", aggregate(.sum, .column("orders", .int), .int)),
        NamedExpression("revenue", .sum("revenue")),
      ])
    let segment = NamedExpression("segment", .column("segment", .text))
    let sizes = named.aggregated(
      keys: [segment], aggregates: [NamedExpression("size", .count)])
    // All segments begin in the first month, so that the calendar of each does.
    let starts = sizes.projected([
      segment,
      NamedExpression(
        "month", Expression.literal(first, date.type).binned(by: .month)),
      NamedExpression("customers", .literal(.int(0), .int)),
      NamedExpression("orders", .literal(.int(0), .int)),
      NamedExpression("revenue", .number(0)),
    ])
    let months = sums.appended([starts]).series(
      [
        NamedExpression("customers", aggregate(.sum, .column("customers", .int), .int)),
        NamedExpression("orders", aggregate(.sum, .column("orders", .int), .int)),
        NamedExpression("revenue", .sum("revenue")),
      ], on: Field("month", .date), by: [segment], every: BinStep(1, .month),
      fills: [
        "customers": .value(.int(0)), "orders": .value(.int(0)), "revenue": .value(.number(0)),
      ])
    return months.joined(
      with: sizes, kind: .inner, on: [Plan.Join.Key("segment", "segment")], rightName: "sizes"
    ).derived([
      NamedExpression(
        "orders_per_customer",
        .call(.divide, [.column("orders", .int), .column("size", .int)], .number))
    ]).sorted(by: [SortKey(.column("segment", .text)), SortKey(month)])
  }
}
