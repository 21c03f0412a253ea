import NumericalMethods
import Testing

struct WeightedChoiceTests {
  @Test(arguments: [
    [1], [1, 1], [0, 3, 0, 1], [0.1, 0.2, 0.3, 0.4], [1e-9, 1, 1e6], [5, 4, 3, 2, 1, 0],
  ])
  func `Positions come up in proportion to their weights`(weights: [Double]) {
    let table = WeightedChoice(weights)
    var generator = SeededGenerator(seed: 17)
    var counts = [Int](repeating: 0, count: weights.count)
    for _ in 0..<60_000 { counts[table.draw(from: &generator)] += 1 }
    #expect(chiSquare(counts, weights) < chiSquareLimit(weights.count - 1))
    for (count, weight) in zip(counts, weights) where weight == 0 { #expect(count == 0) }
  }

  @Test func `Zipf's ranks fall as their power`() {
    let table = WeightedChoice.zipf(count: 50, exponent: 1.1)
    var generator = SeededGenerator(seed: 17)
    var counts = [Int](repeating: 0, count: 50)
    for _ in 0..<100_000 { counts[table.draw(from: &generator)] += 1 }
    #expect(abs(Double(counts[0]) / Double(counts[1]) - 2.1435) < 0.12)
    #expect(abs(Double(counts[0]) / Double(counts[9]) - 12.589) < 1.6)
    #expect(table.count == 50)
  }
}
