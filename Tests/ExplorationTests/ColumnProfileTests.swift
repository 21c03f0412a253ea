import Exploration
import Tables
import Tasks
import Testing

/// Values by pandas 3.1.1, relative tolerance 1e-12 (skew and kurtosis 1e-11 of the larger of 1
/// and the value).
struct ColumnProfileTests {
  static let count = 2_000

  /// Ints over ten, every 17th missing.
  static let tenths = Column((0..<count).map(tenth), type: .number)

  private static func tenth(_ row: Int) -> Value {
    guard row % 17 != 0 else { return .null }
    let number = Double((row * 7_919 + 13) % 1_009)
    return .number(number / 10 - 30)
  }

  private static func tie(_ row: Int) -> Int64 {
    let square = row * row * 31
    return Int64((square + row * 7) % 97 - 20)
  }

  private static func cube(_ row: Int) -> Double {
    let root = Double((row * 104_729) % 2_003) * 1e-3
    return root * root * root
  }

  private static let hard: [([Double], Int)] = [
    ([], 0), ([3], 1), ([.infinity, -.infinity], 0), ([.nan, 1, 2], 2),
    ([1.7e308, -1.7e308], 2), ([Double.leastNonzeroMagnitude, 0], 2),
    ([1e-300, 3e-300, 2e-300, 9e-300], 4),
    ([0.1, 0.1, 0.1, 0.1, 0.1], 1), ([-0.0, 0.0], 1), ([9_007_199_254_740_992, 1], 2),
  ]

