package import Planning
package import Syntax
import Tables

extension Function {
  /// The error for an argument of the wrong type, with the conversion that would mend it.
  package func mismatch(
    _ parameter: Parameter, found expression: Expression, at span: SourceSpan
  ) -> Diagnostic {
    let found =
      if case .column(let name, let type) = expression {
        "`\(name)` is \(type.name)"
      } else {
        "this is \(expression.type.described)"
      }
    let message = "`\(name)` takes \(parameter.accepts.phrase); \(found)"
    guard let remedy = Remedy(from: expression.type, to: parameter.accepts) else {
      return Diagnostic("E401", message, at: span, label: "needs \(parameter.accepts.phrase)")
    }
    return remedy.diagnostic(message, for: expression, at: span)
  }
}

/// The piece of code that turns an expression of one type into another.
struct Remedy {
  var before: String
  var after: String

  init(_ before: String, _ after: String) {
    self.before = before
    self.after = after
  }

  /// The usual conversion, if there is one.
  init?(from type: DataType, to accepts: Function.Parameter.Accepts) {
    let types: [DataType] =
      switch accepts {
      case .value(let types), .constant(let types): types
      case .condition, .step, .word: []
      }
    for wanted in types {
      switch (type, wanted) {
      case (.int, .bool), (.number, .bool): self = Remedy("", " != 0")
      case (.text, .int): self = types.contains(.number) ? .call("number") : .call("int")
      case (.text, .number): self = .call("number")
      case (.text, .date): self = .call("date")
      case (.text, .datetime): self = .call("datetime")
      case (.bool, .int), (.bool, .number): self = .call("int")
      case (.number, .int): self = .call("int")
      case (.duration, .int), (.duration, .number): self = .call("days")
      case (.datetime, .date): self = Remedy("bin(", ", 1d)")
      case (.date, .datetime): self = .call("datetime")
      case (.list, .text): self = Remedy("item(", ", 1)")
      case (.int, .text), (.number, .text), (.bool, .text), (.date, .text), (.datetime, .text):
        self = .call("text")
      default: continue
      }
      return
    }
    return nil
  }

  private static func call(_ function: String) -> Remedy { Remedy("\(function)(", ")") }

  /// The error with this remedy; for a plain column also as a fix that can be applied.
  func diagnostic(_ message: String, for expression: Expression, at span: SourceSpan) -> Diagnostic
  {
    guard case .column(let name, _) = expression else {
      return Diagnostic("E401", message, at: span, label: "write \(before)…\(after)")
    }
    let text = before + name.asName + after
    return Diagnostic(
      "E401", message, at: span, label: "write \(text)", fix: Diagnostic.Fix(span, text))
  }
}
