import Series
import Tasks
import Testing

struct RobustTrendTests {
  @Test func `An outlier does not bend the line`() throws {
    let line = (0..<84).map { Double($0) }
    var values = line
    values[40] += 30
    let trend = try RobustTrend(values).trend
    for (place, value) in line.enumerated() {
      #expect(abs(trend[place] - value) < 0.05, "place \(place)")
    }
    #expect(try RobustTrend([3]).trend == [3])
    #expect(try RobustTrend(Array(repeating: 2, count: 20)).trend.allSatisfy { abs($0 - 2) < 1e-9 })
  }

  @Test func `An outlier in an exact season leaves the season alone`() throws {
    var values = (0..<84).map { Double($0 % 7) }
    values[30] += 5
    let parts = try MultipleSeasons(values, periods: [7], isRobust: true)
    for place in values.indices where place != 30 {
      #expect(abs(parts.remainder[place]) < 0.05, "place \(place)")
    }
    #expect(abs(parts.remainder[30] - 5) < 0.05)
  }

  @Test func `Rare demand keeps its weight`() throws {
    let values = (0..<90).map { $0 % 9 == 4 ? 3.0 + Double($0 % 2) : 0 }
    let trend = try RobustTrend(values).trend
    #expect(trend.allSatisfy { $0 >= -0.5 && $0 <= 4 })
  }
}
