import Series
public import Tasks

/// One method for each series on its own.
public struct EachSeries: PanelMethod {
  private let method: any ForecastMethod
  private let isNamed: Bool
  private let cycles: Int

  /// Each series by `method`; what it refuses is forecast more plainly, with the reason.
  ///
  /// Unless the method `isNamed` by the user, demand that is mostly zero goes to the methods for it.
  /// Seasons that the series has not seen in `cycles` whole are left out; a method that needs but
  /// one cycle takes the usual season of the panel's step where the panel has none.
  public init(_ method: any ForecastMethod, isNamed: Bool = true, cycles: Int = 2) {
    self.method = method
    self.isNamed = isNamed
    self.cycles = cycles
  }

  /// Forecasts each series with the shortest season of the panel.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    var ladder = SeriesLadder(wanted: method, isNamed: isNamed, cycles: cycles)
    if !isNamed {
      ladder.rareFactor = try RareDemandLevel.factor(
        panel, threads: threads, cancellation: cancellation)
    }
    let usual = cycles == 1 ? panel.axis.frequency?.usualPeriods.filter { $0 > 1 }.min() : nil
    let season = panel.seasons.first ?? usual ?? 1
    return try parallelMap(panel.series.count, threads: threads) { [ladder] index in
      try cancellation.check()
      return try ladder.outlook(
        panel.series[index].values, season: season, horizon: panel.axis.horizon,
        cancellation: cancellation)
    }
  }
}

/// The pooled additive model for all series; what it cannot say is said by another method.
public struct PooledAdditive: PanelMethod {
  private let model: LogAdditive?
  private let other: any ForecastMethod

  /// The additive model (nil: the usual one for the panel's frequency), with a method for series
  /// that have values below zero.
  public init(
    _ model: LogAdditive? = nil, other: any ForecastMethod = MultipleSeasonTrend(periods: [])
  ) {
    self.model = model
    self.other = other
  }

  /// Forecasts each series; few values, constant ones and rare demand go down the ladder.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    let model = model ?? LogAdditive(for: panel.axis.frequency)
    let fits = try model.fit(panel, threads: threads, cancellation: cancellation)
    let horizon = panel.axis.horizon
    let season = panel.seasons.first ?? 1
    var ladder = SeriesLadder(wanted: other, isNamed: false)
    ladder.rareFactor = try RareDemandLevel.factor(
      panel, threads: threads, cancellation: cancellation)
    return try parallelMap(panel.series.count, threads: threads) { [ladder] index in
      try cancellation.check()
      let values = panel.series[index].values
      guard let fit = fits[index], Self.isSuited(values) else {
        var outlook = try ladder.outlook(
          values, season: season, horizon: horizon, cancellation: cancellation)
        if outlook.fallbackReason == nil, !outlook.method.hasPrefix("mean(ses") {
          outlook.fallbackReason = "additive: it needs values that are not negative"
        }
        return outlook
      }
      return Outlook(points: fit.points, scales: fit.scales, method: "additive")
    }
  }

  /// Whether logarithms fit: enough values, not constant, hardly any below zero or at zero.
  private static func isSuited(_ values: [Double]) -> Bool {
    var (count, negatives, zeros) = (0, 0, 0)
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      count += 1
      if value < 0 { negatives += 1 }
      if value == 0 { zeros += 1 }
      low = min(low, value)
      high = max(high, value)
    }
    return count > 3 && low < high && 50 * negatives <= count && 2 * zeros <= count
  }
}

/// The mean of what several methods for panels say.
public struct PanelMean: PanelMethod {
  private let members: [any PanelMethod]

  /// The mean of some methods.
  public init(_ members: [any PanelMethod]) { self.members = members }

  /// The mean of points and of scales; a member that fell back has no say where another did not.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    let parts = try members.map {
      try $0.outlook(panel, threads: threads, cancellation: cancellation)
    }
    return panel.series.indices.map { index in
      let own = parts.map { $0[index] }
      let whole = own.filter { $0.fallbackReason == nil }
      guard let first = whole.first else { return own[0] }
      guard whole.count > 1, !whole.allSatisfy({ $0.method == first.method }) else { return first }
      let share = 1 / Double(whole.count)
      return Outlook(
        points: first.points.indices.map { step in
          whole.reduce(0) { $0 + share * $1.points[step] }
        },
        scales: first.points.indices.map { step in
          whole.reduce(0) { $0 + share * $1.scales[step] }
        },
        method: "mean(\(Self.names(whole).joined(separator: ", ")))")
    }
  }

  /// Each method once: two that go by one name are not told apart by it.
  private static func names(_ outlooks: [Outlook]) -> [String] {
    outlooks.indices.filter { place in
      !outlooks[..<place].contains { $0.method == outlooks[place].method }
    }.map { outlooks[$0].method }
  }
}
