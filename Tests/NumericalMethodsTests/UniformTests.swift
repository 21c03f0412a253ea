import NumericalMethods
import Testing

struct UniformTests {
  @Test func `Numbers of seed 42 are those of the reference`() {
    var generator = SeededGenerator(seed: 42)
    let numbers = (0..<3).map { _ in generator.uniform() }
    #expect(numbers == [0.08386297105988216, 0.3789802506626686, 0.6800434110281394])
  }

  @Test func `Integers below ten of seed 7 are those of the reference`() {
    var generator = SeededGenerator(seed: 7)
    let numbers = (0..<12).map { _ in generator.uniform(below: 10) }
    #expect(numbers == [7, 2, 8, 9, 9, 8, 0, 1, 4, 1, 5, 7])
  }

  @Test(arguments: [1, 2, 3, 7, 10, 64, 100])
  func `Integers below a bound are equally likely`(bound: Int) {
    var generator = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: bound)
    let draws = 50_000
    for _ in 0..<draws { counts[generator.uniform(below: bound)] += 1 }
    #expect(chiSquare(counts, [Double](repeating: 1, count: bound)) < chiSquareLimit(bound - 1))
  }

  @Test func `Integers far beyond 32 bits stay in range`() {
    var generator = SeededGenerator(seed: 3)
    let numbers = (0..<1000).map { _ in generator.uniform(below: .max) }
    #expect(numbers.allSatisfy { $0 >= 0 })
    #expect(numbers.contains { $0 > .max / 2 })
    #expect((0..<100).allSatisfy { _ in (-5...5).contains(generator.uniform(in: -5...5)) })
  }

  @Test func `Numbers of a range have its mean`() {
    var generator = SeededGenerator(seed: 9)
    let numbers = (0..<40_000).map { _ in generator.uniform(in: 2.0...6.0) }
    #expect(numbers.allSatisfy { $0 >= 2 && $0 < 6 })
    #expect(abs(mean(numbers) - 4) < 0.03)
  }

  @Test(arguments: [0, 0.02, 0.5, 1])
  func `A chance comes true as often as it says`(probability: Double) {
    var generator = SeededGenerator(seed: 9)
    let hits = (0..<50_000).count { _ in generator.chance(probability) }
    #expect(abs(Double(hits) / 50_000 - probability) < 0.012)
    if probability == 0 { #expect(hits == 0) }
    if probability == 1 { #expect(hits == 50_000) }
  }

  @Test func `All orders of four values come out of a shuffle equally often`() {
    var generator = SeededGenerator(seed: 5)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<48_000 {
      var values = [1, 2, 3, 4]
      generator.shuffle(&values)
      counts[values, default: 0] += 1
    }
    #expect(counts.count == 24)
    let limit = chiSquareLimit(23)
    #expect(chiSquare(Array(counts.values), [Double](repeating: 1, count: 24)) < limit)
  }

  @Test func `A pick is one of the values`() {
    var generator = SeededGenerator(seed: 5)
    #expect(Set((0..<200).map { _ in generator.pick(["a", "b", "c"]) }) == ["a", "b", "c"])
  }
}
