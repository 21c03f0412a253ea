import FoundationEssentials
import JupyterProtocol
import Kernel
import Rendering
import Syntax
import Testing
import Verbs

/// What a stranger may send, and what must never come of it.
@Suite("Values are never code, nor file names by themselves", .needsEngine)
struct SecurityTests {
  /// Texts that are code somewhere.
  static let attacks = [
    "'; DROP TABLE orders; --", "\" | save \"stolen.csv", "$secret", "$(touch stolen)", "`id`",
    "x | load \"/etc/passwd\"", "../../etc/passwd", "{$secret}", "{{7*7}}", "\\", "\\'", "'", "''",
    "$$ UNION SELECT 1 --", "*/ UNION SELECT 1 /*", "\u{0}", "\r\n# GET /x", "E'\\'", "%s%n",
    "'\u{301} OR TRUE OR name = '", "\u{301}'\u{301}--", "\"\u{301}", "`\u{301}`", "\u{0}a'\u{0}",
    "<script>alert(1)</script>", "]]>", "-->", "\u{202E}txt.exe", "\u{1B}[2J", "👩‍👩‍👧‍👦",
  ]

  /// A request as the gateway writes it into a cell.
  static func assignment(_ request: String) -> String {
    var text = ""
    for unit in request.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "REQUEST = \"\(text)\""
  }

  /// A request with one argument, as JSON inside the text of a cell.
  static func request(argument: String) -> String {
    assignment("{\"body\": \"\", \"args\": {\"q\": [\(quoted(argument))]}, \"path\": {}}")
  }

  static func quoted(_ text: String) -> String {
    let cell = assignment(text)
    return String(cell.dropFirst("REQUEST = ".count))
  }

  private func notebook(_ argument: String) -> Notebook {
    let notebook = Notebook()
    notebook.run("t = rows [{name: \"a\", n: 1}, {name: \"b\", n: 2}]\nsecret = \"hidden\"")
    let answer = notebook.run(Self.request(argument: argument))
    #expect(answer.errors.isEmpty, "\(answer.text)")
    notebook.run("q = json($REQUEST, \"args.q[0]\")")
    return notebook
  }

  @Test("A request's value comes back as it was sent", arguments: attacks)
  func values(_ attack: String) {
    #expect(notebook(attack).run("respond $q").document == attack)
  }

  @Test("In conditions, columns and SQL it is compared, not run", arguments: attacks)
  func conditions(_ attack: String) throws {
    let notebook = notebook(attack)
    let before = try FileManager.default.contentsOfDirectory(atPath: notebook.folder)
    for cell in [
      "t | filter name == $q | respond", "t | filter name in [$q, \"zz\"] | respond",
      "t | filter contains(name, $q) and n > 5 | respond",
      "sql \"\"\"select name, n from t where name = $q\"\"\" | respond",
      "sql \"\"\"select name, n from t where name in ($q) /* /* $q */ */\"\"\" | respond",
    ] {
      let answer = notebook.run(cell)
      #expect(answer.document == "[]", "\(cell): \(answer.text)")
    }
    let made = notebook.run("t | take 1 | derive x = $q | select x | respond").document
    #expect(made == "[{\"x\":\(json(attack))}]")
    #expect(try FileManager.default.contentsOfDirectory(atPath: notebook.folder) == before)
    #expect(notebook.run("t | summarize count() | respond").document == "[{\"count\":2}]")
  }

  private func json(_ text: String) -> String {
    Notebook().run("x = \(Self.quoted(text))\nrespond $x as: json").document
  }

  @Test("As a name of a column it is a name", arguments: attacks)
  func columns(_ attack: String) {
    let notebook = notebook(attack)
    let key = json(attack)
    let answer = notebook.run(
      "x = \(Self.quoted("[{\(key):1}]"))\nc = rows $x | derive y = 2 | collect\nc | respond")
    if attack.unicodeScalars.contains("\0") {
      #expect(answer.codes == ["E304"])
    } else {
      #expect(answer.document == "[{\(key):1,\"y\":2}]", "\(answer.text)")
    }
  }

  @Test("Inside all kinds of SQL quotes a name is text")
  func quotes() {
    let notebook = notebook("$$ || 'x' --")
    for query in [
      "select 'a $q b' as x", "select $$a $q b$$ as x", "select $t$a $q b$t$ as x",
    ] {
      let answer = notebook.run("sql \"\"\"\(query)\"\"\" | respond")
      #expect(answer.document == "[{\"x\":\"a $q b\"}]", "\(query): \(answer.text)")
    }
    let escaped = notebook.run("sql r\"\"\"select E'a\\' $q b' as x\"\"\" | respond")
    #expect(escaped.document == "[{\"x\":\"a' $q b\"}]", "\(escaped.text)")
  }

  @Test(
    "The query itself is written in the cell",
    arguments: ["sql $q", "sql f\"select {$q}\"", "sql json($REQUEST, \"args.q[0]\")"])
  func queries(_ cell: String) {
    let answer = notebook("select 1").run(cell)
    #expect(answer.codes == ["E528"])
    #expect(answer.text.contains("no value becomes SQL"))
  }

