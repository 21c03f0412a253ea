import DuckDBEngine
import Glibc
import Planning
import Tables
import Testing

struct TextFileTests {
  static let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  /// Loads one file with the given text and reads the table back.
  func load(
    _ text: String, as name: String = "a.csv", change: (inout FileSource) -> Void = { _ in }
  ) throws -> (table: Table, loaded: LoadedFiles) {
    try files.write(name, text)
    return try read(name, change: change)
  }

  private func read(
    _ name: String, change: (inout FileSource) -> Void = { _ in }
  ) throws -> (table: Table, loaded: LoadedFiles) {
    var source = FileSource(name, in: files.folder)
    change(&source)
    let loaded = try Self.engine.load(source)
    return (try Self.engine.collect("SELECT * FROM \(loaded.scan.relation)"), loaded)
  }

  /// The error of a file with the given text.
  func failure(
    _ text: String, as name: String = "a.csv", change: (inout FileSource) -> Void = { _ in }
  ) -> EngineError? {
    #expect(throws: EngineError.self) { try load(text, as: name, change: change) }
  }

  @Test(
    "A pipe that nobody writes to holds up nobody", .timeLimit(.minutes(1)),
    arguments: ["in.csv", "in.csv.gz"])
  func pipe(name: String) throws {
    try #require(mkfifo("\(files.folder)/\(name)", 0o600) == 0)
    let source = FileSource(name, in: files.folder)
    #expect(FileHead(of: source) == nil)
    #expect(FileStamp(of: source) == nil)
    let error = #expect(throws: EngineError.self) { try Self.engine.load(source) }
    #expect(error?.message == "`\(name)` is a pipe or a device, not a file")
  }

  // MARK: Shapes

  struct ShapeCase: CustomTestStringConvertible, Sendable {
    var title: String
    var text: String
    var names: [String]
    var rows: [[Value]]
    var testDescription: String { title }

    init(_ title: String, _ text: String, _ names: [String], _ rows: [[Value]]) {
      self.title = title
      self.text = text
      self.names = names
      self.rows = rows
    }
  }

  static let shapeCases: [ShapeCase] = [
    ShapeCase("no line end at the end", "a,b\n1,2", ["a", "b"], [[.int(1), .int(2)]]),
    ShapeCase(
      "lines end with CR LF", "a,b\r\n1,x\r\n2,\r\n", ["a", "b"],
      [[.int(1), .text("x")], [.int(2), .null]]),
    ShapeCase(
      "lines end with CR", "a,b\r1,x\r2,y", ["a", "b"],
      [[.int(1), .text("x")], [.int(2), .text("y")]]),
    ShapeCase(
      "quotes hold commas, lines and quotes",
      "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"one\ntwo\",\"\"\n", ["a", "b"],
      [[.text("x, y"), .text("say \"hi\"")], [.text("one\ntwo"), .null]]),
    ShapeCase(
      "quotes with CR LF within", "a,b\r\n\"one\r\ntwo\",2\r\n", ["a", "b"],
      [[.text("one\r\ntwo"), .int(2)]]),
    ShapeCase("only quotes", "a,b\n\"\"\"\",1\n", ["a", "b"], [[.text("\""), .int(1)]]),
    ShapeCase("single quotes", "'a','b'\n'x, y','1'\n", ["a", "b"], [[.text("x, y"), .int(1)]]),
    ShapeCase("a header only", "a,b\n", ["a", "b"], []),
    ShapeCase("a header without line end", "a,b", ["a", "b"], []),
    ShapeCase("one column", "a\n1\n2\n", ["a"], [[.int(1)], [.int(2)]]),
    ShapeCase(
      "one column with an empty row", "a\n1\n\n3\n", ["a"], [[.int(1)], [.null], [.int(3)]]),
    ShapeCase(
      "blank lines between rows and at the end", "a,b\n1,2\n\n3,4\n\n\n", ["a", "b"],
      [[.int(1), .int(2)], [.int(3), .int(4)]]),
    ShapeCase("a byte order mark", "\u{feff}a,b\n1,2\n", ["a", "b"], [[.int(1), .int(2)]]),
    ShapeCase(
      "a byte order mark before a quote", "\u{feff}\"a\",b\n1,2\n", ["a", "b"],
      [[.int(1), .int(2)]]),
    ShapeCase(
      "semicolons beside commas", "a;b\n1,5;2\n3,5;4\n", ["a", "b"],
      [[.text("1,5"), .int(2)], [.text("3,5"), .int(4)]]),
    ShapeCase(
      "a comma in a header of semicolons", "size, cm;b;c\n1;2;3\n", ["size, cm", "b", "c"],
      [[.int(1), .int(2), .int(3)]]),
    ShapeCase("tabs", "a\tb\n1\tx y\n", ["a", "b"], [[.int(1), .text("x y")]]),
    ShapeCase("bars", "a|b\n1|2\n", ["a", "b"], [[.int(1), .int(2)]]),
    ShapeCase(
      "repeated and empty names", "a,a,,a_2\n1,2,3,4\n", ["a", "a_3", "column_3", "a_2"],
      [[.int(1), .int(2), .int(3), .int(4)]]),
    ShapeCase(
      "names as they stand", " a ,Größe (cm)\n1,2\n", [" a ", "Größe (cm)"],
      [[.int(1), .int(2)]]),
    ShapeCase(
      "a comma at every line's end", "a,b,\n1,2,\n", ["a", "b", "column_3"],
      [[.int(1), .int(2), .null]]),
  ]

