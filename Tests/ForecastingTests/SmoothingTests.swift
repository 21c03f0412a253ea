import Forecasting
import Testing

/// Values by statsforecast 2.1.1 on the same series.
struct SmoothingTests {
  static let values: [Double] = (0..<72).map { step in
    let season = [
      0, 0.5, 0.866_025_403_784_438_6, 1, 0.866_025_403_784_438_6, 0.5, 0, -0.5,
      -0.866_025_403_784_438_6, -1, -0.866_025_403_784_438_6, -0.5,
    ][step % 12]
    let noise = Double((37 * step * step + 11 * step) % 23) / 3
    let rise = 0.4 * Double(step)
    return 50 + rise + 8 * season + noise
  }

  @Test func `Dynamic theta agrees with statsforecast within half a percent`() throws {
    let forecast = try DynamicTheta().fit(Self.values, season: 12).forecast(horizon: 6, levels: [])
    let expected = [
      79.118_786, 85.249_134, 90.368_721, 91.741_004, 92.318_484, 89.071_258,
    ]
    for (found, value) in zip(forecast.points, expected) {
      #expect(abs(found / value - 1) < 0.005)
    }
  }

  @Test func `Standard theta agrees with statsforecast within half a percent`() throws {
    let forecast = try StandardTheta().fit(Self.values, season: 12).forecast(horizon: 6, levels: [])
    let expected = [
      78.781_997, 84.709_567, 89.611_472, 90.786_174, 91.172_379, 87.788_606,
    ]
    for (found, value) in zip(forecast.points, expected) {
      #expect(abs(found / value - 1) < 0.005)
    }
  }

  @Test func `Forms that follow the season forecast it`() throws {
    for form in SmoothingForm.all where form.season != nil && form.trend != .none {
      let forecast = try ExponentialSmoothing(.form(form)).fit(Self.values, season: 12)
        .forecast(horizon: 3, levels: [0.8])
      #expect(forecast.method == "ets(\(form.text))")
      // The best form of the peer, ETS(A,A,A), says 79.7, 85.0 and 89.4.
      for (found, value) in zip(forecast.points, [79.73, 85.02, 89.42]) {
        #expect(abs(found / value - 1) < 0.04)
      }
    }
  }

  @Test func `The width of the first step is that of one step, whatever the season`() throws {
    // An additive level: the variance h steps ahead is s² (1 + (h − 1) α²), plus the season's own
    // share from the second season on.
    let form = SmoothingForm(error: .additive, trend: .none, season: .additive)
    let forecast = try ExponentialSmoothing(.form(form)).fit(Self.values, season: 12)
      .forecast(horizon: 25, levels: [0.8])
    let widths = zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { $0 - $1 }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
    let squares = widths.map { $0 * $0 }
    #expect(abs((squares[2] - squares[1]) / (squares[1] - squares[0]) - 1) < 1e-6)
    // Thirteen steps ahead one more error of the season comes in.
    #expect(squares[12] - squares[11] > squares[11] - squares[10])
  }

  @Test(
    arguments: [
      ("A,N,N", -258.244), ("A,A,N", -257.955), ("A,Ad,N", -257.877), ("M,N,N", -257.796),
      ("M,A,N", -256.774), ("M,Ad,N", -256.152), ("A,N,A", -240.695), ("A,A,A", -213.229),
      ("A,Ad,A", -221.481), ("M,N,A", -244.155), ("M,A,A", -213.425), ("M,N,M", -238.457),
      ("M,A,M", -214.112), ("M,Ad,M", -234.547),
    ])
  func `The greatest likelihood is no less than the peer's`(_ form: String, _ peer: Double) throws {
    let own = try #require(SmoothingForm.all.first { $0.text == form })
    let model = try ExponentialSmoothing(.form(own), search: .likelihood)
      .fit(Self.values, season: 12)
    let found = try #require(model as? SmoothingModel)
    #expect(found.logLikelihood > peer - 0.1)
    #expect(found.form == own)
  }

  @Test(arguments: [(12, 3), (12, 6), (7, 9), (4, 12)])
  func `No form is given up that would have been the best`(period: Int, years: Int) throws {
    // The best of all looks at rivals; a form by itself has none.
    for noise in [1.0, 3, 9] {
      let values = (0..<(period * years)).map { step -> Double in
        let season = Double((step % period) * (period - step % period)) / Double(period)
        return 60 + 0.3 * Double(step) + 4 * season + noise * Double((37 * step * step) % 23) / 23
      }
      let model = try ExponentialSmoothing(.best).fit(values, season: period)
      let best = try #require(model as? SmoothingModel)
      let alone = SmoothingForm.all.compactMap { form in
        (try? ExponentialSmoothing(.form(form)).fit(values, season: period)) as? SmoothingModel
      }
      let least = try #require(alone.min { $0.criterion < $1.criterion })
      #expect(best.form == least.form)
      #expect(abs(best.criterion - least.criterion) < 1e-9 * abs(least.criterion))
    }
  }

  @Test func `The weighted mean lies between its forms and is not narrower than all`() throws {
    let best = try ExponentialSmoothing(.best).fit(Self.values, season: 12)
      .forecast(horizon: 6, levels: [0.8])
    let mean = try ExponentialSmoothing(.weighted).fit(Self.values, season: 12)
      .forecast(horizon: 6, levels: [0.8])
    for step in 0..<6 { #expect(abs(mean.points[step] / best.points[step] - 1) < 0.05) }
    #expect(mean.method.hasPrefix("ets("))
  }

  @Test func `Fitted values know only what came before`() throws {
    let whole = try DynamicTheta().fit(Self.values, season: 1)
    #expect(whole.fitted.count == 72)
    #expect(whole.fitted.dropFirst(12).allSatisfy { $0 > 40 && $0 < 110 })
  }
}
