public import Tasks

/// A series parted into trend, several seasons and remainder by rounds of STL, the shortest season
/// first (MSTL).
///
/// K. Bandara, R. J. Hyndman and C. Bergmeir, MSTL: A Seasonal-Trend Decomposition Algorithm for Time
/// Series with Multiple Seasonal Patterns, 2021. Two rounds, and smoothers of 11, 15, 19 … points,
/// as in statsmodels' `MSTL`; one season is plain STL. A season of which the series has fewer than
/// `fewestPeriods` whole ones is taken as the same in each: a smoother through two or three points
/// would take what is chance for season.
public struct MultipleSeasons: Hashable, Sendable {
  /// The slow part.
  public let trend: [Double]
  /// The length of each season, ascending.
  public let periods: [Int]
  /// The part of each season.
  public let seasons: [[Double]]
  /// What is left.
  public let remainder: [Double]

  /// So many whole periods let a season change.
  public static let fewestPeriods = 4

  /// Parts `values`, equally spaced and finite, with seasons of `periods` steps, at least one.
  ///
  /// Steady parts are seasons that change over many periods, up to 31, and a trend through four:
  /// smoothers of few points would follow the very values that are to be judged.
  public init(
    _ values: [Double], periods: [Int], isRobust: Bool = false, isSteady: Bool = false,
    cancellation: Cancellation = Cancellation()
  ) throws {
    let periods = Set(periods).sorted()
    let needed = 2 * max(2, periods.last ?? 2)
    if let first = periods.first, first < 2 {
      throw SeasonalTrend.Refusal.periodTooShort(first)
    }
    guard !periods.isEmpty, values.count >= needed else {
      throw SeasonalTrend.Refusal.tooFewValues(needed: needed)
    }
    self.periods = periods
    var options = SeasonalTrend.Options()
    options.isRobust = isRobust
    func settle(_ period: Int) {
      options.isPeriodic = values.count < Self.fewestPeriods * period
      guard isSteady else { return }
      options.seasonWindow = min(31, max(11, values.count / period))
      options.trendWindow = min(4 * period + 1, max(period + 2, values.count / 2))
    }
    if periods.count == 1 {
      settle(periods[0])
      let parts = try SeasonalTrend(
        values, period: periods[0], options: options, cancellation: cancellation)
      (trend, seasons, remainder) = (parts.trend, [parts.season], parts.remainder)
      return
    }
    var seasons = [[Double]](
      repeating: [Double](repeating: 0, count: values.count), count: periods.count)
    var rest = values
    var trend: [Double] = []
    for _ in 0..<2 {
      for (index, period) in periods.enumerated() {
        for row in rest.indices { rest[row] += seasons[index][row] }
        options.seasonWindow = 11 + 4 * index
        settle(period)
        let parts = try SeasonalTrend(
          rest, period: period, options: options, cancellation: cancellation)
        seasons[index] = parts.season
        for row in rest.indices { rest[row] -= parts.season[row] }
        trend = parts.trend
      }
    }
    self.trend = trend
    self.seasons = seasons
    remainder = rest.indices.map { rest[$0] - trend[$0] }
  }

  /// All seasons together.
  public var season: [Double] {
    guard let first = seasons.first else { return [] }
    return seasons.dropFirst().reduce(first) { sum, season in zip(sum, season).map { $0 + $1 } }
  }

  /// How strong the trend is, 0 to 1 (Wang, Smith and Hyndman 2006).
  public var trendStrength: Double { SeasonalTrend.strength(of: trend, beside: remainder) }

  /// How strong each season is, 0 to 1.
  public var seasonStrengths: [Double] {
    seasons.map { SeasonalTrend.strength(of: $0, beside: remainder) }
  }
}
