import Kernel
import Language
import Rendering
import Syntax
import Testing

@Suite("What names and `$` stand for", .needsEngine)
struct NameTests {
  @Test("A view keeps what its names stood for")
  func captured() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 5}]\nlimit = 2\nbig = t | filter a > $limit")
    notebook.run("t = rows [{a: 9}]\nlimit = 100")
    #expect(notebook.values("big") == ["5"])
    #expect(notebook.values("t | filter a > $limit").isEmpty)
  }

  @Test("A name may be made out of itself")
  func selfReference() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 5}]")
    notebook.run("t = t | filter a > 2")
    notebook.run("t = t | derive a = a + 1")
    #expect(notebook.values("t") == ["6"])
  }

  @Test("A def that is made anew leaves the views before it alone")
  func definitions() {
    let notebook = Notebook()
    notebook.run("def twice(x) = x * 2\nt = rows [{a: 3}]\nu = t | derive b = twice(a) | select b")
    notebook.run("def twice(x) = x * 200")
    #expect(notebook.values("u") == ["6"])
    #expect(notebook.values("t | derive b = twice(a) | select b") == ["600"])
  }

  @Test(
    "`$` takes scalars, tables of one value, columns of one row, and parts",
    arguments: [
      ("$n", "7"), ("$one", "4"), ("$row.b", "x"), ("$row.a + 1", "4"), ("$none ?? 0", "0"),
      ("$record.city", "Riga"),
    ])
  func variables(expression: String, shown: String) {
    let notebook = Notebook()
    let setUp = notebook.run(
      """
      n = 7
      t = rows [{a: 3, b: "x"}, {a: 4, b: "y"}]
      one = t | summarize m = max(a)
      row = t | filter a == 3
      none = t | filter a > 100 | select a
      record = {city: "Riga"}
      """)
    #expect(setUp.errors.isEmpty, "\(setUp.text)")
    let answer = notebook.run(expression)
    #expect(answer.errors.isEmpty, "\(answer.text)")
    #expect(answer.plain == shown)
  }

  @Test("`$` of more than one value says how many there are")
  func tooMany() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 3}, {a: 4}]\nwide = rows [{a: 1, b: 2}]")
    #expect(notebook.run("$t").text.contains("has 2 rows; `$` needs one value"))
    #expect(notebook.run("$wide").text.contains("has 2 columns; `$` needs one value"))
    #expect(notebook.run("$nothing").codes == ["E103"])
  }

  @Test("A view is evaluated once, and its value kept")
  func keptValue() throws {
    let notebook = Notebook()
    try notebook.write("a\n1\n", to: "t.csv")
    notebook.run("top = load \"t.csv\" | summarize m = max(a)\n$top")
    #expect(notebook.run("$top").plain == "1")
  }

  @Test("Columns that differ only by case are told apart")
  func cases() throws {
    let notebook = Notebook()
    try notebook.write("a,A\n1,20\n2,10\n", to: "t.csv")
    notebook.run("t = rows [{a: 1, A: 20}, {a: 2, A: 10}]\nu = load \"t.csv\"")
    for name in ["t", "u"] {
      #expect(notebook.values("\(name) | filter A > 10 | derive b = a + A | select b") == ["21"])
      #expect(notebook.values("\(name) | sort A | select a") == ["2", "1"])
      #expect(notebook.values("\(name) | summarize s = sum(A)") == ["30"])
      #expect(
        notebook.values("\(name) | join \(name) on a | select \(name)_A | sort \(name)_A") == [
          "10", "20",
        ])
    }
  }

  @Test("Words of the language are no names", arguments: ["load", "rows", "note", "use", "model"])
  func reserved(word: String) {
    let codes = Notebook().run("\(word) = 3").codes
    #expect(!codes.isEmpty)
  }
}
