import Glibc

/// The numbers of an exponential smoothing model that are learned.
struct SmoothingParameters: Hashable, Sendable {
  var alpha: Double
  var beta: Double
  var gamma: Double
  var damping: Double
  var level: Double
  var slope: Double
}

/// The steps of exponential smoothing through a series.
struct SmoothingRecursion {
  let form: SmoothingForm
  /// The season of each place in a period before the first value.
  let seasonStart: [Double]
  let values: [Double]

  /// The state after the last value.
  struct End: Hashable, Sendable {
    var level: Double
    var slope: Double
    /// The season of each place in a period, the first value's place first.
    var season: [Double]
    /// Minus twice the logarithm of the likelihood, up to a constant.
    var deviance: Double
    /// The sum of squared errors, relative ones if the form's errors multiply.
    var squares: Double
  }

  /// Minus twice the log-likelihood with these numbers; infinite where the model breaks down.
  ///
  /// `season` is working memory of one period.
  func deviance(_ numbers: SmoothingParameters, season: inout [Double]) -> Double {
    for place in seasonStart.indices { season[place] = seasonStart[place] }
    var level = numbers.level
    var slope = numbers.slope
    return season.withUnsafeMutableBufferPointer { season in
      values.withUnsafeBufferPointer { values in
        Self.run(form, numbers, values, season, &level, &slope, nil).deviance
      }
    }
  }

  /// The state after the last value, and what was expected of each.
  func finished(_ numbers: SmoothingParameters) -> (end: End, expected: [Double]) {
    var season = seasonStart
    var level = numbers.level
    var slope = numbers.slope
    var expected = [Double](repeating: 0, count: values.count)
    let sums = season.withUnsafeMutableBufferPointer { season in
      values.withUnsafeBufferPointer { values in
        expected.withUnsafeMutableBufferPointer { expected in
          Self.run(form, numbers, values, season, &level, &slope, expected)
        }
      }
    }
    return (
      End(
        level: level, slope: slope, season: season, deviance: sums.deviance, squares: sums.squares),
      expected
    )
  }

  private static func run(
    _ form: SmoothingForm, _ numbers: SmoothingParameters, _ values: UnsafeBufferPointer<Double>,
    _ season: UnsafeMutableBufferPointer<Double>, _ level: inout Double, _ slope: inout Double,
    _ expected: UnsafeMutableBufferPointer<Double>?
  ) -> (deviance: Double, squares: Double) {
    // One loop a kind: what a form is must not be asked at each step.
    switch (form.error, form.season) {
    case (.additive, nil):
      steps(form, numbers, values, season, &level, &slope, expected, false, false, false)
    case (.additive, .additive):
      steps(form, numbers, values, season, &level, &slope, expected, false, true, false)
    case (.additive, .multiplicative):
      steps(form, numbers, values, season, &level, &slope, expected, false, false, true)
    case (.multiplicative, nil):
      steps(form, numbers, values, season, &level, &slope, expected, true, false, false)
    case (.multiplicative, .additive):
      steps(form, numbers, values, season, &level, &slope, expected, true, true, false)
    case (.multiplicative, .multiplicative):
      steps(form, numbers, values, season, &level, &slope, expected, true, false, true)
    }
  }

  @inline(__always)
  private static func steps(
    _ form: SmoothingForm, _ numbers: SmoothingParameters, _ values: UnsafeBufferPointer<Double>,
    _ season: UnsafeMutableBufferPointer<Double>, _ levelState: inout Double,
    _ slopeState: inout Double, _ expected: UnsafeMutableBufferPointer<Double>?,
    _ isRelative: Bool, _ isAdded: Bool, _ isMultiplied: Bool
  ) -> (deviance: Double, squares: Double) {
    let (alpha, gamma) = (numbers.alpha, numbers.gamma)
    let hasSlope = form.trend != .none
    let damping = form.trend == .damped ? numbers.damping : 1
    let beta = hasSlope ? damping * numbers.beta : 0
    let reach = alpha + beta
    let period = season.count
    // Each step waits for the last one's base only: the drift of the next is ready by then.
    var drift = hasSlope ? damping * slopeState : 0
    var base = levelState + drift
    var squares = 0.0
    var logarithms = 0.0
    var product = 1.0
    var place = 0
    for index in 0..<values.count {
      let value = values[index]
      var forecast = base
      var rest = value
      if isMultiplied {
        let own = season[place]
        forecast = base * own
        rest = value / own
        season[place] = own + gamma * (value / base - own)
      } else if isAdded {
        let own = season[place]
        forecast = base + own
        rest = value - own
        season[place] = own + gamma * (value - base - own)
      }
      var error = value - forecast
      if isRelative {
        // A relative error has a meaning for positive forecasts only.
        guard forecast > 1e-8, base > 1e-8 || !isMultiplied else { return (.infinity, .infinity) }
        error /= forecast
        product *= forecast
        if index & 7 == 7 {
          logarithms += log(product)
          product = 1
        }
      }
      squares += error * error
      if let expected { expected[index] = forecast }
      let miss = rest - base
      drift = damping * drift
      base = (base + drift) + reach * miss
      drift += beta * miss
      place += 1
      if place >= period { place = 0 }
    }
    levelState = base - drift
    slopeState = hasSlope ? drift / damping : 0
    var deviance = Double(values.count) * log(max(squares, 1e-300))
    if isRelative { deviance += 2 * (logarithms + log(product)) }
    return (deviance, squares)
  }
}
