import Tables
public import Tasks

/// The step down from the wanted method to one that a short or strange series bears.
struct SeriesLadder: Sendable {
  /// The method for series that bear it.
  let wanted: any ForecastMethod
  /// Whether the user named the method: then only what it refuses falls back.
  let isNamed: Bool
  /// How many whole seasons the method must have seen.
  var cycles = 2
  /// What rare demand is multiplied by: the level that the panel has lost or won of late.
  var rareFactor = 1.0

  /// Forecasts one series, with the reason if it was not by the wanted method.
  ///
  /// Steps at the end without a value are forecast, too: what is asked for lies behind them. Zeros
  /// before a launch count for a method that the user named.
  func outlook(
    _ values: [Double], season: Int, horizon: Int, cancellation: Cancellation
  ) throws -> Outlook {
    let known = (values.lastIndex(where: \.isFinite) ?? -1) + 1
    let behind = known > 0 ? values.count - known : 0
    var outlook = try outlook(
      untilLast: Array(
        values[(isNamed ? 0 : PreparedHistory.launch(values, season: season))..<known]),
      season: season,
      horizon: horizon + behind,
      cancellation: cancellation)
    outlook.points.removeFirst(behind)
    outlook.scales.removeFirst(behind)
    return outlook
  }

  /// Forecasts a series whose last step has a value.
  private func outlook(
    untilLast values: [Double], season: Int, horizon: Int, cancellation: Cancellation
  ) throws -> Outlook {
    let history = PreparedHistory(values, season: season).values
    if let plain = Self.degenerate(history, horizon: horizon) { return plain }
    if !isNamed, Self.isRare(values) { return try rare(history, horizon, cancellation) }
    let isLong = history.count >= cycles * season
    if cycles == 1, season > 1, !isLong {
      return try fallback(
        history, horizon,
        "\(wanted.name): a season has \(season) steps, and there are \(history.count) values",
        cancellation)
    }
    let season = isLong ? season : 1
    do {
      let model = try wanted.fit(history, season: season, cancellation: cancellation)
      let outlook = Outlook(model, horizon: horizon)
      if outlook.points.allSatisfy(\.isFinite), outlook.scales.allSatisfy(\.isFinite) {
        return Self.bounded(outlook, history, season)
      }
      return try fallback(history, horizon, "\(wanted.name) ran away", cancellation)
    } catch let refusal as ForecastRefusal {
      return try fallback(
        history, horizon, "\(wanted.name): \(refusal.sentence)", cancellation)
    }
  }

  /// What needs no model: nothing, a few values, values that never change.
  static func degenerate(_ history: [Double], horizon: Int) -> Outlook? {
    func level(_ value: Double, _ method: String, _ reason: String) -> Outlook {
      Outlook(
        points: [Double](repeating: value, count: horizon),
        scales: [Double](repeating: 0, count: horizon), method: method, fallbackReason: reason)
    }
    guard let last = history.last else { return level(.nan, "none", "the series has no values") }
    if history.allSatisfy({ $0 == 0 }) { return level(0, "constant", "all values are zero") }
    if history.count > 3, history.allSatisfy({ $0 == last }) {
      return level(last, "constant", "all values are equal")
    }
    guard history.count <= 3 else { return nil }
    var outlook = level(last, "naive", "only \(history.count.counted("value"))")
    let squares = zip(history.dropFirst(), history).map { ($0 - $1) * ($0 - $1) }
    let sum = squares.reduce(0, +)
    // Values that happen to be equal so far tell no more than one does.
    let deviation = sum > 0 ? (sum / Double(squares.count)).squareRoot() : abs(last)
    outlook.scales = (0..<horizon).map { deviation * Double($0 + 1).squareRoot() }
    return outlook
  }

  /// Whether known values are demand that comes so rarely that it needs methods of its own.
  static func isRare(_ values: some Collection<Double>) -> Bool {
    var (count, zeros) = (0, 0)
    for value in values where value.isFinite {
      if value < 0 { return false }
      count += 1
      if value == 0 { zeros += 1 }
    }
    return 10 * zeros > 3 * count
  }

  /// Demand that is mostly zero.
  private func rare(
    _ history: [Double], _ horizon: Int, _ cancellation: Cancellation
  ) throws -> Outlook {
    let model = try IntermittentEnsemble().fit(history, season: 1, cancellation: cancellation)
    var outlook = Outlook(model, horizon: horizon)
    outlook.points = outlook.points.map { $0 * rareFactor }
    return outlook
  }

  private func fallback(
    _ history: [Double], _ horizon: Int, _ reason: String, _ cancellation: Cancellation
  ) throws -> Outlook {
    let method: any ForecastMethod =
      history.contains { $0 < 0 } || history.count < 6 ? Drift() : SimpleSmoothing()
    let model = try method.fit(history, season: 1, cancellation: cancellation)
    return Outlook(model, horizon: horizon, fallbackReason: reason)
  }

  /// The outlook within ten ranges of the history, so that no forecast runs away, and with errors of
  /// at least a tenth of the naive one: a short history can be followed too well.
  private static func bounded(_ outlook: Outlook, _ history: [Double], _ season: Int) -> Outlook {
    let floor = 0.1 * NaiveScale(history, season: season).absolute
    guard let low = history.min(), let high = history.max() else { return outlook }
    let reach = 10 * (high - low)
    var outlook = outlook
    outlook.points = outlook.points.map { min(max($0, low - reach), high + reach) }
    outlook.scales = outlook.scales.map { max($0, floor) }
    return outlook
  }
}

/// The usual mean for demand that is mostly zero: smoothing, IMAPA and TSB.
public struct IntermittentEnsemble: ForecastMethod {
  /// The method's name.
  public let name = "intermittent"

  /// The method; it has no settings.
  public init() {}

  /// Learns the three and keeps the mean of their rates.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    let members: [any ForecastMethod] = [SimpleSmoothing(), IMAPA(), TSB()]
    let models = try members.map {
      try $0.fit(values, season: season, cancellation: cancellation)
    }
    let rates = models.map { $0.forecast(horizon: 1, levels: []).points[0] }
    let demands = values.count { $0 > 0 }
    return IntermittentModel(
      values, fitted: models[0].fitted, rate: rates.reduce(0, +) / 3,
      chance: Double(demands) / Double(values.count), method: "mean(ses, imapa, tsb)")
  }
}
