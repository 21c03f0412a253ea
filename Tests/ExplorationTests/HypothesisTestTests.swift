import Exploration
import Tables
import Testing

/// Values by scipy 1.17 and statsmodels 0.15, relative tolerance 1e-10.
struct HypothesisTestTests {
  private static func numbers(_ seed: Int, _ count: Int, _ shift: Double, _ scale: Double)
    -> [Double]
  {
    (0..<count).map { row in
      let number = Double((row * row * seed + row * 37) % 101)
      return number / 10 * scale + shift
    }
  }

  private let a = numbers(7, 40, 0, 1)
  private let b = numbers(11, 55, 1.2, 1.5)
  private let c = numbers(13, 33, 0.3, 0.8)

  private func expect(
    _ test: HypothesisTest, _ method: HypothesisTest.Method, _ statistic: Double,
    _ degrees: [Double], _ pValue: Double, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(test.method == method, sourceLocation: location)
    expect(test.statistic, statistic, location)
    #expect(test.degrees.count == degrees.count, sourceLocation: location)
    for (found, expected) in zip(test.degrees, degrees) { expect(found, expected, location) }
    expect(test.pValue, pValue, location)
  }

  private func expect(
    _ value: Double, _ expected: Double, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(value - expected) <= 1e-10 * abs(expected), "\(value), expected \(expected)",
      sourceLocation: location)
  }

  private func expect(
    _ effect: EffectSize, _ kind: EffectSize.Kind, _ value: Double, _ low: Double, _ high: Double,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(effect.kind == kind, sourceLocation: location)
    for (found, expected) in [(effect.value, value), (effect.low, low), (effect.high, high)] {
      #expect(
        abs(found - expected) <= 1e-8, "\(found), expected \(expected)", sourceLocation: location)
    }
  }

  @Test func `Two means`() throws {
    let welch = try HypothesisTest.means(a, b)
    expect(welch, .welch, -3.5431809539345, [91.56751437435408], 0.0006244903503214623)
    let g = welch.effect
    expect(g, .hedgesG, -0.6825518054844173, -1.1067601733212404, -0.2583434376475941)
    let student = try HypothesisTest.means(a, b, equalVariances: true)
    expect(student, .student, -3.3113969809583947, [93], 0.0013227189254957797)
  }

  @Test func `Several means`() throws {
    let anova = try HypothesisTest.severalMeans([a, b, c], equalVariances: true)
    expect(anova, .anova, 10.55435387529282, [2, 125], 5.815935520208771e-05)
    let omega = anova.effect
    expect(omega, .omegaSquared, 0.1298951506187068, 0.042761914733317356, 0.2502773024180394)
    expect(
      try HypothesisTest.severalMeans([a, b, c]), .welchANOVA, 9.807240550605169,
      [2, 83.05926615447923], 0.00015007617140295622)
  }

  @Test func `Ranks of two groups`() throws {
    expect(try HypothesisTest.mannWhitney(a, b), .mannWhitney, 764, [], 0.011432548700297973)
    let few = try HypothesisTest.mannWhitney(
      [1.1, 2.3, 5.7, 0.2, 9.9], [3.3, 4.4, 6.1, 8.8, 7.2, 10.5, 11.0])
    expect(few, .mannWhitneyExact, 7, [], 0.10606060606060606)
    expect(few.effect.value, 2 * 7 / 35.0 - 1)
    #expect(few.effect.low > -1 && few.effect.low < few.effect.value && few.effect.high < 1)
    let apart = try HypothesisTest.mannWhitney([1, 2, 3], [4, 5, 6])
    expect(apart.pValue, 0.1)
    #expect(apart.effect.value == -1 && apart.effect.low == -1)
  }

  @Test func `Ranks of several groups`() throws {
    let test = try HypothesisTest.kruskalWallis([a, b, c])
    expect(test, .kruskalWallis, 11.009189234233693, [2], 0.004068037359377626)
    expect(test.effect.value, 11.009189234233693 / 127)
    #expect(test.effect.low < test.effect.value && test.effect.high > test.effect.value)
  }

  @Test func `Categories`() throws {
    let table = ContingencyTable(counts: [[12, 5, 9], [20, 31, 8], [3, 7, 15]])
    let test = try HypothesisTest.chiSquared(table)
    expect(test, .chiSquared, 24.362002857705953, [4], 6.757821286768864e-05)
    let v = test.effect
    expect(v, .cramersV, 0.3327707568671504, 0.2188691884938726, 0.4670879847849391)
    #expect(test.doubts.isEmpty)
    let small = try HypothesisTest.chiSquared(ContingencyTable(counts: [[1, 2, 3], [4, 1, 1]]))
    #expect(small.doubts == [.smallExpectedCounts(least: 1.5, shareBelowFive: 1)])
  }

  @Test(
    arguments: [
      ([8, 2, 1, 5], 20.0, 0.034965034965034975), ([0, 10, 7, 3], 0.0, 0.0030959752321981426),
      ([100, 2000, 150, 1900], 0.6333333333333333, 0.0006653962814686552),
      ([3, 1, 1, 3], 9.0, 0.48571428571428565),
    ] as [([Int], Double, Double)])
  func `Tables of two by two, exactly`(counts: [Int], odds: Double, pValue: Double) throws {
    let test = try HypothesisTest.fisherExact(counts[0], counts[1], counts[2], counts[3])
    expect(test, .fisherExact, odds, [], pValue)
  }

  @Test func `Two shares`() throws {
    let test = try HypothesisTest.twoProportions(45, of: 120, 30, of: 130)
    expect(test, .twoProportions, 2.486225790494234, [], 0.012910602270337726)
    let difference = 45.0 / 120 - 30.0 / 130
    expect(test.effect, .riskDifference, difference, 0.030378892345633124, 0.2540800837846745)
    let wilson = wilsonInterval(45, of: 120)
    expect(wilson.lowerBound, 0.293524297864468)
    expect(wilson.upperBound, 0.464230493740208)
    #expect(wilsonInterval(0, of: 10).lowerBound == 0 && wilsonInterval(0, of: 0) == 0...1)
  }

  @Test func `The test follows from the types and the groups`() throws {
    let numbers = Column(.number([1, 2, 3, 5, 8, 9, 7, 2]))
    let two = Column(["x", "y", "x", "y", "x", "y", "x", "y"].map { .text($0) }, type: .text)
    let four = Column(["a", "b", "c", "d", "a", "b", "c", "d"].map { .text($0) }, type: .text)
    let flags = Column(.bool([true, false, true, true, false, false, true, false]))
    func method(
      _ column: Column, _ group: Column, _ approach: HypothesisTest.Approach = .automatic
    ) throws -> HypothesisTest.Method {
      try HypothesisTest.between(column, by: group, approach: approach).method
    }
    #expect(try method(numbers, two) == .welch && method(numbers, four) == .welchANOVA)
    #expect(try method(numbers, two, .equalVariances) == .student)
    #expect(try method(numbers, four, .equalVariances) == .anova)
    #expect(try method(numbers, two, .ranks) == .mannWhitney)
    #expect(try method(numbers, four, .ranks) == .kruskalWallis)
    #expect(
      try method(flags, two) == .fisherExact && method(flags, two, .chiSquared) == .chiSquared)
    #expect(
      try method(two, four) == .chiSquared && method(flags, two, .proportions) == .twoProportions)
  }

  @Test func `What cannot be tested is refused with its reason`() {
    #expect(throws: TestRefusal.tooFewRows) { try HypothesisTest.means([1], [2, 3]) }
    #expect(throws: TestRefusal.noSpread) { try HypothesisTest.means([1, 1], [1, 1]) }
    #expect(throws: TestRefusal.noSpread) { try HypothesisTest.mannWhitney([1, 1], [1, 1]) }
    #expect(throws: TestRefusal.tooFewGroups) { try HypothesisTest.severalMeans([[1, 2]]) }
    #expect(throws: TestRefusal.noSpread) { try HypothesisTest.fisherExact(0, 0, 3, 4) }
    let one = Column([.text("a"), .text("a")], type: .text)
    #expect(throws: TestRefusal.tooFewGroups) {
      try HypothesisTest.between(Column(.int([1, 2])), by: one)
    }
    #expect(throws: TestRefusal.wrongType) {
      try HypothesisTest.between(one, by: one, approach: .ranks)
    }
  }

  @Test func `Contrasts come by the size of their effects`() throws {
    let rows = 0..<200
    let group = Column(rows.map { .text($0 % 2 == 0 ? "new" : "old") }, type: .text)
    let near = Column(.number(rows.map { Double($0 * 37 % 50) }))
    let far = Column(.number(rows.map { Double($0 * 37 % 50) + ($0 % 2 == 0 ? 100 : 0) }))
    let colour = Column(
      rows.map { .text($0 % 2 == 0 && $0 % 3 == 0 ? "red" : "blue") }, type: .text)
    let table = Table([("group", group), ("near", near), ("far", far), ("colour", colour)])
    let found = try GroupContrast.ranked(in: table, by: 0)
    #expect(found.map(\.column) == [2, 3, 1])
    #expect(found.allSatisfy { $0.group == .text("new") && $0.rows == 100 })
    #expect(found[0].effect.kind == .cohensD && found[0].effect.value > 3)
    #expect(found[1].value == .text("red") && found[1].share == 0.34 && found[1].otherShare == 0)
    #expect(found.allSatisfy { $0.effect.low <= $0.effect.value && $0.adjustedPValue >= $0.pValue })
    #expect(found.allSatisfy { $0.effect.value <= $0.effect.high })
  }

  @Test func `Outliers by the median and by the quartiles`() throws {
    let values: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]
    let median = try #require(try OutlierRule.medianDeviation.limits(of: values))
    expect(median.expected, 5.5)
    expect(median.scale, 2.5 * 1.482602218505602)
    #expect(values.filter { median.excludes($0) } == [100])
    let quartiles = try #require(
      try OutlierRule.quartiles.limits(of: values, sensitivity: 2.697959000784327))
    // Quartiles 3.25 and 7.75: fences at -3.5 and 14.5.
    #expect(abs(quartiles.lower + 3.5) < 1e-12 && abs(quartiles.upper - 14.5) < 1e-12)
    let flat = try #require(try OutlierRule.medianDeviation.limits(of: [2, 2, 2, 2, 9]))
    #expect(flat.scale > 0 && flat.score(2) == 0)
    #expect(try OutlierRule.medianDeviation.limits(of: []) == nil)
    #expect(try OutlierRule.medianDeviation.limits(of: [3, 3])?.score(3) == 0)
  }
}
