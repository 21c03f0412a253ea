import Syntax
import TestSupport
import Testing

@Suite struct ErrorMessageTests {
  @Test(arguments: ErrorCases.themes.map(\.name))
  func `the messages of a theme are as reviewed`(_ name: String) throws {
    let cells = try #require(ErrorCases.themes.first { $0.name == name }).cells
    let text = cells.map { "\($0)\n  \(diagnosticText($0).replacing("\n", with: "\n  "))\n" }
    expectGolden(text.joined(separator: "\n"), named: "syntax/\(name).txt")
  }

  @Test func `every cell with an error gets a diagnostic with a place, a way out and a known code`()
  {
    let known = Set(DiagnosticCode.syntax.map(\.code))
    for cell in ErrorCases.themes.flatMap(\.cells) {
      let diagnostics = Parser.parse(cell, shapes: .testing).diagnostics
      for diagnostic in diagnostics {
        #expect(diagnostic.span != nil && !diagnostic.label.isEmpty, "\(cell)")
        #expect(known.contains(diagnostic.code), "\(diagnostic.code)")
        #expect(!diagnostic.message.hasSuffix("."), "\(diagnostic.message)")
      }
    }
  }
}
