import Series
import Tasks
import Testing

/// Values by statsmodels 0.15 (`MSTL`, periods 7 and 30), absolute tolerance 2e-9.
struct MultipleSeasonsTests {
  private static let places = [0, 1, 50, 99, 100, 101, 180, 239]

  private static let values: [Double] = {
    let week: [Double] = [4, 1, -2, -3, 0, 5, -5]
    let month: [Double] = [
      3, -1, 4, -1, 5, -9, 2, 6, -5, 3, -5, 8, 1, -2, 7, 0, -6, 2, 4, -3, 1, -4, 0, 2, -2, 5, -1,
      -7, 3, 0,
    ]
    var values = (0..<240).map { row -> Double in
      let noise = Double((row * row * 37 + row * 11) % 23) / 5
      let rise = 50 + 0.1 * Double(row)
      return rise + week[row % 7] + month[row % 30] + noise
    }
    values[100] += 40
    return values
  }()

  private func expect(
    _ found: [Double], _ expected: [Double], _ location: SourceLocation = #_sourceLocation
  ) {
    for (place, value) in zip(Self.places, expected) {
      #expect(abs(found[place] - value) < 2e-9, "place \(place)", sourceLocation: location)
    }
  }

  @Test func `Two seasons`() throws {
    let parts = try MultipleSeasons(Self.values, periods: [30, 7])
    #expect(parts.periods == [7, 30])
    expect(
      parts.trend,
      [
        52.468118596535376, 52.56354221759414, 57.29762626251288, 63.53426912730491,
        63.63804778227695, 63.746508056513306, 70.40631599239327, 76.71807764147697,
      ])
    expect(
      parts.seasons[0],
      [
        5.499467215955502, -1.8066470162255122, 1.8815600398923302, 1.6111501425731845,
        1.2799205831664462, -1.520249399603658, 6.8999502849052865, 0.3969538267512994,
      ])
    expect(
      parts.seasons[1],
      [
        -0.8178692684606386, 0.5502579451234414, 0.18524614384893995, 0.2648672998955504,
        1.4348517029293772, 5.1575711392997174, 2.387437609271939, 1.2453773184667605,
      ])
    for (row, value) in Self.values.enumerated() {
      let sum = parts.trend[row] + parts.season[row] + parts.remainder[row]
      #expect(abs(sum - value) < 1e-9)
    }
    for strength in parts.seasonStrengths + [parts.trendStrength] {
      #expect(strength > 0 && strength < 1)
    }
  }

  @Test func `Two seasons beside an outlier`() throws {
    let parts = try MultipleSeasons(Self.values, periods: [7, 30], isRobust: true)
    expect(
      parts.trend,
      [
        52.97119893487171, 53.042058931872454, 57.26956076128241, 62.07953702909213,
        62.18575076872854, 62.29619293689479, 70.29248222056245, 76.86377230434995,
      ])
    expect(
      parts.remainder,
      [
        -0.1686182964424674, -0.5035750239384953, 0.5665220347120012, -0.27881230651504296,
        43.30140678685177, 0.9196141828272673, 0.43293383687607445, -0.32472060908077083,
      ])
  }

  @Test func `One season is plain STL`() throws {
    let parts = try MultipleSeasons(Self.values, periods: [7])
    let plain = try SeasonalTrend(Self.values, period: 7)
    #expect(parts.trend == plain.trend)
    #expect(parts.seasons == [plain.season])
    #expect(parts.remainder == plain.remainder)
    #expect(parts.seasonStrengths == [plain.seasonStrength])
  }

  @Test func `Under four periods the season is the same in each`() throws {
    let values = Array(Self.values[..<70])
    let short = try MultipleSeasons(values, periods: [30])
    #expect(zip(short.season, short.season.dropFirst(30)).allSatisfy { $0 == $1 })
    #expect(short.seasonStrengths[0] < 0.99)
    let long = try MultipleSeasons(values, periods: [7])
    #expect(long.season[0] != long.season[7])
  }

  @Test func `What has no two periods is refused`() {
    #expect(throws: SeasonalTrend.Refusal.tooFewValues(needed: 730)) {
      try MultipleSeasons(Self.values, periods: [7, 365])
    }
    #expect(throws: SeasonalTrend.Refusal.periodTooShort(1)) {
      try MultipleSeasons(Self.values, periods: [1, 7])
    }
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try MultipleSeasons(Self.values, periods: [7, 30], cancellation: cancellation)
    }
  }
}

struct FilledSeriesTests {
  @Test func `Values between others lie on the line between them`() {
    let filled = FilledSeries([nil, 1, nil, nil, 4, 5, nil])
    #expect(filled?.range == 1..<6)
    #expect(filled?.values == [1, 2, 3, 4, 5])
    #expect(filled?.missing == 2)
    #expect(FilledSeries([2, 3])?.values == [2, 3])
    #expect(FilledSeries([nil, nil]) == nil)
    #expect(FilledSeries([]) == nil)
  }
}
