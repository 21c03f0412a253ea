import JSONText
import JupyterProtocol
import Kernel
import Language
import Rendering
import Synchronization
import Syntax
import Tasks
import Testing
import Verbs

@Suite("Scripts")
struct ScriptTests {
  @Test("A script is one cell, and `# %%` starts another")
  func cells() {
    #expect(Script("a\nb\n", name: "x").cells.map(\.text) == ["a\nb\n"])
    let script = Script("a\n# %% Sales\nb\n#%%\n\nc", name: "x")
    #expect(script.cells.map(\.text) == ["a\n", "b\n", "\nc"])
    #expect(script.cells.map(\.firstLine) == [1, 3, 5])
    #expect(script.cells.map(\.heading) == [nil, "# %% Sales", "#%%"])
  }

  @Test("Windows line ends and a byte order mark change nothing")
  func lineEnds() {
    let script = Script("\u{FEFF}# %% one\r\na\r\n# %%\r\nb", name: "x")
    #expect(script.cells.map(\.text) == ["a\r\n", "b"])
    #expect(script.cells.map(\.heading) == ["# %% one", "# %%"])
    #expect(script.cells.map(\.firstLine) == [2, 4])
  }

  @Test("A heading stands at the margin")
  func indentedComments() {
    #expect(Script("a\n  # %% no\nb # %% no", name: "x").cells.count == 1)
  }

  @Test("Formatting keeps headings and puts one empty line before each")
  func formatting() {
    let script = Script("\n\na\n\n\n# %% two\n\nb\n\n# %%\n", name: "x")
    #expect(script.formatted { $0.text } == "a\n\n# %% two\nb\n\n# %%\n")
    let once = script.formatted { $0.text }
    #expect(Script(once, name: "x").formatted { $0.text } == once)
  }

  @Test("The names of params are known, unless a cell does not parse")
  func parameters() {
    let shapes = VerbCatalog.standard.shapes
    let script = Script("param a: int = 1\n# %%\nparam b: text", name: "x")
    #expect(script.parameterNames(shapes) == ["a", "b"])
    #expect(Script("param a: int = (", name: "x").parameterNames(shapes) == nil)
  }

  private func run(_ text: String, _ format: ScriptFormat) -> (output: String, errors: [String]?) {
    let written = Mutex("")
    let notebook = Notebook()
    let output = format.output { piece in written.withLock { $0 += piece } }
    let errors = notebook.session.run(
      Script(text, name: "report.teff"), cancellation: Cancellation(), output: output)
    return (written.withLock { $0 }, errors)
  }

  @Test("Text is the plain twins, with an empty line between them", .needsEngine)
  func text() {
    let run = run("1 + 1\n# %%\nnote \"Hello\"\n# %%\n%%sql\nSELECT 'x' AS a", .text)
    #expect(run.errors == nil)
    #expect(run.output == "2\n\nHello\n\n┌───┐\n│ a │\n├───┤\n│ x │\n└───┘\n1 row · 1 column\n")
  }

  @Test("JSON is one object a line, in order", .needsEngine)
  func json() throws {
    let run = run("1 + 1\n\"a\"\n# %%\nrows [{a: 1}] | show\n# %%\nnowhere\n# %%\n2", .json)
    let lines = run.output.split(separator: "\n").map(String.init)
    let objects = try lines.map { try JSON(parsing: $0) }
    #expect(
      objects.map { $0["output"]?.string }
        == ["display_data", "execute_result", "display_data", "error"])
    #expect(objects[1]["data"]?["text/plain"]?.string == "a")
    #expect(objects[2]["data"]?["text/html"]?.string?.contains("<table") == true)
    #expect(objects[3]["ename"]?.string == "E102")
    #expect(run.errors?.contains { $0.contains("report.teff, line 6") } == true)
  }

  @Test("A page stands alone, folds the code and shows the error", .needsEngine)
  func page() {
    let run = run("# %% Sales <1>\nnote \"# Title\\n\\n- *a*\\n- `b`\"\n# %%\nx < y\n", .html)
    #expect(run.output.hasPrefix("<!DOCTYPE html>"))
    #expect(run.output.hasSuffix("</html>\n"))
    #expect(run.output.contains("<title>report.teff</title>"))
    #expect(run.output.contains("<summary>Sales &lt;1&gt;</summary>"))
    #expect(
      run.output.contains("<h1>Title</h1>\n<ul><li><em>a</em></li><li><code>b</code></li></ul>"))
    #expect(run.output.contains("report.teff, line 4"))
    #expect(run.errors != nil)
  }

  @Test("Markup in a note is shown as text", .needsEngine)
  func hostileNote() {
    let run = run(
      "x = \"<script>alert(1)</script>\"\nnote f\"{x} <b>bold</b> [x](javascript:alert(1))\"", .html
    )
    #expect(!run.output.contains("<script>alert"))
    #expect(!run.output.contains("<b>bold"))
    #expect(!run.output.contains("href=\"javascript"))
  }

  @Test("The script stops at the cell that fails", .needsEngine)
  func stops() {
    let run = run("1\n# %%\nnowhere\n# %%\n3", .text)
    #expect(run.output == "1\n")
    #expect(run.errors?.first == "error[E102]: there is no table called `nowhere`")
  }
}
