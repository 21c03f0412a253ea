package import Syntax

/// How far the `def`s of one statement may grow when they are put in each other's place.
package final class ExpansionBudget {
  private static let largest = 10_000
  private var room = largest

  package init() {}

  /// Starts a new statement.
  package func reset() { room = Self.largest }

  /// Counts the expansion of one `def` with what it is given; arguments that stand in each other
  /// are counted only as far as there is room.
  package func spend(_ arguments: [ArgumentSyntax], at span: SourceSpan) throws(Diagnostic) {
    room -= 1
    guard arguments.allSatisfy({ fits($0.value) }), room >= 0 else {
      throw Diagnostic(
        "E110", "the `def`s of this statement grow too large", at: span,
        label: "put fewer of them into each other")
    }
  }

  private func fits(_ syntax: ExpressionSyntax) -> Bool {
    room -= 1
    return room >= 0 && syntax.subexpressions.allSatisfy(fits)
  }
}
