package import Language
import Syntax
import Tables

extension VerbParameter {
  /// A number of groups: a whole number, a range of them, or `auto`.
  package static func groupCount(
    _ property: Property<V, Given<GroupCount>>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .words(["auto"]), defaultText: "auto",
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      switch syntax.kind {
      case .column(let path) where path.count == 1 && path[0].text == "auto":
        verb[keyPath: property] = Given(.auto, syntax.span)
      case .range(let low, let high):
        let least = try binder.groupCount(low, name)
        let most = try binder.groupCount(high, name)
        guard least <= most else { throw outside(name, at: syntax.span) }
        verb[keyPath: property] = Given(.range(least...most), syntax.span)
      case .literal(.text("auto")):
        throw Diagnostic(
          "E304", "`\(name):` takes the word auto without quotes", at: syntax.span,
          label: "write  \(name): auto")
      default:
        verb[keyPath: property] = Given(.fixed(try binder.groupCount(syntax, name)), syntax.span)
      }
    }
  }

  private static func outside(_ name: String, at span: SourceSpan) -> Diagnostic {
    StageBinder.noGroupCount(name, at: span)
  }
}

extension StageBinder {
  /// One number of groups.
  fileprivate mutating func groupCount(
    _ syntax: ExpressionSyntax, _ name: String
  ) throws(Diagnostic) -> Int {
    guard case .int(let given) = try constant(syntax, .int, for: "\(name):"),
      let number = Int(exactly: given), (1...100).contains(number)
    else { throw Self.noGroupCount(name, at: syntax.span) }
    return number
  }

  fileprivate static func noGroupCount(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "E304", "`\(name):` is a whole number from 1 to 100, a range, or auto", at: span,
      label: "such as 4 or (2..8)")
  }
}

/// How many groups are wanted.
package enum GroupCount: Hashable, Sendable {
  case auto
  case fixed(Int)
  case range(ClosedRange<Int>)

  /// The numbers to look at.
  var range: ClosedRange<Int> {
    switch self {
    case .auto: 2...10
    case .fixed(let count): count...count
    case .range(let range): range
    }
  }
}
