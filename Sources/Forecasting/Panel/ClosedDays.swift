import Glibc
import Series
import Tables
public import Tasks

/// A method that learns from the days on which a shop was open.
///
/// A weekday on which a series never has anything is left out and is zero ahead, for certain: models
/// would bring it near zero, never to it, and learn from it what is wrong on the other days. Other
/// zeros in a series whose values are never near zero are days without trade, too, such as a week of
/// repairs: they are left out of what is learned, and nothing is known of such days ahead.
public struct ClosedDays: PanelMethod {
  private let inner: any PanelMethod

  /// The method `inner` on open days.
  public init(_ inner: any PanelMethod) { self.inner = inner }

  /// What the inner method needs.
  public func leastPast(_ panel: Panel) -> Int { inner.leastPast(panel) }

  /// The same with the inner method settled on this panel.
  public func settled(for panel: Panel) -> any PanelMethod {
    ClosedDays(inner.settled(for: panel))
  }

  /// Forecasts each series from its open days, with zero and no doubt on closed weekdays.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    guard let calendar = OpenDays(panel) else {
      return try inner.outlook(panel, threads: threads, cancellation: cancellation)
    }
    let closed = try parallelMap(panel.series.count, threads: threads) { index in
      try cancellation.check()
      return calendar.closed(panel.series[index].values)
    }
    var open = panel
    for (index, closed) in closed.enumerated() {
      for step in closed.steps { open.series[index].values[step] = .nan }
    }
    let outlooks = try inner.outlook(open, threads: threads, cancellation: cancellation)
    return zip(outlooks, closed).map { calendar.applied($1, to: $0) }
  }
}

/// The days of a panel, and what is known of them.
private struct OpenDays: Sendable {
  /// What of a series is closed.
  struct Closed: Sendable {
    /// Weekdays, 1 for Monday.
    var weekdays: Set<Int> = []
    /// Past steps.
    var steps: [Int] = []
    /// How many of them are on other weekdays.
    var singleCount = 0
  }

  /// The weekday of each step, 1 for Monday.
  private let weekdays: [Int]
  private let count: Int
  /// What the user knows of each step; that a closed day is a holiday, too, does not open it.
  private let regressors: [[Double]]
  /// Whether a step has a holiday, which tells of a zero itself.
  private let isHoliday: [Bool]

  /// How many days of the past tell of weekdays.
  private static let recent = 365
  /// How often a weekday must have been empty.
  private static let fewest = 8
  /// So many deviations below the usual logarithm a zero is no small value.
  private static let farBelow = 5.0
  /// A run of more days than these that comes back after a year is a season.
  private static let longRun = 3
  /// More runs than these within the last days tell of something else than closures.
  private static let fewRuns = 3
  private static let lately = 42

  /// The days of a panel; nil where steps are no days, or nothing is to repeat itself.
  init?(_ panel: Panel) {
    guard panel.axis.frequency == .daily(count: 1), !panel.isWithoutSeason else { return nil }
    weekdays = panel.axis.days.map { CivilDate.weekday(ofDay: Int($0.rounded(.down))) }
    count = panel.axis.count
    regressors = panel.regressors.filter { !$0.isHoliday }.map(\.values)
    let holidays = panel.regressors.filter(\.isHoliday)
    isHoliday = panel.axis.days.indices.map { step in
      holidays.contains { $0.values[step] != 0 }
    }
  }

  /// What of a series is closed.
  func closed(_ values: [Double]) -> Closed {
    var closed = Closed(weekdays: closedWeekdays(values))
    if !closed.weekdays.isEmpty {
      closed.steps = values.indices.filter {
        values[$0] == 0 && closed.weekdays.contains(weekdays[$0])
      }
    }
    let singles = singles(values, besides: closed.weekdays)
    closed.singleCount = singles.count
    closed.steps += singles
    return closed
  }

