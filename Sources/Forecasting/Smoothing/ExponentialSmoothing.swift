public import Tasks

/// Exponential smoothing in its state space form (ETS).
///
/// R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, Forecasting with Exponential
/// Smoothing, 2008. The season starts as the classical decomposition finds it; level, slope and the
/// smoothing are learned by maximum likelihood. Left there, the start of the season costs no time
/// and forecasts get better, not worse.
public struct ExponentialSmoothing: ForecastMethod {
  /// Which form is used.
  public enum Choice: Hashable, Sendable {
    /// This one.
    case form(SmoothingForm)
    /// The one with the least corrected Akaike criterion.
    case best
    /// All, weighted by how likely the criterion makes each.
    case weighted
  }

  /// How far the search goes.
  public enum Search: Hashable, Sendable {
    /// Near the usual smoothing, with the season's start as the decomposition finds it: the better
    /// forecasts, and fast.
    case forecasting
    /// To the greatest likelihood, the season's start included: for comparing models.
    case likelihood
  }

  /// The method's name.
  public let name = "ets"
  /// Which form is used.
  public let choice: Choice
  /// Whether slopes that never fade are left out, as befits short series.
  public let isCautious: Bool
  /// How far the search goes.
  public let search: Search

  /// The method with a choice of the form.
  public init(
    _ choice: Choice = .weighted, isCautious: Bool = false, search: Search = .forecasting
  ) {
    self.choice = choice
    self.isCautious = isCautious
    self.search = search
  }

  /// Learns the form and its numbers.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 4)
    let scale = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    guard scale > 0 else { throw ForecastRefusal.onlyZeros }
    let scaled = values.map { $0 / scale }
    switch choice {
    case .form(let form):
      if form.needsPositiveValues, values.contains(where: { $0 <= 0 }) {
        throw ForecastRefusal.needsPositiveValues
      }
      guard
        let model = SmoothingCandidate(scaled, scale: scale, form: form, period: season)?
          .fitted(search)
      else {
        throw ForecastRefusal.tooFewValues(
          needed: max(2 * season, form.parameterCount(period: season) + 3), found: values.count)
      }
      return model
    case .best, .weighted:
      let models = try candidates(
        scaled, scale: scale, period: season, cancellation)
      guard let best = models.min(by: { $0.criterion < $1.criterion }) else {
        throw ForecastRefusal.tooFewValues(needed: 6, found: values.count)
      }
      return choice == .best ? best : WeightedSmoothing(models, best: best)
    }
  }

  /// The steps of a season up to which each form is walked to its end.
  private static let shortSeason = 4

  /// A model of each form that suits the values and may still matter.
  private func candidates(
    _ values: [Double], scale: Double, period: Int, _ cancellation: Cancellation
  ) throws -> [SmoothingModel] {
    let isPositive = values.allSatisfy { $0 > 0 }
    let forms = SmoothingForm.all.filter { form in
      if form.needsPositiveValues, !isPositive { return false }
      if isCautious, form.trend == .additive { return false }
      return form.season == nil || (period > 1 && values.count >= 2 * period)
    }
    // The likely ones first, so that the others are soon seen to be hopeless.
    let candidates = forms.compactMap {
      SmoothingCandidate(values, scale: scale, form: $0, period: period)
    }.sorted { $0.startCriterion < $1.startCriterion }
    // Long seasons make walks costly; with short ones nothing is given up, and all forms count.
    let hasRivals = period > Self.shortSeason
    var models: [SmoothingModel] = []
    var wild: [SmoothingModel] = []
    var rival: Double?
    for candidate in candidates {
      try cancellation.check()
      guard let model = candidate.fitted(search, rival: rival) else { continue }
      guard !model.isWild else {
        wild.append(model)
        continue
      }
      models.append(model)
      if hasRivals { rival = min(rival ?? .infinity, model.criterion) }
    }
    return models.isEmpty ? wild : models
  }
}
