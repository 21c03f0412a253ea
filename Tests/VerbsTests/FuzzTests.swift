import Language
import NumericalMethods
import Syntax
import Testing
import Verbs

/// Cells with tokens missing or swapped go the whole way through a session.
@Suite(.needsEngine) struct FuzzTests {
  /// Mutants of each cell.
  static let count = 50

  @Test(arguments: CorpusTests.cells)
  func `a mutated cell gives outputs, or errors with a place`(_ name: String) throws {
    let text = try CorpusTests.text(name)
    var generator = SplitMix64(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    for _ in 0..<Self.count {
      let mutant = mutated(text, &generator)
      let outcome = try CorpusTests.bench().run(mutant)
      for error in outcome.errors {
        let span = try #require(error.span, "\(error.code) \(error.message)\n\(mutant)")
        #expect(0 <= span.start && span.start <= span.end && span.end <= mutant.utf8.count)
        #expect(error.code != "E799", "\(error.message)\n\(mutant)")
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test func `schemas before execution are the schemas of what comes`() throws {
    let checks = SchemaChecks()
    for name in CorpusTests.cells {
      let bench = try CorpusTests.bench(verbs: checks.catalog)
      bench.succeed(try CorpusTests.text(name))
    }
    for name in VerbCasesTests.files {
      let file = try CaseFile(name)
      for item in file.cases {
        let bench = CellBench(verbs: checks.catalog)
        for content in file.files { try bench.write(content.content, to: content.name) }
        for cell in file.setup { bench.succeed(cell) }
        bench.run(item.cell)
      }
    }
    #expect(checks.seen > 500)
    #expect(checks.failures.isEmpty, "\(checks.failures.joined(separator: "\n"))")
  }

  private func mutated(_ text: String, _ generator: inout SplitMix64) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let tokens = Lexer.lex(String(decoding: bytes, as: UTF8.self)).tokens.map(\.span)
        .filter { $0.start < $0.end }
      guard tokens.count > 2 else { break }
      let index = Int.random(in: 0..<(tokens.count - 1), using: &generator)
      let (first, second) = (tokens[index], tokens[index + 1])
      if Bool.random(using: &generator) {
        bytes.removeSubrange(first.start..<first.end)
      } else {
        let swapped =
          bytes[second.start..<second.end] + bytes[first.end..<second.start]
          + bytes[first.start..<first.end]
        bytes.replaceSubrange(first.start..<second.end, with: Array(swapped))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
