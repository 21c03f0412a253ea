import Kernel
import Language
import Rendering
import Syntax
import Testing

@Suite("Cells and their names", .needsEngine)
struct SessionTests {
  @Test("The last statement's value is the cell's result, earlier ones are displayed")
  func results() {
    let answer = Notebook().run("1 + 1\nrows [{a: 1}]\n\"last\"")
    #expect(answer.outputs.map(\.isResult) == [false, false, true])
    #expect(answer.outputs[0].bundle.plain == "2")
    #expect(answer.outputs[2].bundle.plain == "last")
  }

  @Test("A table comes as HTML and as text")
  func twins() {
    let answer = Notebook().run("rows [{a: 1, b: \"x\"}, {a: 2}]")
    #expect(answer.outputs.count == 1)
    #expect(answer.html.contains("<table"))
    #expect(answer.plain.contains("2 rows · 2 columns"))
  }

  @Test("An assignment is silent")
  func assignment() {
    let notebook = Notebook()
    #expect(notebook.run("t = rows [{a: 1}]").outputs.isEmpty)
    #expect(notebook.session.workspace["t"] != nil)
  }

  @Test("A cell that fails binds nothing, and the names before it stay")
  func failingCell() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]")
    let failed = notebook.run(
      "t = rows [{a: 2}]\nu = t | filter a > 1 | as v\nt | filter nothing > 1")
    #expect(failed.codes == ["E101"])
    #expect(notebook.session.workspace.order == ["t"])
    #expect(notebook.values("t") == ["1"])
  }

  @Test("What was shown before the error stays shown")
  func outputsBeforeErrors() {
    let answer = Notebook().run("rows [{a: 1}] | show\nrows [{a: 1}] | filter b > 1")
    #expect(answer.outputs.count == 1)
    #expect(answer.codes == ["E101"])
  }

  @Test("A setting of `use` stays when its cell fails")
  func settings() {
    let notebook = Notebook()
    #expect(notebook.run("use seed \"x\"").errors.count == 1)
    #expect(!notebook.run("use seed 7\nnowhere | show").errors.isEmpty)
    let draw = "rows [{a: 1}, {a: 2}, {a: 3}, {a: 4}, {a: 5}, {a: 6}] | sample 3"
    #expect(notebook.values(draw) == Notebook().values("use seed 7\n" + draw))
  }

  @Test("A syntax error anywhere keeps the whole cell from running")
  func syntaxErrors() {
    let notebook = Notebook()
    let answer = notebook.run("t = rows [{a: 1}]\nt | show\nt | filter (a > 1")
    #expect(answer.outputs.isEmpty)
    #expect(answer.codes == ["E203"])
    #expect(notebook.session.workspace.order.isEmpty)
  }

  @Test("Errors that do not follow from the first one are listed with it")
  func laterErrors() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]")
    let answer = notebook.run("t | filter x > 1\nt | sort y\nt | sort a")
    #expect(answer.codes == ["E101", "E101"])
    #expect(answer.text.contains("line 1") && answer.text.contains("line 2"))
  }

  @Test("Errors that follow from the first one are not")
  func dependentErrors() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]")
    let answer = notebook.run("u = t | filter x > 1\nw = u | sort y\nw | sort z\n$u")
    #expect(answer.codes == ["E101"])
  }

  @Test("`as` binds a table midway")
  func midway() {
    let notebook = Notebook()
    let values = notebook.values(
      "rows [{a: 1}, {a: 2}] | derive b = a * 10 | as both | filter a == 2 | select b")
    #expect(values == ["20"])
    #expect(notebook.values("both | summarize n = count()") == ["2"])
  }

  @Test("`show` displays and passes on; a pipeline that ends in it shows once")
  func show() {
    let notebook = Notebook()
    let answer = notebook.run("t = rows [{a: 1}, {a: 2}] | show | filter a == 2\nt | show")
    #expect(answer.outputs.count == 2)
    #expect(answer.outputs[0].bundle.plain.contains("2 rows"))
    #expect(answer.outputs[1].bundle.plain.contains("1 row "))
  }

  @Test("`%%sql` with a name binds, without one displays")
  func sqlCells() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}, {a: 2}]")
    #expect(notebook.run("%%sql twice\nSELECT a * 2 AS b FROM t").outputs.isEmpty)
    #expect(notebook.values("twice | sort b") == ["2", "4"])
    #expect(notebook.values("%%sql\nSELECT sum(b) AS s FROM twice") == ["6"])
  }

  @Test("A note shows Markdown whose values are escaped")
  func notes() {
    let answer = Notebook().run("x = \"<b>*\"\nnote f\"**Sum** {$x}\"")
    #expect(answer.outputs.first?.bundle["text/markdown"] == "**Sum** &lt;b&gt;\\*")
  }

  @Test("`?name` shows a card of a verb, a function, a name and an error")
  func help() {
    let notebook = Notebook()
    notebook.run("t = rows [{a: 1}]")
    for (name, word) in [
      ("filter", "filter"), ("round", "round"), ("t", "table"), ("E101", "column"),
    ] {
      let answer = notebook.run("?\(name)")
      #expect(answer.errors.isEmpty)
      #expect(answer.plain.contains(word), "?\(name)")
    }
    #expect(notebook.run("?fliter").text.contains("filter"))
  }
}
