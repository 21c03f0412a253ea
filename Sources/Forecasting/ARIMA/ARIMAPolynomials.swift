/// The coefficients of an ARIMA model, with the seasonal ones multiplied out.
struct ARIMAPolynomials {
  /// The weight of each earlier value of the differenced series.
  let autoregressive: [Double]
  /// The weight of each earlier error.
  let movingAverage: [Double]
  /// The mean of the differenced series.
  let mean: Double

  /// From partial autocorrelations: p, q, seasonal p, seasonal q.
  init(_ point: [Double], order: ARIMAOrder, period: Int, mean: Double) {
    self.mean = mean
    var place = 0
    func next(_ count: Int) -> [Double] {
      defer { place += count }
      return Self.coefficients(Array(point[place..<place + count]))
    }
    let own = next(order.p)
    let average = next(order.q).map { -$0 }
    let seasonalOwn = next(order.seasonalP)
    let seasonalAverage = next(order.seasonalQ).map { -$0 }
    autoregressive = Self.product(own.map { -$0 }, seasonalOwn.map { -$0 }, period).map { -$0 }
    movingAverage = Self.product(average, seasonalAverage, period)
  }

  /// The autoregressive coefficients with these partial autocorrelations (Durbin and Levinson).
  private static func coefficients(_ partial: [Double]) -> [Double] {
    var coefficients: [Double] = []
    for value in partial {
      coefficients = coefficients.indices.map {
        coefficients[$0] - value * coefficients[coefficients.count - 1 - $0]
      }
      coefficients.append(value)
    }
    return coefficients
  }

  /// The product of 1 + Σ aᵢBⁱ and 1 + Σ bᵢBᵐⁱ, without the leading 1.
  static func product(_ a: [Double], _ b: [Double], _ period: Int) -> [Double] {
    var product = [Double](repeating: 0, count: a.count + b.count * period + 1)
    for (first, x) in ([1] + a).enumerated() {
      for (second, y) in ([1] + b).enumerated() { product[first + second * period] += x * y }
    }
    return Array(product.dropFirst())
  }

  /// The weights of earlier values of the series itself.
  func autoregression(withDifferences order: ARIMAOrder, period: Int) -> [Double] {
    var weights = autoregressive.map { -$0 }
    for _ in 0..<order.d { weights = Self.product(weights, [-1], 1) }
    for _ in 0..<order.seasonalD { weights = Self.product(weights, [-1], period) }
    return weights.map { -$0 }
  }

  /// The sum of the squared errors one step ahead; errors are left in `errors`.
  func squares(_ values: [Double], centred: inout [Double], errors: inout [Double]) -> Double {
    // Seasonal polynomials have few terms between long stretches of zeros.
    let own = autoregressive.enumerated().filter { $0.element != 0 }.map {
      ($0.offset + 1, $0.element)
    }
    let average = movingAverage.enumerated().filter { $0.element != 0 }.map {
      ($0.offset + 1, $0.element)
    }
    var sum = 0.0
    let mean = mean
    values.withUnsafeBufferPointer { values in
      centred.withUnsafeMutableBufferPointer { centred in
        errors.withUnsafeMutableBufferPointer { errors in
          for step in 0..<values.count {
            let value = values[step] - mean
            var error = value
            for (lag, weight) in own where lag <= step { error -= weight * centred[step - lag] }
            for (lag, weight) in average where lag <= step { error -= weight * errors[step - lag] }
            centred[step] = value
            errors[step] = error
            sum += error * error
          }
        }
      }
    }
    return sum
  }
}
