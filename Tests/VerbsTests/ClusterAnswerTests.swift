import Syntax
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

  @Test func `the profile has every feature where there is room`() throws {
    let bench = CellBench()
    bench.succeed("g = load sample \"supermarket\", rows: 200 | cluster k: 4")
    let profile = try bench.table("g.profile")
    let names = Array(try bench.table("g.centres").schema.names.dropFirst())
    #expect(names.count < 21)
    #expect(profile.schema.names == ["cluster", "rows", "share"] + names)
  }

  @Test func `of many features the profile has each column, and says what it leaves out`() throws {
    let bench = CellBench()
    // Two texts of twelve levels each, one with a rare level, and two numbers.
    bench.succeed(
      """
      t = sql "SELECT chr(65 + (range % 12)::INT) AS a, chr(65 + (range // 12)::INT) AS b, CASE WHEN range = 7 THEN 'x' ELSE 'y' END AS rare, (range % 2) * 50.0 + range AS n, range % 3 + 0.5 AS third FROM range(144)"
      g = t | cluster k: 3
      """)
    let profile = try bench.table("g.profile")
    let names = profile.schema.names.dropFirst(3)
    #expect(names.count == 20)
    let columns = Set(names.map { $0.split(separator: " ").first.map(String.init) ?? "" })
    #expect(columns == ["a", "b", "rare", "n", "third"])
    let text = bench.succeed("g.profile").text
    #expect(text.contains("-- 8 features that tell less left out · all in .centres"), "\(text)")
    #expect(try bench.table("g.centres").schema.names.count == 29)
  }
}
