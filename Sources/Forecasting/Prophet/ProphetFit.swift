import Glibc
import NumericalMethods

/// What the Prophet model has learned of a series.
public struct ProphetFit: Hashable, Sendable {
  /// The model's value of each past day.
  public let fitted: [Double]
  /// The forecast of each future day.
  public let points: [Double]
  /// The trend on past and future days.
  public let trend: [Double]
  /// What the seasons add on past and future days; empty without any.
  public let season: [Double]
  /// What the regressors add on past and future days; empty without any.
  public let regressors: [Double]
  /// The deviation of the errors.
  public let deviation: Double

  private let found: ProphetSearch.Found
  private let model: ProphetCompatible
  private let scale: Double
  private let futureTimes: [Double]
  private let factors: [Double]

  init(
    _ found: ProphetSearch.Found, model: ProphetCompatible, design: ProphetDesign, scale: Double,
    pastCount: Int
  ) {
    let rows = design.times.indices
    let trends = rows.map { design.trend($0, found) }
    let effects = rows.map { row in
      zip(design.effects[row], found.effects).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let values = rows.map { row in
      scale
        * (model.isMultiplicative ? trends[row] * (1 + effects[row]) : trends[row] + effects[row])
    }
    func part(_ columns: Range<Int>) -> [Double] {
      guard !columns.isEmpty else { return [] }
      return rows.map { row in
        let effect = columns.reduce(0) { $0 + design.effects[row][$1] * found.effects[$1] }
        return scale * (model.isMultiplicative ? trends[row] * effect : effect)
      }
    }
    season = part(0..<design.seasonCount)
    regressors = part(design.seasonCount..<found.effects.count)
    fitted = Array(values[..<pastCount])
    points = Array(values[pastCount...])
    trend = trends.map { $0 * scale }
    deviation = found.deviation * scale
    self.found = found
    self.model = model
    self.scale = scale
    futureTimes = Array(design.times[pastCount...])
    factors = effects[pastCount...].map { model.isMultiplicative ? 1 + $0 : 1 }
  }

  /// The forecast with bounds from drawn futures: changes come as often and as strongly as they did,
  /// and errors are normal.
  public func forecast(levels: [Double]) -> Forecast {
    let count = points.count
    var draws = [[Double]](repeating: [], count: count)
    let size = found.changes.reduce(0) { $0 + abs($1) } / Double(max(1, found.changes.count)) + 1e-8
    let span = max(0, (futureTimes.last ?? 1) - 1)
    var generator = SeededGenerator(seed: model.seed)
    for _ in 0..<max(1, model.pathCount) {
      let changes = generator.poisson(mean: Double(found.changes.count) * span)
      var places: [(time: Double, change: Double)] = []
      for _ in 0..<changes {
        let time = 1 + span * generator.uniform()
        let change = size * generator.exponential() * (generator.chance(0.5) ? 1 : -1)
        places.append((time, change))
      }
      for step in 0..<count {
        var bend = 0.0
        for place in places where futureTimes[step] > place.time {
          bend += place.change * (futureTimes[step] - place.time)
        }
        draws[step].append(
          points[step] + scale * (bend * factors[step] + found.deviation * generator.normal()))
      }
    }
    for step in draws.indices { draws[step].sort() }
    func quantile(_ step: Int, _ share: Double) -> Double {
      let sorted = draws[step]
      let place = share * Double(sorted.count - 1)
      let low = Int(place.rounded(.down))
      let high = min(sorted.count - 1, low + 1)
      return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }
    return Forecast(
      points: points,
      intervals: levels.map { level in
        Forecast.Interval(
          level: level, lower: (0..<count).map { quantile($0, (1 - level) / 2) },
          upper: (0..<count).map { quantile($0, (1 + level) / 2) })
      }, method: "prophet")
  }
}
