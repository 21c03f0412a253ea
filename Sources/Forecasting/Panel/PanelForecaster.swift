public import Tasks

/// Forecasts of all series of a panel, with bounds that were tried on earlier steps.
public struct PanelForecaster: Sendable {
  /// How the points are found.
  public var method: any PanelMethod
  /// The probabilities of the bounds, each between 0 and 1.
  public var levels: [Double]
  /// How many earlier windows of one horizon the bounds are learned from; fewer if history is short,
  /// nil chooses by the number of series.
  public var windows: Int?
  /// How many threads work; results do not depend on it.
  public var threads: Int

  /// A forecaster with a method.
  public init(
    method: any PanelMethod = ClosedDays(AutomaticMethod()), levels: [Double] = [0.8],
    windows: Int? = nil,
    threads: Int = Threads.available
  ) {
    self.method = method
    self.levels = levels
    self.windows = windows
    self.threads = threads
  }

  /// Forecasts each series for the future steps of the panel's axis.
  ///
  /// `progress` is told the share of the work that is done.
  public func forecast(
    _ panel: Panel, cancellation: Cancellation = Cancellation(),
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> [Forecast] {
    let horizon = panel.axis.horizon
    let method = method.settled(for: panel)
    let least = method.leastPast(panel)
    let origins = origins(panel, least: least)
    let outlooks = try method.outlook(panel, threads: threads, cancellation: cancellation)
    progress(1 / Double(origins.count + 1))
    var scores = [[[Double]]](repeating: [], count: panel.series.count)
    for (place, origin) in origins.enumerated() {
      let earlier = try method.outlook(
        panel.known(after: origin, horizon: horizon), threads: threads, cancellation: cancellation)
      for (index, outlook) in earlier.enumerated() {
        // What a stand-in missed says nothing about the method itself, nor does a short history.
        let known = panel.series[index].values[..<origin].count(where: \.isFinite)
        guard outlook.fallbackReason == outlooks[index].fallbackReason, known >= least else {
          continue
        }
        scores[index].append(
          (0..<horizon).map { step in
            let truth = panel.series[index].values[origin + step]
            let scale = outlook.scales[step]
            return scale > 0 ? (truth - outlook.points[step]) / scale : .nan
          })
      }
      progress(Double(place + 2) / Double(origins.count + 1))
    }
    let bounds = try ConformalBounds(scores: scores, horizon: horizon, threads: threads)
    let pooled = levels.map { bounds.suffices(for: $0) ? bounds.pooledReach(level: $0) : nil }
    return try parallelMap(outlooks.count, threads: threads) { index -> Forecast in
      var forecast = self.forecast(
        outlooks[index], index, bounds, pooled, of: panel.series[index].values)
      if forecast.triedErrorCount > 0 { forecast.triedOriginCount = origins.count }
      return forecast
    }
  }

  /// The earlier steps after which the method is tried.
  ///
  /// A few series with a short horizon are tried more often: bounds need errors enough.
  private func origins(_ panel: Panel, least: Int) -> [Int] {
    let horizon = panel.axis.horizon
    let series = panel.series.count
    guard horizon > 0, series > 0 else { return [] }
    let enough = min(20, (40 + horizon * series - 1) / (horizon * series))
    let wanted = windows ?? (series >= 100 && horizon < 24 ? 1 : max(4, enough))
    let least = max(horizon, least)
    return (1...max(1, wanted)).prefix(max(0, wanted)).map { panel.axis.count - $0 * horizon }
      .filter { $0 >= least }
  }

  private func forecast(
    _ outlook: Outlook, _ index: Int, _ bounds: ConformalBounds,
    _ pooled: [ConformalBounds.PooledReach?], of values: [Double]
  ) -> Forecast {
    let range = Self.range(values, outlook.points)
    var intervals: [Forecast.Interval] = []
    for (level, pooled) in zip(levels, pooled) {
      let normal = NormalQuantile.twoSided(level)
      let most = outlook.points.indices.map { normal * range * Double($0 + 1).squareRoot() }
      let reach =
        pooled.map { bounds.reach(level: level, series: index, pooled: $0) }
        ?? (
          below: outlook.points.map { _ in normal }, above: outlook.points.map { _ in normal }
        )
      intervals.append(
        Forecast.Interval(
          level: level,
          lower: outlook.points.indices.map {
            outlook.points[$0] - min(reach.below[$0] * outlook.scales[$0], most[$0])
          },
          upper: outlook.points.indices.map {
            outlook.points[$0] + min(reach.above[$0] * outlook.scales[$0], most[$0])
          }))
    }
    // A wider promise is never a narrower band.
    let order = levels.indices.sorted { levels[$0] < levels[$1] }
    for (inner, outer) in zip(order, order.dropFirst()) {
      for step in outlook.points.indices {
        intervals[outer].lower[step] = min(
          intervals[outer].lower[step], intervals[inner].lower[step])
        intervals[outer].upper[step] = max(
          intervals[outer].upper[step], intervals[inner].upper[step])
      }
    }
    var forecast = Forecast(
      points: outlook.points, intervals: intervals, method: outlook.method,
      fallbackReason: outlook.fallbackReason)
    forecast.closedWeekdays = outlook.closedWeekdays
    forecast.closedDayCount = outlook.closedDayCount
    forecast.triedErrorCount = pooled.contains { $0 != nil } ? bounds.count : 0
    return values.contains { $0 < 0 } ? forecast : forecast.clippedAtZero()
  }

  /// From the least to the greatest of all known values and points, infinite where they tell too
  /// little.
  ///
  /// No bound lies further off than those of a walk whose steps are as large as that. A model that
  /// once followed its history all but exactly makes any later error look boundless: the error counts
  /// in units of what the model missed until then.
  private static func range(_ values: [Double], _ points: [Double]) -> Double {
    let known = values.filter(\.isFinite)
    guard known.count > 3, let low = known.min(), let high = known.max(), low < high,
      points.allSatisfy(\.isFinite)
    else { return .infinity }
    return max(high, points.max() ?? high) - min(low, points.min() ?? low)
  }
}