  @Test("`sql` neither writes nor sets anything")
  func statements() {
    let notebook = Notebook()
    for query in [
      "copy (select 1) to 'stolen.csv'", "attach 'x.db'", "install httpfs", "set threads = 1",
      "select 1; drop table t", "pragma version", "create table t as select 1",
    ] {
      #expect(notebook.run("sql \"\"\"\(query)\"\"\"").codes == ["E528"], "\(query)")
    }
  }

  @Test("What a page shows is text", arguments: ["<script>alert(1)</script>", "\"><img src=x>"])
  func pages(_ attack: String) {
    let notebook = notebook(attack)
    for cell in [
      "$q", "rows [{a: $q}]", "t | derive x = $q", "note f\"# {$q}\"", "note $q",
      "t | chart bar x: name, y: n, title: $q",
      "t | derive c = $q | chart point x: n, y: n, color: c",
      "t | derive c = f\"{name}{$q}\" | chart bar x: c, y: n", "t | describe", "t | filter $q > 1",
      "t | rename `\(attack.replacing("\"", with: "'"))` = name", "?q",
    ] {
      let answer = notebook.run(cell)
      let source = CellSource(cell, .cell(1))
      let pages =
        answer.outputs.flatMap { output in
          let kinds =
            ["text/html", "image/svg+xml"] + (cell.hasPrefix("note") ? ["text/markdown"] : [])
          return kinds.compactMap { output.bundle[$0] }
        } + [ErrorText.html(answer.errors, source: source)]
      for page in pages {
        #expect(!page.contains("<script>alert"), "\(cell)")
        #expect(!page.contains("<img src=x"), "\(cell)")
      }
    }
  }

  @Test("A path comes from a value only where the cell says so")
  func paths() throws {
    let notebook = notebook("../../etc/passwd")
    // `load $q` is the author's own choice; texts inside a request are not read as paths.
    let answer = notebook.run("load $q")
    #expect(answer.codes == ["E702"] || answer.codes == ["E703"])
    #expect(notebook.run("t | save $q").codes == ["E706"])
    #expect(notebook.run("param name: text = \"a\" in [\"a\", \"b\"]").errors.isEmpty)
    #expect(notebook.run("name = $q").codes == ["E304"])
  }

  @Test("What a request cannot be is refused, and the last one stays")
  func broken() {
    let notebook = notebook("first")
    for (cell, code) in [
      ("REQUEST = \"\\ud800\"", "E211"), ("REQUEST = \"\\udc00\\ud800\"", "E211"),
      ("REQUEST = \"a", "E202"),
      ("REQUEST = \"\(String(repeating: "a", count: 17 << 20))\"", "E215"),
    ] {
      let answer = notebook.run(cell)
      #expect(Set(answer.codes) == [code])
      #expect(answer.text.utf8.count < 2_000)
    }
    #expect(notebook.run("respond $q").document == "first")
    let half = Self.assignment("{\"body\": \"\\ud800\"}")
    #expect(notebook.run(half).errors.isEmpty)
    #expect(notebook.run("json($REQUEST, \"body\")").text.contains("half of a surrogate pair"))
  }

  @Test("A request of a megabyte is read in moments, and a deep one is refused")
  func large() {
    let notebook = Notebook()
    let items = (0..<20_000).map { "{\"id\": \($0), \"name\": \"customer \($0)\"}" }
    let body = "[\(items.joined(separator: ", "))]"
    #expect(notebook.run(Self.assignment("{\"body\": \(body)}")).errors.isEmpty)
    #expect(
      notebook.run("rows json($REQUEST, \"body\") | summarize count(), max(id) | respond").document
        == "[{\"count\":20000,\"max_id\":19999}]")
    let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    #expect(notebook.run(Self.assignment("{\"body\": \(deep)}")).errors.isEmpty)
    #expect(notebook.run("rows json($REQUEST, \"body\")").codes == ["E710"])
  }

  @Test("A request has a bounded number of rows, columns and values")
  func bounds() {
    let notebook = Notebook()
    func rows(_ body: String) -> [String] {
      notebook.run("x = \(Self.quoted(body))\nrows $x | take 1").codes
    }
    let many = Array(repeating: "{\"a\":1}", count: 100_001).joined(separator: ",")
    #expect(rows("[\(many)]") == ["E529"])
    let wide = (0...1_000).map { "\"c\($0)\":1" }.joined(separator: ",")
    #expect(rows("[{\(wide)}]") == ["E529"])
    let square = (0..<90_000).map { "{\"c\($0 % 900)\":1}" }.joined(separator: ",")
    #expect(rows("[\(square)]") == ["E529"])
  }

  @Test("An answer has a bounded number of rows and bytes")
  func answers() {
    let notebook = Notebook()
    let rows = "sql \"select i as n, repeat('x', 400) as x from range(100001) t(i)\""
    #expect(notebook.run("\(rows) | select n | respond").codes == ["E529"])
    let large = notebook.run("\(rows) | take 90000 | respond")
    #expect(large.codes == ["E529"])
    #expect(large.text.contains("take 1000"))
    #expect(large.document.isEmpty)
    #expect(notebook.run("\(rows) | take 100000 | select n | respond").errors.isEmpty)
  }
}
