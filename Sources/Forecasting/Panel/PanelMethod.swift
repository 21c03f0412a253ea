public import Tasks

/// A way to forecast all series of a panel.
public protocol PanelMethod: Sendable {
  /// Forecasts each series of the panel for the future steps of its axis.
  ///
  /// It must use nothing but the panel, so that a panel cut off at an earlier step gives what would
  /// have been said then. The result is the same for any number of threads.
  func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook]

  /// The method that this one chooses for a panel by what was known at its origin; bounds are tried
  /// with the same one on shorter pasts.
  func settled(for panel: Panel) -> any PanelMethod

  /// How many values a series must have before an error of this method tells of later ones.
  func leastPast(_ panel: Panel) -> Int
}

extension PanelMethod {
  /// A method that chooses none is its own choice.
  public func settled(for panel: Panel) -> any PanelMethod { self }

  /// Two seasons.
  public func leastPast(_ panel: Panel) -> Int { max((panel.seasons.first ?? 1) * 2, 8) }
}

/// What a method expects of a series, and by how much each step is usually missed.
public struct Outlook: Hashable, Sendable {
  /// The expected value of each step ahead.
  public var points: [Double]
  /// The usual error of each step, in units of the values: intervals are multiples of it.
  public var scales: [Double]
  /// The method that gave the points.
  public var method: String
  /// Why another method stood in for the wanted one; nil if none did.
  public var fallbackReason: String?
  /// The weekdays ahead, 1 for Monday, that are zero because those of the past are, without
  /// exception.
  public var closedWeekdays: [Int] = []
  /// How many other zeros of the past were taken for days without trade.
  public var closedDayCount = 0

  /// An outlook.
  public init(
    points: [Double], scales: [Double], method: String, fallbackReason: String? = nil
  ) {
    self.points = points
    self.scales = scales
    self.method = method
    self.fallbackReason = fallbackReason
  }

  /// What a fitted model says.
  init(_ model: any ForecastModel, horizon: Int, fallbackReason: String? = nil) {
    // A level of 68.27 % reaches one deviation to each side.
    let forecast = model.forecast(horizon: horizon, levels: [0.682_689_492_137_085_9])
    points = forecast.points
    // Rare demand has quantiles at zero: its errors are told by their deviation.
    scales =
      (model as? IntermittentModel).map { rare in forecast.points.map { _ in rare.deviation } }
      ?? zip(forecast.intervals[0].upper, forecast.intervals[0].lower).map { ($0 - $1) / 2 }
    method = model.method
    self.fallbackReason = fallbackReason
  }
}
