import Tables

/// Ticks of a time axis: hours, days, weeks from Monday, months or years, by span.
struct TimeTicks {
  struct Tick: Hashable {
    /// Seconds since 1970.
    var moment: Double
    var label: String
    /// The year or the day, under the first tick and wherever it changes.
    var context: String?
  }

  var ticks: [Tick] = []

  private enum Step {
    case seconds(Int), days(Int), weeks(Int), months(Int)

    /// About how many seconds the step takes.
    var length: Double {
      switch self {
      case .seconds(let n): Double(n)
      case .days(let n): Double(n) * 86_400
      case .weeks(let n): Double(n) * 604_800
      case .months(let n): Double(n) * 2_629_746
      }
    }

    /// The least distance in pixels between two labels.
    var distance: Double {
      switch self {
      case .seconds: 58
      case .days, .weeks: 58
      case .months: 44
      }
    }
  }

  private static let ladder: [Step] =
    [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map(Step.seconds)
    + [.days(1), .days(2), .weeks(1), .weeks(2)]
    + [1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000].map(Step.months)

  /// Ticks from `lower` to `upper` on an axis of `pixels`, no finer than the values are.
  init(_ lower: Double, _ upper: Double, pixels: Double, finest: MomentPrecision) {
    guard upper > lower else {
      ticks = [Tick(moment: lower, label: finest.text(lower))]
      return
    }
    let perPixel = (upper - lower) / max(1, pixels)
    let chosen =
      Self.ladder.first { step in
        step.length / perPixel >= step.distance && Self.allows(step, finest)
      } ?? .months(12_000)
    switch chosen {
    case .seconds(let step): clock(lower, upper, step)
    case .days(let step): days(lower, upper, step, offset: 0)
    // Day 4 after 1970-01-01 was a Monday.
    case .weeks(let step): days(lower, upper, 7 * step, offset: 4)
    case .months(let step): months(lower, upper, step)
    }
    if ticks.isEmpty { ticks = [Tick(moment: lower, label: finest.text(lower))] }
  }

  private static func allows(_ step: Step, _ finest: MomentPrecision) -> Bool {
    switch step {
    case .seconds: finest >= .minute
    case .days, .weeks: finest >= .day
    case .months(let n): finest >= .month || n >= 12
    }
  }

  private mutating func clock(_ lower: Double, _ upper: Double, _ step: Int) {
    var second = -(-Int(lower.rounded(.up))).dividedDown(by: step).quotient * step
    var lastDay: Int?
    while Double(second) <= upper {
      let (day, time) = second.dividedDown(by: 86_400)
      let context = day == lastDay ? nil : MomentPrecision.day.text(Double(second))
      lastDay = day
      ticks.append(
        Tick(
          moment: Double(second),
          label: ClockTime(seconds: time).text(step < 60 ? .seconds : .minutes), context: context))
      second += step
    }
  }

  private mutating func days(_ lower: Double, _ upper: Double, _ step: Int, offset: Int) {
    let first = Int((lower / 86_400).rounded(.up))
    var day = -(offset - first).dividedDown(by: step).quotient * step + offset
    var lastYear: Int?
    while Double(day) * 86_400 <= upper {
      let date = CivilDate(daysSince1970: day)
      ticks.append(
        Tick(
          moment: Double(day) * 86_400, label: "\(date.day) \(date.shortMonthName)",
          context: date.year == lastYear ? nil : String(date.year)))
      lastYear = date.year
      day += step
    }
  }

  private mutating func months(_ lower: Double, _ upper: Double, _ step: Int) {
    let start = CivilDate(daysSince1970: Int((lower / 86_400).rounded(.down)))
    var month = (start.year * 12 + start.month - 1).dividedDown(by: step).quotient * step
    var lastYear: Int?
    while true {
      let date = CivilDate(firstOfMonth: month)
      let moment = Double(date.daysSince1970) * 86_400
      if moment > upper { break }
      month += step
      guard moment >= lower else { continue }
      if step >= 12 {
        ticks.append(Tick(moment: moment, label: String(date.year)))
        continue
      }
      ticks.append(
        Tick(
          moment: moment, label: date.shortMonthName,
          context: date.year == lastYear ? nil : String(date.year)))
      lastYear = date.year
    }
  }
}