  /// The outlook with zero on the closed weekdays ahead.
  func applied(_ closed: Closed, to outlook: Outlook) -> Outlook {
    var outlook = outlook
    outlook.closedDayCount = closed.singleCount
    guard !closed.weekdays.isEmpty else { return outlook }
    var found: Set<Int> = []
    for step in outlook.points.indices {
      let weekday = weekdays[count + step]
      guard closed.weekdays.contains(weekday), isUsual(count + step) else { continue }
      found.insert(weekday)
      outlook.points[step] = 0
      outlook.scales[step] = 0
    }
    outlook.closedWeekdays = found.sorted()
    return outlook
  }

  /// The weekdays that were zero without exception, where most of the other days were not.
  private func closedWeekdays(_ values: [Double]) -> Set<Int> {
    var known = [Int](repeating: 0, count: 8)
    var filled = known
    for step in max(0, count - Self.recent)..<count where values[step].isFinite {
      known[weekdays[step]] += 1
      if values[step] != 0 { filled[weekdays[step]] += 1 }
    }
    let closed = (1...7).filter { known[$0] >= Self.fewest && filled[$0] == 0 }
    let open = (1...7).filter { !closed.contains($0) }
    let days = open.reduce(0) { $0 + known[$1] }
    let sales = open.reduce(0) { $0 + filled[$1] }
    return 2 * sales > days ? Set(closed) : []
  }

  /// Zeros between values that are never near zero, but for seasons of zeros.
  ///
  /// Zeros after the last value may be the end of a product, and stay; so do those that a holiday or
  /// what the user knows of the day may tell of.
  private func singles(_ values: [Double], besides weekdays: Set<Int>) -> [Int] {
    guard regressors.isEmpty, !values.contains(where: { $0 < 0 }),
      let last = values.lastIndex(where: { $0 > 0 })
    else {
      return []
    }
    let zeros = values[..<last].indices.filter {
      values[$0] == 0 && !weekdays.contains(self.weekdays[$0]) && !isHoliday[$0]
    }
    guard !zeros.isEmpty else { return [] }
    let logarithms = values.filter { $0.isFinite && $0 > 0 }.map { log1p($0) }
    guard 15 * zeros.count <= logarithms.count else { return [] }
    let mean = logarithms.reduce(0, +) / Double(logarithms.count)
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(logarithms.count)).squareRoot()
    guard mean > Self.farBelow * deviation else { return [] }
    let isZero = Set(zeros)
    let runs = runs(zeros, values, besides: weekdays)
    // Gaps here and there of late are no closure: demand or supply fails.
    let late = last - Self.lately
    let isFailing = runs.count { $0[0] > late } > Self.fewRuns
    return runs.filter { run in
      if isFailing, run[run.count - 1] > late { return false }
      guard run.count > Self.longRun else { return true }
      return ![-1, 1].contains { year in
        let same = run.map { $0 + year * 364 }.filter { (0..<last).contains($0) }
        let empty = same.count { step in (step - 7...step + 7).contains { isZero.contains($0) } }
        return 2 * empty > run.count
      }
    }.flatMap(\.self)
  }

  /// Steps that follow each other, closed weekdays and unknown values between them aside.
  private func runs(
    _ steps: [Int], _ values: [Double], besides weekdays: Set<Int>
  ) -> [[Int]] {
    var runs: [[Int]] = []
    for step in steps {
      if let last = runs.last?.last,
        (last + 1..<step).allSatisfy({
          weekdays.contains(self.weekdays[$0]) || !values[$0].isFinite
        })
      {
        runs[runs.count - 1].append(step)
      } else {
        runs.append([step])
      }
    }
    return runs
  }

  /// Whether all that is known of a step ahead lies within what such weekdays had: a shop may open on
  /// a day off.
  private func isUsual(_ step: Int) -> Bool {
    let past = (max(0, count - Self.recent)..<count).filter { weekdays[$0] == weekdays[step] }
    return regressors.allSatisfy { values in
      let own = past.map { values[$0] }
      guard step < values.count, let low = own.min(), let high = own.max() else { return true }
      return values[step] >= low && values[step] <= high
    }
  }
}
