import FoundationEssentials
import Glibc
import Kernel
import Language
import Rendering
import Syntax
import Testing

@Suite("Bad input is answered with a place and a way out", .needsEngine)
struct ErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var cell: String
    var code: String
    /// What the printed error must contain.
    var words: [String]

    init(_ cell: String, _ code: String, _ words: String...) {
      self.cell = cell
      self.code = code
      self.words = words
    }

    var testDescription: String { cell }
  }

  static let cases: [Case] = [
    Case("load \"gone.csv\"", "E702", "gone.csv"),
    Case("load \"broken.csv\"", "E703", "broken.csv", "3"),
    Case("load \"t.csv\" | filter Contry == \"x\"", "E101", "Contry", "did you mean `Country`"),
    Case("load \"t.csv\" | filter day >= \"2011-12-01\"", "E412", "@2011-12-01"),
    Case("load \"t.csv\" | shwo", "E301", "did you mean `show`"),
    Case("load \"t.csv\" | where a > 1", "E310", "filter"),
    Case("load \"t.csv\" | head 3", "E310", "take"),
    Case("load \"t.csv\" | group_by Country", "E310", "by"),
    Case("load \"t.csv\" | topics b", "E311", "comes in a later release"),
    Case("load \"t.csv\" | derive b = a * 9223372036854775807", "E704", "64 bits"),
    Case("load \"t.csv\" | save \"/proc/no/t.csv\"", "E706", "/proc/no"),
    Case("nowhere | show", "E102", "nowhere"),
    Case("load \"t.csv\" | join gone on a", "E102", "gone"),
    Case("load \"t.csv\" | filter a = 1", "E204", "=="),
    Case("load \"t.csv\" | summarize sum(a) + 1", "E", "name"),
    Case("sql \"\"\"select nothing from nowhere\"\"\"", "E701", "nowhere"),
    Case("sql \"\"\"drop table x\"\"\"", "E", "SELECT"),
    Case("load \"t.csv\" | derive b = int(Country)", "E710", "France", "else:"),
  ]

  @Test("Each error has a code, a place and words that help; the session goes on", arguments: cases)
  func messages(test: Case) throws {
    let notebook = Notebook()
    try notebook.write("a,Country,day\n1,France,2011-12-01\n5,Spain,2011-12-02\n", to: "t.csv")
    try notebook.write("a,b\n1,2\n3\n4,5\n", to: "broken.csv")
    notebook.run("kept = rows [{a: 1}]")
    let answer = notebook.run(test.cell)
    let first = try #require(answer.errors.first)
    #expect(first.code.hasPrefix(test.code), "\(answer.text)")
    #expect(first.span != nil)
    #expect(answer.text.contains("line 1 ▸"))
    for word in test.words { #expect(answer.text.contains(word), "\(answer.text)") }
    #expect(!answer.text.contains("internal error"), "\(answer.text)")
    #expect(notebook.values("kept") == ["1"])
  }

  @Test("What is no file is not replaced by one, nor is a link to it", arguments: ["", "link-"])
  func savesToFilesOnly(prefix: String) throws {
    let notebook = Notebook()
    for ending in ["csv", "svg"] {
      let pipe = "\(notebook.folder)/pipe.\(ending)"
      #expect(mkfifo(pipe, 0o600) == 0)
      #expect(symlink(pipe, "\(notebook.folder)/link-pipe.\(ending)") == 0)
    }
    let rows = "rows [{a: 1, b: 2}, {a: 2, b: 3}]"
    for cell in [
      "\(rows) | save \"\(prefix)pipe.csv\"",
      "\(rows) | chart line x: a, y: b | save \"\(prefix)pipe.svg\"",
    ] {
      let answer = notebook.run(cell)
      #expect(answer.codes == ["E706"], "\(answer.plain)")
      #expect(answer.text.contains("is not a file"), "\(answer.text)")
    }
    for ending in ["csv", "svg"] {
      var status = stat()
      #expect(stat("\(notebook.folder)/pipe.\(ending)", &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFIFO)
      #expect(lstat("\(notebook.folder)/link-pipe.\(ending)", &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFLNK)
    }
  }

  @Test("A sum beyond 64 bits names the way out and shows no SQL")
  func hugeSum() {
    let row = "{a: 9223372036854775807}"
    let answer = Notebook().run("rows [\(row), \(row)] | summarize s = sum(a)")
    #expect(answer.codes == ["E704"])
    #expect(answer.text.contains("number(x)"))
    #expect(!answer.text.contains("SELECT"))
  }

  @Test("A moment with a zone is shown by the session's clocks")
  func zonedLiteral() {
    let notebook = Notebook()
    let cell = "rows [{a: 1}] | select t = @2011-07-01T10:00Z"
    #expect(notebook.values(cell) == ["2011-07-01 10:00"])
    notebook.run("use timezone \"Europe/London\"")
    #expect(notebook.values(cell) == ["2011-07-01 11:00"])
  }

  @Test("A part that a later stage dropped names the verb that made it, and its line")
  func lostPart() {
    let notebook = Notebook()
    notebook.run("orders = load sample \"orders\" rows: 300")
    notebook.run(
      """
      best = orders
        | rfm customer: customer_id, date: order_date, amount: unit_price
        | filter frequency > 0
        | take 5
      """)
    let answer = notebook.run("best.profile")
    #expect(answer.codes == ["E111"])
    #expect(answer.text.contains("`best` has no part `profile`; its last verb is `take`"))
    #expect(answer.text.contains("bind the `rfm` stage on line 2 with `| as name`"))
  }

  @Test("A column that no table can hold is told, and a query of such alone is refused")
  func hiddenColumns() {
    let notebook = Notebook()
    let answer = notebook.run("sql \"\"\"select 1 as a, {'x': 2} as s\"\"\"")
    #expect(answer.plain.contains("column `s` is hidden: STRUCT"), "\(answer.plain)")
    #expect(notebook.run("sql \"\"\"select {'x': 2} as s\"\"\"").codes == ["E525"])
  }

  @Test("Division by zero is null")
  func division() {
    let values = Notebook().values(
      "rows [{a: 1, b: 0}] | derive q = a / b | select isNull = q is null")
    #expect(values == ["true"])
  }

  @Test(
    "Data with HTML in it is shown, never executed",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\\\"><svg onload=alert(1)>",
    ])
  func hostileData(text: String) {
    let notebook = Notebook()
    notebook.run("t = rows [{a: \"\(text)\", n: 1}, {a: \"b\", n: 2}]")
    let cells = [
      "t", "t | rename `\(text)` = a", "t | describe", "t | chart bar x: n, y: a",
      "t | filter a == 3", "note f\"{$t.a}\"", "\"\(text)\"",
      "t | chart point x: n, y: n, label: a, title: \"\(text)\"",
    ]
    for cell in cells {
      let answer = notebook.run(cell)
      for output in answer.outputs {
        for type in ["text/html", "text/markdown", "image/svg+xml"] {
          let shown = output.bundle[type] ?? ""
          for tag in ["<script>alert", "<img src=x", "<svg onload"] {
            #expect(!shown.contains(tag), "\(cell)")
          }
        }
      }
    }
  }

  @Test("A cell of ten megabytes is answered")
  func hugeCell() {
    let notebook = Notebook()
    let text = String(repeating: "x", count: 10 << 20)
    let answer = notebook.run("a = \"\(text)\"\nlength($a)")
    #expect(answer.errors.isEmpty)
    #expect(answer.plain.contains("10485760") || answer.plain.contains("10,485,760"))
    let comments = String(repeating: "# nothing but words\n", count: 500_000)
    #expect(notebook.run(comments).errors.isEmpty)
    let rubbish = String(repeating: ") | ( ", count: 1_700_000)
    #expect(!notebook.run(rubbish).errors.isEmpty)
    #expect(notebook.run("1 + 1").plain == "2")
  }

  @Test("Deep brackets end in an error or a value, never in a crash")
  func deepCell() {
    let notebook = Notebook()
    for depth in [50, 200, 20_000] {
      let cell = String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
      let answer = notebook.run(cell)
      #expect(answer.errors.isEmpty ? answer.plain == "1" : !answer.text.isEmpty)
    }
  }
}
