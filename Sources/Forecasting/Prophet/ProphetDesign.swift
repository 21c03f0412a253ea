import Glibc

/// The columns of the Prophet model over past and future days.
struct ProphetDesign: Sendable {
  /// The time of each row: 0 at the first known day, 1 at the last.
  let times: [Double]
  /// The times at which the trend may bend.
  let changepoints: [Double]
  /// Seasons and regressors, row by row.
  let effects: [[Double]]
  /// How many of these columns are seasons; the regressors follow.
  let seasonCount: Int
  /// The rows that are learned from.
  let known: [Int]

  init(
    _ model: ProphetCompatible, known: [Int], days: [Double], future: [Double],
    regressors: [Panel.Regressor]
  ) {
    self.known = known
    let all = days + future
    let first = days[known[0]]
    let last = days[known[known.count - 1]]
    let span = max(last - first, 1e-9)
    times = all.map { ($0 - first) / span }
    let reach = Int(Double(known.count) * model.changepointRange)
    let count = min(model.changepointCount, max(0, reach - 1))
    var changepoints: [Double] = []
    for place in 1...max(1, count) where count > 0 {
      // Ties go to the even rank, as numpy rounds them.
      let rank = (Double(reach - 1) * Double(place) / Double(count)).rounded(.toNearestOrEven)
      changepoints.append((days[known[Int(rank)]] - first) / span)
    }
    // Without a changepoint there is one that cannot matter.
    self.changepoints = changepoints.isEmpty ? [0] : changepoints
    var columns: [[Double]] = []
    let gaps = zip(known.dropFirst(), known).map { days[$0] - days[$1] }
    let least = gaps.filter { $0 > 0 }.min() ?? 1
    func add(_ season: ProphetCompatible.Season, period: Double, waves: Int, suits: Bool) {
      let count: Int
      switch season {
      case .automatic: count = suits ? waves : 0
      case .waves(let wanted): count = wanted
      case .off: count = 0
      }
      for wave in 1...max(1, count) where count > 0 {
        let speed = 2 * Double.pi * Double(wave) / period
        columns.append(all.map { sin(speed * $0) })
        columns.append(all.map { cos(speed * $0) })
      }
    }
    add(model.yearly, period: 365.25, waves: 10, suits: last - first >= 730)
    add(model.weekly, period: 7, waves: 3, suits: last - first >= 14 && least < 7)
    add(model.daily, period: 1, waves: 4, suits: last - first >= 2 && least < 1)
    seasonCount = columns.count
    for regressor in regressors { columns.append(Self.standardized(regressor, known, all.count)) }
    effects = all.indices.map { row in columns.map { $0[row] } }
  }

  /// A regressor around its mean in units of its deviation; one of two values stays 0 and 1.
  private static func standardized(
    _ regressor: Panel.Regressor, _ known: [Int], _ count: Int
  ) -> [Double] {
    let own = known.map { regressor.values[$0] }
    let values = Array(regressor.values.prefix(count))
    if own.allSatisfy({ $0 == 0 || $0 == 1 }) { return values }
    let mean = own.reduce(0, +) / Double(own.count)
    let spread = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (spread / Double(max(1, own.count - 1))).squareRoot()
    return values.map { ($0 - mean) / (deviation > 0 ? deviation : 1) }
  }

  /// The trend of a row with these numbers.
  func trend(_ row: Int, _ found: ProphetSearch.Found) -> Double {
    var value = found.slope * times[row] + found.offset
    for (change, place) in zip(found.changes, changepoints) where times[row] > place {
      value += change * (times[row] - place)
    }
    return value
  }
}
