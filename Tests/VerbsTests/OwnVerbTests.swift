import JupyterProtocol
import Kernel
import Language
import Planning
import Rendering
import Syntax
import Tables
import Testing
import Verbs

/// A verb that is not of the language: this file and one line in a catalog are all it takes.
private struct Top: RelationalVerb {
  enum Side: String, CaseIterable, Sendable { case high, low }
  var column = ColumnName.unset
  var rows = 3
  var side = Side.high
  init() {}

  static let declaration = Declaration<Self>(
    name: "leaders",
    family: .relational,
    summary: "Keeps the rows with the largest values of a column.",
    parameters: [
      .column(\.column, "of", "What is compared.", of: .int, .number),
      .option(\.rows, "rows", "How many rows stay.", in: 1...100, default: 3),
      .word(\.side, "side", "Which end stays.", default: .high),
    ],
    examples: [Example("orders | leaders of: unit_price", "The three dearest lines.")],
    keepsRoles: true)

  func plan(on input: Plan) throws(Diagnostic) -> Plan {
    let key = SortKey(column.expression, descending: side == .high)
    return input.sorted(by: [key]).limited(to: rows)
  }
}

/// Binding, errors, help, completion and the reference of a verb derive from its declaration.
@Suite(.needsEngine) struct OwnVerbTests {
  static let catalog = VerbCatalog(VerbCatalog.standard.entries + [VerbEntry(Top.self)])

  private func bench() -> CellBench {
    let bench = CellBench(verbs: Self.catalog)
    bench.succeed(#"t = rows [{n: 1, k: "a"}, {n: 3, k: "b"}, {n: 2, k: "c"}]"#)
    return bench
  }

  @Test func `it runs among the others`() {
    let outcome = bench().succeed("t | filter n > 1 | leaders of: n, rows: 1 | select k")
    #expect(outcome.text == "k text\nb")
    #expect(bench().succeed("t | leaders of: n, rows: 1, side: low | select k").text == "k text\na")
  }

  @Test(arguments: [
    ("t | leaders", "E302 «leaders» `leaders` needs `of: …`: what is compared\n  → add `of: …`"),
    (
      "t | leaders of: N",
      "E101 «N» there is no column `N` here\n  → did you mean `n`?\n  · columns here: n, k"
    ),
    ("t | leaders of: k", "E401 «k» `of:` needs an int or a number, and `k` is a text"),
    ("t | leaders of: n, rows: 0", "E304 «0» `rows:` is a whole number from 1 to 100"),
    (
      "t | leaders of: n, side: lo",
      "E305 «lo» `side:` has no word `lo`\n  → did you mean `low`?\n  · words here: high, low"
    ),
    (
      "t | leaders of: n, row: 1",
      "E303 «row» `leaders` has no option `row:`\n  → did you mean `rows:`?\n"
        + "  · options here: of:, rows:, side:"
    ),
    ("t | leader of: n", "E301 «leader» there is no verb `leader`\n  → did you mean `leaders`?"),
  ])
  func `its errors stand at the place and say the way out`(_ cell: String, text: String) {
    #expect(bench().run(cell).text == text)
  }

  @Test func `its word and its options complete, and help explains it`() throws {
    let session = bench().session()
    func matches(_ code: String) -> [String] {
      session.complete(code, cursor: code.unicodeScalars.count).matches.map(\.text)
    }
    #expect(matches("t | lead").contains("leaders"))
    #expect(matches("t | leaders ro").contains("rows: "))
    #expect(matches("t | leaders side: ").contains("low"))
    let help = try #require(session.inspect("leaders", cursor: 3))
    #expect(help.plain.contains("Keeps the rows with the largest values of a column."))
    #expect(help.plain.contains("The three dearest lines."))
  }

  @Test func `the reference has its page`() {
    let page = Reference(verbs: Self.catalog).markdown
    #expect(page.contains("#### `leaders`"))
    #expect(page.contains("| leaders of: [rows: 3, side: high]"))
  }
}
