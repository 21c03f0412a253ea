import Glibc
import NumericalMethods

/// An ARIMA model that has been fitted by conditional least squares.
///
/// Coefficients are searched as partial autocorrelations (J. F. Monahan 1984), so that each point
/// of the search is stationary and invertible. What was before the series counts as its mean.
struct ARIMAModel: ForecastModel {
  let order: ARIMAOrder
  /// Akaike's criterion, corrected for short series.
  let criterion: Double
  let fitted: [Double]
  private let period: Int
  private let values: [Double]
  private let polynomials: ARIMAPolynomials
  private let variance: Double
  private let errors: [Double]
  private let differenced: [Double]

  var method: String { "arima\(order.text(period: period))" }

  /// Fits orders to values with at most `budget` evaluations; nil for too few values.
  init?(_ values: [Double], order: ARIMAOrder, period: Int, budget: Int) {
    let differenced = Self.differenced(values, order, period)
    let count = Double(differenced.count)
    let parameterCount = Double(order.coefficientCount + 1)
    guard count > parameterCount + 3 else { return nil }
    let mean = order.hasConstant ? differenced.reduce(0, +) / count : 0
    let scale = (differenced.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let unit = scale > 0 ? scale : 1
    let free = order.p + order.q + order.seasonalP + order.seasonalQ
    var start = [Double](repeating: 0.1, count: free)
    var steps = [Double](repeating: 0.2, count: free)
    var bounds = [Double](repeating: 0.98, count: free)
    if order.hasConstant {
      start.append(0)
      steps.append(0.1)
      bounds.append(1e3)
    }
    var errors = [Double](repeating: 0, count: differenced.count)
    var centred = errors
    func polynomials(_ point: [Double]) -> ARIMAPolynomials {
      ARIMAPolynomials(
        point, order: order, period: period,
        mean: order.hasConstant ? mean + point[free] * unit : 0)
    }
    func squares(_ polynomials: ARIMAPolynomials) -> Double {
      polynomials.squares(differenced, centred: &centred, errors: &errors)
    }
    let found = NelderMead(maximumEvaluations: max(20, budget), tolerance: 1e-6).minimize(
      from: start, steps: steps, lower: bounds.map { -$0 }, upper: bounds
    ) { squares(polynomials($0)) }
    let best = polynomials(found.point)
    let sum = squares(best)
    guard sum.isFinite else { return nil }
    self.order = order
    self.period = period
    self.values = values
    self.polynomials = best
    self.errors = errors
    self.differenced = differenced
    variance = sum / max(1, count - parameterCount + 1)
    criterion =
      count * log(max(sum / count, 1e-300)) + 2 * parameterCount
      + 2 * parameterCount * (parameterCount + 1) / (count - parameterCount - 1)
    let lost = values.count - differenced.count
    fitted = values.indices.map { $0 < lost ? .nan : values[$0] - errors[$0 - lost] }
  }

  /// The values differenced as the orders say.
  static func differenced(_ values: [Double], _ order: ARIMAOrder, _ period: Int) -> [Double] {
    var values = values
    for lag in [Int](repeating: period, count: order.seasonalD)
      + [Int](repeating: 1, count: order.d)
    {
      values = zip(values.dropFirst(lag), values).map { $0 - $1 }
    }
    return values
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    // The whole recursion in the values themselves: differencing joins the autoregression.
    let whole = polynomials.autoregression(withDifferences: order, period: period)
    let lost = values.count - differenced.count
    var history = values
    var shocks = [Double](repeating: 0, count: lost) + errors
    let constant = polynomials.mean * (1 - polynomials.autoregressive.reduce(0, +))
    for _ in 0..<max(0, horizon) {
      var next = constant
      for (lag, coefficient) in whole.enumerated() where history.count > lag {
        next += coefficient * history[history.count - 1 - lag]
      }
      for (lag, coefficient) in polynomials.movingAverage.enumerated() where shocks.count > lag {
        next += coefficient * shocks[shocks.count - 1 - lag]
      }
      history.append(next)
      shocks.append(0)
    }
    // What a shock of now adds to later steps.
    var weights = [1.0]
    for step in 1...max(1, horizon) {
      var weight =
        step <= polynomials.movingAverage.count ? polynomials.movingAverage[step - 1] : 0
      for (lag, coefficient) in whole.enumerated() where lag < step {
        weight += coefficient * weights[step - 1 - lag]
      }
      weights.append(weight)
    }
    var sum = 0.0
    let variances = (0..<max(0, horizon)).map { step -> Double in
      sum += weights[step] * weights[step]
      return variance * sum
    }
    return Forecast(
      points: Array(history.suffix(max(0, horizon))), variances: variances, levels: levels,
      method: method)
  }
}
