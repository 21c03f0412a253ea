/// Series over the same steps: the sales of each shop, say.
public struct Panel: Sendable {
  /// The steps of the series, past and future.
  public var axis: TimeAxis
  /// The series.
  public var series: [Member]
  /// What is known of each step for all series, the future included: prices, promotions, holidays.
  public var regressors: [Regressor]
  /// How many steps a season has, the shortest first; empty for none.
  public var seasons: [Int]
  /// Whether nothing is to repeat itself, so that methods look for no weekday and no time of the year
  /// of their own either.
  public var isWithoutSeason = false

  /// One series of a panel.
  public struct Member: Hashable, Sendable {
    /// A value for each past step; NaN where none is known, at the start where there is none yet.
    public var values: [Double]
    /// Series of one group are alike: they learn the shape of their season from each other.
    public var group: Int

    /// A series.
    public init(_ values: [Double], group: Int = 0) {
      self.values = values
      self.group = group
    }
  }

  /// Something known of each step.
  public struct Regressor: Hashable, Sendable {
    /// Its name, for messages.
    public var name: String
    /// Its value at each step of the axis, future ones included.
    public var values: [Double]
    /// Whether a calendar gave it, not the user.
    public var isHoliday: Bool

    /// A regressor.
    public init(name: String, values: [Double], isHoliday: Bool = false) {
      self.name = name
      self.values = values
      self.isHoliday = isHoliday
    }
  }

  /// A panel.
  public init(
    axis: TimeAxis, series: [Member], seasons: [Int], regressors: [Regressor] = []
  ) {
    self.axis = axis
    self.series = series
    self.seasons = seasons
    self.regressors = regressors
  }

  /// One series without dates, with seasons of `season` steps (1 for none).
  public init(_ values: [Double], horizon: Int, season: Int = 1) {
    self.init(
      axis: TimeAxis(count: values.count, horizon: horizon), series: [Member(values)],
      seasons: season > 1 ? [season] : [])
  }

  /// The panel as it was known after `count` steps, with `horizon` steps to forecast: nothing of
  /// what came later is in it, except for regressors, which are known ahead.
  public func known(after count: Int, horizon: Int) -> Panel {
    var earlier = self
    earlier.axis = axis.truncated(to: count, horizon: horizon)
    earlier.series = series.map { Member(Array($0.values.prefix(count)), group: $0.group) }
    let steps = min(axis.days.count, count + horizon)
    earlier.regressors = regressors.map { regressor in
      Regressor(
        name: regressor.name, values: Array(regressor.values.prefix(steps)),
        isHoliday: regressor.isHoliday)
    }
    return earlier
  }

  /// Throws if a regressor has no value at some step.
  func checkRegressors() throws {
    for regressor in regressors {
      for step in axis.days.indices
      where step >= regressor.values.count || !regressor.values[step].isFinite {
        throw ForecastRefusal.missingRegressor(
          name: regressor.name, step: max(0, step - axis.count))
      }
    }
  }
}
