import FoundationEssentials
import Language
import Syntax
import TestSupport
import Testing
import Verbs

@Suite("Every code that the program gives is declared, with a cell that gives it")
struct ErrorCodeTests {
  private static let sources = goldenFolder.deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// Codes as they stand in quotes in the code, outside the declarations.
  private static func used() throws -> [String: String] {
    let manager = FileManager.default
    var codes: [String: String] = [:]
    for path in try manager.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") && !path.hasSuffix("Codes.swift") {
      let data = try Data(contentsOf: sources.appending(path: path))
      let text = String(decoding: data, as: UTF8.self)
      for code in text.matches(of: /"([EW][0-9]{3})"/) { codes[String(code.1)] = path }
    }
    return codes
  }

  @Test("A code in the code is a declared one, and none is declared for nothing")
  func completeness() throws {
    let used = try Self.used()
    try #require(used.count > 70)
    let declared = Set(DiagnosticCode.all.map(\.code))
    #expect(declared.count == DiagnosticCode.all.count, "a code is declared twice")
    let missing = used.filter { !declared.contains($0.key) }
    #expect(missing.isEmpty, "declare these in Sources/Language/Codes")
    #expect(declared.subtracting(used.keys).sorted() == [])
  }

  @Test("A declaration is made of sentences", arguments: DiagnosticCode.all)
  func sentences(code: DiagnosticCode) {
    #expect(!code.title.hasSuffix(".") && !code.title.isEmpty)
    #expect(code.cause.hasSuffix("."))
    #expect(code.remedy.hasSuffix(".") || code.remedy.hasSuffix("`"))
    if case .none(let reason) = code.example { #expect(reason.hasSuffix(".")) }
  }

  @Test("The page has the code's own words, and `?` shows the same", arguments: ["E522", "W601"])
  func card(name: String) throws {
    let code = try #require(DiagnosticCode.named(name))
    let text = Notebook().run("?\(name)").plain.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains(code.title))
    #expect(text.contains(code.remedy.replacing("`", with: "")) || text.contains(code.remedy))
    #expect(text.contains("| ") && text.contains(code.cell?.split(separator: "\n").first ?? ""))
  }
}

@Suite("The examples of the codes", .needsEngine)
struct ErrorExampleTests {
  static let cases = DiagnosticCode.all.compactMap { code in
    code.cell.map { Case(code: code.code, cell: $0) }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var code: String
    var cell: String
    var testDescription: String { code }
  }

  @Test("Each gives its code", arguments: cases)
  func example(test: Case) {
    let notebook = Notebook()
    for name in LoadSource.teachingSets where test.cell.contains(name) {
      notebook.run("\(name) = load sample \"\(name)\"")
    }
    let answer = notebook.run(test.cell)
    if test.code.hasPrefix("W") {
      #expect(answer.errors.isEmpty, "\(answer.text)")
      #expect(answer.plain.contains("[\(test.code)]"), "\(answer.plain)")
    } else {
      #expect(answer.codes.first == test.code, "\(answer.text)\n\(answer.plain)")
      #expect(!answer.text.contains("internal error") || test.code == "E799")
    }
  }
}
