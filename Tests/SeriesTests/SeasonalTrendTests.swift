import Series
import Tasks
import Testing

/// Values by statsmodels 0.15 (`STL`), absolute tolerance 2e-9.
struct SeasonalTrendTests {
  private static let places = [0, 1, 11, 29, 30, 31, 47, 59]

  private static let values: [Double] = {
    let season: [Double] = [3, -1, 4, -1, 5, -9, 2, 6, -5, 3, -5, 8]
    var values = (0..<60).map { row -> Double in
      let noise = Double((row * row * 37 + row * 11) % 23) / 5
      let rise = 0.3 * Double(row)
      return 20 + rise + season[row % 12] + noise
    }
    values[30] += 25
    return values
  }()

  private func expect(
    _ found: [Double], _ expected: [Double], _ location: SourceLocation = #_sourceLocation
  ) {
    for (place, value) in zip(Self.places, expected) {
      #expect(abs(found[place] - value) < 2e-9, "place \(place)", sourceLocation: location)
    }
  }

  @Test func `The defaults`() throws {
    let parts = try SeasonalTrend(Self.values, period: 12)
    expect(
      parts.trend,
      [
        23.59198005504544, 23.855573365101144, 26.272929954582825, 33.90971259321767,
        34.239037845447406, 34.5036097433154, 36.870669206873714, 41.705810814784854,
      ])
    expect(
      parts.season,
      [
        0.24214292398048323, -4.019624011494822, 7.768488706493089, -10.015892459918417,
        8.640381180866532, 4.9784769375690905, 5.088100502894692, 4.730858100968826,
      ])
    #expect(abs(parts.trendStrength - 0.8566819674590881) < 1e-9)
    #expect(abs(parts.seasonStrength - 0.8570291824358721) < 1e-9)
    for (row, value) in Self.values.enumerated() {
      #expect(abs(parts.adjusted[row] + parts.season[row] - value) < 1e-12)
    }
  }

  @Test func `Robust rounds set an outlier aside`() throws {
    var options = SeasonalTrend.Options()
    options.isRobust = true
    let parts = try SeasonalTrend(Self.values, period: 12, options: options)
    expect(
      parts.trend,
      [
        24.080958497892155, 24.27111133473526, 26.186701342890053, 31.466382689384393,
        31.758205864463502, 32.03649390169166, 36.98677125126374, 41.9922299045291,
      ])
    expect(
      parts.remainder,
      [
        -0.10161515115100173, -0.04711784949689246, -0.11212703454194547, 3.0171229644295785,
        22.10269697326545, 3.038197312833823, -0.08941846354337457, -0.05944647209911835,
      ])
    expect(
      parts.weights,
      [
        0.9932493996813057, 0.9985493895245933, 0.9917272493181079, 0, 0, 0, 0.9947190186105935,
        0.9976635438642087,
      ])
  }

  @Test func `A smoother season`() throws {
    var options = SeasonalTrend.Options()
    options.seasonWindow = 13
    let parts = try SeasonalTrend(Self.values, period: 12, options: options)
    expect(
      parts.season,
      [
        -0.019457986600591212, -4.50356436059564, 7.647093211820684, -10.13772055153788,
        6.945492716964336, 4.847690538225443, 5.036943208011035, 4.286150389718033,
      ])
  }

  /// As R's periodic window: statsmodels with 601 points of degree 0, then the mean of each place.
  @Test(arguments: [
    (
      false,
      [
        22.807102156493396, 23.171015263184398, 26.364954728532275, 34.3887084273043,
        34.74247795613161, 34.990938936168526, 37.006196915318455, 40.81188985813784,
      ],
      [
        0.6091664715835788, -2.926616673454468, 6.026651058406785, -10.074845881983737,
        6.804885676569532, 4.9076998628613895, 6.026651058406785, 6.026651058406785,
      ]
    ),
    (
      true,
      [
        22.765403557756994, 23.121865457879036, 26.03592870790486, 32.33137843856358,
        32.66854078751502, 32.93005459736498, 36.725202119315114, 41.00357645617987,
      ],
      [
        1.0604966457194074, -3.0178279735150655, 5.786852819682808, -9.674275906562794,
        3.0966213119620556, 5.242661296458506, 5.786852819682808, 5.786852819682808,
      ]
    ),
  ])
  func `A periodic season is the same in each period`(
    isRobust: Bool, trend: [Double], season: [Double]
  ) throws {
    var options = SeasonalTrend.Options()
    options.isPeriodic = true
    options.isRobust = isRobust
    let parts = try SeasonalTrend(Self.values, period: 12, options: options)
    expect(parts.trend, trend)
    expect(parts.season, season)
    #expect(zip(parts.season, parts.season.dropFirst(12)).allSatisfy { $0 == $1 })
  }

  @Test func `What is too short is refused`() {
    #expect(throws: SeasonalTrend.Refusal.tooFewValues(needed: 24)) {
      try SeasonalTrend([Double](repeating: 1, count: 23), period: 12)
    }
    #expect(throws: SeasonalTrend.Refusal.periodTooShort(1)) {
      try SeasonalTrend(Self.values, period: 1)
    }
  }

  @Test func `A constant series has no strength`() throws {
    let parts = try SeasonalTrend([Double](repeating: 4, count: 30), period: 7)
    #expect(parts.trend.allSatisfy { abs($0 - 4) < 1e-12 })
    #expect(parts.remainder.allSatisfy { abs($0) < 1e-12 })
  }

  @Test func `An interrupt stops the rounds`() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try SeasonalTrend(Self.values, period: 12, cancellation: cancellation)
    }
  }
}
