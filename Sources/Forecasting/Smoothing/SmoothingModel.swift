import Glibc
import NumericalMethods

/// An exponential smoothing model of one form that has been fitted.
public struct SmoothingModel: ForecastModel {
  /// The form.
  public let form: SmoothingForm
  let parameters: SmoothingParameters
  /// Akaike's criterion, corrected for short series.
  public let criterion: Double
  /// The logarithm of the likelihood, without the constants that all forms share.
  public let logLikelihood: Double
  /// What was expected of each value one step before.
  public let fitted: [Double]
  private let end: SmoothingRecursion.End
  private let count: Int
  private let period: Int
  private let scale: Double
  /// The variance of the errors, relative ones if errors multiply.
  private let variance: Double

  /// The method's name with the form.
  public var method: String { "ets(\(form.text))" }

  /// The model of a recursion whose numbers were found.
  init(
    _ recursion: SmoothingRecursion, _ parameters: SmoothingParameters, criterion: Double,
    scale: Double, period: Int, freedom: Double
  ) {
    let (end, expected) = recursion.finished(parameters)
    form = recursion.form
    self.parameters = parameters
    self.criterion = criterion
    self.end = end
    self.scale = scale
    self.period = period
    count = recursion.values.count
    logLikelihood = -0.5 * end.deviance - Double(count) * log(scale)
    fitted = expected.map { $0 * scale }
    variance = end.squares / freedom
  }

  /// The expectation of each step ahead, with normal bounds.
  public func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let (means, variances) = moments(horizon)
    return Forecast(points: means, variances: variances, levels: levels, method: method)
  }

  /// Whether errors multiply by more than the values themselves, as an outlier makes them: such a
  /// model fits, and its bounds run away within a few steps.
  var isWild: Bool { form.error == .multiplicative && variance > 1 }

  /// The expectation and the variance of each step ahead.
  func moments(_ horizon: Int) -> (means: [Double], variances: [Double]) {
    var bases: [Double] = []
    var means: [Double] = []
    var coefficients: [Double] = []
    var (drift, power) = (0.0, 1.0)
    for step in 1...max(1, horizon) {
      switch form.trend {
      case .none: break
      case .additive: drift += 1
      case .damped:
        power *= parameters.damping
        drift += power
      }
      let base = end.level + (form.trend == .none ? 0 : drift * end.slope)
      bases.append(base)
      let own = end.season.isEmpty ? 0 : end.season[(count + step - 1) % end.season.count]
      switch form.season {
      case nil: means.append(base)
      case .additive: means.append(base + own)
      case .multiplicative: means.append(base * own)
      }
      // What an error of now adds to this many steps ahead.
      var coefficient = parameters.alpha
      if form.trend != .none { coefficient += parameters.beta * drift }
      if form.season == .additive, step % period == 0 { coefficient += parameters.gamma }
      coefficients.append(coefficient)
    }
    let variances = variances(
      horizon, means: means, bases: bases, coefficients: coefficients)
    return (
      means.prefix(horizon).map { $0 * scale }, variances.prefix(horizon).map { $0 * scale * scale }
    )
  }

  private func variances(
    _ horizon: Int, means: [Double], bases: [Double], coefficients: [Double]
  ) -> [Double] {
    if form.error == .additive {
      var sum = 1.0
      return coefficients.map { coefficient in
        defer { sum += coefficient * coefficient }
        return variance * sum
      }
    }
    // Hyndman et al. 2008, chapter 6: the second moments of what the errors multiply, step by step.
    let centres = form.season == .multiplicative ? bases : means
    var moments: [Double] = []
    return centres.indices.map { step in
      var sum = 0.0
      for lag in 0..<step {
        sum += coefficients[lag] * coefficients[lag] * moments[step - 1 - lag]
      }
      let centre = centres[step]
      let moment = centre * centre + variance * sum
      moments.append(moment)
      guard form.season == .multiplicative else { return (1 + variance) * moment - centre * centre }
      // The season's own errors have come in once for each whole period until this step.
      let own = end.season[(count + step) % end.season.count]
      let cycles = pow(
        1 + parameters.gamma * parameters.gamma * variance, Double(step / period))
      return own * own * ((1 + variance) * moment * cycles - centre * centre)
    }
  }
}
