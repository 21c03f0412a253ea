import Syntax
import TestSupport
import Testing

@Suite struct FormatterTests {
  @Test(arguments: Cells.names)
  func `the cells are laid out as reviewed`(_ name: String) throws {
    expectGolden(
      Formatter.format(try Cells.text(name), shapes: .testing), named: "syntax/format-\(name).teff")
  }

  @Test func `the snippets are laid out as reviewed`() {
    let formatted = FormatCases.all.map { Formatter.format($0, shapes: .testing) }
    expectGolden(
      formatted.joined(separator: "\n\n========\n\n") + "\n", named: "syntax/format-snippets.teff")
  }

  @Test(arguments: CellCases.valid + FormatCases.all)
  func `formatting twice changes nothing more, and nothing of the meaning`(_ text: String) {
    expectStable(text)
  }

  @Test(arguments: Cells.names)
  func `formatting a cell twice changes nothing more`(_ name: String) throws {
    expectStable(try Cells.text(name))
  }

  @Test(arguments: CellCases.invalid)
  func `a cell with an error stays as it is`(_ text: String) {
    #expect(Formatter.format(text, shapes: .testing) == text)
  }

  private func expectStable(_ text: String) {
    let once = Formatter.format(text, shapes: .testing)
    #expect(Formatter.format(once, shapes: .testing) == once)
    let (before, after) = (
      Parser.parse(text, shapes: .testing), Parser.parse(once, shapes: .testing)
    )
    #expect(after.diagnostics.map(\.message) == [], "\(once)")
    #expect(before.statements.withoutPlaces == after.statements.withoutPlaces, "\(once)")
    #expect(before.comments.count == after.comments.count, "\(once)")
    for line in once.split(separator: "\n") where !once.contains("\"\"\"") {
      #expect(line.last?.isWhitespace != true, "\(once)")
    }
  }
}
