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
}
