import DuckDBEngine
import Planning
import Tables
import Testing

/// Text files that no standard knows: encodings, delimiters, commas in numbers.
@Suite struct OddFileTests {
  static let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  private func read(
    _ name: String = "a.csv", change: (inout FileSource) -> Void = { _ in }
  ) throws -> (table: Table, notices: [String]) {
    var source = FileSource(name, in: files.folder)
    change(&source)
    let loaded = try Self.engine.load(source)
    return (try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)"), loaded.notices)
  }

  private func failure(
    _ text: String, change: (inout FileSource) -> Void = { _ in }
  ) throws -> EngineError? {
    try files.write("a.csv", text)
    return #expect(throws: EngineError.self) { try read(change: change) }
  }

  // MARK: Encodings

  static let text = "Stadt,Preis\nKöln,\"5 €\"\n東京,6\n"

  @Test("UTF-16 is read in both orders, with and without its mark, and told")
  func utf16() throws {
    for isLittle in [true, false] {
      let name = isLittle ? "UTF-16LE" : "UTF-16BE"
      for isMarked in [true, false] {
        // Without a mark, the zeros beside plain letters are what tells it.
        let text = isMarked ? Self.text : "city,price\nParis,5\nOslo,6\n"
        let bytes = Array(((isMarked ? "\u{feff}" : "") + text).utf16).flatMap { unit -> [UInt8] in
          let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
          return isLittle ? pair : pair.reversed()
        }
        try files.write("a.csv", bytes: bytes)
        let (table, notices) = try read()
        #expect(table.row(1)[0] == .text(isMarked ? "東京" : "Oslo"))
        #expect(table.schema.names.first == (isMarked ? "Stadt" : "city"))
        #expect(notices == ["`a.csv` is not UTF-8; it was read as \(name)"])
      }
    }
  }

  static let encodings: [(name: String, bytes: [UInt8], text: String)] = [
    ("shift_jis", [0x93, 0x8c, 0x8b, 0x9e], "東京"), ("cp1251", [0xcc, 0xee, 0xf1], "Мос"),
    ("iso-8859-15", [0xa4], "€"), ("gb18030", [0xb1, 0xb1, 0xbe, 0xa9], "北京"),
    ("cp437", [0x84], "ä"), ("utf-16", [], ""),
  ]

  @Test("An encoding that is named is read", arguments: encodings)
  func named(_ name: String, _ letters: [UInt8], _ text: String) throws {
    guard !letters.isEmpty else { return }
    try files.write("a.csv", bytes: Array("a,b\n".utf8) + letters + Array(",1\n".utf8))
    let (table, notices) = try read { $0.encoding = name }
    #expect(table.row(0) == [.text(text), .int(1)])
    #expect(notices == [])
  }

  @Test("Bytes that an encoding has no letter for are an error with their line")
  func wrongEncoding() throws {
    try files.write("a.csv", bytes: Array("a\nb\n".utf8) + [0x81, 0x20, 0x0a])
    let error = #expect(throws: EngineError.self) { try read { $0.encoding = "shift_jis" } }
    #expect(error?.message == "`a.csv` is not shift_jis: line 3 holds other bytes")
    #expect(error?.line == 3)
    let unknown = #expect(throws: EngineError.self) { try read { $0.encoding = "utf-8//IGNORE" } }
    #expect(unknown?.message == "the encoding `utf-8//IGNORE` is not known")
  }

