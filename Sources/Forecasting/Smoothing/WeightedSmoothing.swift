import Glibc

/// Smoothing models of all forms, weighted by how likely the criterion makes each.
///
/// The mean forecast is better than the forecast of the best form, because the criterion seldom
/// knows the form for certain.
struct WeightedSmoothing: ForecastModel {
  let method: String
  let fitted: [Double]
  private let models: [(model: SmoothingModel, weight: Double)]

  init(_ candidates: [SmoothingModel], best: SmoothingModel) {
    let weights = candidates.map { exp(-($0.criterion - best.criterion) / 2) }
    let sum = weights.reduce(0, +)
    let models = zip(candidates, weights).map { (model: $0, weight: $1 / sum) }
      .filter { $0.weight > 1e-4 }
    let kept = models.reduce(0) { $0 + $1.weight }
    self.models = models.map { ($0.model, $0.weight / kept) }
    method = models.count == 1 ? best.method : "ets(mean of \(models.count))"
    var fitted = [Double](repeating: 0, count: best.fitted.count)
    for (model, weight) in self.models {
      for place in fitted.indices { fitted[place] += weight * model.fitted[place] }
    }
    self.fitted = fitted
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let parts = models.map { (moments: $0.model.moments(horizon), weight: $0.weight) }
    var points = [Double](repeating: 0, count: horizon)
    var variances = points
    for (moments, weight) in parts {
      for step in 0..<horizon { points[step] += weight * moments.means[step] }
    }
    // The variance of a mixture: within the models and between them.
    for (moments, weight) in parts {
      for step in 0..<horizon {
        let distance = moments.means[step] - points[step]
        variances[step] += weight * (moments.variances[step] + distance * distance)
      }
    }
    return Forecast(points: points, variances: variances, levels: levels, method: method)
  }
}
