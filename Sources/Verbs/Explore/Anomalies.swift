package import Language
package import Planning
package import Syntax
package import Tables

/// Tells which numbers lie far from what is usual in their group.
///
/// The engine does the work: medians of the group, and medians of the distances from them. The rules
/// are those of `Exploration.OutlierRule`, which the tests hold against this.
package struct Anomalies: Verb {
  package enum Method: String, CaseIterable, Sendable { case mad, iqr }
  var by: [NamedExpression] = []
  var date = ColumnName.unset
  var value = ColumnName.unset
  var season = SeasonChoice.auto
  var sensitivity = 3.0
  var method = Method.mad
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "anomalies",
    family: .explore,
    summary: "Marks the numbers that lie far from what is usual: a score, limits, a flag.",
    discussion:
      "The score is the distance from the median in units of the median distance, which is "
      + "scaled to be a standard deviation of normal numbers; `method: iqr` takes the quartiles in "
      + "its place. With `on` a date each group is a series: what is expected follows its trend "
      + "and its clear seasons (robust STL), and what remains is judged so; the dates must follow "
      + "each other (`| series` makes them so). A score beyond `sensitivity` is an anomaly. Where "
      + "the scale is 0 because most numbers are equal, the mean distance stands in.",
    parameters: [
      .by(\.by, "What is usual is found for each of these groups.", named: false),
      .on(\.date, "The date, for what follows a trend and seasons.", of: .date, .datetime),
      .columnItem(\.value, "y", "The number to judge.", of: .int, .number),
      .option(
        \.sensitivity, "sensitivity", "How many standard deviations are still usual.",
        in: 0.1...1_000, default: 3),
      .word(\.method, "method", "What the scale is made of.", default: .mad),
      .season(
        \.season, "With `on`: the season, in steps or time; a list for several; or `none`.",
        orNone: true),
    ],
    chart: "point",
    examples: [
      Example(
        "orders | anomalies unit_price by product_id", "Prices that are unusual for a product."),
      Example(
        "supermarket | anomalies total_spend method: iqr, sensitivity: 2.7 | filter anomaly",
        "What box plots show as points."),
      Example(
        "store_sales | series units = sum(units) on date every: 1d | anomalies units on date",
        "Days that neither trend nor week explain."),
    ])

  /// The columns that are added.
  static let made = [
    Field("expected", .number), Field("lower", .number), Field("upper", .number),
    Field("score", .number), Field("anomaly", .bool), Field("direction", .text),
  ]

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if let span = season.span, date == .unset {
      throw Diagnostic(
        "E303", "`season:` needs the dates", at: span, label: "add  on date, or leave it out")
    }
    if let clash = Self.made.first(where: { input.contains($0.name) }) {
      throw Diagnostic(
        "E522", "there is a column `\(clash.name)` already", at: nil,
        label: "rename it first: | rename \(clash.name)_1 = \(clash.name)")
    }
    return Schema(input.fields + Self.made)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    if date != .unset { return try judgedSeries(input, in: context) }
    let scored = try input.map(scored).stored()
    let counts = try scored.map(Self.counts).collect()
    let result = scored.map { $0.dropped(Set([Self.centre, Self.scale, Self.isMean])) }
    if counts["known"]?[0].asNumber == 0 {
      context.notice("`\(value.name)` has no value here, so that nothing is expected")
    }
    var answer = Answer(
      .table(result), naturalChart: .anomalies(of: value.name, by: facet(in: input.schema)),
      footer: footer(counts, engine: input.engine))
    func count(_ name: String) -> Int { counts[name]?[0].asNumber.map { Int($0) } ?? 0 }
    answer.record = RunRecord(
      rows: count("known"), metrics: [.init("anomalies", count("high") + count("low"))])
    return answer
  }

  /// The column whose values get a small chart each.
  private func facet(in schema: Schema) -> String? {
    guard by.count == 1, case .column(let name, _)? = by.first?.expression else { return nil }
    return name
  }

  // MARK: The plan

  private static let centre = "\u{1}centre"
  private static let scale = "\u{1}scale"
  private static let isMean = "\u{1}mean"

  private func scored(_ plan: Plan) -> Plan {
    let keys = by.map(\.expression)
    let number = value.expression.widened(to: .number)
    func usual(_ function: AggregateFunction, _ argument: Expression) -> Expression {
      .window(WindowCall(.aggregate(function), [argument], partition: keys, type: .number))
    }
    func named(_ name: String, _ type: DataType = .number) -> Expression { .column(name, type) }
    let (distance, spread, mean) = ("\u{1}distance", "\u{1}spread", "\u{1}average")
    let (first, third) = ("\u{1}first", "\u{1}third")
    let middle: [NamedExpression] =
      switch method {
      case .mad: [NamedExpression(Self.centre, usual(.median, number))]
      case .iqr:
        [
          NamedExpression(first, usual(.quantile(0.25), number)),
          NamedExpression(third, usual(.quantile(0.75), number)),
          NamedExpression(
            Self.centre,
            named(first).plus(named(third).minus(named(first)).times(.number(0.5)))),
        ]
      }
    let distances = [
      NamedExpression(distance, .call(.absolute, [number.minus(named(Self.centre))], .number))
    ]
    let usualDistance: Expression =
      switch method {
      case .mad: usual(.median, named(distance))
      case .iqr: named(third).minus(named(first))
      }
    let spreads = [
      NamedExpression(spread, usualDistance),
      NamedExpression(mean, usual(.mean, named(distance))),
    ]
    let isNone = Expression.call(
      .and,
      [
        .call(.isNotNull, [named(spread)], .bool),
        .call(.lessOrEqual, [named(spread), .number(0)], .bool),
      ], .bool)
    // Normal numbers: a median distance is 0.6745 standard deviations, a quartile distance 1.349, a
    // mean distance 0.7979.
    let factor =
      method == .mad
      ? named(spread).times(.number(1.482602218505602))
      : named(spread).times(.number(0.741301109252801))
    let scales = [
      NamedExpression(Self.isMean, isNone),
      NamedExpression(
        Self.scale,
        .branches(
          [.init(when: isNone, then: named(mean).times(.number(1.2533141373155001)))],
          otherwise: factor, .number)),
    ]
    let reach = named(Self.scale).times(.number(sensitivity))
    let score = Expression.branches(
      [
        .init(
          when: .call(.greater, [named(Self.scale), .number(0)], .bool),
          then: .call(
            .divide, [number.minus(named(Self.centre)), named(Self.scale)], .number)),
        .init(when: .call(.isNotNull, [number], .bool), then: .number(0)),
      ], otherwise: nil, .number)
    let isHigh = Expression.call(.greater, [named("score"), .number(sensitivity)], .bool)
    let isLow = Expression.call(.less, [named("score"), .number(-sensitivity)], .bool)
    let made = [
      NamedExpression("expected", named(Self.centre)),
      NamedExpression("lower", named(Self.centre).minus(reach)),
      NamedExpression("upper", named(Self.centre).plus(reach)),
      NamedExpression("score", score),
      NamedExpression("anomaly", .call(.or, [isHigh, isLow], .bool)),
      NamedExpression(
        "direction",
        .branches(
          [.init(when: isHigh, then: .text("high")), .init(when: isLow, then: .text("low"))],
          otherwise: nil, .text)),
    ]
    return plan.derived(middle + distances + spreads + scales + made)
      .dropped([distance, spread, mean, first, third])
  }

  // MARK: The footer

  private static func counts(_ plan: Plan) -> Plan {
    func count(_ name: String, where condition: Expression?) -> NamedExpression {
      NamedExpression(
        name, .aggregate(AggregateCall(.count, [], where: condition, type: .int)))
    }
    func isDirection(_ word: String) -> Expression {
      .call(.equal, [.column("direction", .text), .text(word)], .bool)
    }
    return plan.aggregated(
      keys: [],
      aggregates: [
        count("rows", where: nil),
        count("known", where: .call(.isNotNull, [.column("score", .number)], .bool)),
        count("high", where: isDirection("high")),
        count("low", where: isDirection("low")),
        count("mean", where: .column(isMean, .bool)),
      ])
  }

  private func footer(_ counts: Table, engine: any Engine) -> String {
    func count(_ name: String) -> Int { counts[name]?[0].asNumber.map { Int($0) } ?? 0 }
    let (high, low) = (count("high"), count("low"))
    let scale = method == .mad ? "median distances, scaled by 1.4826" : "quartile distances ÷ 1.349"
    var parts = [
      "\(method == .mad ? "median" : "middle of the quartiles") ± \(PlainNumber.text(sensitivity)) × "
        + scale + (by.isEmpty ? "" : ", by group"),
      "\((high + low).grouped) \(high + low == 1 ? "anomaly" : "anomalies") "
        + "(\(high.grouped) high, \(low.grouped) low) in \(count("known").counted("row"))",
    ]
    let missing = count("rows") - count("known")
    if missing > 0 { parts.append("\(missing.grouped) without a value") }
    let flat = count("mean")
    if flat > 0 {
      parts.append("\(flat.counted("row")) where most values are equal: mean distance × 1.2533")
    }
    return (parts + [engine.name]).joined(separator: " · ")
  }
}
