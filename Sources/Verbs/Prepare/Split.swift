package import Language
package import Planning
package import Syntax
package import Tables

/// Parts a table into rows to learn from and rows to test on.
package struct Split: Verb {
  var on = ColumnName.unset
  var keys: [NamedExpression] = []
  var test: Given<Scalar>?
  var stratify = ColumnName.unset
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "split",
    family: .prepare,
    summary: "Parts a table into rows to learn from (train) and rows to test on (test).",
    discussion: "At random by a seed, per class with `stratify:`; or `split on date test: 90d` by "
      + "time, which is the honest way for anything that will be used on the future. With `by` the "
      + "last rows of each user are the test: `test: 20%` of them, or `test: 1` for the last one "
      + "only. Rows of one moment stay together, and each user keeps a moment to learn from. By "
      + "chance a recommender learns from the future, and looks better than it is.",
    parameters: [
      .on(\.on, "The date that parts earlier from later rows.", of: .date, .datetime),
      .by(\.keys, "Part the rows of each by themselves, such as each user's.", named: false),
      .scalar(
        \.test, "test",
        "The share of test rows; with `on` also their number, or the length of the test time.",
        accepts: .number, defaultText: "25%"),
      .column(\.stratify, "stratify", "Keep the shares of this column's values.", required: false),
      .option(\.seed, "seed", "The seed of the choice; without it the session's (42)."),
    ],
    parts: [.table("train", "The rows to learn from."), .table("test", "The rows to test on.")],
    examples: [
      Example("halves = orders | split on order_date test: 90d", "The last 90 days as a test."),
      Example(
        "halves = orders | split on order_date by customer_id test: 20%",
        "The last fifth of each customer's rows."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    guard !input.contains("part") else {
      throw Diagnostic(
        "E522", "there is a column `part` already", at: nil,
        label: "rename it first: | rename part_1 = part")
    }
    _ = try isTest(in: .placeholder(input), seed: 0)
    return Schema(input.fields + [Field("part", .text)])
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let seed = self.seed.map(Int64.init) ?? context.seed
    let isTest = try isTest(in: input.plan, seed: seed)
    let part = Expression.branches(
      [.init(when: isTest, then: .literal(.text("test"), .text))],
      otherwise: .literal(.text("train"), .text), .text)
    let stored = try input.map { $0.derived([NamedExpression("part", part)]) }.stored()
    var parts: [Part] = []
    var counts: [String] = []
    for name in ["train", "test"] {
      let rows = stored.map {
        $0.filtered(
          by: .call(.equal, [.column("part", .text), .literal(.text(name), .text)], .bool)
        ).dropped(["part"])
      }
      parts.append(Part(name, Answer(rows)))
      counts.append("\(try rows.count().grouped) \(name)")
    }
    let method =
      on == .unset
      ? "random, seed \(seed)"
        + (stratify == .unset ? "" : ", per \(stratify.name)")
        + (input.schema.fields.contains { $0.type == .date || $0.type == .datetime }
          ? " (optimistic for what comes later; by time: split on date)" : "")
      : "by \(on.name)"
        + (keys.isEmpty ? "" : " of each \(keys.map(\.name).joined(separator: ", "))")
    return Answer(
      .table(stored), parts: parts,
      footer: "\(method) · \(counts.joined(separator: ", ")) · \(input.engine.name)")
  }

  /// Whether a row is for the test.
  private func isTest(in plan: Plan, seed: Int64) throws(Diagnostic) -> Expression {
    if on == .unset {
      guard keys.isEmpty else {
        throw Diagnostic(
          "E306", "`by` parts by time, and there is no `on`", at: nil,
          label: "add  on date, or keep shares at random with  stratify: column")
      }
      return try isChosen(in: plan, seed: seed)
    }
    guard stratify == .unset else {
      throw Diagnostic(
        "E306", "`stratify:` does not go with `on`", at: stratify.span, label: "leave one out")
    }
    if let last = try isLast() { return last }
    return try isLate()
  }

  private func isChosen(in plan: Plan, seed: Int64) throws(Diagnostic) -> Expression {
    var share = 0.25
    if let test {
      guard case .value(let value, _) = test.value, let given = value.asNumber,
        (0...1).contains(given)
      else {
        throw Diagnostic(
          "E304", "`test:` is a share from 0% to 100%", at: test.span,
          label: "to part by time, add  on date")
      }
      share = given
    }
    let keys = stratify == .unset ? [] : [stratify.expression]
    let place = plan.seededPlace(seed: seed, by: keys)
    let all = Expression.window(
      WindowCall(.aggregate(.count), [], partition: keys, type: .int))
    let wanted = Expression.call(
      .round,
      [
        .call(.multiply, [all.widened(to: .number), .literal(.number(share), .number)], .number),
        .literal(.int(0), .int),
      ], .number)
    return .call(.lessOrEqual, [place, wanted], .bool)
  }

  /// Rows later than the last moment minus the length of the test time.
  private func isLate() throws(Diagnostic) -> Expression {
    let last = Expression.window(
      WindowCall(
        .aggregate(.max), [on.expression], partition: keys.map(\.expression), type: on.type))
    let limit: Expression
    switch test?.value {
    case .value(.duration(let length), _)?:
      let isDays = on.type == .date && length % 86_400_000_000 == 0
      limit =
        isDays
        ? .call(.addDays, [last, .literal(.int(-length / 86_400_000_000), .int)], .date)
        : .call(.addDuration, [last, .literal(.duration(-length), .duration)], .datetime)
    case .step(let step)?:
      let months = Int64(step.amount) * Int64(step.unit.months ?? 0)
      limit = .call(.addMonths, [last, .literal(.int(-months), .int)], on.type)
    default:
      throw Diagnostic(
        "E302", "`split on` needs the length of the test time", at: test?.span ?? on.span,
        label: "for instance test: 90d")
    }
    let value = limit.type == on.type ? on.expression : .call(.convert, [on.expression], limit.type)
    return .call(.and, [.call(.greater, [value, limit], .bool)] + hasKeys, .bool)
  }

  /// Whether a row has all the keys of `by`; one without them is only learned from.
  private var hasKeys: [Expression] {
    keys.map { .call(.isNotNull, [$0.expression], .bool) }
  }

  /// The last share of the rows, or a number of them, and what happened at the same moments; nil
  /// when the test is a length of time.
  private func isLast() throws(Diagnostic) -> Expression? {
    let partition = keys.map(\.expression)
    func window(_ function: WindowFunction, _ type: DataType, order: [SortKey] = []) -> Expression {
      .window(
        WindowCall(
          function, order.isEmpty ? [on.expression] : [], partition: partition, order: order,
          type: type))
    }
    let wanted: Expression
    switch test?.value {
    case nil where !keys.isEmpty:
      wanted = share(0.25, of: window(.aggregate(.count), .int))
    case .value(.int(let rows), _)? where rows > 0:
      wanted = .literal(.int(rows), .int)
    case .value(.number(let given), _)? where given > 0 && given < 1:
      wanted = share(given, of: window(.aggregate(.count), .int))
    case .value(.int, _)?, .value(.number, _)?:
      throw Diagnostic(
        "E304", "`test:` is a share between 0% and 100%, a number of rows, or a length of time",
        at: test?.span, label: "for instance  test: 20%  or  test: 90d")
    default: return nil
    }
    // Counted from the end, where rows without a date stand last.
    let place = window(.rowNumber, .int, order: [SortKey(on.expression, descending: true)])
    let isCounted = Expression.call(.lessOrEqual, [place, wanted], .bool)
    let cut = Expression.window(
      WindowCall(
        .aggregate(.min), [on.expression], where: isCounted, partition: partition, type: on.type))
    return .call(
      .and,
      [
        .call(.greaterOrEqual, [on.expression, cut], .bool),
        .call(.greater, [on.expression, window(.aggregate(.min), on.type)], .bool),
      ] + hasKeys, .bool)
  }

  /// A share of a number of rows, rounded up.
  private func share(_ share: Double, of rows: Expression) -> Expression {
    let exact = Expression.call(
      .multiply, [rows.widened(to: .number), .literal(.number(share), .number)], .number)
    // Rounded first: a tenth of 30 is 3, and not a little more.
    return .call(
      .ceiling, [.call(.round, [exact, .literal(.int(9), .int)], .number)], .number)
  }
}
