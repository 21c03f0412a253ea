package import Charts
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
    case let error as ChartError:
      self.init(chart: error, at: span)
    default:
      self.init("E799", "internal error: \(error)", at: span, label: "please report this")
    }
  }

  /// A chart that cannot be drawn.
  package init(chart error: ChartError, at span: SourceSpan?) {
    self.init("E430", error.message, at: span, label: error.hint ?? "")
  }

  /// An engine's failure: its first line is the message, the others stand below.
  private init(engine error: EngineError, at span: SourceSpan) {
    let lines = error.message.split(separator: "\n", omittingEmptySubsequences: true).map(
      String.init)
    let first = lines.first ?? "the engine failed"
    let notes = Array(lines.dropFirst().prefix(4))
    let hint = error.hint ?? ""
    switch error.kind {
    case .missingEngine: self.init("E705", first, at: span, label: hint, notes: notes)
    case .tooLarge: self.init("E714", first, at: span, label: hint)
    case .interrupted: self = .interrupted(at: span)
    case .missingFile: self.init("E702", first, at: span, label: hint, notes: notes)
    case .badFile:
      let rows = notes.map { String($0.drop(while: \.isWhitespace)) }
      self.init("E703", first, at: span, label: hint, notes: rows)
    case .conversion: self.init("E704", first, at: span, label: hint, notes: notes)
    case .query where first.contains("Overflow") || first.lowercased().contains("out of range"):
      self.init(
        "E704", "a whole number grew beyond 64 bits", at: span,
        label: "make it a number first: number(x)", notes: [first])
    case .query:
      if let start = first.firstRange(of: "cannot read '")?.lowerBound {
        self.init(
          "E710", String(first[start...]), at: span,
          label: "say what such texts become, for instance  int(x, else: null)")
      } else {
        self.init("E701", "the engine says: \(first)", at: span, label: hint, notes: notes)
      }
    }
  }
}
