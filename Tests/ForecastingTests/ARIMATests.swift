import Forecasting
import Testing

/// Values by statsforecast 2.1.1 (`ARIMA`, maximum likelihood); ours are conditional least squares.
struct ARIMATests {
  private let values = SmoothingTests.values

  private func near(_ found: [Double], _ expected: [Double], _ share: Double) -> Bool {
    zip(found, expected).allSatisfy { abs($0 / $1 - 1) < share }
  }

  @Test func `Given orders forecast as the peer's`() throws {
    func points(_ order: ARIMAOrder) throws -> [Double] {
      try AutomaticARIMA(order: order).fit(values, season: 12).forecast(horizon: 4, levels: [])
        .points
    }
    let first = try points(ARIMAOrder(1, 0, 0, hasConstant: true))
    #expect(near(first, [76.460, 75.602, 74.819, 74.103], 0.02))
    let average = try points(ARIMAOrder(0, 1, 1))
    #expect(near(average, [78.439, 78.439, 78.439, 78.439], 0.005))
    let own = try points(ARIMAOrder(2, 1, 0))
    #expect(near(own, [78.785, 79.888, 80.301, 80.543], 0.01))
    let airline = try points(ARIMAOrder(0, 1, 1, seasonal: (0, 1, 1)))
    #expect(near(airline, [78.634, 84.109, 88.618, 89.910], 0.02))
  }

  @Test func `The search finds the season and keeps its budget`() throws {
    let model = try AutomaticARIMA().fit(values, season: 12)
    #expect(model.method.contains("[12]"))
    let forecast = model.forecast(horizon: 12, levels: [0.8])
    let expected = (72..<84).map { (step: Int) -> Double in 53.7 + 0.4 * Double(step) }
    let mean = forecast.points.reduce(0, +) / 12
    #expect(abs(mean / (expected.reduce(0, +) / 12) - 1) < 0.04)
    let quick = try AutomaticARIMA(modelBudget: 1, evaluationBudget: 30).fit(values, season: 12)
    #expect(quick.forecast(horizon: 3, levels: []).points.allSatisfy { $0.isFinite })
  }

  @Test func `A random walk is differenced, a level is not`() throws {
    let level = (0..<80).map { (step: Int) -> Double in
      20 + Double((step * step * 37 + 11 * step) % 23)
    }
    let settled = try AutomaticARIMA().fit(level)
    #expect(settled.method.contains(",0,"))
    let rise = (0..<80).map { (step: Int) -> Double in
      5 * Double(step) + Double((step * step * 37) % 23) / 10
    }
    let forecast = try AutomaticARIMA().fit(rise).forecast(horizon: 10, levels: [0.8])
    #expect(abs(forecast.points[9] - 5 * 89) < 15)
    let widths = zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { $0 - $1 }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }

  @Test func `Fitted values are the values less the errors`() throws {
    let model = try AutomaticARIMA(order: ARIMAOrder(0, 1, 0)).fit([1, 3, 2, 5, 4, 6, 8, 7, 9, 8])
    #expect(model.fitted[0].isNaN)
    #expect(Array(model.fitted.dropFirst()) == [1, 3, 2, 5, 4, 6, 8, 7, 9])
  }
}