  @Test("A file of this shape is read as it stands", arguments: shapeCases)
  func shape(_ test: ShapeCase) throws {
    let (table, loaded) = try load(test.text)
    #expect(table.schema.names == test.names)
    #expect((0..<table.rowCount).map { table.row($0) } == test.rows)
    #expect(loaded.scan.schema == table.schema)
    #expect(loaded.scan.name == "a.csv")
    let others = loaded.notices.filter {
      !$0.contains("fields are separated by") && !$0.contains("a decimal comma")
    }
    #expect(others == [])
  }

  @Test("Names in snake case")
  func snakeNames() throws {
    let (table, _) = try load("CustomerID,Annual Income (k$),HTTPServer,a-b,A B,x2Y\n1,2,3,4,5,6\n")
    {
      $0.names = .snake
    }
    #expect(
      table.schema.names == [
        "customer_id", "annual_income_k", "http_server", "a_b", "a_b_2", "x2_y",
      ])
  }

  // MARK: Rows that do not fit

  @Test("Ragged rows are an error with lines and texts")
  func raggedRows() {
    let error = failure("a,b\n1,2\n3,x\n4\n5,6,7\n")
    #expect(error?.kind == .badFile)
    #expect(error?.line == 4)
    #expect(
      error?.message == """
        `a.csv`: 2 rows do not fit
          line 4: 1 field instead of 2: 4
          line 5: 3 fields instead of 2: 5,6,7
        """)
    #expect(error?.hint?.contains("bad_rows: skip") == true)
  }

  @Test("At most three rows are shown, all are counted")
  func manyBadRows() {
    let error = failure("a,b\n" + String(repeating: "1\n", count: 50))
    #expect(error?.message.hasPrefix("`a.csv`: 50 rows do not fit\n") == true)
    #expect(error?.message.split(separator: "\n").count == 4)
  }

  @Test("A broken row late in a large file is found")
  func lateBadRow() {
    let rows = (0..<100_000).map { "\($0),\"line\n\($0)\"\n" }.joined()
    let error = failure("a,b\n" + rows + "oops\n")
    #expect(error?.line == 200_002)
    #expect(
      error?.message == "`a.csv`: 1 row does not fit\n  line 200002: 1 field instead of 2: oops")
  }

  @Test("Bad rows are kept aside when they are skipped")
  func skipping() throws {
    let text = "a,b\n1,2\n4\n\"x\"y,2\n5,6,7\n8,9\n\"open,1\n10,11\n"
    let (table, loaded) = try load(text) { $0.badRows = .skip }
    #expect(table["a"]?.values == [.int(1), .int(8), .int(10)])
    #expect(loaded.rejectedCount == 4)
    let rejected = try #require(loaded.rejected)
    #expect(
      rejected.schema == Schema([Field("line", .int), Field("error", .text), Field("text", .text)]))
    #expect(
      (0..<4).map { rejected.row($0) } == [
        [.int(3), .text("1 field instead of 2"), .text("4")],
        [.int(4), .text("text follows a closing quote"), .text("\"x\"y,2")],
        [.int(5), .text("3 fields instead of 2"), .text("5,6,7")],
        [.int(7), .text("a quote is opened and never closed"), .text("\"open,1")],
      ])
  }

  @Test("A null byte in a row makes it a bad one")
  func nullByte() throws {
    let text = "a,b\n" + String(repeating: "1,2\n", count: 2_000) + "x\0y,2\n"
    let error = failure(text)
    #expect(
      error?.message
        == "`a.csv`: 1 row does not fit\n  line 2002: a null byte: x\u{2400}y,2")
    #expect(failure("a\0b")?.message == "`a.csv` is not a text file")
  }

  @Test("An empty file says that it is empty", arguments: ["", "\u{feff}", "\n\n"])
  func emptyFile(_ text: String) {
    #expect(failure(text)?.message == "`a.csv` is empty: it has no header line")
  }

  // MARK: Encodings

  @Test("A file that is not UTF-8 is read as Windows' letters, with a notice")
  func windowsLetters() throws {
    try files.write(
      "a.csv",
      bytes: Array("name,p\nK".utf8) + [0xf6, 0x6c, 0x6e] + Array(",".utf8) + [0x80]
        + Array("5\n".utf8))
    let (table, loaded) = try read("a.csv")
    #expect(table.row(0) == [.text("Köln"), .text("€5")])
    #expect(loaded.notices == ["`a.csv` is not UTF-8; it was read as cp1252"])
    let (latin, quiet) = try read("a.csv") { $0.encoding = "latin-1" }
    #expect(latin.row(0) == [.text("Köln"), .text("\u{80}5")])
    #expect(quiet.notices == [])
    let error = #expect(throws: EngineError.self) { try read("a.csv") { $0.encoding = "utf-8" } }
    #expect(error?.message == "`a.csv` is not UTF-8: line 2 holds other bytes")
    #expect(throws: EngineError.self) { try read("a.csv") { $0.encoding = "klingon" } }
  }

  // MARK: Several files

  @Test("Files of a pattern are joined by column names")
  func pattern() throws {
    try files.write("p1.csv", "a,b\n1,x\n")
    try files.write("p2.csv", "b,a,c\ny,2.5,true\n")
    let (table, loaded) = try read("p*.csv") { $0.includesFileName = true }
    #expect(
      table.schema
        == Schema([Field("a", .number), Field("b", .text), Field("c", .bool), Field("file", .text)])
    )
    #expect(table.row(0) == [.number(1), .text("x"), .null, .text("p1.csv")])
    #expect(table.row(1) == [.number(2.5), .text("y"), .bool(true), .text("p2.csv")])
    #expect(loaded.notices == ["`p1.csv` has no column `c`: null there"])
    let none = #expect(throws: EngineError.self) { try read("q*.csv") }
    #expect(none?.message == "no file matches `q*.csv`")
    #expect(none?.hint == "files here: `p1.csv`, `p2.csv`")
  }

  @Test("A missing file names the near ones")
  func missingFile() throws {
    try files.write("orders.csv", "a\n1\n")
    try files.write("customers.csv", "a\n1\n")
    let error = #expect(throws: EngineError.self) { try read("order.csv") }
    #expect(error?.kind == .missingFile)
    #expect(error?.message == "there is no file `order.csv`")
    #expect(error?.hint == "did you mean `orders.csv`?")
    let ending = #expect(throws: EngineError.self) { try read("Orders.parquet") }
    #expect(ending?.hint == "did you mean `orders.csv`?")
    let far = #expect(throws: EngineError.self) { try read("zzzzzzzzzzzz.csv") }
    #expect(far?.hint == "files here: `customers.csv`, `orders.csv`")
    let folder = #expect(throws: EngineError.self) { try read("data/zzz.csv") }
    #expect(folder?.hint == "there is no folder `data` either")
    let self0 = #expect(throws: EngineError.self) { try read(".") }
    #expect(self0?.message == "`.` is a folder")
  }

  @Test(
    "A kind of file that cannot be read says what can",
    arguments: [
      ("a.xls", "workbooks are read as .xlsx, and `a.xls` is none"),
      ("a.ods", "workbooks are read as .xlsx, and `a.ods` is none"),
      ("a.docx", "files that end in .docx cannot be read"),
      ("data", "the kind of data is not known: its name has no ending"),
    ])
  func unknownKind(_ name: String, _ message: String) throws {
    try files.write(name, "x")
    let error = #expect(throws: EngineError.self) { try read(name) }
    #expect(error?.message == message)
  }
}
