import Forecasting
import Testing

struct NaiveTests {
  private let values: [Double] = [4, 6, 8, 5, 7, 9]

  @Test func `Naive forecasts repeat the last value, and widen with the root of the step`() throws {
    let forecast = try Naive().fit(values).forecast(horizon: 4, levels: [0.95])
    #expect(forecast.points == [9, 9, 9, 9])
    let widths = zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { $0 - $1 }
    #expect(abs(widths[3] / widths[0] - 2) < 1e-12)
    // The mean squared step is (4 + 4 + 9 + 4 + 4) / 5.
    #expect(abs(widths[0] - 2 * 1.959_963_984_540_054 * 5.0.squareRoot()) < 1e-9)
  }

  @Test func `Seasonal naive widens once a season only`() throws {
    let forecast = try SeasonalNaive().fit(values, season: 3).forecast(horizon: 6, levels: [0.8])
    #expect(forecast.points == [5, 7, 9, 5, 7, 9])
    let widths = zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { $0 - $1 }
    #expect(abs(widths[0] - widths[2]) < 1e-12)
    #expect(abs(widths[3] / widths[0] - 2.0.squareRoot()) < 1e-12)
  }

  @Test func `Drift follows the line from the first value to the last`() throws {
    let forecast = try Drift().fit(values).forecast(horizon: 2, levels: [])
    #expect(forecast.points == [10, 11])
  }

  @Test func `The mean of a window goes on`() throws {
    let model = try WindowMean(window: 3).fit(values)
    #expect(model.forecast(horizon: 2, levels: []).points == [7, 7])
    #expect(model.fitted.prefix(3).allSatisfy { $0.isNaN })
  }

  @Test func `Methods say what they miss`() {
    #expect(throws: ForecastRefusal.noValues) { try Naive().fit([]) }
    #expect(throws: ForecastRefusal.missingValue(at: 1)) { try Naive().fit([1, .nan, 2]) }
    #expect(throws: ForecastRefusal.tooFewValues(needed: 12, found: 6)) {
      try SeasonalNaive().fit(values, season: 12)
    }
    #expect(
      ForecastRefusal.missingRegressor(name: "price", step: 2).sentence
        == "`price` has no value 3 steps ahead")
  }
}
