import Testing

@Suite("What a session keeps in the engine", .needsEngine)
struct StorageTests {
  private static let count = """
    sql \"\"\"SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'stored'\"\"\"
    """

  @Test("Rerunning a cell does not fill the memory")
  func reruns() {
    let notebook = Notebook()
    let cell = """
      orders = load sample "orders" rows: 500
      r = orders | rfm customer: customer_id, date: order_date, amount: unit_price
      """
    #expect(notebook.run(cell).errors.isEmpty)
    #expect(notebook.run(cell).errors.isEmpty)
    let before = notebook.values(Self.count)
    for _ in 0..<20 { notebook.run(cell) }
    #expect(notebook.values(Self.count) == before)
  }

  @Test("The SQL of a stored table is the same in each run")
  func shownSQL() {
    let notebook = Notebook()
    let cell = "rows [{a: 1}] | filter a > 0 | show sql"
    let first = notebook.run(cell).plain
    #expect(first.contains("FROM \"rows\""))
    #expect(notebook.run(cell).plain == first)
  }

  @Test("What another name still reads stays when a name is bound anew")
  func rebinding() {
    let notebook = Notebook()
    notebook.run("orders = rows [{a: 1}, {a: 2}]\nbig = orders | filter a > 1")
    notebook.run("count = sql \"\"\"SELECT count(*) AS n FROM orders\"\"\"")
    notebook.run("orders = rows [{a: 7}]")
    notebook.run("1 + 1")
    #expect(notebook.values("big") == ["2"])
    #expect(notebook.values("count") == ["2"])
    #expect(notebook.values("orders") == ["7"])
  }
}
