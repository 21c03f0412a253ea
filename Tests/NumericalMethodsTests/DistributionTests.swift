import NumericalMethods
import Testing

/// Moments of many draws against the known ones; the tolerances are about five standard errors.
struct DistributionTests {
  private static let draws = 100_000

  private func sample(_ draw: (inout SeededGenerator) -> Double) -> [Double] {
    var generator = SeededGenerator(seed: 11)
    return (0..<Self.draws).map { _ in draw(&generator) }
  }

  @Test func `Normal numbers have their mean, deviation and tails`() {
    let values = sample { $0.normal(mean: 3, sd: 2) }
    #expect(abs(mean(values) - 3) < 0.04)
    #expect(abs(variance(values) - 4) < 0.09)
    #expect(abs(skewness(values)) < 0.04)
    let beyondTwo = Double(values.count { abs($0 - 3) > 4 }) / Double(values.count)
    #expect(abs(beyondTwo - 0.0455) < 0.0035)
    #expect(Set(values).count > 99_900)
  }

  @Test func `Log-normal numbers have their median`() {
    let values = sample { $0.logNormal(median: 5, sigma: 0.8) }.sorted()
    #expect(abs(values[values.count / 2] - 5) < 0.07)
    #expect(values[0] > 0)
  }

  @Test func `Exponential waiting times have mean and deviation of one over the rate`() {
    let values = sample { $0.exponential(rate: 4) }
    #expect(abs(mean(values) - 0.25) < 0.004)
    #expect(abs(variance(values).squareRoot() - 0.25) < 0.006)
    #expect(values.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test(arguments: [(0.1, 2.0), (0.5, 1.0), (1.0, 3.0), (2.5, 0.4), (30.0, 1.0)])
  func `Gamma numbers have their moments`(shape: Double, scale: Double) {
    let values = sample { $0.gamma(shape: shape, scale: scale) }
    let error = 5 * (shape.squareRoot() * scale) / Double(Self.draws).squareRoot()
    #expect(abs(mean(values) - shape * scale) < error)
    #expect(abs(variance(values) / (shape * scale * scale) - 1) < 0.12)
    #expect(abs(skewness(values) - 2 / shape.squareRoot()) < 0.1 * (1 + 2 / shape.squareRoot()))
    #expect(values.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test(arguments: [(0.5, 0.5), (1.0, 1.0), (2.0, 8.0), (40.0, 10.0)])
  func `Beta numbers have their moments`(a: Double, b: Double) {
    let values = sample { $0.beta(a, b) }
    let expected = a * b / ((a + b) * (a + b) * (a + b + 1))
    #expect(abs(mean(values) - a / (a + b)) < 0.006)
    #expect(abs(variance(values) / expected - 1) < 0.04)
    #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(arguments: [0.05, 0.8, 3, 9.9, 10, 11.5, 40, 300])
  func `Poisson counts follow their distribution`(mean: Double) {
    var generator = SeededGenerator(seed: 13)
    var counts = [Int](repeating: 0, count: 600)
    for _ in 0..<Self.draws { counts[generator.poisson(mean: mean)] += 1 }
    let weights = poissonWeights(mean, count: 600)
    let cells = weights.count { $0 * Double(Self.draws) >= 5 }
    #expect(chiSquare(counts, weights) < chiSquareLimit(cells))
  }

  @Test func `A Poisson count of mean zero is zero`() {
    var generator = SeededGenerator(seed: 13)
    #expect((0..<100).allSatisfy { _ in generator.poisson(mean: 0) == 0 })
  }

  @Test(arguments: [(0.3, 0.5), (6.0, 2.0), (50.0, 4.0)])
  func `Negative binomial counts have their mean and variance`(expected: Double, size: Double) {
    let values = sample { Double($0.negativeBinomial(mean: expected, size: size)) }
    let spread = expected + expected * expected / size
    #expect(abs(mean(values) - expected) < 5 * (spread / Double(Self.draws)).squareRoot())
    #expect(abs(variance(values) / spread - 1) < 0.08)
  }

  @Test func `Logarithms of factorials are sums of logarithms`() {
    // 20! and 170! to all digits, the latter as log(7.257415615307994e306).
    #expect(logFactorial(0) == 0 && logFactorial(1) == 0)
    #expect(abs(logFactorial(15) - 27.899271383840891) < 1e-13)
    #expect(abs(logFactorial(16) - 30.671860106080672) < 1e-13)
    #expect(abs(logFactorial(20) - 42.335616460753485) < 1e-13)
    #expect(abs(logFactorial(170) - 706.573062245787) < 1e-11)
  }

  /// The probabilities of 0 ..< `count` by the recurrence from the mode, normalised.
  private func poissonWeights(_ mean: Double, count: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: count)
    let mode = Int(mean)
    weights[mode] = 1
    for k in stride(from: mode, to: 0, by: -1) { weights[k - 1] = weights[k] * Double(k) / mean }
    for k in mode..<(count - 1) { weights[k + 1] = weights[k] * mean / Double(k + 1) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
