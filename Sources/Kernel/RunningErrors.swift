import Language
import Planning
package import Syntax
import Tasks

extension Diagnostic {
  /// The error of work that was interrupted.
  package static func interrupted(at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "E707", "interrupted", at: span, label: "names bound before this cell are still there")
  }

  /// An error that came while a stage ran, with its place.
  package init(running error: any Error, at span: SourceSpan) {
    switch error {
    case var diagnostic as Diagnostic:
      if diagnostic.span == nil { diagnostic.span = span }
      self = diagnostic
    case is CancellationRequested:
      self = .interrupted(at: span)
    case let error as EngineError:
      self.init(engine: error, at: span)
    default:
      self.init("E799", "internal error: \(error)", at: span, label: "please report this")
    }
  }

  private init(engine error: EngineError, at span: SourceSpan) {
    let hint = error.hint ?? ""
    switch error.kind {
    case .missingEngine:
      self.init("E705", error.message, at: span, label: hint)
    case .interrupted:
      self = .interrupted(at: span)
    case .missingFile:
      self.init("E702", error.message, at: span, label: hint)
    case .badFile:
      self.init("E703", error.message, at: span, label: hint)
    case .conversion:
      self.init("E704", error.message, at: span, label: hint)
    case .query:
      if error.message.contains("Overflow") || error.message.contains("Out of Range") {
        self.init(
          "E704", "a whole number grew beyond 64 bits", at: span,
          label: "make it a number first: number(x)", notes: [error.message.firstLine])
      } else {
        let lines = error.message.split(separator: "\n", omittingEmptySubsequences: true)
        self.init(
          "E701", "the engine says: \(error.message.firstLine)", at: span, label: hint,
          notes: lines.dropFirst().prefix(4).map(String.init))
      }
    }
  }
}

extension String {
  /// The text up to its first line end.
  var firstLine: String {
    split(separator: "\n", omittingEmptySubsequences: true).first.map(String.init) ?? self
  }
}
