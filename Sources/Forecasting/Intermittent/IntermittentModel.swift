/// A constant rate of demand that comes now and then.
///
/// The bounds are quantiles of demand that comes with the learned chance, in an amount drawn from
/// the history: never below zero.
struct IntermittentModel: ForecastModel {
  let method: String
  let fitted: [Double]
  private let rate: Double
  private let chance: Double
  /// The amounts of the history, ascending.
  private let amounts: [Double]
  private let variance: Double

  /// A model of a rate; `chance` is the learned probability of demand in a step.
  init(_ values: [Double], fitted: [Double], rate: Double, chance: Double, method: String) {
    self.method = method
    self.fitted = fitted
    self.rate = rate
    self.chance = min(max(chance, 0), 1)
    amounts = values.filter { $0 > 0 }.sorted()
    var (sum, count) = (0.0, 0.0)
    for (value, expected) in zip(values, fitted) where expected.isFinite {
      sum += (value - expected) * (value - expected)
      count += 1
    }
    variance = count > 0 ? sum / count : 0
  }

  func forecast(horizon: Int, levels: [Double]) -> Forecast {
    let points = [Double](repeating: rate, count: max(0, horizon))
    let intervals = levels.map { level -> Forecast.Interval in
      let lower = quantile((1 - level) / 2)
      let upper = max(quantile((1 + level) / 2), rate)
      return Forecast.Interval(
        level: level, lower: points.map { min($0, lower) }, upper: points.map { _ in upper })
    }
    return Forecast(points: points, intervals: intervals, method: method)
  }

  /// The usual error, for bounds that are tried on earlier steps.
  var deviation: Double { variance.squareRoot() }

  /// The amount that demand in a step stays below with a probability.
  private func quantile(_ probability: Double) -> Double {
    guard chance > 0, !amounts.isEmpty, probability > 1 - chance else { return 0 }
    let within = (probability - (1 - chance)) / chance
    // The history's mean amount is brought to the one that the model has learned.
    let mean = amounts.reduce(0, +) / Double(amounts.count)
    let place = min(amounts.count - 1, Int((within * Double(amounts.count)).rounded(.down)))
    let factor = mean > 0 ? rate / chance / mean : 1
    return amounts[place] * max(factor, 0)
  }
}
