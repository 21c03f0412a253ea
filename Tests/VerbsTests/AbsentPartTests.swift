import Syntax
import Testing

/// What is said of parts that an answer lacks.
@Suite(.needsEngine) struct AbsentPartTests {
  @Test(arguments: ["", " bad_rows: skip"])
  func `a file whose rows all fit has no rejected ones, and nothing to add`(_ option: String) throws
  {
    let bench = CellBench()
    try bench.write("a,b\n1,x\n2,y\n", to: "good.csv")
    bench.succeed("g = load \"good.csv\"\(option)")
    let outcome = bench.run("g.rejected")
    #expect(outcome.errors.map(\.code) == ["E111"], "\(outcome.text)")
    #expect(outcome.text.contains("every row fitted"), "\(outcome.text)")
    #expect(!outcome.text.contains("add `bad_rows: skip`"), "\(outcome.text)")
  }

  @Test(arguments: [
    ("popular", "take another method, such as `method: items`"),
    ("[items, ease]", "name one method, such as `method: items`"),
  ])
  func `where no model tells items apart, another one is named`(
    _ method: String, advice: String
  ) {
    let bench = CellBench()
    // Users and items by chance: what is popular is taken.
    bench.succeed(
      """
      b = sql "SELECT range // 6 AS u, (hash(range) % 40)::INT AS i FROM range(600)"
      m = b | recommend user: u, item: i, method: \(method)
      """)
    let outcome = bench.run("m.similar")
    #expect(outcome.errors.map(\.code) == ["E111"], "\(outcome.text)")
    #expect(outcome.text.contains(advice), "\(outcome.text)")
  }
}
