import FoundationEssentials
import Syntax
import Tables
import TestSupport
import Testing

/// Correlations, comparisons, tests and anomalies of tables that are hard to handle.
@Suite(.needsEngine) struct ContrastLimitsTests {
  /// A file of `columns` columns of numbers and 40 rows; `shifted` is larger by a half.
  private static func wide(_ columns: Int, shifted: Int? = nil) -> String {
    var lines = ["id," + (0..<columns).map { "q\($0)" }.joined(separator: ",")]
    for row in 0..<40 {
      let values = (0..<columns).map { column in
        Double((row * 7 + column * 13 + row * column) % 101) + (column == shifted ? 0.5 : 0)
      }
      lines.append("\(row)," + values.map { "\($0)" }.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `a thousand columns are refused by correlate, with their number and a way out`() throws
  {
    let bench = CellBench()
    try bench.write(Self.wide(1_000), to: "wide.csv")
    bench.succeed("w = load \"wide.csv\"")
    let outcome = bench.run("w | correlate")
    #expect(outcome.errors.first?.code == "E306")
    #expect(outcome.errors.first?.message.contains("500,500 pairs") == true)
    #expect(outcome.errors.first?.label.contains("correlate id, q0, q1") == true)
    let pairs = try bench.table("w | correlate matching(\"q1??\")")
    #expect(pairs.rowCount == 4_950)
  }

  @Test func `tables of a thousand columns are compared, by key and by groups`() throws {
    let bench = CellBench()
    try bench.write(Self.wide(1_000), to: "a.csv")
    try bench.write(Self.wide(1_000, shifted: 7), to: "b.csv")
    bench.succeed("a = load \"a.csv\"\nb = load \"b.csv\"\nc = a | compare b, key: id")
    let changed = try bench.table("c | filter changed > 0")
    #expect(changed["column"]?.values == [.text("q7")])
    #expect(changed["difference"]?[0] == .number(0.5))
    #expect(try bench.table("c.rows").rowCount == 40)
    let groups = try bench.table("a | derive late = id >= 20 | compare on late")
    // Nine columns are constant by the way the numbers are made: q94, q195, …
    #expect(groups.rowCount == 991)
    let effects = (groups["effect"]?.numbers ?? []).map { abs($0 ?? 0) }
    #expect(effects == effects.sorted(by: >))
  }

  @Test func `texts with quotes and a zero byte are keys, groups and values like others`() throws {
    let bench = CellBench()
    bench.succeed(
      #"""
      a = rows [{id: 1, k: "a\u0000b", x: 1.0, v: "q\"'"}, {id: 2, k: "a\u0000b", x: 2.0, v: "w\u0000"},
                {id: 3, k: "c", x: 5.0, v: "; drop"}, {id: 4, k: "c", x: 7.0, v: "q\"'"}]
      """#)
    let test = try bench.table("a | test x by k")
    #expect(test["rows"]?[0] == .int(4))
    let groups = try bench.table("a | compare on k")
    #expect(groups["group"]?[0] == .text("a\0b"))
    bench.succeed(#"c = a | compare (a | derive v = f"{v}\u0000"), key: [id, k]"#)
    #expect(try bench.table("c.rows")["right"]?[1] == .text("w\0\0"))
    #expect(try bench.table("a | anomalies x by k").rowCount == 4)
  }

  @Test(
    arguments: [
      ("correlate", "s | correlate"), ("correlate-mixed", "s | correlate method: auto"),
      ("test-box", "s | test total_spend by region"),
      ("test-bars", "s | test preferred_category by region"), ("groups", "s | compare on gender"),
      ("tables", "s | compare (s | derive age = if(age > 40, age + 1, age)), key: customer_id"),
      ("anomalies", "s | anomalies total_spend"),
      ("anomalies-by", "s | anomalies total_spend by region"),
    ])
  func `natural charts stay as they were reviewed`(_ name: String, cell: String) throws {
    let bench = CellBench()
    bench.succeed(
      "s = load sample \"supermarket\", rows: 120\n\(cell) | chart | save \"chart.svg\"")
    let svg = try String(contentsOfFile: bench.folder + "/chart.svg", encoding: .utf8)
    expectGolden(svg.replacing("><", with: ">\n<"), named: "Charts/natural-\(name).svg")
  }
}
