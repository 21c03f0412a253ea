import Forecasting
import Testing

struct ForecastMetricsTests {
  private let history: [Double] = [10, 20, 12, 22, 14, 24]
  private let interval = Forecast.Interval(level: 0.8, lower: [10, 20], upper: [18, 24])

  @Test func `Each metric by hand`() throws {
    let metrics = ForecastMetrics(
      actual: [16, 27], predicted: [14, 24], interval: interval, history: history, season: 2)
    #expect(metrics.count == 2)
    #expect(metrics.meanAbsoluteError == 2.5)
    #expect(metrics.rootMeanSquaredError == 6.5.squareRoot())
    #expect(metrics.weightedPercentageError == 5.0 / 43)
    #expect(metrics.bias == -5.0 / 43)
    // The seasonal naive error within the history is 2, its square 4.
    #expect(metrics.scaledError == 1.25)
    #expect(metrics.rootScaledError == (6.5 / 4).squareRoot())
    #expect(metrics.coverage == 0.5)
    // Widths 8 and 4, and a fine of 10 times 3 for the miss, over two steps and the scale 2.
    let score = try #require(metrics.intervalScore)
    #expect(abs(score - 42.0 / 4) < 1e-12)
    let symmetric: Double = (4.0 / 30 + 6.0 / 51) / 2
    #expect(abs(metrics.symmetricPercentageError - symmetric) < 1e-12)
    let rSquared = try #require(metrics.rSquared)
    #expect(abs(rSquared - (1 - 13 / 60.5)) < 1e-12)
    // The season before was 14 and 24: off by 2 and by 3.
    #expect(metrics.baselineScaledError == 1.25)
  }

  @Test func `Metrics of several series are those of all their steps`() {
    let first = ForecastMetrics(
      actual: [1, 2], predicted: [2, 2], history: [1, 3, 2], season: 1)
    let second = ForecastMetrics(
      actual: [10], predicted: [7], history: [10, 30, 20], season: 1)
    var both = first
    both.add(second)
    #expect(both.count == 3)
    #expect(abs(both.meanAbsoluteError - 4.0 / 3) < 1e-12)
    #expect(both.scaledError == (0.5 / 1.5 + 3.0 / 15) / 2)
    #expect(both.coverage == nil)
  }

  @Test func `What cannot be told is nil, not infinite`() {
    let metrics = ForecastMetrics(
      actual: [0, 0], predicted: [1, 0], history: [0, 0, 0], season: 1)
    #expect(metrics.weightedPercentageError == nil)
    #expect(metrics.scaledError == nil)
    #expect(metrics.rSquared == nil)
    #expect(metrics.bias == nil)
    #expect(metrics.meanAbsoluteError == 0.5)
  }

  @Test func `Unknown truths are left out`() {
    let metrics = ForecastMetrics(
      actual: [.nan, 4], predicted: [100, 5], history: [1, 2, 4], season: 1)
    #expect(metrics.count == 1)
    #expect(metrics.meanAbsoluteError == 1)
  }
}
