import JupyterProtocol
import Kernel
import Rendering
import Testing

@Suite("Passwords are shown nowhere", .needsEngine)
struct PasswordTests {
  @Test(
    "In errors of cells that hold one",
    arguments: [
      "use engine postgres \"postgres://u:se@cret@h/db\"",
      "use engine postgres \"host=h user=u password=se@cret dbname=db\"",
      "use engine postgres \"host=h password='se@cret' dbname=db\"",
      "t = load \"https://u:se@cret@h/x.csv\"",
      "dsn = \"postgres://u:se@cret@h/db\" | filter",
      "param dsn: int = \"postgres://u:se@cret@h/db\"", "x = int(\"pg://u:se@cret@h\")",
    ])
  func errors(_ cell: String) {
    let answer = Notebook().run(cell)
    #expect(!answer.errors.isEmpty)
    let source = CellSource(cell, .cell(1))
    let texts =
      [answer.text, ErrorText.html(answer.errors, source: source)]
      + answer.errors.map(ErrorText.summary)
    for text in texts { #expect(!text.contains("cret"), "\(text)") }
  }

  @Test("In the value of a name")
  func values() {
    let notebook = Notebook()
    notebook.run("dsn = \"postgres://u:secret@h/db\"")
    for cell in ["$dsn", "dsn", "?dsn"] {
      let answer = notebook.run(cell)
      #expect(!answer.plain.contains("secret") && !answer.html.contains("secret"), "\(cell)")
    }
    #expect(notebook.run("$dsn").plain == "postgres://u:******@h/db")
  }

  @Test(
    "In notes",
    arguments: [
      "note f\"{$dsn}\"", "note $dsn", "note f\"at {$dsn} now\"", "note $pairs",
      "note f\"postgres://u:{$word}@h/db\"", "note f\"password={$word}\"",
      "note \"postgres://u:qx_c*qz@h/db\"",
    ])
  func notes(_ cell: String) throws {
    let notebook = Notebook()
    notebook.run(
      """
      dsn = "postgres://u:qx_c*qz@h/db"
      pairs = "host=h password = 'qx_c*qz' user=u"
      word = "qx_c*qz"
      """)
    let answer = notebook.run(cell)
    #expect(answer.errors.isEmpty && !answer.outputs.isEmpty, "\(answer.text)")
    for item in answer.outputs.flatMap(\.bundle.data) {
      #expect(item.content.contains("*"))
      #expect(!item.content.contains("qx") && !item.content.contains("qz"), "\(item)")
    }
  }

  @Test("In what the editor offers and tells")
  func editor() throws {
    let notebook = Notebook()
    notebook.run("dsn = \"pg://u:secret@h\"\nt = rows [{a: \"pg://u:secret@h\"}] | collect")
    let values = notebook.session.complete("note $", cursor: 6).matches
    #expect(values.contains { "\($0)".contains("pg://u:******@h") })
    for cell in ["note $", "t | select ", "t | filter "] {
      for match in notebook.session.complete(cell, cursor: cell.count).matches {
        #expect(!"\(match)".contains("secret"), "\(match)")
      }
    }
    for cell in ["$dsn", "t | select a", "t"] {
      let card = try #require(notebook.session.inspect(cell, cursor: cell.count))
      #expect(!card.data.contains { $0.content.contains("secret") }, "\(card.plain)")
    }
  }

  @Test("In the history, which keeps no request either")
  func history() {
    let history = HistoryFile(nil) { _ in }
    #expect(
      history.keepable("use engine postgres \"postgres://u:secret@h/db\"")
        == "use engine postgres \"postgres://u:***@h/db\"")
    #expect(history.keepable("sales | take 3") == "sales | take 3")
    #expect(history.keepable("REQUEST = \"{\\\"token\\\": 1}\"") == "REQUEST = \"…\"")
    #expect(history.keepable(String(repeating: "x", count: 65_537)) == "…")
  }
}
