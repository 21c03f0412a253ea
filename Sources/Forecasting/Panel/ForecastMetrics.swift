/// How good forecasts were, against what came.
public struct ForecastMetrics: Hashable, Sendable {
  /// How many steps were compared.
  public private(set) var count = 0
  /// The mean absolute error.
  public var meanAbsoluteError: Double { ratio(absolute, Double(count)) }
  /// The root of the mean squared error.
  public var rootMeanSquaredError: Double { ratio(squared, Double(count)).squareRoot() }
  /// The share of the variance of the true values that is explained; nil without variance.
  public var rSquared: Double? {
    let mean = ratio(sum, Double(count))
    let spread = squares - mean * sum
    return count > 1 && spread > 1e-12 * max(1, squares) ? 1 - squared / spread : nil
  }
  /// The absolute errors by the sum of the true sizes; nil where that is zero.
  public var weightedPercentageError: Double? { sizes > 0 ? absolute / sizes : nil }
  /// The absolute error in units of the seasonal naive error within the history.
  ///
  /// Nil where that is zero; over several series the mean of theirs.
  public var scaledError: Double? { scaledCount > 0 ? scaled / Double(scaledCount) : nil }
  /// The root of the squared error in units of the seasonal naive one within the history; over
  /// several series the mean of theirs.
  public var rootScaledError: Double? {
    scaledCount > 0 ? rootScaled / Double(scaledCount) : nil
  }
  /// The mean of 2|y − f| / (|y| + |f|); zero by zero counts as 0.
  public var symmetricPercentageError: Double { ratio(symmetric, Double(count)) }
  /// The sum of forecasts above the true sum, as a share of it; nil where that is zero.
  public var bias: Double? { sizes > 0 ? (predictedSum - sum) / sizes : nil }
  /// The share of true values within the bounds; nil without bounds.
  public var coverage: Double? { boundCount > 0 ? Double(within) / Double(boundCount) : nil }
  /// The mean scaled interval score: the width, and a fine for each miss; over several series the
  /// mean of theirs.
  public var intervalScore: Double? { scoreCount > 0 ? score / Double(scoreCount) : nil }
  /// The scaled error of the seasonal naive forecast of the same steps.
  public var baselineScaledError: Double? {
    baselineCount > 0 ? baseline / Double(baselineCount) : nil
  }

  private var absolute = 0.0
  private var squared = 0.0
  private var sum = 0.0
  private var predictedSum = 0.0
  private var squares = 0.0
  private var sizes = 0.0
  private var symmetric = 0.0
  private var scaled = 0.0
  private var rootScaled = 0.0
  private var scaledCount = 0
  private var within = 0
  private var boundCount = 0
  private var score = 0.0
  private var scoreCount = 0
  private var baseline = 0.0
  private var baselineCount = 0

  /// Metrics of nothing yet.
  public init() {}

  /// Metrics of one series: `history` is what the forecast knew, with seasons of `season` steps.
  ///
  /// Steps whose truth is not finite are left out.
  public init(
    actual: [Double], predicted: [Double], interval: Forecast.Interval? = nil, history: [Double],
    season: Int
  ) {
    let scale = NaiveScale(history, season: season)
    let known = actual.indices.filter { actual[$0].isFinite && $0 < predicted.count }
    let naive = Self.seasonalNaive(history, season: season, horizon: actual.count)
    var (naiveErrors, interval95) = (0.0, 0.0)
    for step in known {
      let (truth, expected) = (actual[step], predicted[step])
      let error = truth - expected
      absolute += abs(error)
      squared += error * error
      sum += truth
      predictedSum += expected
      squares += truth * truth
      sizes += abs(truth)
      let size = abs(truth) + abs(expected)
      symmetric += size > 0 ? 2 * abs(error) / size : 0
      naiveErrors += abs(truth - naive[step])
      guard let interval else { continue }
      let (lower, upper) = (interval.lower[step], interval.upper[step])
      boundCount += 1
      if truth >= lower, truth <= upper { within += 1 }
      let fine = 2 / (1 - interval.level)
      interval95 += upper - lower + fine * (max(0, lower - truth) + max(0, truth - upper))
    }
    count = known.count
    guard count > 0 else { return }
    if scale.absolute > 0, scale.squared > 0 {
      scaled = absolute / Double(count) / scale.absolute
      rootScaled = (squared / Double(count) / scale.squared).squareRoot()
      scaledCount = 1
      if naiveErrors.isFinite {
        baseline = naiveErrors / Double(count) / scale.absolute
        baselineCount = 1
      }
      if interval != nil {
        score = interval95 / Double(count) / scale.absolute
        scoreCount = 1
      }
    }
  }

  /// Takes in the metrics of other steps or series.
  public mutating func add(_ other: ForecastMetrics) {
    count += other.count
    absolute += other.absolute
    squared += other.squared
    sum += other.sum
    predictedSum += other.predictedSum
    squares += other.squares
    sizes += other.sizes
    symmetric += other.symmetric
    scaled += other.scaled
    rootScaled += other.rootScaled
    scaledCount += other.scaledCount
    within += other.within
    boundCount += other.boundCount
    score += other.score
    scoreCount += other.scoreCount
    baseline += other.baseline
    baselineCount += other.baselineCount
  }

  private func ratio(_ value: Double, _ by: Double) -> Double { by > 0 ? value / by : .nan }

  /// The last known value of the same place in the season, for each step ahead.
  static func seasonalNaive(_ history: [Double], season: Int, horizon: Int) -> [Double] {
    let season = max(1, season)
    let tail: [Double] = (0..<season).map { place in
      let own = stride(from: history.count - season + place, through: 0, by: -season)
      for index in own where history[index].isFinite { return history[index] }
      return history.last(where: \.isFinite) ?? .nan
    }
    return (0..<max(0, horizon)).map { tail[$0 % season] }
  }
}

/// The seasonal naive errors within a history: the unit of scaled metrics.
struct NaiveScale: Hashable, Sendable {
  let absolute: Double
  let squared: Double

  init(_ history: [Double], season: Int) {
    let lag = history.count > season ? max(1, season) : 1
    var (absolute, squared, count) = (0.0, 0.0, 0.0)
    for place in stride(from: lag, to: history.count, by: 1) {
      let error = history[place] - history[place - lag]
      guard error.isFinite else { continue }
      absolute += abs(error)
      squared += error * error
      count += 1
    }
    self.absolute = count > 0 ? absolute / count : 0
    self.squared = count > 0 ? squared / count : 0
  }
}
