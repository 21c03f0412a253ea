public import Tasks

/// The middle of what several methods say.
public struct Ensemble: ForecastMethod {
  /// How the middle is taken.
  public enum Middle: Hashable, Sendable {
    /// The mean of all.
    case mean
    /// The median of all: one that runs away has no say.
    case median
  }

  /// The method's name: the names of its members.
  public var name: String {
    "\(middle == .mean ? "mean" : "median")(\(members.map(\.name).joined(separator: ", ")))"
  }
  private let members: [any ForecastMethod]
  private let middle: Middle

  /// An ensemble of methods.
  public init(_ members: [any ForecastMethod], middle: Middle = .mean) {
    self.members = members
    self.middle = middle
  }

  /// Learns all members; one that refuses the series is left out, as long as one is left.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    var models: [any ForecastModel] = []
    var refusal: ForecastRefusal?
    for member in members {
      do {
        models.append(try member.fit(values, season: season, cancellation: cancellation))
      } catch let error as ForecastRefusal {
        refusal = refusal ?? error
      }
    }
    guard !models.isEmpty else { throw refusal ?? .noValues }
    return models.count == 1 ? models[0] : EnsembleModel(models, middle: middle)
  }
}

private struct EnsembleModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let models: [any ForecastModel]
  private let middle: Ensemble.Middle

  init(_ models: [any ForecastModel], middle: Ensemble.Middle) {
    self.models = models
    self.middle = middle
    let word = middle == .mean ? "mean" : "median"
    method = "\(word)(\(models.map(\.method).joined(separator: ", ")))"
    let parts = models.map(\.fitted)
    fitted = parts[0].indices.map { place in Self.middle(parts.map { $0[place] }, middle) }
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let parts = models.map { $0.forecast(horizon: horizon, levels: levels) }
    func combined(_ part: (Forecast) -> [Double]) -> [Double] {
      let rows = parts.map(part)
      return (0..<max(0, horizon)).map { step in Self.middle(rows.map { $0[step] }, middle) }
    }
    return Forecast(
      points: combined(\.points),
      intervals: levels.indices.map { place in
        Forecast.Interval(
          level: levels[place], lower: combined { $0.intervals[place].lower },
          upper: combined { $0.intervals[place].upper })
      }, method: method)
  }

  private static func middle(_ values: [Double], _ kind: Ensemble.Middle) -> Double {
    if kind == .mean { return values.reduce(0, +) / Double(values.count) }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half])
  }
}
