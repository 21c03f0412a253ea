/// How large a query may grow.
///
/// Operations repeat their arguments and plans their inputs, so that both can grow exponentially.
/// Past the limit, writing goes on with stubs, which is quick, and the whole is refused at the end.
final class WritingBudget {
  private static let largestText = 1 << 20
  private static let mostStatements = 10_000

  /// Why the query is refused, once it is.
  private(set) var refusal: EngineError?
  private var statements = 0
  /// The bytes of all literals: a long text that the cell holds is no growth.
  private var literals = 0

  /// Makes room for a literal, which operations may repeat a few times.
  func admit(_ literal: String) { literals += literal.utf8.count }

  /// Whether the text, a part of the query, may stand in it.
  func allows(_ text: String) -> Bool { allows(size: text.utf8.count) }

  /// The same for lines.
  func allows(_ lines: [String]) -> Bool { allows(size: lines.reduce(0) { $0 + $1.utf8.count }) }

  /// Counts one more SELECT.
  func allowsStatement() -> Bool {
    statements += 1
    return allows(size: statements > Self.mostStatements ? Int.max : 0)
  }

  private func allows(size: Int) -> Bool {
    if size > Self.largestText + 4 * literals, refusal == nil {
      refusal = EngineError(
        .tooLarge, "this is too large for one query",
        hint: "make columns of its inner parts first, each in a stage of its own:  | derive …")
    }
    return refusal == nil
  }
}
