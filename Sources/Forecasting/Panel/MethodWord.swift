/// The methods by the words that name them.
public enum MethodWord: String, Hashable, Sendable, CaseIterable {
  /// The ladder of `AutomaticMethod`.
  case automatic = "auto"
  /// The last value.
  case naive
  /// The last season.
  case seasonalNaive = "seasonal_naive"
  /// The line from the first value to the last.
  case drift
  /// The mean of all values.
  case mean
  /// The dynamic optimised theta model.
  case theta
  /// Exponential smoothing of all forms, weighted.
  case ets
  /// ARIMA with orders found.
  case arima
  /// Trend and seasons parted by loess.
  case mstl
  /// The pooled additive model of logarithms.
  case additive
  /// The model of Prophet.
  case prophet
  /// Croston's method for rare demand.
  case croston
  /// Croston's method without its bias.
  case sba
  /// Rare demand that may die out.
  case tsb
  /// Rare demand at several coarser steps.
  case imapa

  /// The method for a panel, whose seasons it takes.
  public func method(for panel: Panel) -> any PanelMethod {
    switch self {
    case .automatic: ClosedDays(AutomaticMethod())
    case .naive: EachSeries(Naive())
    case .seasonalNaive: EachSeries(SeasonalNaive(), cycles: 1)
    case .drift: EachSeries(Drift())
    case .mean: EachSeries(WindowMean())
    case .theta: EachSeries(DynamicTheta())
    case .ets: EachSeries(ExponentialSmoothing())
    case .arima: EachSeries(AutomaticARIMA())
    case .mstl: EachSeries(MultipleSeasonTrend(periods: panel.seasons))
    case .additive: ClosedDays(PooledAdditive())
    case .prophet: ProphetCompatible()
    case .croston: EachSeries(Croston())
    case .sba: EachSeries(Croston(.corrected(0.1)))
    case .tsb: EachSeries(TSB())
    case .imapa: EachSeries(IMAPA())
    }
  }
}
