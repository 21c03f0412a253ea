import FoundationEssentials
import JSONText
import Tables
import Testing

/// What `respond` writes is what `save` writes.
@Suite(.needsEngine) struct RespondTests {
  static let tables = [
    """
    rows [{k: "plain", n: 1, x: 1.5, d: @2024-01-31, s: @2024-01-31T10:00:00.125, b: true},
          {k: "a,b", n: -9007199254740993, x: 1e-7, d: @0999-12-31, s: @1969-12-31T23:59:59, b: false},
          {k: "\\"q\\" 'r'", n: null, x: 12345678901234.5, d: null, s: null, b: null},
          {k: "two\\nlines\\r\\n", n: 0, x: 1e300, d: @2024-02-29, s: @2024-02-29T00:00, b: true},
          {k: "", n: 0, x: -0.25, d: @2024-02-29, s: @2024-02-29T00:00:00.5, b: true}]
    """,
    "rows [{l: [1, 2], t: [\"a\", \"b,c\"], w: 90min}, {l: [], t: null, w: -1.5s}]",
    "rows [{`a,b`: 1, `c \"d\"`: 2, ` e `: \" spaced \", `ü`: \"é😀\\u2028\"}]",
    "load sample \"orders\" | take 500",
  ]

  private func documents(_ table: String, _ format: String) throws -> (told: String, saved: String)
  {
    let bench = CellBench()
    let outcome = bench.succeed(
      "t = \(table)\nt | save \"out.\(format)\"\nt | respond as: \(format)")
    let document = outcome.outputs.compactMap { output -> String? in
      guard case .line(let text) = output, text.hasPrefix("document: ") else { return nil }
      return String(text.dropFirst("document: ".count))
    }
    let file = URL(filePath: "\(bench.folder)/out.\(format)")
    let saved = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return (try #require(document.first), saved)
  }

  @Test(arguments: tables)
  func `CSV is byte for byte the file`(_ table: String) throws {
    let (told, saved) = try documents(table, "csv")
    #expect(told == saved)
  }

  @Test(arguments: tables)
  func `JSON holds the values of the file`(_ table: String) throws {
    let (told, saved) = try documents(table, "json")
    #expect(try JSON(parsing: told) == JSON(parsing: saved))
    #expect(!told.contains("\n"))
  }

  @Test(arguments: tables)
  func `a table comes back from its JSON`(_ table: String) throws {
    let bench = CellBench()
    let first = try bench.table("t = \(table)\nt | show")
    let told = try documents(table, "json").told
    try bench.write(told, to: "back.json")
    bench.succeed("text = \(JSON.string(told).text)")
    let types = first.schema.fields.filter { $0.type.isTemporal }
    let option = types.map { "`\($0.name)`: \($0.type.name)" }.joined(separator: ", ")
    let back = try bench.table("rows $text" + (option.isEmpty ? "" : " types: {\(option)}"))
    #expect(Set(back.schema.names) == Set(first.schema.names))
    for (field, column) in zip(first.schema.fields, first.columns) {
      switch field.type {
      case .list, .duration: continue
      default: #expect(back[field.name]?.values == column.values, "\(field.name)")
      }
    }
  }
}
