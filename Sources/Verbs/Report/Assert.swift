package import Language
package import Planning
import Rendering
package import Syntax
package import Tables

/// Checks that a condition holds for every row, and passes the table on.
package struct Assert: Verb {
  package enum Level: String, CaseIterable, Sendable { case error, warning }
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var condition = Condition.unset
  var message: String?
  var level = Level.error
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "assert",
    family: .report,
    summary: "Counts the rows that break a rule; stops the cell if there are any.",
    discussion: "A null condition counts as broken. With `level: warning` the cell goes on.",
    parameters: [
      .by(\.by, "Groups for aggregates and windows in the condition.", named: false),
      .sort(\.sort, "The order for windows in the condition."),
      .condition(\.condition, "What must hold."),
      .option(\.message, "message", "What to say if it does not."),
      .word(\.level, "level", "Whether to stop or to warn.", default: .error),
    ],
    examples: [
      Example(
        #"orders | assert quantity > 0, message: "quantities must be positive""#, "A rule.")
    ],
    keepsRoles: true, isEffect: true)

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape { input }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let broken = input.map { $0.filtered(by: .call(.not, [condition.expression], .bool)) }
    let count = try broken.count()
    if count > 0 {
      let examples = try broken.map { $0.limited(to: 3) }.collect()
      let sentence = message ?? "the rule does not hold"
      let failure = Diagnostic(
        level == .error ? "E708" : "W608",
        "\(sentence): \(count.counted("row")) break\(count == 1 ? "s" : "") it",
        at: condition.span,
        label: level == .error ? "mend the rows, or write `level: warning`" : "",
        notes: examples.exampleLines, severity: level == .error ? .error : .warning)
      if level == .error { throw failure }
      context.notify(failure)
    }
    return Answer(input)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    _ = try run(on: input.table(for: Self.declaration.name), in: context)
    return input
  }
}
