import Syntax
import Tables
import Testing

/// Rows of many series in any order give what they give in the order of their keys and dates.
@Suite(.needsEngine) struct SeriesOrderTests {
  /// Three shops, the last of them nameless, one of them with two items, in the order of keys and
  /// dates: 28 days, or hours.
  private static func lines(hourly: Bool = false) -> [String] {
    var lines: [String] = []
    for (shop, item) in [("a", 1), ("a", 2), ("b", 1), ("none", 1)] {
      for step in 1...28 {
        let time = hourly ? "0\(1 + step / 24) \(padded(step % 24)):00:00" : padded(step)
        let value = 10 + 3 * (step % 7) + (step * step + item) % 5 + shop.count
        lines.append("\(shop),\(item),2024-01-\(time),\(value)")
      }
    }
    return lines
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The same lines in another order: every 37th, round and round.
  private static func shuffled(_ lines: [String]) -> [String] {
    lines.indices.map { lines[$0 * 37 % lines.count] }
  }

  /// The last number of each line.
  private static func values(_ lines: [String]) -> [Value] {
    lines.map { line in .int(Int64(line.split(separator: ",").last ?? "") ?? -1) }
  }

  /// A bench on which `answer` is what a stage makes of lines.
  private static func bench(_ lines: [String], _ stage: String) throws -> CellBench {
    let bench = CellBench()
    try bench.write("store,item,d,y\n" + lines.joined(separator: "\n") + "\n", to: "sales.csv")
    bench.succeed(
      "answer = load \"sales.csv\" | derive shop = null_if(store, \"none\") | \(stage)")
    return bench
  }

  private static let parting = "decompose y on d by shop, item season: 7"

  @Test(arguments: [false, true])
  func `Rows in any order are parted as in the order of their dates`(hourly: Bool) throws {
    let lines = Self.lines(hourly: hourly)
    let ordered = try Self.bench(lines, Self.parting)
    let (expected, strength) = (
      try ordered.table("answer"), try ordered.table("answer.strength")
    )
    // Rows that stand in their order stay there.
    #expect(expected["y"]?.values == Self.values(lines))
    #expect(strength.rowCount == 4)
    let others: [[String]] = [Self.shuffled(lines), lines.reversed()]
    for other in others {
      #expect(other != lines && other.sorted() == lines.sorted())
      let bench = try Self.bench(other, Self.parting)
      #expect(try bench.table("answer").values == expected.values)
      #expect(try bench.table("answer.strength").values == strength.values)
    }
  }

  @Test func `Rows in any order are forecast alike, and series without a name come last`() throws {
    let stage = "forecast y on d by shop, item horizon: 3, method: seasonal_naive, season: 7"
    let expected = try Self.bench(Self.lines(), stage).table("answer")
    let found = try Self.bench(Self.shuffled(Self.lines()), stage).table("answer")
    #expect(found.values == expected.values)
    let keys: [[Value]] = [
      [.text("a"), .int(1)], [.text("a"), .int(2)], [.text("b"), .int(1)], [.null, .int(1)],
    ]
    try #require(found.rowCount == 3 * keys.count)
    for row in 0..<found.rowCount { #expect(Array(found.row(row).prefix(2)) == keys[row / 3]) }
  }

  @Test func `Without keys all rows are one series`() throws {
    let lines = Self.lines().filter { $0.hasPrefix("b") }
    let stage = "decompose y on d season: 7"
    let expected = try Self.bench(lines, stage).table("answer")
    let found = try Self.bench(lines.reversed(), stage).table("answer")
    #expect(expected["y"]?.values == Self.values(lines))
    #expect(found.values == expected.values)
  }

  @Test func `Rows without a date are left out wherever they stand`() throws {
    let expected = try Self.bench(Self.lines(), Self.parting).table("answer")
    var lines = Self.shuffled(Self.lines())
    for place in [90, 40, 0] { lines.insert("b,1,,5", at: place) }
    let found = try Self.bench(lines, Self.parting).table("answer")
    #expect(found.values == expected.values)
  }

  @Test func `Two rows of one date are refused with the keys of their series`() throws {
    let lines = Self.lines()
    let others: [[String]] = [lines, Self.shuffled(lines), lines.reversed()]
    for other in others {
      let bench = try Self.bench(["none,1,2024-01-09,5"] + other, "take 200")
      let errors = bench.run("answer | \(Self.parting)").errors
      #expect(errors.map(\.code) == ["E731"])
      #expect(errors.first?.message == "`d` has 2024-01-09 more than once (shop null, item 1)")
    }
  }
}
