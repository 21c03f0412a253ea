import Series
import Tables
public import Tasks

/// A method that leaves the weekdays out on which a series of days never has anything: the shop is
/// closed.
///
/// Models bring such days near zero, never to it, and give them bounds. Here they are zero for
/// certain, and errors on them say nothing about the other days.
public struct ClosedWeekdays: PanelMethod {
  private let inner: any PanelMethod

  /// The method `inner` with zero on the closed days.
  public init(_ inner: any PanelMethod) { self.inner = inner }

  /// What the inner method needs.
  public func leastPast(_ panel: Panel) -> Int { inner.leastPast(panel) }

  /// The same with the inner method settled on this panel.
  public func settled(for panel: Panel) -> any PanelMethod {
    ClosedWeekdays(inner.settled(for: panel))
  }

  /// Forecasts each series, with zero and no doubt on its closed days.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    let outlooks = try inner.outlook(panel, threads: threads, cancellation: cancellation)
    guard let week = OpenWeek(panel) else { return outlooks }
    return zip(outlooks, panel.series).map { week.applied(to: $0, of: $1.values) }
  }
}

/// The weekdays of a panel of days, and what is known of them.
private struct OpenWeek {
  /// The weekday of each step, 1 for Monday.
  private let weekdays: [Int]
  private let count: Int
  /// What the user knows of each step; that a closed day is a holiday, too, does not open it.
  private let regressors: [[Double]]

  /// How many days of the past tell.
  private static let recent = 365
  /// How often a weekday must have been empty.
  private static let fewest = 8

  /// The weekdays of a panel; nil where steps are no days, or nothing is to repeat itself.
  init?(_ panel: Panel) {
    guard panel.axis.frequency == .daily(count: 1), !panel.isWithoutSeason else { return nil }
    weekdays = panel.axis.days.map { CivilDate.weekday(ofDay: Int($0.rounded(.down))) }
    count = panel.axis.count
    regressors = panel.regressors.filter { !$0.isHoliday }.map(\.values)
  }

  /// The outlook of a series with zero on its closed days.
  ///
  /// What stood in for the method stays as it is, and so does rare demand: their forecasts are flat,
  /// and right over all days together.
  func applied(to outlook: Outlook, of values: [Double]) -> Outlook {
    guard outlook.fallbackReason == nil, outlook.method != IntermittentEnsemble.members else {
      return outlook
    }
    let closed = closed(values)
    guard !closed.isEmpty else { return outlook }
    var outlook = outlook
    var found: Set<Int> = []
    for step in outlook.points.indices {
      let weekday = weekdays[count + step]
      guard closed.contains(weekday), isUsual(count + step) else { continue }
      found.insert(weekday)
      outlook.points[step] = 0
      outlook.scales[step] = 0
    }
    outlook.closedWeekdays = found.sorted()
    return outlook
  }

  /// The weekdays that were zero without exception, where most of the other days were not.
  private func closed(_ values: [Double]) -> Set<Int> {
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
