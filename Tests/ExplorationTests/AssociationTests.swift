import Exploration
import Tables
import Testing

/// Values by pandas and scipy, relative tolerance 1e-10.
struct AssociationTests {
  private static let count = 500

  private static func x(_ row: Int) -> Double {
    let number = Double((row * 7_919 + 13) % 1_009)
    return number / 10 - 30
  }

  private static func y(_ row: Int) -> Double {
    let number = Double((row * 131) % 97)
    return x(row) * 0.5 + number - 40
  }

  private static func z(_ row: Int) -> Double {
    let number = row * row * 31 + row * 7
    return Double(number % 23)
  }

  private static func column(_ number: (Int) -> Double, missing step: Int = 0) -> Column {
    Column(
      (0..<count).map { row -> Value in
        step > 0 && row % step == 0 ? .null : .number(number(row))
      }, type: .number)
  }

  private static let columns = [column(x), column(y, missing: 7), column(z, missing: 11)]

  private func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-10) -> Bool {
    abs((a ?? .nan) - b) <= tolerance * abs(b)
  }

  @Test(arguments: [1, 3])
  func `Pearson's correlations over the rows of each pair`(threads: Int) throws {
    let pairs = try CorrelationMatrix(of: Self.columns, method: .pearson, threads: threads).pairs
    #expect(pairs.map(\.a) == [0, 0, 1] && pairs.map(\.b) == [1, 2, 2])
    #expect(pairs.map(\.rows) == [428, 454, 389])
    #expect(near(pairs[0].correlation, 0.46183035797224936))
    #expect(near(pairs[0].pValue, 5.341667868750908e-24))
    #expect(near(pairs[1].correlation, -0.006330200234885))
    #expect(near(pairs[1].pValue, 0.8930002256175156))
    #expect(near(pairs[2].correlation, -0.008374567988756259))
  }

  @Test(arguments: [1, 2])
  func `Spearman's correlations rank within each pair`(threads: Int) throws {
    let pairs = try CorrelationMatrix(of: Self.columns, method: .spearman, threads: threads).pairs
    #expect(pairs.map(\.rows) == [428, 454, 389])
    #expect(near(pairs[0].correlation, 0.4475665287676932))
    #expect(near(pairs[0].pValue, 1.7939317987202445e-22))
    #expect(near(pairs[1].correlation, -0.006732168358212191))
    #expect(near(pairs[2].correlation, -0.005509591340043056))
    #expect(near(pairs[2].pValue, 0.9137440417152577))
  }

  @Test func `Correlations that are certain, and that are none`() throws {
    let rising = Column(.int([1, 2, 3, 4]))
    let falling = Column(.number([8, 6, 4, 2]))
    let constant = Column(.number([0.1, 0.1, 0.1, 0.1]))
    let huge = Column(.number([1e300, 2e300, 3e300, 4e300]))
    let columns = [rising, falling, constant, huge]
    for method in CorrelationMatrix.Method.allCases {
      let pairs = try CorrelationMatrix(of: columns, method: method).pairs
      #expect(pairs[0].correlation == -1 && pairs[0].pValue == 0)
      #expect(near(pairs[2].correlation, 1, 1e-15))
      #expect(pairs[1].correlation == nil && pairs[1].pValue == nil && pairs[1].rows == 4)
    }
    let nothing = try CorrelationMatrix(
      of: [Column(.number([])), Column(.number([]))], method: .pearson)
    #expect(nothing.pairs.map(\.rows) == [0] && nothing.pairs[0].correlation == nil)
    #expect(try CorrelationMatrix(of: [], method: .spearman).pairs.isEmpty)
  }

  @Test func `Long columns give the same digits for every number of threads`() throws {
    let long = (0..<3).map { seed in
      Column(.number((0..<200_000).map { row in Self.x(row * (seed + 1)) + Self.z(row + seed) }))
    }
    for method in CorrelationMatrix.Method.allCases {
      let one = try CorrelationMatrix(of: long, method: method, threads: 1)
      #expect(try CorrelationMatrix(of: long, method: method, threads: 5) == one)
    }
  }

  @Test func `Mixed columns get the measure of their types`() throws {
    let numbers = Column(.number((0..<Self.count).map { Self.x($0) + Double($0 % 5) * 3 }))
    let five = Column((0..<Self.count).map { .text("k\($0 % 5)") }, type: .text)
    let flag = Column(.bool((0..<Self.count).map { $0 % 5 == 2 }))
    let found = try Association.all(of: [numbers, five, flag], method: .pearson)
    #expect(found.map(\.measure) == [.correlationRatio, .correlationRatio, .cramersV])
    #expect(near(found[0].strength, 0.13332411486749204))
    #expect(near(found[0].pValue, 0.06375706801223101))
    // The flag is a function of the text.
    #expect(near(found[2].strength, 1) && found[2].rows == 500)
    #expect(found.allSatisfy { ($0.adjustedPValue ?? 0) >= ($0.pValue ?? 1) })
  }

  @Test func `Cramér's V as scipy has it, and without its bias`() throws {
    let table = ContingencyTable(counts: [[12, 5, 9], [20, 31, 8], [3, 7, 15]])
    #expect(near(table.chiSquared, 24.362002857705953) && table.degrees == 4)
    #expect(near(table.cramersV(), 0.3327707568671504))
    #expect(near(table.cramersV(biasCorrected: true), 0.3067810728456491))
    #expect(near(table.leastExpected, 7.2727272727272725) && table.isLargeEnough)
  }

  @Test func `A table counts only rows with both values`() throws {
    let a = Column([.text("x"), .text("y"), .null, .text("x"), .text("w")], type: .text)
    let b = Column([.int(2), .int(1), .int(1), .int(2), .null], type: .int)
    let table = try ContingencyTable(a, b)
    #expect(table.total == 3 && table.rowValues == [.text("x"), .text("y")])
    #expect(table.columnValues == [.int(1), .int(2)])
    #expect(table.count(row: 0, column: 1) == 2 && table.count(row: 0, column: 0) == 0)
    #expect(table.rowTotals == [2, 1] && table.columnTotals == [1, 2])
  }
}