  private func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    guard let a else { return false }
    return abs(a - b) <= tolerance * max(1, abs(b))
  }

  @Test func `Numbers with gaps`() throws {
    let profile = try ColumnProfile(Self.tenths, named: "a")
    let numbers = try #require(profile.numbers)
    #expect(profile.rows == 2_000 && profile.missing == 118 && profile.distinct == 1_008)
    #expect(near(numbers.mean, 20.3894261424017) && near(numbers.sd, 29.145137915342314))
    #expect(numbers.minimum == -30 && numbers.maximum == 70.8)
    #expect(near(numbers.lowerQuartile, -4.874999999999999))
    #expect(near(numbers.median, 20.349999999999998) && near(numbers.upperQuartile, 45.675))
    #expect(near(numbers.skew, -0.001058957573706065, 1e-11))
    #expect(near(numbers.kurtosis, -1.20160379467908, 1e-11))
    #expect(near(numbers.medianDeviation, 25.249999999999996))
    #expect(numbers.zeros == 2 && numbers.negatives == 561 && !numbers.isWhole)
  }

  @Test func `Ints with ties`() throws {
    let values = (0..<Self.count).map(Self.tie)
    let profile = try ColumnProfile(Column(.int(values)), named: "b")
    let numbers = try #require(profile.numbers)
    #expect(near(numbers.mean, 32.088) && near(numbers.sd, 29.300674407944612))
    #expect(near(numbers.skew, -0.1637060379871457, 1e-11))
    #expect(near(numbers.kurtosis, -1.2687970960669004, 1e-11))
    #expect(numbers.lowerQuartile == 6 && numbers.median == 35 && numbers.medianDeviation == 28)
    #expect(profile.distinct == 49 && numbers.negatives == 368)
    #expect(profile.minimum == .int(-20) && profile.maximum == .int(76))
    #expect(profile.top.prefix(3).map(\.value) == [.int(-18), .int(-2), .int(2)])
    #expect(profile.top.prefix(3).map(\.rows) == [42, 42, 42])
  }

  @Test func `Numbers with a long tail`() throws {
    let values = (0..<Self.count).map(Self.cube)
    let profile = try ColumnProfile(Column(.number(values)), named: "c")
    let numbers = try #require(profile.numbers)
    let sorted = values.sorted()
    let mean = values.reduce(0, +) / 2_000
    let squares = values.map { value in (value - mean) * (value - mean) }.reduce(0, +)
    #expect(near(numbers.mean, mean) && near(numbers.sd, (squares / 1_999).squareRoot()))
    #expect(numbers.median == sorted[999] + (sorted[1_000] - sorted[999]) * 0.5)
    let distances = values.map { value in abs(value - numbers.median) }.sorted()
    #expect(near(numbers.medianDeviation, (distances[999] + distances[1_000]) / 2))
    let histogram = try #require(profile.histogram)
    #expect(histogram.counts.reduce(histogram.below + histogram.above, +) == 2_000)
    #expect(histogram.counts.count <= 60 && histogram.edges.count == histogram.counts.count + 1)
  }

  @Test(arguments: hard)
  func `Hard numbers`(values: [Double], distinct: Int) throws {
    let profile = try ColumnProfile(Column(.number(values)), named: "x")
    let finite = values.filter(\.isFinite)
    #expect(profile.distinct == distinct)
    #expect(profile.missing == values.count - finite.count)
    #expect(profile.notFinite == profile.missing)
    guard let numbers = profile.numbers else {
      #expect(finite.isEmpty)
      return
    }
    #expect(numbers.minimum == finite.min() && numbers.maximum == finite.max())
    let all = [
      numbers.mean, numbers.sd, numbers.skew, numbers.kurtosis, numbers.medianDeviation,
      numbers.lowerQuartile, numbers.median,
    ]
    #expect(all.allSatisfy { $0?.isFinite ?? true })
    if distinct == 1 {
      #expect(numbers.skew == nil && numbers.sd ?? 0 == 0 && numbers.mean == finite[0])
    }
    let histogram = try #require(profile.histogram)
    #expect(histogram.counts.reduce(histogram.below + histogram.above, +) == finite.count)
  }

  @Test func `The extremes of ints are kept to the digit`() throws {
    let values: [Int64] = [.max, .min, .max - 1, 0]
    let profile = try ColumnProfile(Column(.int(values)), named: "x")
    #expect(profile.minimum == .int(.min) && profile.maximum == .int(.max))
    #expect(profile.distinct == 4)
  }

  @Test func `Dates tell their span and their largest gap`() throws {
    let days: [Int32] = [100, 101, 101, 130, 131]
    let profile = try ColumnProfile(Column(.date(days)), named: "d")
    let times = try #require(profile.times)
    #expect(times.spanInDays == 31 && times.largestGapInDays == 29)
    #expect(times.gapStart == .date(101) && times.gapEnd == .date(130))
    #expect(profile.top[0] == ValueCount(value: .date(101), rows: 2))
    #expect(profile.numbers == nil && profile.minimum == .date(100))
  }

  @Test func `Texts are compared by bytes and measured in characters`() throws {
    let texts = TextColumn(["b", "Zoé", nil, "b", "", " a ", "Zoé"])
    let validity = Validity([true, true, false, true, true, true, true])
    let profile = try ColumnProfile(Column(.text(texts), validity: validity), named: "t")
    let summary = try #require(profile.texts)
    #expect(profile.missing == 1 && profile.distinct == 4)
    #expect(profile.minimum == .text("") && profile.maximum == .text("b"))
    #expect(profile.top.map(\.value) == [.text("Zoé"), .text("b"), .text(""), .text(" a ")])
    #expect(summary.shortest == 0 && summary.longest == 3)
    #expect(summary.blankRows == 1 && summary.paddedRows == 1)
  }

  @Test func `Booleans have a share of true`() throws {
    let column = Column(
      .bool([true, false, true, true]), validity: Validity([true, true, true, false]))
    let profile = try ColumnProfile(column, named: "f")
    #expect(profile.trueShare == 2.0 / 3 && profile.distinct == 2 && profile.numbers == nil)
    #expect(profile.top[0] == ValueCount(value: .bool(true), rows: 2))
  }

  @Test func `Lists are counted whole`() throws {
    let column = Column(.list([[.int(1)], [.int(1)], [], [.int(2)]], of: .int))
    let profile = try ColumnProfile(column, named: "l")
    #expect(profile.distinct == 3 && profile.top[0].rows == 2)
  }

  @Test func `One text of 20 MB is no trouble`() throws {
    let long = String(repeating: "long text ", count: 2_000_000)
    let profile = try ColumnProfile(Column(.text(TextColumn([long]))), named: "t")
    #expect(profile.texts?.longest == 20_000_000)
  }

  @Test func `An interrupt stops the pass`() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try ColumnProfile(
        Column(.int((0..<5_000).map { Int64($0) })), named: "x",
        cancellation: cancellation)
    }
  }
}
