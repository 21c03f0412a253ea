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

  /// How what a message of the engine speaks of is read with another value for what does not read.
  private static func reader(in message: String) -> String {
    switch message.split(separator: " ").last {
    case "date": "date(x, \"dd.MM.yyyy\"), or date(x, else: null)"
    case "datetime": "datetime(x, else: null)"
    case "number": "number(x, else: null)"
    case "bool": "bool(x, else: null)"
    default: "int(x, else: null)"
    }
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
        let message = String(first[start...])
        self.init(
          "E710", message, at: span,
          label: "say what such texts become, for instance  \(Self.reader(in: message))")
      } else {
        self.init("E701", "the engine says: \(first)", at: span, label: hint, notes: notes)
      }
    }
  }
}
