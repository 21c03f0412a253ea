package import Language
package import Planning
package import Syntax
package import Tables

/// Parts a table into rows to learn from and rows to test on.
package struct Split: Verb {
  var on = ColumnName.unset
  var test: Given<Scalar>?
  var stratify = ColumnName.unset
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "split",
    family: .prepare,
    summary: "Parts a table into rows to learn from (train) and rows to test on (test).",
    discussion: "At random by a seed, per class with `stratify:`; or `split on date test: 90d` by "
      + "time, which is the honest way for anything that will be used on the future.",
    parameters: [
      .on(\.on, "The date that parts earlier from later rows.", of: .date, .datetime),
      .scalar(
        \.test, "test", "The share of test rows, or with `on` the length of the test time.",
        accepts: .number, defaultText: "25%"),
      .column(\.stratify, "stratify", "Keep the shares of this column's values.", required: false),
      .option(\.seed, "seed", "The seed of the choice; without it the session's (42)."),
    ],
    parts: [.table("train", "The rows to learn from."), .table("test", "The rows to test on.")],
    examples: [
      Example("halves = orders | split on order_date test: 90d", "The last 90 days as a test.")
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
      : "by \(on.name)"
    return Answer(
      .table(stored), parts: parts,
      footer: "\(method) · \(counts.joined(separator: ", ")) · \(input.engine.name)")
  }

  /// Whether a row is for the test.
  private func isTest(in plan: Plan, seed: Int64) throws(Diagnostic) -> Expression {
    on == .unset ? try isChosen(in: plan, seed: seed) : try isLate()
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
    guard stratify == .unset else {
      throw Diagnostic(
        "E306", "`stratify:` does not go with `on`", at: stratify.span, label: "leave one out")
    }
    let last = Expression.window(
      WindowCall(.aggregate(.max), [on.expression], type: on.type))
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
    return .call(.greater, [value, limit], .bool)
  }
}
