import Glibc
public import Tasks

/// The additive model of Prophet: a trend with changepoints, seasons as waves, regressors.
///
/// S. J. Taylor and B. Letham, Forecasting at Scale, 2018. The priors and the defaults are those of
/// Prophet 1.5, and the search ends where Prophet's does, so a forecast agrees with Prophet's.
/// A holiday is a regressor that is 1 on its days.
public struct ProphetCompatible: PanelMethod, Hashable {
  /// Whether a season is learned.
  public enum Season: Hashable, Sendable {
    /// If the history is long enough for it.
    case automatic
    /// With so many waves.
    case waves(Int)
    /// Not at all.
    case off
  }

  /// How many changepoints the trend may have.
  public var changepointCount = 25
  /// The share of the history that has them.
  public var changepointRange = 0.8
  /// The scale of the changes: greater ones let the trend bend more.
  public var changepointScale = 0.05
  /// The season of the year, of 10 waves.
  public var yearly = Season.automatic
  /// The season of the week, of 3 waves.
  public var weekly = Season.automatic
  /// The season of the day, of 4 waves.
  public var daily = Season.automatic
  /// The scale of the coefficients of seasons and regressors.
  public var coefficientScale = 10.0
  /// Whether seasons and regressors multiply the trend.
  public var isMultiplicative = false
  /// How many futures of the trend are drawn for the bounds.
  public var pathCount = 1000
  /// Where the draws begin.
  public var seed: UInt64 = 1

  /// The model as Prophet starts it.
  public init() {}

  /// Learns from values on days since 1970-01-01, of which some may be NaN, and forecasts `future`
  /// days.
  ///
  /// Regressors have a value for each past and each future day.
  public func fit(
    _ values: [Double], days: [Double], future: [Double], regressors: [Panel.Regressor] = [],
    cancellation: Cancellation = Cancellation()
  ) throws -> ProphetFit {
    let known = values.indices.filter { values[$0].isFinite }
    guard known.count >= 2 else {
      throw ForecastRefusal.tooFewValues(needed: 2, found: known.count)
    }
    for regressor in regressors {
      for step in 0..<(days.count + future.count)
      where step >= regressor.values.count || !regressor.values[step].isFinite {
        throw ForecastRefusal.missingRegressor(
          name: regressor.name, step: max(0, step - days.count))
      }
    }
    let design = ProphetDesign(
      self, known: known, days: days, future: future, regressors: regressors)
    let scale = known.reduce(0) { max($0, abs(values[$1])) }
    let scaled = known.map { values[$0] / (scale > 0 ? scale : 1) }
    let search = ProphetSearch(self, design: design, values: scaled)
    let found = try search.asProphetEnds(cancellation)
    return ProphetFit(
      found, model: self, design: design, scale: scale > 0 ? scale : 1, pastCount: days.count)
  }

  /// The model with the seasons that a panel allows: all that it has, or none.
  public func settled(on panel: Panel) -> ProphetCompatible {
    guard panel.isWithoutSeason else { return self }
    var model = self
    (model.yearly, model.weekly, model.daily) = (.off, .off, .off)
    return model
  }

  /// Forecasts each series of a panel on its own.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    try panel.checkRegressors()
    let days = Array(panel.axis.days[..<panel.axis.count])
    let future = Array(panel.axis.days[panel.axis.count...])
    let horizon = panel.axis.horizon
    let model = settled(on: panel)
    return try parallelMap(panel.series.count, threads: threads) { index in
      let values = panel.series[index].values
      let history = Array(values.drop { !$0.isFinite })
      if let plain = SeriesLadder.degenerate(history.filter(\.isFinite), horizon: horizon) {
        return plain
      }
      let fit = try model.fit(
        values, days: days, future: future, regressors: panel.regressors,
        cancellation: cancellation)
      // The bounds of a panel come from errors on earlier steps: one deviation is enough here.
      return Outlook(
        points: fit.points, scales: [Double](repeating: fit.deviation, count: horizon),
        method: "prophet")
    }
  }

  /// Three horizons, as Prophet's own cross-validation starts, and three seasons: with fewer the
  /// trend bends after every value.
  public func leastPast(_ panel: Panel) -> Int {
    max(3 * panel.axis.horizon, 3 * (panel.seasons.first ?? 1), 8)
  }
}
