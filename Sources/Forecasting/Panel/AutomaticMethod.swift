import Series
public import Tasks

/// The method that suits the frequency, the length and the nature of each series.
///
/// Days with a year of history: the pooled additive model. Weeks with two years: its mean with MSTL
/// and the last year with half its growth. Hours: the mean of MSTL over day and week and of the day
/// before. Months: the mean of dynamic theta and weighted smoothing; quarters: with ARIMA. Years and
/// short series: theta, and smoothing without lasting slopes. Mostly zeros: smoothing, IMAPA and
/// TSB.
public struct AutomaticMethod: PanelMethod {
  /// The choice; it has no settings.
  public init() {}

  /// Forecasts each series by the method for panels of this kind.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    try Self.method(for: panel).outlook(panel, threads: threads, cancellation: cancellation)
  }

  /// The method for a panel.
  public func settled(for panel: Panel) -> any PanelMethod { Self.method(for: panel) }

  /// The method for a panel.
  static func method(for panel: Panel) -> any PanelMethod {
    let axis = panel.axis
    // A season that the past has not seen twice says nothing.
    let seasons = panel.seasons.filter { 2 * $0 <= axis.count }
    let season = seasons.first ?? 1
    let days = axis.count > 1 ? axis.days[axis.count - 1] - axis.days[0] : 0
    let general = Ensemble([DynamicTheta(), ExponentialSmoothing(.weighted)])
    switch axis.frequency {
    case _ where panel.isWithoutSeason: break
    case .daily where days >= 364, .weekdays where days >= 364:
      return PooledAdditive(other: MultipleSeasonTrend(periods: [season]))
    case .weekly(count: 1) where axis.count >= 104:
      return PanelMean([
        PooledAdditive(other: MultipleSeasonTrend(periods: [52])),
        EachSeries(MultipleSeasonTrend(periods: [52]), isNamed: false),
        EachSeries(HalfGrowth(), isNamed: false),
      ])
    default: break
    }
    if !panel.regressors.isEmpty, axis.frequency != nil { return PooledAdditive() }
    if seasons.count > 1 {
      return EachSeries(
        Ensemble([
          MultipleSeasonTrend(periods: seasons, rest: DynamicTheta()), SeasonalNaive(),
        ]), isNamed: false)
    }
    if season > 24 {
      // Smoothing would learn a start for each step of the season.
      return EachSeries(
        Ensemble([MultipleSeasonTrend(periods: [season], rest: general)]), isNamed: false)
    }
    if season == 1 {
      return EachSeries(
        Ensemble([DynamicTheta(), ExponentialSmoothing(.weighted, isCautious: true)]),
        isNamed: false)
    }
    if season <= 4 {
      // Short seasons leave few enough starts for a third opinion to help, at little cost.
      return EachSeries(
        Ensemble([DynamicTheta(), ExponentialSmoothing(.weighted), AutomaticARIMA()]),
        isNamed: false)
    }
    return EachSeries(general, isNamed: false)
  }
}
