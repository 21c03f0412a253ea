public import Tasks

/// A series parted into trend, season and remainder by loess.
///
/// R. B. Cleveland, W. S. Cleveland, J. E. McRae and I. Terpenning, STL: A Seasonal-Trend
/// Decomposition Procedure Based on Loess, 1990. Every point is smoothed (no jumps), and the
/// defaults are those of statsmodels' `STL`.
public struct SeasonalTrend: Hashable, Sendable {
  /// The slow part.
  public let trend: [Double]
  /// The part that repeats.
  public let season: [Double]
  /// What is left.
  public let remainder: [Double]
  /// How much each point counts after robust steps, 0 to 1; 1 without them.
  public let weights: [Double]

  /// How smooth the parts are.
  public struct Options: Hashable, Sendable {
    /// The points of the season's smoother, odd and at least 3.
    public var seasonWindow = 7
    /// Whether the season's smoother follows a slope from year to year; flat, it forecasts better.
    public var isSeasonSloped = true
    /// The points of the trend's smoother, odd; nil takes the paper's rule.
    public var trendWindow: Int?
    /// The points of the low-pass smoother, odd; nil takes the next odd number above the period.
    public var lowPassWindow: Int?
    /// Whether the season is the same in every period: the means of each place in it.
    ///
    /// So R's `stl` does with a periodic window. `seasonWindow` does not count then.
    public var isPeriodic = false
    /// Whether outliers lose weight (15 outer rounds).
    public var isRobust = false

    /// The usual options.
    public init() {}
  }

  /// Why a series cannot be parted.
  public enum Refusal: Error, Hashable, Sendable {
    /// The period must be at least 2.
    case periodTooShort(Int)
    /// The series must have two whole periods.
    case tooFewValues(needed: Int)
  }

  /// Parts `values`, equally spaced and finite, with a season of `period` steps.
  public init(
    _ values: [Double], period: Int, options: Options = Options(),
    cancellation: Cancellation = Cancellation()
  ) throws {
    guard period >= 2 else { throw Refusal.periodTooShort(period) }
    guard values.count >= 2 * period else { throw Refusal.tooFewValues(needed: 2 * period) }
    let window =
      options.isPeriodic ? 10 * values.count + 1 : Self.odd(max(3, options.seasonWindow))
    let share = 1.5 * Double(period) / (1 - 1.5 / Double(window))
    var steps = DecompositionSteps(
      values: values, period: period, seasonWindow: window,
      trendWindow: Self.odd(options.trendWindow ?? Int(share.rounded(.up))),
      lowPassWindow: Self.odd(options.lowPassWindow ?? period + 1),
      isSeasonSloped: options.isSeasonSloped && !options.isPeriodic, cancellation: cancellation)
    let (inner, outer) = options.isRobust ? (2, 15) : (5, 0)
    for round in 0...outer {
      for _ in 0..<inner { try steps.update() }
      if round < outer { steps.weigh() }
    }
    if options.isPeriodic { steps.levelSeason() }
    trend = steps.trend
    season = steps.season
    weights = steps.weights ?? [Double](repeating: 1, count: values.count)
    remainder = values.indices.map { values[$0] - steps.trend[$0] - steps.season[$0] }
  }

  private static func odd(_ count: Int) -> Int { count % 2 == 0 ? count + 1 : count }

  /// The values without the season.
  public var adjusted: [Double] { zip(trend, remainder).map { $0 + $1 } }

  /// How strong the trend is, 0 to 1: one less the variance that is left without it (Wang, Smith and
  /// Hyndman 2006).
  public var trendStrength: Double { Self.strength(of: trend, beside: remainder) }

  /// How strong the season is, 0 to 1.
  public var seasonStrength: Double { Self.strength(of: season, beside: remainder) }

  /// How much of what a part and the remainder vary together the part explains.
  static func strength(of part: [Double], beside remainder: [Double]) -> Double {
    let whole = variance(zip(part, remainder).map { $0 + $1 })
    return whole > 0 ? max(0, 1 - variance(remainder) / whole) : 0
  }

  private static func variance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
  }
}

/// The inner and outer rounds of the procedure.
private struct DecompositionSteps {
  let values: [Double]
  let period: Int
  let seasonWindow: Int
  let trendWindow: Int
  let lowPassWindow: Int
  let isSeasonSloped: Bool
  let cancellation: Cancellation
  var trend: [Double]
  var season: [Double]
  var weights: [Double]?

  init(
    values: [Double], period: Int, seasonWindow: Int, trendWindow: Int, lowPassWindow: Int,
    isSeasonSloped: Bool, cancellation: Cancellation
  ) {
    (self.values, self.period, self.seasonWindow) = (values, period, seasonWindow)
    (self.trendWindow, self.lowPassWindow) = (trendWindow, lowPassWindow)
    self.isSeasonSloped = isSeasonSloped
    self.cancellation = cancellation
    trend = [Double](repeating: 0, count: values.count)
    season = trend
  }

  /// One inner round: the season of what has no trend, then the trend of what has no season.
  mutating func update() throws {
    let detrended = values.indices.map { values[$0] - trend[$0] }
    let cycles = try smoothedCycles(detrended)
    let low = try Loess(window: lowPassWindow).smoothed(
      Self.movingMean(Self.movingMean(Self.movingMean(cycles, period), period), 3), nil,
      cancellation)
    for index in values.indices { season[index] = cycles[index + period] - low[index] }
    trend = try Loess(window: trendWindow).smoothed(
      values.indices.map { values[$0] - season[$0] }, weights, cancellation)
  }

  /// Smooths the values of each place in the period, one step longer at both ends.
  private func smoothedCycles(_ values: [Double]) throws -> [Double] {
    var cycles = [Double](repeating: 0, count: values.count + 2 * period)
    let loess = Loess(window: seasonWindow, isSloped: isSeasonSloped)
    for place in 0..<period {
      let own = Array(stride(from: place, to: values.count, by: period))
      let part = own.map { values[$0] }
      let weights = weights.map { weights in own.map { weights[$0] } }
      let smoothed = try loess.smoothed(part, weights, cancellation)
      let count = part.count
      let before =
        loess.estimate(part, weights, at: -1, from: 0, to: min(seasonWindow, count) - 1)
        ?? smoothed[0]
      let after =
        loess.estimate(part, weights, at: count, from: max(0, count - seasonWindow), to: count - 1)
        ?? smoothed[count - 1]
      for (step, value) in ([before] + smoothed + [after]).enumerated() {
        cycles[place + step * period] = value
      }
    }
    return cycles
  }

  /// Makes the season the same in every period.
  mutating func levelSeason() {
    for place in 0..<period {
      let own = Array(stride(from: place, to: values.count, by: period))
      let mean = own.reduce(0) { $0 + season[$1] } / Double(own.count)
      for index in own { season[index] = mean }
    }
  }

  private static func movingMean(_ values: [Double], _ length: Int) -> [Double] {
    var sum = values[..<length].reduce(0, +)
    var means = [sum / Double(length)]
    for index in length..<values.count {
      sum += values[index] - values[index - length]
      means.append(sum / Double(length))
    }
    return means
  }

  /// Takes weight from the values that lie far from their parts.
  mutating func weigh() {
    weights = BisquareWeights.of(values.indices.map { values[$0] - trend[$0] - season[$0] })
  }
}
