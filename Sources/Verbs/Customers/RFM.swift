import Charts
package import Language
package import Planning
package import Syntax
package import Tables

/// Scores customers by how recently, how often and how much they bought, and names their segment.
///
/// The work is done by the engine: one summary per customer, three NTILEs, a map of codes. Ties go by
/// the customer's id, so that the scores are the same on every engine and with any number of threads
/// (Hughes 1994 for the scores).
package struct RFM: Verb {
  package enum Segments: String, CaseIterable, Sendable { case standard, none }
  var customer = ColumnName.unset
  var date = ColumnName.unset
  var amount = Expression.unset
  var order = Expression.unset
  var asOf: Given<Scalar>?
  var bins = 5
  var segments = Segments.standard
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "rfm",
    family: .customers,
    summary: "Scores customers by recency, frequency and monetary value, and names their segment.",
    discussion: "Recency is whole days from the last purchase to `as_of`; frequency counts orders "
      + "(`order:`), else moments of purchase; monetary is the sum of `amount:`. Scores go from 1 to "
      + "`bins`, 5 is best; ties go by customer. Rows without customer, date or amount are left out "
      + "and counted.",
    parameters: [
      .column(\.customer, "customer", "Who bought."),
      .column(\.date, "date", "When.", of: .date, .datetime),
      .expression(\.amount, "amount", "How much.", of: .number),
      .expression(\.order, "order", "What makes an order, such as its number.", required: false),
      .scalar(
        \.asOf, "as_of", "The day from which recency counts.", accepts: .date,
        defaultText: "the day after the last one"),
      .option(\.bins, "bins", "Number of scores per measure.", in: 2...10, default: 5),
      .word(\.segments, "segments", "Which names the segments get.", default: .standard),
      .later("moves_from"),
    ],
    parts: [
      .table("profile", "One row per segment."), .table("cuts", "The limits of the scores."),
    ],
    chart: "treemap",
    examples: [
      Example(
        "orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price, "
          + "order: order_id", "Segments of customers.")
    ])

  private static let made = [
    "recency", "frequency", "monetary", "first_date", "last_date", "r", "f", "m", "rfm", "segment",
  ]

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if segments == .standard && bins != 5 {
      throw Diagnostic(
        "E304", "the standard segments need five scores, and `bins:` is \(bins)", at: nil,
        label: "write `bins: 5`, or `segments: none`")
    }
    _ = try day(of: asOf)
    if Self.made.contains(customer.name) {
      throw Diagnostic(
        "E522", "the result would have two columns `\(customer.name)`", at: customer.span,
        label: "rename it first: | rename customer = \(customer.name)")
    }
    var fields = [
      Field(customer.name, customer.type), Field("recency", .int), Field("frequency", .int),
      Field("monetary", .number), Field("first_date", .date), Field("last_date", .date),
      Field("r", .int), Field("f", .int), Field("m", .int), Field("rfm", .text),
    ]
    if segments == .standard { fields.append(Field("segment", .text)) }
    return Schema(fields)
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  private var roles: Roles {
    guard segments == .standard else {
      return Roles([.customer: customer.name, .key: customer.name])
    }
    return Roles(
      [.customer: customer.name, .key: customer.name, .segment: "segment", .size: "customers"],
      knownValues: ["segment": RFMSegments.names])
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let used = input.map { $0.filtered(by: isComplete) }
    let span = try self.span(of: used)
    guard let span else {
      throw Diagnostic(
        "E709", "no row has a customer, a date and an amount", at: context.span,
        label: "look at the columns with `| describe`")
    }
    let asOf = try day(of: asOf) ?? span.last.day + 1
    if asOf < span.last.day {
      context.notice(
        "`as_of:` is earlier than the last rows, so that some recencies are negative")
    }
    let scored = try used.map { scores(of: $0, asOf: asOf) }.stored()
    let parts = [
      Part("profile", Answer(try scored.map(profile).stored())),
      Part("cuts", Answer(try scored.map(cuts).stored())),
    ]
    let dropped = try input.count() - span.rows
    return Answer(
      .table(scored), parts: segments == .standard ? parts : [parts[1]], roles: roles,
      naturalChart: segments == .standard ? .segmentTreemap : nil,
      footer: footer(asOf: asOf, used: span.rows, dropped: dropped, engine: input.engine))
  }

  private var isComplete: Expression {
    let present = [customer.expression, date.expression, amount].map {
      Expression.call(.isNotNull, [$0], .bool)
    }
    return .call(.and, [.call(.and, [present[0], present[1]], .bool), present[2]], .bool)
  }

  /// The last moment and the number of the rows that are used; nil if there are none.
  private func span(of relation: Relation) throws -> (last: Value, rows: Int)? {
    let last = Expression.aggregate(AggregateCall(.max, [date.expression], type: date.type))
    let rows = Expression.aggregate(AggregateCall(.count, [], type: .int))
    let table = try relation.map {
      $0.aggregated(
        keys: [], aggregates: [NamedExpression("last", last), NamedExpression("rows", rows)])
    }.collect()
    guard table.rowCount == 1, !table.columns[0][0].isNull,
      case .int(let rows) = table.columns[1][0]
    else { return nil }
    return (table.columns[0][0], Int(rows))
  }

  /// The day from whose midnight recency counts, if it is given.
  private func day(of asOf: Given<Scalar>?) throws(Diagnostic) -> Int32? {
    guard let asOf else { return nil }
    switch asOf.value {
    case .value(.date(let day), _): return day
    case .value(let moment, .datetime) where !moment.isNull: return moment.day
    case .period(let period): return period.first
    default:
      throw Diagnostic(
        "E401", "`as_of:` needs a date, and this is \(asOf.value.described)", at: asOf.span,
        label: "for instance as_of: @2011-12-10")
    }
  }

  private func scores(of plan: Plan, asOf: Int32) -> Plan {
    let date = date.expression
    let orders = order == .unset ? date : order
    func aggregate(_ function: AggregateFunction, _ argument: Expression, _ type: DataType)
      -> Expression
    {
      .aggregate(AggregateCall(function, [argument], type: type))
    }
    let summary = plan.aggregated(
      keys: [NamedExpression(customer.name, customer.expression)],
      aggregates: [
        NamedExpression("\u{1}last", aggregate(.max, date, date.type)),
        NamedExpression("\u{1}first", aggregate(.min, date, date.type)),
        NamedExpression("frequency", aggregate(.countDistinct, orders, .int)),
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
    let r = Expression.call(
      .subtract, [.literal(.int(Int64(bins + 1)), .int), tile("recency", .int)], .int)
    let scored = measured.derived([
      NamedExpression("r", r),
      NamedExpression("f", tile("frequency", .int)),
      NamedExpression("m", tile("monetary", .number)),
    ])
    let code = ["r", "f", "m"].map {
      Expression.call(.convert, [.column($0, .int)], .text)
    }
    var columns = [NamedExpression("rfm", .call(.concatenate, code, .text))]
    if segments == .standard {
      columns.append(
        NamedExpression("segment", RFMSegments.expression(of: .column("rfm", .text))))
    }
    return scored.derived(columns).sorted(by: [SortKey(customer.expression)])
  }

  /// NTILE over a measure, ties by customer.
  private func tile(_ measure: String, _ type: DataType) -> Expression {
    .window(
      WindowCall(
        .ntile(bins), [],
        order: [SortKey(.column(measure, type)), SortKey(customer.expression)], type: .int))
  }

  private func profile(_ plan: Plan) -> Plan {
    guard segments == .standard else { return plan }
    return plan.aggregated(
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

  private func cuts(_ plan: Plan) -> Plan {
    let measures: [(String, String, DataType)] = [
      ("recency", "r", .int), ("frequency", "f", .int), ("monetary", "m", .number),
    ]
    let tables = measures.map { measure, score, type in
      let value = Expression.column(measure, type).widened(to: .number)
      return plan.aggregated(
        keys: [
          NamedExpression("measure", .literal(.text(measure), .text)),
          NamedExpression("score", .column(score, .int)),
        ],
        aggregates: [
          NamedExpression("low", .aggregate(AggregateCall(.min, [value], type: .number))),
          NamedExpression("high", .aggregate(AggregateCall(.max, [value], type: .number))),
          NamedExpression("customers", .count),
        ])
    }
    return tables[0].appended(Array(tables.dropFirst()))
  }

  private func footer(asOf: Int32, used: Int, dropped: Int, engine: any Engine) -> String {
    var words = ["RFM, \(bins) scores by NTILE, ties by \(customer.name)"]
    words.append("as of \(Value.date(asOf).quotedText)")
    words.append("\(used.grouped) rows used")
    if dropped > 0 {
      words.append("\(dropped.grouped) dropped (no customer, date or amount)")
    }
    if order == .unset { words.append("frequency counts moments of purchase") }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}

extension Value {
  /// The calendar day of a date or a datetime.
  fileprivate var day: Int32 {
    switch self {
    case .date(let day): day
    case .datetime(let moment):
      Int32((moment - (moment < 0 ? 86_399_999_999 : 0)) / 86_400_000_000)
    default: 0
    }
  }
}

extension Expression {
  /// The calendar day of a date or a datetime.
  fileprivate var asDay: Expression {
    type == .date
      ? self
      : .call(.binDate, [self, .literal(.int(1), .int), .literal(.text("d"), .text)], .date)
  }
}
