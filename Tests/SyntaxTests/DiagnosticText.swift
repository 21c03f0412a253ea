import Syntax

/// The diagnostics of a text as plain lines, one each.
func diagnosticText(_ text: String) -> String {
  let map = PositionMap(text)
  return Parser.parse(text, shapes: .testing).diagnostics.map { diagnostic in
    var line = "\(diagnostic.code): \(diagnostic.message)"
    if let span = diagnostic.span {
      line += " @\(map.line(of: span.start)):\(map.column(of: span.start))"
      line += "+\(map.codePoints(before: span.end) - map.codePoints(before: span.start))"
    }
    line += " \(diagnostic.label)"
    if let fix = diagnostic.fix {
      let fixed = applying(fix, to: text)
      line += "\n    fixed: \(fixed.replacing("\n", with: "⏎"))"
      let left = Parser.parse(fixed, shapes: .testing).diagnostics
      if !left.isEmpty { line += "\n    left: \(left.map(\.code).joined(separator: " "))" }
    }
    return line
  }.joined(separator: "\n")
}

/// The text with a fix applied.
func applying(_ fix: Diagnostic.Fix, to text: String) -> String {
  var bytes = Array(text.utf8)
  bytes.replaceSubrange(fix.span.start..<fix.span.end, with: Array(fix.replacement.utf8))
  return String(decoding: bytes, as: UTF8.self)
}
