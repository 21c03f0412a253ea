import Forecasting
import Tables
import Testing

/// Series that are short, constant, empty, huge or broken: each gets an answer, and says how.
struct ShortAndStrangeSeriesTests {
  private func forecast(
    _ values: [Double], season: Int = 12, horizon: Int = 6,
    method: any PanelMethod = AutomaticMethod()
  ) throws -> Forecast {
    let panel = Panel(
      axis: TimeAxis(count: values.count, horizon: horizon), series: [Panel.Member(values)],
      seasons: season > 1 ? [season] : [])
    return try PanelForecaster(method: method, levels: [0.8, 0.95]).forecast(panel)[0]
  }

  private func wave(_ count: Int, scale: Double = 1) -> [Double] {
    (0..<count).map { step in
      let season = [3.0, 5, 8, 6, 2, 1, 4, 9, 7, 5, 3, 2][step % 12]
      return scale * (30 + 0.2 * Double(step) + 2 * season + Double(step * step * 37 % 23) / 8)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 11, 12, 13, 23, 24, 25, 35, 36, 37, 60])
  func `Every length has finite forecasts and bounds`(_ count: Int) throws {
    let found = try forecast(wave(count))
    #expect(found.points.count == 6)
    #expect(found.points.allSatisfy { $0.isFinite && $0 >= 0 && $0 < 200 })
    for interval in found.intervals {
      for step in 0..<6 {
        #expect(interval.lower[step] <= found.points[step])
        #expect(found.points[step] <= interval.upper[step])
        #expect(interval.upper[step].isFinite)
      }
    }
    #expect((found.fallbackReason != nil) == (count <= 4))
  }

  @Test func `No value at all is said, not guessed`() throws {
    let found = try forecast([.nan, .nan, .nan])
    #expect(found.points.allSatisfy { $0.isNaN })
    #expect(found.method == "none")
    #expect(found.fallbackReason == "the series has no values")
  }

  @Test func `A constant goes on, without width`() throws {
    let found = try forecast([Double](repeating: 7, count: 40))
    #expect(found.points == [Double](repeating: 7, count: 6))
    #expect(found.method == "constant")
    #expect(found.intervals[1].lower == found.intervals[1].upper)
    let zeros = try forecast([Double](repeating: 0, count: 40))
    #expect(zeros.points == [0, 0, 0, 0, 0, 0])
    #expect(zeros.fallbackReason == "all values are zero")
  }

  @Test func `Unknown values at the end are steps ahead, not history`() throws {
    let known = wave(60)
    let silent = try forecast(known + [Double](repeating: .nan, count: 4), horizon: 2)
    let ahead = try forecast(known, horizon: 6)
    #expect(silent.points == Array(ahead.points[4...]))
    // Two demands among twelve values are rare, whatever follows without a value.
    var rare = [Double](repeating: 0, count: 14)
    (rare[3], rare[9]) = (1, 2)
    let unknown = try forecast(rare + [Double](repeating: .nan, count: 37), horizon: 2)
    #expect(unknown.method == "mean(ses, imapa, tsb)")
  }

