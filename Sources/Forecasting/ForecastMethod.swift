public import Tasks

/// A way to forecast: it learns a model from a series.
public protocol ForecastMethod: Sendable {
  /// The method's name in results: `naive`, `ets`.
  var name: String { get }

  /// Learns from `values`, equally spaced, oldest first and finite, with a season of `season` steps
  /// (1 for none).
  ///
  /// Throws a `ForecastRefusal` if the series does not suit the method.
  func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel
}

extension ForecastMethod {
  /// Learns from `values` without a way to interrupt.
  public func fit(_ values: [Double], season: Int = 1) throws -> any ForecastModel {
    try fit(values, season: season, cancellation: Cancellation())
  }
}

/// What a method has learned from a series.
public protocol ForecastModel: Sendable {
  /// The name of the method, with the form that it chose: `ets(M,Ad,M)`.
  var method: String { get }

  /// What the model expected of each step of the series one step before; NaN where it expected
  /// nothing yet.
  var fitted: [Double] { get }

  /// The `horizon` steps after the series, with bounds for each level (between 0 and 1).
  func forecast(horizon: Int, levels: [Double]) -> Forecast
}

/// Why a method does not take a series.
public enum ForecastRefusal: Error, Hashable, Sendable {
  /// The series is empty.
  case noValues
  /// The method needs more values.
  case tooFewValues(needed: Int, found: Int)
  /// A value is missing or infinite, at this place.
  case missingValue(at: Int)
  /// The method needs values above zero.
  case needsPositiveValues
  /// The method needs values that are not negative.
  case needsNonNegativeValues
  /// Nothing ever happens in the series.
  case onlyZeros
  /// A regressor has no value at this step of the future.
  case missingRegressor(name: String, step: Int)

  /// The refusal as a plain sentence.
  public var sentence: String {
    switch self {
    case .noValues: "the series has no values"
    case .tooFewValues(let needed, let found): "it needs \(needed) values and has \(found)"
    case .missingValue(let place): "value \(place + 1) is missing"
    case .needsPositiveValues: "it needs values above zero"
    case .needsNonNegativeValues: "it needs values that are not negative"
    case .onlyZeros: "all values are zero"
    case .missingRegressor(let name, let step): "`\(name)` has no value \(step + 1) steps ahead"
    }
  }

  /// Throws unless there are so many values, all finite.
  static func check(_ values: [Double], atLeast needed: Int = 1) throws {
    guard !values.isEmpty else { throw noValues }
    guard values.count >= needed else {
      throw tooFewValues(needed: needed, found: values.count)
    }
    if let place = values.firstIndex(where: { !$0.isFinite }) { throw missingValue(at: place) }
  }
}
