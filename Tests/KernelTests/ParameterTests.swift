import Kernel
import Language
import Rendering
import Syntax
import Testing

@Suite("Params", .needsEngine)
struct ParameterTests {
  @Test(
    "A plain assignment converts to the declared type",
    arguments: [
      ("int = 1", "\"12\"", "12"), ("number = 1.5", "3", "3"),
      ("date = @2011-01-01", "\"2011-12-09\"", "2011-12-09"),
      ("text = \"a\"", "\"b\"", "b"), ("bool = true", "\"false\"", "false"),
      ("date = @2011-01-01", "@2011-12", "2011-12-01"), ("list = [1]", "[2, 3]", "[2, 3]"),
      ("duration = 30d", "2w", "14 d"),
    ])
  func conversions(declaration: String, value: String, shown: String) {
    let notebook = Notebook()
    #expect(notebook.run("param k: \(declaration)").errors.isEmpty)
    let set = notebook.run("k = \(value)")
    #expect(set.errors.isEmpty, "\(set.text)")
    #expect(notebook.run("$k").plain == shown)
  }

  @Test(
    "A value that does not fit names the declared type or the limits",
    arguments: [
      ("int = 1", "\"x\"", "int"), ("date = @2011-01-01", "3", "date"),
      ("int = 3 in (1..5)", "6", "1 to 5"), ("text = \"a\" in [\"a\", \"b\"]", "\"c\"", "a, b"),
      ("list = [1] in [1, 2]", "[1, 3]", "1, 2"), ("int = 1", "2.5", "int"),
    ])
  func refusals(declaration: String, value: String, words: String) {
    let notebook = Notebook()
    notebook.run("param k: \(declaration)")
    let set = notebook.run("k = \(value)")
    #expect(set.codes == ["E304"])
    #expect(set.text.contains(words), "\(set.text)")
    #expect(notebook.session.workspace["k"] != nil)
  }

  @Test("The `param` line run again resets to the default")
  func reset() {
    let notebook = Notebook()
    notebook.run("param k: int = 1")
    notebook.run("k = 5")
    #expect(notebook.run("$k").plain == "5")
    #expect(notebook.run("param k: int = 1\n$k").plain == "1")
  }

  @Test("A value of the command line wins over the default and over assignments")
  func overrides() {
    let notebook = Notebook(overrides: ["k": "8", "since": "2011-12-01", "tags": "[\"a\"]"])
    let answer = notebook.run(
      "param k: int = 1\nparam since: date = @2011-01-01\nparam tags: list = []\nk = 3\n$k\n$since")
    #expect(answer.errors.isEmpty, "\(answer.text)")
    #expect(answer.outputs.map(\.bundle.plain) == ["8", "2011-12-01"])
  }

  @Test("A value of the command line is checked")
  func badOverride() {
    #expect(Notebook(overrides: ["k": "x"]).run("param k: int = 1").codes == ["E304"])
    #expect(Notebook(overrides: ["k": "9"]).run("param k: int = 1 in (1..5)").codes == ["E304"])
  }

  @Test("A param without a value is an error at its first use")
  func unset() {
    let notebook = Notebook()
    #expect(notebook.run("param k: int").errors.isEmpty)
    #expect(notebook.run("$k").codes == ["E112"])
  }

  @Test("A param is no table, and a table no param")
  func kinds() {
    let notebook = Notebook()
    notebook.run("param k: int = 1\nt = rows [{a: 1}]")
    #expect(notebook.run("k = rows [{a: 1}]").codes == ["E107"])
    #expect(notebook.run("param t: int = 1").codes == ["E107"])
  }

  @Test("Without a param, an assignment makes an ordinary scalar of any type")
  func scalars() {
    let notebook = Notebook()
    notebook.run("k = 7")
    notebook.run("k = \"now a text\"")
    #expect(notebook.run("$k").plain == "now a text")
  }
}
