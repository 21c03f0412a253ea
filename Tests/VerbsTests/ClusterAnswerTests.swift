import Tables
import Testing

/// What `cluster` shows of its groups.
@Suite(.needsEngine) struct ClusterAnswerTests {
  private static let tree = """
    s = load sample "supermarket", rows: 200
    g = s | cluster age, total_spend method: hierarchical, k: 4

    """

  @Test(arguments: ["g | chart", "g | chart dendrogram", "g.tree | chart"])
  func `the picture of a whole tree is the tree with its cut`(_ cell: String) throws {
    let bench = CellBench()
    bench.succeed(Self.tree)
    let text = bench.succeed(cell).text
    #expect(
      text.contains("Tree of groups: dendrogram of 200 leaves cut into 4 clusters"), "\(text)")
  }

  @Test(arguments: ["g | chart point", "g | filter cluster < 3 | chart"])
  func `the map of the rows of a tree is a point chart`(_ cell: String) throws {
    let bench = CellBench()
    bench.succeed(Self.tree)
    let text = bench.succeed(cell).text
    #expect(text.contains("Groups by age and total_spend: scatter plot"), "\(text)")
  }

  @Test func `some rows of a tree are no tree`() throws {
    let bench = CellBench()
    bench.succeed(Self.tree)
    let outcome = bench.run("g | filter cluster < 3 | chart dendrogram")
    #expect(outcome.errors.map(\.code) == ["E302"], "\(outcome.text)")
    let bar = bench.run("g | chart bar")
    #expect(bar.errors.map(\.code) == ["E302"], "\(bar.text)")
  }
}
