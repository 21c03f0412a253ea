import NumericalMethods
public import Tasks

/// The dynamic optimised theta model.
///
/// J. A. Fiorucci, T. R. Pellegrini, F. Louzada, F. Petropoulos and A. B. Koehler, Models for
/// optimising the theta method and their relationship to state space models, 2016 (DOTM). A season
/// that is beyond chance is taken out first and put back last.
public struct DynamicTheta: ForecastMethod {
  /// The method's name.
  public let name = "theta"

  /// The method; it has no settings.
  public init() {}

  /// Learns the level, its smoothing and theta by least squares of the errors one step ahead.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 5)
    try cancellation.check()
    let scale = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    guard scale > 0 else { throw ForecastRefusal.onlyZeros }
    let adjustment = SeasonalAdjustment(
      testing: values.map { $0 / scale }, period: season)
    let own = adjustment.adjusted
    let errors = ThetaErrors(own)
    let minimum = NelderMead(maximumEvaluations: 600, tolerance: 1e-8).minimize(
      from: [own[0] / 2, 0.5, 2], steps: [0.025 * max(abs(own[0]), 0.1), 0.025, 0.1],
      lower: [-1e10, 0.1, 1], upper: [1e10, 0.99, 1e10]
    ) { errors.squared(level: $0[0], smoothing: $0[1], theta: $0[2]) }
    return ThetaModel(
      adjustment: adjustment, scale: scale, level: minimum.point[0],
      smoothing: minimum.point[1], theta: minimum.point[2], method: "theta(dynamic)")
  }
}

/// The straight line by least squares through all values so far.
private struct PastLine {
  private(set) var intercept: Double
  private(set) var slope = 0.0
  private var mean = 0.0
  private var step = 0.0

  init(first: Double) { intercept = first }

  mutating func update(_ value: Double) {
    let earlier = mean
    mean = (step * mean + value) / (step + 1)
    if step == 0 {
      (intercept, slope) = (value, 0)
    } else {
      slope = ((step - 1) * slope + 6 * (value - earlier) / (step + 1)) / (step + 2)
      intercept = mean - slope * (step + 2) / 2
    }
    step += 1
  }
}

/// The state of the theta model between two steps.
private struct ThetaState {
  private var level: Double
  private var line: PastLine
  private let smoothing: Double
  private let share: Double
  /// (1 − smoothing) to the power of the step.
  private var power = 1.0

  init(level: Double, smoothing: Double, theta: Double, first: Double) {
    self.level = level
    self.smoothing = smoothing
    share = 1 - 1 / theta
    line = PastLine(first: first)
  }

  /// What is expected of the next step.
  var expected: Double {
    let next = power * (1 - smoothing)
    return level + share * (line.intercept * power + line.slope * (1 - next) / smoothing)
  }

  /// Takes in the next value.
  mutating func update(_ value: Double) {
    level = smoothing * value + (1 - smoothing) * level
    line.update(value)
    power *= 1 - smoothing
  }
}

/// The errors one step ahead for any parameters.
///
/// The lines through the past do not depend on the parameters: the search needs them once.
private struct ThetaErrors {
  private let values: [Double]
  private let intercepts: [Double]
  private let slopes: [Double]

  init(_ values: [Double]) {
    self.values = values
    var line = PastLine(first: values[0])
    var intercepts: [Double] = []
    var slopes: [Double] = []
    for value in values {
      intercepts.append(line.intercept)
      slopes.append(line.slope)
      line.update(value)
    }
    self.intercepts = intercepts
    self.slopes = slopes
  }

  /// The sum of the squared errors from the fourth value on.
  func squared(level: Double, smoothing: Double, theta: Double) -> Double {
    let (share, rest) = (1 - 1 / theta, 1 - smoothing)
    var (level, power, sum) = (level, 1.0, 0.0)
    for place in values.indices {
      let (value, next) = (values[place], power * rest)
      if place >= 3 {
        let line = intercepts[place] * power + slopes[place] * (1 - next) / smoothing
        let error = value - (level + share * line)
        sum += error * error
      }
      level = smoothing * value + rest * level
      power = next
    }
    return sum
  }
}

/// A theta model that has been fitted.
private struct ThetaModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let state: ThetaState
  private let adjustment: SeasonalAdjustment
  private let scale: Double
  private let smoothing: Double
  private let variance: Double

  init(
    adjustment: SeasonalAdjustment, scale: Double, level: Double, smoothing: Double, theta: Double,
    method: String
  ) {
    let values = adjustment.adjusted
    var state = ThetaState(level: level, smoothing: smoothing, theta: theta, first: values[0])
    var sum = 0.0
    fitted = values.indices.map { place in
      let expected = state.expected
      if place >= 3 { sum += (values[place] - expected) * (values[place] - expected) }
      state.update(values[place])
      return scale * adjustment.seasoned(expected, at: place)
    }
    self.state = state
    self.adjustment = adjustment
    self.scale = scale
    self.smoothing = smoothing
    self.method = method
    variance = sum / Double(max(1, values.count - 3 - 3))
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    var state = state
    let count = adjustment.adjusted.count
    var points: [Double] = []
    var variances: [Double] = []
    for step in 0..<horizon {
      let expected = state.expected
      points.append(scale * adjustment.seasoned(expected, at: count + step))
      let stretch = scale * adjustment.scale(at: count + step)
      variances.append(stretch * stretch * variance * (1 + Double(step) * smoothing * smoothing))
      state.update(expected)
    }
    return Forecast(points: points, variances: variances, levels: levels, method: method)
  }
}
