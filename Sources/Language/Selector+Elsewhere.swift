import Syntax

extension Selector {
  /// What stands here for a call that chooses columns in other languages: `matching("p*")` for
  /// `starts_with("p")`; nil for calls that choose none there either.
  private static func standIn(for name: String, _ arguments: [ArgumentSyntax]) -> String? {
    if arguments.isEmpty {
      if name == "everything" { return "*" }
      let words = allCases.filter { $0 != .matching }.map(\.rawValue)
      return Suggestion.nearest(to: name, in: words).map { $0 + "()" }
    }
    guard arguments.count == 1, case .literal(.text(let piece)) = arguments[0].value.kind,
      !piece.isEmpty, !piece.contains(where: { "*?\"\\{}$".contains($0) })
    else { return nil }
    switch name {
    case "starts_with", "startswith": return "matching(\"\(piece)*\")"
    case "ends_with", "endswith": return "matching(\"*\(piece)\")"
    case "contains": return "matching(\"*\(piece)*\")"
    default: return nil
    }
  }

  /// The error of a call that chooses columns in other languages, with what does here.
  static func elsewhere(_ expression: ExpressionSyntax) -> Diagnostic? {
    guard case .call(let name, let arguments) = expression.kind,
      let words = standIn(for: name.text, arguments)
    else { return nil }
    return Diagnostic(
      "E414", "`\(name.text)` does not choose columns", at: expression.span,
      label: "write  \(words)", fix: .init(expression.span, words))
  }
}
