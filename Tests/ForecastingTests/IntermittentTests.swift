import Forecasting
import Testing

/// Values by statsforecast 2.1.1.
struct IntermittentTests {
  private let values: [Double] = [
    0, 0, 3, 0, 1, 0, 0, 0, 4, 2, 0, 0, 1, 0, 0, 5, 0, 0, 0, 2, 0, 1, 0, 0,
  ]

  private func rate(_ method: any ForecastMethod) throws -> Double {
    try method.fit(values).forecast(horizon: 1, levels: []).points[0]
  }

  private func near(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    abs(value - expected) < tolerance
  }

  @Test func `Croston, its correction and TSB give the peer's rates`() throws {
    let classic = try rate(Croston(.classic(0.1)))
    #expect(near(classic, 0.912_264_66, 1e-8))
    let corrected = try rate(Croston(.corrected(0.1)))
    #expect(near(corrected, 0.866_651_43, 1e-8))
    let tsb = try rate(TSB(size: 0.2, chance: 0.2))
    #expect(near(tsb, 0.666_466_07, 1e-8))
    // The smoothing of the aggregates is learned a little differently.
    let imapa = try rate(IMAPA())
    #expect(near(imapa, 0.705, 0.1))
  }

  @Test func `Demand that died out is forgotten by TSB, not by Croston`() throws {
    let dead = values + [Double](repeating: 0, count: 40)
    let tsb = try TSB().fit(dead).forecast(horizon: 1, levels: []).points[0]
    let croston = try Croston(.classic(0.1)).fit(dead).forecast(horizon: 1, levels: []).points[0]
    #expect(tsb < 0.001)
    #expect(croston > 0.5)
  }

  @Test func `Bounds are quantiles of demand, never below zero`() throws {
    let forecast = try TSB().fit(values).forecast(horizon: 3, levels: [0.5, 0.95])
    #expect(forecast.intervals[0].lower == [0, 0, 0])
    #expect(forecast.intervals[1].upper[0] > 2)
  }

  @Test func `Classes by interval and variation`() {
    #expect(DemandClass([3, 4, 3, 4, 3, 3]) == .smooth)
    #expect(DemandClass([1, 9, 1, 1, 9, 1]) == .erratic)
    #expect(DemandClass([0, 3, 0, 3, 0, 4]) == .intermittent)
    #expect(DemandClass([0, 1, 0, 9, 0, 1]) == .lumpy)
    #expect(DemandClass([0, 0]) == nil)
  }

  @Test func `Nothing and negative demand are refused`() {
    #expect(throws: ForecastRefusal.onlyZeros) { try TSB().fit([0, 0, 0]) }
    #expect(throws: ForecastRefusal.needsNonNegativeValues) { try IMAPA().fit([1, -1, 0]) }
  }
}
