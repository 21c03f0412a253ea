import Testing

/// Long groupings stop when they are told to.
@Suite(.needsEngine, .timeLimit(.minutes(3)), .serialized)
struct GroupingInterruptTests {
  @Test(arguments: [
    "s | cluster k: auto", "s | cluster k: 8, method: gmm",
    "s | cluster method: hierarchical, k: 4", "s | cluster method: dbscan",
    "s | cluster method: hdbscan", "s | cluster method: hierarchical, linkage: average, k: 4",
  ])
  func `a grouping stops, and the next cell works`(_ cell: String) throws {
    let notebook = Notebook()
    notebook.run("s = load sample \"supermarket\", rows: 15000")
    try notebook.interrupt(cell, after: 120_000)
    #expect(notebook.values("s | summarize count()") == ["15,000"])
  }
}
