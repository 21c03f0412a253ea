import Testing

/// An error of values is shown at the stage that made them, with some of its rows.
@Suite("A failing value is found")
struct LocatingTests {
  private func answer(_ cells: String...) throws -> String {
    let notebook = Notebook()
    try notebook.write("a,b\n1,x\nz,y\n3,w\n?,v\n-,u\n+,t\n", to: "t.csv")
    return cells.map { notebook.run($0).text }.last ?? ""
  }

  @Test func `the stage is underlined, and three rows are shown`() throws {
    let text = try answer(
      "load \"t.csv\" | filter b != \"x\" | derive n = int(a) | sort n | take 2")
    #expect(
      text == #"""
        error[E710]: cannot read 'z' as int
          line 1 ▸ load "t.csv" | filter b != "x" | derive n = int(a) | sort n | take 2
                                                    ^^^^^^^^^^^^^^^^^ say what such texts become, for instance  int(x, else: null)
          such a row: a: "z", b: "y"
          such a row: a: "?", b: "v"
          such a row: a: "-", b: "u"
        """#)
  }

  @Test func `an overflow too`() throws {
    let text = try answer(
      "t = rows [{a: 9223372036854775807}]", "t | derive n = a * 3 | summarize s = sum(n)")
    #expect(text.contains("\n               ^^^^^^^^^^^^^^^^ make it a number"), "\(text)")
  }

  @Test func `a view that fails by itself is named`() throws {
    let text = try answer("v = load \"t.csv\" | derive n = int(a)", "v | sort b")
    #expect(text.contains("line 1 ▸ v | sort b\n           ^ say what"), "\(text)")
    #expect(text.contains(#"such a row: a: "z", b: "y""#), "\(text)")
  }

  @Test func `a stage that shows or saves is not to blame`() throws {
    let text = try answer("load \"t.csv\" | filter int(a) > 1 | save \"out.csv\"")
    #expect(text.contains("                         ^^^^^^^^^^^^^^^^^ say"), "\(text)")
  }
}
