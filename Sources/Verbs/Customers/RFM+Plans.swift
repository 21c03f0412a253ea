import Language
import Planning
import Series
import Tables

extension RFM {
  /// Rows that have a customer, a date and an amount.
  var isComplete: Expression {
    let present = [customer.expression, date.expression, amount].map {
      Expression.call(.isNotNull, [$0], .bool)
    }
    return .call(.and, [.call(.and, [present[0], present[1]], .bool), present[2]], .bool)
  }

  /// Rows before the midnight of a day.
  func isBefore(_ day: Int32) -> Expression {
    let limit: Expression =
      date.type == .date
      ? .literal(.date(day), .date)
      : .literal(.datetime(Int64(day) * 86_400_000_000), .datetime)
    return .call(.less, [date.expression, limit], .bool)
  }

  private func aggregate(_ function: AggregateFunction, _ argument: Expression, _ type: DataType)
    -> Expression
  {
    .aggregate(AggregateCall(function, [argument], type: type))
  }

  /// One row per customer: measures, scores, code and, with `segment`, its name.
  func scores(
    of plan: Plan, asOf: Int32, scoring: RFMScoring, segment: Expression?
  ) -> Plan {
    let date = date.expression
    let summary = plan.aggregated(
      keys: [NamedExpression(customer.name, customer.expression)],
      aggregates: [
        NamedExpression("\u{1}last", aggregate(.max, date, date.type)),
        NamedExpression("\u{1}first", aggregate(.min, date, date.type)),
        NamedExpression("frequency", aggregate(.countDistinct, orderKey, .int)),
        NamedExpression("monetary", aggregate(.sum, amount.widened(to: .number), .number)),
      ])
    let last = Expression.column("\u{1}last", date.type)
    let first = Expression.column("\u{1}first", date.type)
    let midnight = Expression.literal(.date(asOf), .date)
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
  func trend(of plan: Plan, scored: Plan) -> Plan {
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
    return sums.derived([
      NamedExpression(
        "orders_per_customer",
        .call(.divide, [.column("orders", .int), .column("customers", .int)], .number))
    ])
  }
}
