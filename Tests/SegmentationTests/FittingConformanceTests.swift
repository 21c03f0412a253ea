import NumericalMethods
import Segmentation
import Tasks
import Testing

/// An estimator of parameters as the shared suite sees it: rows of numbers in, estimates out.
struct Fitter: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var rows: [[Double]]
  /// The fewest rows that give estimates.
  var fewest: Int
  var fit: @Sendable ([[Double]], Execution) throws -> [Double]
  /// The rows in a unit that is smaller by a factor.
  var scaled: @Sendable ([[Double]], Double) -> [[Double]]
  /// What becomes of the estimates then.
  var expected: @Sendable ([Double], Double) -> [Double]
  /// A number that may be missing or infinite by mistake.
  var doubtful: Int

  static let all = [components, purchases, spend]

  /// Four columns that go together in pairs.
  private static let components = Fitter(
    testDescription: "principal components", rows: points(), fewest: 2,
    fit: { rows, execution in
      let found = try PrincipalComponents(
        of: Matrix(rows: rows), count: 2, execution: execution)
      return found.variances + found.loadings.values
    },
    scaled: { rows, factor in rows.map { $0.map { $0 * factor } } },
    expected: { estimates, factor in
      estimates.prefix(2).map { $0 * factor * factor } + estimates.dropFirst(2)
    }, doubtful: 2)

  /// Customers who buy at rates of their own and leave after a while.
  private static let purchases = Fitter(
    testDescription: "BG/NBD", rows: customers(), fewest: 1,
    fit: { rows, execution in
      let model = try PurchaseModel(fitting: histories(rows), execution: execution)
      return [model.r, model.alpha, model.a, model.b]
    },
    scaled: { rows, factor in rows.map { [$0[0], $0[1] * factor, $0[2] * factor, $0[3]] } },
    expected: { [$0[0], $0[1] * $1, $0[2], $0[3]] }, doubtful: 1)

  private static let spend = Fitter(
    testDescription: "Gamma-Gamma", rows: customers(), fewest: 2,
    fit: { rows, execution in
      let model = try SpendModel(fitting: histories(rows), execution: execution)
      return [model.p, model.q, model.v, model.correlation]
    },
    scaled: { rows, factor in rows.map { [$0[0], $0[1], $0[2], $0[3] * factor] } },
    expected: { [$0[0], $0[1], $0[2] * $1, $0[3]] }, doubtful: 3)

  private static func points() -> [[Double]] {
    var generator = SeededGenerator(seed: 5)
    return (0..<400).map { _ in
      let (a, b) = (generator.normal(sd: 3), generator.normal(sd: 1))
      return [a, a + b, b + generator.normal(sd: 0.5), generator.normal(sd: 0.3)]
    }
  }

  private static func customers() -> [[Double]] {
    var generator = SeededGenerator(seed: 6)
    return (0..<400).map { _ in
      let (rate, age) = (0.2 + 2 * generator.uniform(), 20 + 30 * generator.uniform())
      let leaving = 0.05 + 0.3 * generator.uniform()
      let mean = 20 + 60 * generator.uniform()
      var (time, count, spent) = (0.0, 0.0, 0.0)
      while generator.uniform() > leaving {
        let next = time + (0.1 + 4 * generator.uniform()) / rate
        guard next < age else { break }
        (time, count, spent) = (next, count + 1, spent + mean * (0.5 + generator.uniform()))
      }
      return [count, time, age, count > 0 ? spent / count : 0]
    }
  }

  private static func histories(_ rows: [[Double]]) -> [PurchaseHistory] {
    rows.map {
      PurchaseHistory(
        frequency: Int($0[0]), recency: $0[1], age: $0[2], monetary: $0[0] > 0 ? $0[3] : nil)
    }
  }
}

@Suite("What all estimators of parameters promise")
struct FittingConformanceTests {
  @Test(arguments: Fitter.all)
  func `Rows may change places`(fitter: Fitter) throws {
    var rows = fitter.rows
    var generator = SeededGenerator(seed: 4)
    generator.shuffle(&rows)
    let (here, there) = (
      try fitter.fit(fitter.rows, Execution()), try fitter.fit(rows, Execution())
    )
    #expect(agree(here, there, 1e-6), "\(here) \(there)")
  }

  @Test(arguments: Fitter.all)
  func `Threads change no bit, nor does a second run`(fitter: Fitter) throws {
    let many = (0..<30).flatMap { _ in fitter.rows }
    for rows in [fitter.rows, many] {
      let one = try fitter.fit(rows, Execution(threads: 1))
      #expect(try one == fitter.fit(rows, Execution(threads: 2)))
      #expect(try one == fitter.fit(rows, Execution(threads: 2)))
    }
  }

  @Test(arguments: Fitter.all)
  func `Another unit changes the estimates that have one, and no other`(fitter: Fitter) throws {
    let estimates = try fitter.fit(fitter.rows, Execution())
    for factor in [1024.0, 1e-3, 7] {
      let found = try fitter.fit(fitter.scaled(fitter.rows, factor), Execution())
      for (one, other) in zip(found, fitter.expected(estimates, factor)) {
        #expect(abs(one - other) <= 1e-5 * max(1e-3, abs(other)), "\(factor): \(one) \(other)")
      }
    }
  }

  @Test(arguments: Fitter.all)
  func `All rows twice give the same estimates`(fitter: Fitter) throws {
    let once = try fitter.fit(fitter.rows, Execution())
    let twice = try fitter.fit(fitter.rows + fitter.rows, Execution())
    // Variances divide by n - 1.
    #expect(agree(twice, once, 2e-3), "\(twice) \(once)")
  }

  @Test(arguments: Fitter.all)
  func `What is no finite number is an error`(fitter: Fitter) {
    let row = fitter.rows.firstIndex { $0[0] > 0 } ?? 0
    for bad in [Double.nan, .infinity, -.infinity] {
      var rows = fitter.rows
      rows[row][fitter.doubtful] = bad
      #expect(throws: SegmentationError.self) { try fitter.fit(rows, Execution()) }
    }
    #expect(throws: SegmentationError.empty) {
      try fitter.fit([], Execution())
    }
  }

  @Test(arguments: Fitter.all)
  func `Too few rows are an error, and no crash`(fitter: Fitter) {
    for count in 1...3 {
      let rows = Array(fitter.rows.filter { $0[0] > 0 }.prefix(count))
      let found = try? fitter.fit(rows, Execution())
      #expect(found?.allSatisfy { !$0.isNaN } ?? true)
      if count < fitter.fewest { #expect(found == nil) }
    }
  }

  @Test(arguments: Fitter.all)
  func `An interrupt stops the work`(fitter: Fitter) {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try fitter.fit(fitter.rows, Execution(cancellation: cancellation))
    }
  }

  @Test func `A column that never changes has no place in the first directions`() throws {
    let points = Fitter.all[0].rows
    let found = try PrincipalComponents(of: Matrix(rows: points), count: 2)
    let wider = try PrincipalComponents(of: Matrix(rows: points.map { $0 + [7] }), count: 2)
    #expect(agree(wider.variances, found.variances))
    for component in 0..<2 { #expect(abs(wider.loadings[4, component]) < 1e-12) }
  }
}