  @Test func `Zeros before a launch are no demand, zeros of rare demand are`() throws {
    let sold = wave(60)
    let launched = try forecast([Double](repeating: 0, count: 17) + sold)
    #expect(launched.points == (try forecast(sold)).points)
    let named = EachSeries(WindowMean())
    #expect(
      try forecast([Double](repeating: 0, count: 17) + sold, method: named).points[0]
        < forecast(sold, method: named).points[0])
    let rare = (0..<60).map { $0 > 30 && $0 % 6 == 0 ? 4.0 : 0 }
    #expect(try forecast(rare).points[0] < forecast(Array(rare[31...])).points[0])
  }

  @Test func `A few series with a short horizon have bounds that were tried`() throws {
    let found = try forecast(wave(90), horizon: 1)
    #expect(found.triedErrorCount == 20)
    // Few errors do not tell to which side a forecast misses.
    let point = found.points[0]
    for interval in found.intervals {
      #expect(abs(interval.upper[0] - point - (point - interval.lower[0])) < 1e-9)
    }
  }

  @Test func `One demand among zeros stays rare`() throws {
    var values = [Double](repeating: 0, count: 40)
    values[20] = 12
    let found = try forecast(values)
    #expect(found.method == "mean(ses, imapa, tsb)")
    #expect(found.points[0] >= 0 && found.points[0] < 2)
    #expect(found.intervals.allSatisfy { $0.lower.allSatisfy { $0 >= 0 } })
  }

  @Test func `Zeros and gaps at the start and at the end`() throws {
    let core = wave(48)
    let found = try forecast([.nan, .nan, .nan] + core)
    let plain = try forecast(core)
    #expect(found.points == plain.points)
    let ended = try forecast(core + [.nan, .nan])
    #expect(ended.points.allSatisfy { $0 > 20 && $0 < 100 })
    let late = try forecast([Double](repeating: 0, count: 8) + core)
    #expect(late.points.allSatisfy { $0 > 10 && $0 < 120 })
  }

  @Test func `A gap within takes the season of its place`() throws {
    var values = (0..<60).map { Double(10 + [0, 40, 0, 0][$0 % 4]) }
    for place in 28..<33 { values[place] = .nan }
    let history = PreparedHistory(values, season: 4)
    #expect(history.filledCount == 5)
    #expect(
      zip(history.values, (0..<60).map { Double(10 + [0, 40, 0, 0][$0 % 4]) })
        .allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func `Values below zero may be forecast below zero`() throws {
    let values = (0..<60).map { -5 + Double($0 * $0 * 37 % 23) / 8 }
    let found = try forecast(values)
    #expect(found.points.allSatisfy { $0 < 0 })
    #expect(found.intervals[1].lower[0] < found.intervals[0].lower[0])
  }

  @Test func `A steep fall stops at zero`() throws {
    let values = (0..<36).map { 100 - 2.7 * Double($0) + Double($0 % 3) }
    let found = try forecast(values, horizon: 24, method: EachSeries(Drift()))
    #expect(found.points.last == 0)
    #expect(found.intervals.allSatisfy { $0.lower.allSatisfy { $0 >= 0 } })
  }

  @Test(arguments: [1e-9, 1e-3, 1e6, 1e12]) func `The unit does not matter`(_ scale: Double) throws
  {
    let plain = try forecast(wave(60))
    let scaled = try forecast(wave(60, scale: scale))
    for (first, second) in zip(plain.points, scaled.points) {
      #expect(abs(second / scale - first) < 1e-4 * first)
    }
  }

  @Test(arguments: [1e-9, 1e12]) func `Nor in the additive model`(_ scale: Double) throws {
    var panel = PanelFixture.daily(series: 3, days: 500, horizon: 7)
    for series in panel.series.indices {
      panel.series[series].values = panel.series[series].values.map { $0 * scale }
    }
    for (series, found) in try PanelForecaster().forecast(panel).enumerated() {
      let mean = PanelFixture.mean(series, day: 500) * scale
      #expect(found.points[0] > 0.6 * mean && found.points[0] < 1.6 * mean)
    }
  }

  @Test func `An outlier of a hundred times does not carry the forecast away`() throws {
    var values = wave(72)
    values[40] *= 100
    let found = try forecast(values)
    #expect(found.points.allSatisfy { $0 >= 0 && $0 < 10 * 60 })
  }

  @Test(arguments: [1, 7]) func `Nor its bounds, by smoothing alone`(_ season: Int) throws {
    var values = (0..<100).map { 10 + Double($0 * 37 % 11) / 10 }
    values[50] = 1_000
    let found = try PanelForecaster(method: MethodWord.ets.method(for: Panel(values, horizon: 7)))
      .forecast(Panel(values, horizon: 7, season: season))[0]
    #expect(found.points.allSatisfy { $0 > 5 && $0 < 60 })
    #expect(found.intervals[0].upper.allSatisfy { $0 < 400 })
  }

  @Test func `A shift of level in the last steps is followed`() throws {
    var panel = PanelFixture.daily(series: 6, days: 800, horizon: 14)
    for day in 770..<800 { panel.series[0].values[day] *= 2 }
    let found = try PanelForecaster().forecast(panel)[0]
    let mean = PanelFixture.mean(0, day: 805)
    #expect(found.points[5] > 1.2 * mean)
  }

  @Test func `Values that the panel's method refuses name the reason`() throws {
    var panel = PanelFixture.daily(series: 3, days: 420, horizon: 7)
    panel.series[1].values = panel.series[1].values.enumerated().map { $0 % 3 == 0 ? -$1 : $1 }
    let found = try PanelForecaster().forecast(panel)
    #expect(found[1].fallbackReason == "additive: it needs values that are not negative")
    #expect(found[0].fallbackReason == nil)
    let short = try forecast(wave(9), season: 12, method: EachSeries(SeasonalNaive()))
    #expect(short.method == "seasonal_naive")
    let impossible = try forecast(
      (0..<30).map { Double($0 % 3) - 1 }, season: 1,
      method: EachSeries(
        ExponentialSmoothing(
          .form(
            SmoothingForm(
              error: .multiplicative, trend: .none, season: nil)))))
    #expect(impossible.fallbackReason == "ets: it needs values above zero")
  }
}
