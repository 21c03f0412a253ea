import NumericalMethods
public import Tasks

/// Simple exponential smoothing, with the smoothing that misses the history least.
public struct SimpleSmoothing: ForecastMethod {
  /// The method's name.
  public let name = "ses"
  private let smoothing: Double?

  /// The method; its smoothing is learned unless it is given.
  public init(smoothing: Double? = nil) { self.smoothing = smoothing }

  /// Learns the level.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values)
    let (fitted, level) = Self.smoothed(values, smoothing)
    guard values.allSatisfy({ $0 >= 0 }), values.contains(0) else {
      return LevelModel(values, fitted: fitted, level: level, method: name)
    }
    let demands = Double(values.count { $0 > 0 })
    return IntermittentModel(
      values, fitted: fitted, rate: level, chance: demands / Double(values.count), method: name)
  }

  /// The expectation of each step and of the next one.
  static func smoothed(
    _ values: [Double], _ smoothing: Double?
  ) -> (fitted: [Double], level: Double) {
    let start =
      values.prefix(max(1, min(values.count, 6))).reduce(0, +)
      / Double(max(1, min(values.count, 6)))
    // Rare demand says too little to learn from which errors are news.
    let isRare = 4 * values.count { $0 == 0 } > values.count
    var best = smoothing ?? 0.1
    if smoothing == nil {
      best =
        NelderMead(maximumEvaluations: 80, tolerance: 1e-7).minimize(
          from: [0.15], steps: [0.1], lower: [isRare ? 0.1 : 0.01], upper: [isRare ? 0.2 : 0.99]
        ) { point in
          var (level, sum) = (start, 0.0)
          for value in values {
            let error = value - level
            sum += error * error
            level += point[0] * error
          }
          return sum
        }.point[0]
    }
    var level = start
    var fitted: [Double] = []
    fitted.reserveCapacity(values.count)
    for value in values {
      fitted.append(level)
      level += best * (value - level)
    }
    return (fitted, level)
  }
}

/// A level that goes on.
private struct LevelModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let level: Double
  private let variance: Double

  init(_ values: [Double], fitted: [Double], level: Double, method: String) {
    (self.method, self.fitted, self.level) = (method, fitted, level)
    let sum = zip(values, fitted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    variance = sum / Double(max(1, values.count - 1))
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    Forecast(
      points: [Double](repeating: level, count: max(0, horizon)),
      variances: (0..<max(0, horizon)).map { variance * (1 + 0.01 * Double($0)) }, levels: levels,
      method: method)
  }
}
