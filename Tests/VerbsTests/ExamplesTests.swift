import Language
import TestSupport
import Testing
import Verbs

/// What every verb says of itself.
@Suite struct DeclarationsTests {
  @Test func `every verb has a sentence, an example and parameters with names of their own`() {
    for verb in VerbCatalog.standard.entries {
      #expect(verb.summary.hasSuffix("."), "\(verb.name)")
      #expect(!verb.examples.isEmpty, "\(verb.name)")
      let names = verb.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(verb.name): \(names)")
      for parameter in verb.parameters {
        #expect(!parameter.name.isEmpty && !parameter.summary.isEmpty, "\(verb.name)")
      }
      for example in verb.examples {
        #expect(example.caption.hasSuffix("."), "\(verb.name)")
        #expect(example.code.contains(verb.name), "\(verb.name): \(example.code)")
      }
      let parts = verb.parts.map(\.name)
      #expect(Set(parts).count == parts.count, "\(verb.name): \(parts)")
    }
  }

  @Test func `no two verbs of one place share a name`() {
    let entries = VerbCatalog.standard.entries
    for isSource in [true, false] {
      let names = entries.filter { $0.isSource == isSource }.map(\.name)
      #expect(Set(names).count == names.count)
    }
    let later = VerbCatalog.standard.later.keys
    #expect(entries.allSatisfy { !later.contains($0.name) })
  }
}

/// The examples that the reference shows.
@Suite(.needsEngine) struct ExamplesTests {
  static let all = VerbCatalog.standard.entries.flatMap { verb in
    verb.examples.map(\.code)
  }

  @Test(arguments: all)
  func `an example runs where the teaching sets are bound under their names`(_ code: String) throws
  {
    let bench = CellBench()
    try bench.write("InvoiceNo,amount\nA1,2.5\nNA,3\n", to: "sales.csv")
    let rows = ["id", "7"].map { "<row><c t=\"str\"><v>\($0)</v></c></row>" }.joined()
    let sheet = (name: "Returns", state: "", xml: "<sheetData>\(rows)</sheetData>")
    try bench.write(StoredZip.workbook(sheets: [sheet]), to: "book.xlsx")
    for name in LoadSource.teachingSets {
      bench.succeed("\(name) = load sample \"\(name)\"")
    }
    let outcome = bench.succeed(code)
    #expect(outcome.errors.isEmpty, "\(outcome.text)")
  }
}