  @Test("A large file in another encoding comes whole")
  func largeUTF16() throws {
    let text = "\u{feff}n,t\n" + (0..<60_000).map { "\($0),é\($0)\n" }.joined()
    let bytes = Array(text.utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] as [UInt8] }
    try files.write("a.csv", bytes: bytes)
    let (table, _) = try read()
    #expect(table.rowCount == 60_000)
    #expect(table.row(59_999) == [.int(59_999), .text("é59999")])
  }

  // MARK: Delimiters and quotes

  static let delimiters: [(String, String)] = [
    ("a;b\n1;2\n", "`;`"), ("a\tb\n1\t2\n", "tabs"), ("a|b\n1|2\n", "`|`"), ("a^b\n1^2\n", "`^`"),
    ("a~b\n1~2\n", "`~`"), ("a\u{1f}b\n1\u{1f}2\n", "the sign with the number 31"),
    ("sep=;\r\na;b\r\n1;2\r\n", "`;`"),
  ]

  @Test("A delimiter that is no comma is found and told", arguments: delimiters)
  func delimiter(_ text: String, _ name: String) throws {
    try files.write("a.csv", text)
    let (table, notices) = try read()
    #expect(table.schema == Schema([Field("a", .int), Field("b", .int)]))
    #expect(table.row(0) == [.int(1), .int(2)])
    #expect(notices == ["`a.csv`: fields are separated by \(name)"])
  }

  @Test("A delimiter that is given is not told")
  func givenDelimiter() throws {
    try files.write("a.csv", "a:b\n1:2\n")
    let (table, notices) = try read { $0.delimiter = ":" }
    #expect(table.row(0) == [.int(1), .int(2)])
    #expect(notices == [])
  }

  static let names: [[String]] = [
    ["'", "b"], ["'a", "b"], ["'a'", "b"], ["'a'", "'b'"], ["'a'"], ["it's", "b"], ["a", "'b'"],
    ["'a;b'", "c"], ["\"a\"", "'b"],
  ]

  @Test("Names with quotes are saved and read back", arguments: names)
  func quotes(_ names: [String]) throws {
    let items = names.enumerated().map { index, name in
      "'it''s \(index)' AS \"\(name.replacing("\"", with: "\"\""))\""
    }
    for format in [FileFormat.csv, .tsv] {
      let name = "a.\(format.rawValue)"
      _ = try Self.engine.save(
        "SELECT \(items.joined(separator: ", "))", to: "\(files.folder)/\(name)", as: format)
      let (table, notices) = try read(name)
      #expect(table.schema.names == names)
      #expect(table.row(0) == names.indices.map { .text("it's \($0)") })
      #expect(notices == [])
    }
  }

  @Test("A name of another's file may begin with a single quote")
  func loneQuote() throws {
    try files.write("a.csv", "'tis,b\n1,2\n")
    #expect(try read().table.schema.names == ["'tis", "b"])
  }

  // MARK: Numbers with a comma

  @Test("Numbers with a comma stay text and are told, or are read when the option says so")
  func decimalComma() throws {
    try files.write("a.csv", "n;k;d\n1.234,56;-7;01.02.2024\n12,5;1.000;02.02.2024\n;3;\n")
    let (plain, notices) = try read()
    #expect(plain["n"]?.type == .text)
    #expect(
      notices == [
        "`a.csv`: fields are separated by `;`",
        "column `n` holds numbers with a decimal comma and is text; `decimal: \",\"` reads them",
      ])
    let (table, quiet) = try read { $0.hasDecimalComma = true }
    #expect(table["n"]?.values == [.number(1234.56), .number(12.5), .null])
    #expect(table["k"]?.values == [.int(-7), .int(1000), .int(3)])
    #expect(table["d"]?.type == .text)
    #expect(quiet.count == 1)
  }

  static let commaTexts: [(String, Value)] = [
    ("1,5", .number(1.5)), ("-0,25", .number(-0.25)), ("1.234.567,8", .number(1_234_567.8)),
    ("12.34", .text("12.34")), ("1.2345,6", .text("1.2345,6")), ("1,2,3", .text("1,2,3")),
    (",5", .text(",5")), ("1.234", .int(1234)), ("1,5e3", .text("1,5e3")),
    ("007,5", .text("007,5")),
  ]

  @Test("What a comma makes a number", arguments: commaTexts)
  func commaNumbers(_ text: String, _ value: Value) throws {
    try files.write("a.csv", "x;y\n\(text);1\n")
    #expect(try read { $0.hasDecimalComma = true }.table["x"]?[0] == value)
  }

  @Test("A text among the numbers keeps the finding away")
  func notNumbers() throws {
    try files.write("a.csv", "x;y\n1,5;1\nabout 2,5;1\n")
    #expect(try read().notices == ["`a.csv`: fields are separated by `;`"])
  }

  @Test("A given type reads a comma too")
  func givenType() throws {
    try files.write("a.csv", "x;y\n1,5;1\nz;2\n")
    let error = #expect(throws: EngineError.self) {
      try read {
        $0.hasDecimalComma = true
        $0.types = ["x": .number]
      }
    }
    #expect(error?.message.contains("line 3: `z` in column `x` is not a number") == true)
  }

  // MARK: Headers and other files

  @Test("A header of numbers is told; comments before it are refused")
  func headers() throws {
    try files.write("a.csv", "1,2.5\n3,4\n")
    #expect(
      try read().notices == [
        "`a.csv`: line 1 names the columns and holds no text; is the header missing?"
      ])
    let comment = try failure("# made by a program\na,b\n1,2\n")
    #expect(
      comment?.message == "line 1 of `a.csv` is a comment, not the names of the columns")
    try files.write("a.csv", "#id,b\n1,2\n")
    #expect(try read().table.schema.names == ["#id", "b"])
    #expect(try failure("a,b\n# note\n1,2\n")?.message.contains("line 2: a comment") == true)
  }

  @Test("A file that is no text says what it is")
  func foreign() throws {
    #expect(
      try failure("PK\u{3}\u{4}xyz")?.message
        == "`a.csv` is no text file: it is a zip file or a workbook")
    #expect(try failure("PAR1xyz")?.hint == "give it the ending .parquet")
    #expect(
      try failure("\n<!DOCTYPE html><html>")?.message == "`a.csv` is a web page (HTML), no table")
  }
}
