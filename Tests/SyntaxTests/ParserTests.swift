import FoundationEssentials
import Syntax
import Testing

@Suite struct ParserTests {
  @Test(arguments: CellCases.valid)
  func `a valid snippet parses without a diagnostic`(_ text: String) {
    #expect(Parser.parse(text, shapes: .testing).diagnostics.map(\.message) == [])
  }

  @Test(arguments: CellCases.invalid)
  func `an invalid snippet gets one error`(_ text: String) {
    let diagnostics = Parser.parse(text, shapes: .testing).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.allSatisfy { $0.span != nil && !$0.label.isEmpty })
  }

  @Test(arguments: [
    #"t | cluster a, order: (rows [{a: 1}])"#, #"t | cluster a, order: (load "levels.csv")"#,
    #"t | cluster a, order: (load sample "orders")"#,
  ])
  func `a source in brackets is a table, without any stage`(_ text: String) throws {
    let cell = Parser.parse(text, shapes: .testing)
    #expect(cell.diagnostics.map(\.message) == [])
  }

  @Test(arguments: Cells.names)
  func `a notebook cell parses without a diagnostic`(_ name: String) throws {
    let cell = Parser.parse(try Cells.text(name), shapes: .testing)
    #expect(cell.diagnostics.map(\.message) == [])
    #expect(cell.statements.count > 3)
  }
}
