import Charts
package import Language
package import Planning
package import Syntax
package import Tables
import Tasks

/// Scores customers by how recently, how often and how much they bought, and names their segment.
///
/// The work is done by the engine: one summary per customer, three NTILEs, a map of codes. Ties go by
/// the customer's id, so that the scores are the same on every engine and with any number of threads
/// (Hughes 1994 for the scores).
package struct RFM: Verb {
  var customer = ColumnName.unset
  var date = ColumnName.unset
  var amount = Expression.unset
  var order = Expression.unset
  var asOf: Given<Scalar>?
  var bins: Int?
  var breaks: Given<Scalar>?
  var ties = RFMScoring.Ties.apart
  var segments = SegmentChoice.standard
  var movesFrom: Given<Scalar>?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "rfm",
    family: .customers,
    summary: "Scores customers by recency, frequency and monetary value, and names their segment.",
    discussion: "Recency is whole days from the last purchase to `as_of`; frequency counts orders "
      + "(`order:`), else moments of purchase; monetary is the sum of `amount:`. Scores go from 1 "
      + "to `bins`, 5 is best; ties go by customer. Rows without customer, date or amount, and "
      + "rows from `as_of` on, are left out and counted. A table of `segments:` has a column "
      + "`segment`, and `rfm` with a code or `r_low`, `r_high`, `f_low` … `m_high`; the first row "
      + "that fits wins. `predict` counts recency from the day after the last of the rows that it is "
      + "given; `as_of:` fixes the day for them, too.",
    parameters: [
      .column(\.customer, "customer", "Who bought."),
      .column(\.date, "date", "When.", of: .date, .datetime),
      .expression(\.amount, "amount", "How much.", of: .number),
      .expression(\.order, "order", "What makes an order, such as its number.", required: false),
      .scalar(
        \.asOf, "as_of", "The day from which recency counts.", accepts: .date,
        defaultText: "the day after the last one"),
      .option(\.bins, "bins", "Number of scores per measure; 5 without it.", in: 2...10),
      .scalar(
        \.breaks, "breaks", "Limits of the scores in place of equal parts, by measure.",
        accepts: .record),
      .word(\.ties, "ties", "Whether equal values may get different scores.", default: .apart),
      .segments(\.segments, "segments", "Which names the segments get: a word, or a table."),
      .scalar(
        \.movesFrom, "moves_from", "An earlier day to score the same customers on.",
        accepts: .date),
    ],
    parts: [
      .table("profile", "One row per segment."), .table("cuts", "The limits of the scores."),
      .table(
        "trend",
        "Orders by month for each customer of a segment, those who bought none among them; 0 in months without orders."
      ),
      .table("moves", "From which segment to which, of the customers of `moves_from`."),
      .table("model", "The limits for other customers' rows: `| predict`."),
    ],
    chart: "treemap",
    examples: [
      Example(
        "orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price, "
          + "order: order_id", "Segments of customers."),
      Example(
        "orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price, "
          + "breaks: {recency: [30, 90, 180, 365], frequency: [2, 3, 5, 10]}",
        "Scores by limits of one's own; money in equal parts."),
      Example(
        "orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price, "
          + "moves_from: @2024-07-01", "Where they were half a year before."),
    ])

  private static let made = [
    "recency", "frequency", "monetary", "first_date", "last_date", "r", "f", "m", "rfm", "segment",
  ]

  private var isNamed: Bool { if case .none = segments { false } else { true } }

  private func scoring() throws(Diagnostic) -> RFMScoring {
    let breaks = try RFMScoring.breaks(breaks)
    let classes = breaks.values.first.map { $0.count + 1 }
    if let classes, let bins, classes != bins {
      throw Diagnostic(
        "E304", "`breaks:` makes \(classes) scores, and `bins:` is \(bins)", at: self.breaks?.span,
        label: "leave one of them out, or make them agree")
    }
    return RFMScoring(bins: classes ?? bins ?? 5, ties: ties, breaks: breaks)
  }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    let bins = try scoring().bins
    if case .standard = segments, bins != 5 {
      throw Diagnostic(
        "E304", "the standard segments need five scores, and these are \(bins)", at: nil,
        label: "write `bins: 5`, or `segments: none`")
    }
    if let movesFrom {
      guard isNamed else {
        throw Diagnostic(
          "E304", "`moves_from:` follows segments, and there are none", at: movesFrom.span,
          label: "leave `segments: none` out")
      }
      let earlier = try OrderLines.day(of: movesFrom, "moves_from")
      if let later = try OrderLines.day(of: asOf, "as_of"), let earlier, earlier >= later {
        throw Diagnostic(
          "E304", "`moves_from:` must be a day before `as_of:`", at: movesFrom.span)
      }
    }
    _ = try OrderLines.day(of: asOf, "as_of")
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
    if isNamed { fields.append(Field("segment", .text)) }
    return Schema(fields)
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  var roles: Roles {
    guard isNamed else { return Roles([.customer: customer.name, .key: customer.name]) }
    var known: [String: [String]] = [:]
    if case .standard = segments { known["segment"] = RFMSegments.names }
    return Roles(
      [.customer: customer.name, .key: customer.name, .segment: "segment", .size: "customers"],
      knownValues: known)
  }

  /// How the segments are named; nil without names.
  private func segmentNames() throws -> RFMSegmentNames? {
    switch segments {
    case .standard: .standard
    case .none, .known: nil
    case .table(let given):
      .rules(try SegmentRules(given.answer.table(for: "rfm").collect(), at: given.span))
    }
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    context.progress.update(0, "adding up purchases")
    let given = try OrderLines.day(of: asOf, "as_of")
    guard let found = try summarized(input, before: given), found.survey.used > 0 else {
      let isEarlier = try given != nil && lines.survey(input, before: nil) != nil
      throw Diagnostic(
        "E709",
        isEarlier
          ? "no row is before `as_of:`" : "no row has a customer, a date and an amount",
        at: context.span, label: "look at the columns with `| describe`")
    }
    let survey = found.survey
    let asOf = given ?? survey.last.day + 1
    let later = survey.complete - survey.used
    if later > 0 {
      context.notice("\(later.counted("row")) from `as_of:` on are left out")
    }
    context.progress.update(0.4, "scoring customers")
    let used = input.map { lines.used(of: $0, before: later > 0 ? asOf : nil) }
    let (scoring, names) = (try scoring(), try segmentNames())
    let (answer, rows) = try scored(
      found.customers, asOf: asOf, scoring: scoring, names: names, in: input.engine)
    // Parts are computed when they are asked for.
    var parts: [Part] = []
    if isNamed { parts.append(Part("profile", Answer(answer.map(profile)))) }
    parts.append(
      .undrawn(
        "cuts", answer.map(cuts), with: "measure",
        such: "filter measure == \"recency\" | chart line x: score, y: high"))
    if isNamed {
      var trend = Answer(used.map { self.trend(of: $0, from: survey.first, scored: answer.plan) })
      trend.roles = Roles([
        .segment: "segment", .date: "month", .value: "orders_per_customer",
      ])
      trend.naturalChart = .segmentTrend
      parts.append(Part("trend", trend))
    }
    parts.append(
      .model(
        RFMModel(
          self, scoring, names: names, limits: .scored(answer), rows: survey.used)))
    var footer = footer(asOf: asOf, used: survey.used, scoring, engine: input.engine)
    let customers = try rows?.rowCount ?? answer.count()
    if customers < 2 * scoring.bins {
      context.notice(
        "\(customers.counted("customer")) for \(scoring.bins) scores: places among so few say little"
      )
    }
    if case .table = segments {
      let named = try answer.map {
        $0.filtered(by: .call(.isNotNull, [.column("segment", .text)], .bool))
      }.count()
      if named < customers {
        context.notice(
          "\((customers - named).counted("customer")) of \(customers.grouped) fit no row of `segments:`"
        )
      }
    }
    if let day = try OrderLines.day(of: movesFrom, "moves_from") {
      guard day < asOf else {
        throw Diagnostic(
          "E304",
          "`moves_from:` must be a day before \(asOf.writtenAsDay), from which recency counts",
          at: movesFrom?.span)
      }
      let earlier = used.map { $0.filtered(by: lines.isBefore(day)) }
      let known = try earlier.map {
        scores(
          of: summary(of: $0), asOf: .literal(.date(day), .date), scoring: scoring,
          segment: names?.expression)
      }.stored()
      let knownCount = try known.count()
      if knownCount == 0 {
        throw Diagnostic(
          "E304", "no row is before \(day.writtenAsDay), the day of `moves_from:`",
          at: movesFrom?.span,
          label: "give a day after \(survey.first.day.writtenAsDay), the first one")
      }
      var moves = Answer(try known.map { self.moves(from: $0, to: answer.plan) }.stored())
      moves.roles = Roles([.value: "share"])
      moves.naturalChart = .segmentMoves
      parts.append(Part("moves", moves))
      footer.insert("\(knownCount.counted("customer")) known on \(day.writtenAsDay)", at: 2)
    }
    let dropped = survey.rows - survey.complete
    if dropped > 0 { footer.append("\(dropped.grouped) dropped (no customer, date or amount)") }
    if later > 0 { footer.append("\(later.grouped) later rows left out") }
    if order == .unset { footer.append("frequency counts moments of purchase") }
    footer.append(input.engine.name)
    var result = Answer(
      .table(answer), parts: parts, roles: roles,
      naturalChart: isNamed ? .segmentTreemap : .withoutSegments,
      footer: footer.joined(separator: " · "))
    result.record = RunRecord(
      rows: survey.used, metrics: [.init("customers", customers)],
      assignments: isNamed ? .init(answer, key: customer.name, group: "segment", rows: rows) : nil)
    result.absentParts = absentParts
    return result
  }

  /// The parts that need another option.
  private var absentParts: [AbsentPart] {
    guard isNamed else {
      return ["profile", "trend", "moves"].map {
        AbsentPart(
          $0, reason: "it tells of segments, and there are none",
          advice: "leave `segments: none` out, with `bins: 5`, or give a table of them")
      }
    }
    guard movesFrom == nil else { return [] }
    return [
      AbsentPart(
        "moves", reason: "no earlier day was given to compare with",
        advice: "add `moves_from: @2024-07-01`, or another day before `as_of:`")
    ]
  }

  private func footer(
    asOf: Int32, used: Int, _ scoring: RFMScoring, engine: any Engine
  ) -> [String] {
    [
      "RFM, \(scoring.described(customer: customer.name))", "as of \(asOf.writtenAsDay)",
      "\(used.counted("row")) used",
    ]
  }
}
