public import Tables

/// The dates of one series in ascending order: days, or instants.
public enum SeriesDates: Hashable, Sendable {
  /// Days since 1970-01-01.
  case days([Int])
  /// Microseconds since 1970-01-01.
  case instants([Int64])

  /// What keeps dates from following each other step by step.
  public enum Fault: Hashable, Sendable {
    /// The date at a place stands there twice.
    case repeated(at: Int)
    /// So many dates are missing before the one at a place.
    case gap(before: Int, missing: Int)
    /// The date at a place is not on the step.
    case astray(at: Int)
  }

  /// The dates at some rows of a column of dates or datetimes; nil for another type.
  public init?(_ column: Column, rows: [Int]) {
    switch column.storage {
    case .date(let days): self = .days(rows.map { Int(days[$0]) })
    case .datetime(let instants): self = .instants(rows.map { instants[$0] })
    default: return nil
    }
  }

  /// The number of dates.
  public var count: Int {
    switch self {
    case .days(let days): days.count
    case .instants(let instants): instants.count
    }
  }

  /// The step, nil for fewer than three different dates; repeated ones count once.
  public var frequency: Frequency? {
    switch self {
    case .days(let days): Frequency.of(days: Self.different(days))
    case .instants(let instants): Frequency.of(instants: Self.different(instants))
    }
  }

  /// The first thing that keeps the dates from following each other in steps of `frequency`.
  public func fault(_ frequency: Frequency) -> Fault? {
    guard count > 1 else { return nil }
    let dayOfMonth = dayOfMonth
    for place in 1..<count {
      switch steps(frequency, from: place - 1, to: place, dayOfMonth) {
      case 1: continue
      case 0: return .repeated(at: place)
      case let steps? where steps > 1: return .gap(before: place, missing: steps - 1)
      default: return isRepeated(place) ? .repeated(at: place) : .astray(at: place)
      }
    }
    return nil
  }

  /// The first date that stands twice, whatever the step.
  public var repetition: Fault? {
    (1..<max(1, count)).first(where: isRepeated).map { .repeated(at: $0) }
  }

  /// The dates after the last one, step by step; nil without a step.
  public func following(_ count: Int, _ frequency: Frequency) -> SeriesDates? {
    switch (self, frequency) {
    case (.instants(let instants), .every(let step)):
      guard let last = instants.last else { return nil }
      return .instants((0..<count).map { last + Int64($0 + 1) * step })
    case (.instants(let instants), _):
      guard let last = instants.last else { return nil }
      let (day, time) = last.dividedDown(by: ClockTime.microsecondsPerDay)
      let days = (1...max(1, count)).prefix(count).map {
        frequency.day($0, afterDay: Int(day), dayOfMonth: dayOfMonth)
      }
      guard !days.contains(nil) else { return nil }
      return .instants(
        days.map { Int64($0 ?? 0) * ClockTime.microsecondsPerDay + time })
    case (.days(let days), _):
      guard let last = days.last else { return nil }
      let next = (1...max(1, count)).prefix(count).map {
        frequency.day($0, afterDay: last, dayOfMonth: dayOfMonth)
      }
      return next.contains(nil) ? nil : .days(next.compactMap(\.self))
    }
  }

  /// The latest day of a month among the dates: the one that a monthly series keeps.
  private var dayOfMonth: Int {
    switch self {
    case .days(let days): days.lazy.map { CivilDate(daysSince1970: $0).day }.max() ?? 1
    case .instants(let instants):
      instants.lazy.map { CivilMoment(microsecondsSince1970: $0).date.day }.max() ?? 1
    }
  }

  private func isRepeated(_ place: Int) -> Bool {
    switch self {
    case .days(let days): days[place] == days[place - 1]
    case .instants(let instants): instants[place] == instants[place - 1]
    }
  }

  private func steps(_ frequency: Frequency, from a: Int, to b: Int, _ dayOfMonth: Int) -> Int? {
    switch (self, frequency) {
    case (.days(let days), _):
      return frequency.steps(fromDay: days[a], toDay: days[b], dayOfMonth: dayOfMonth)
    case (.instants(let instants), .every(let step)):
      let (distance, isTooFar) = instants[b].subtractingReportingOverflow(instants[a])
      guard !isTooFar else { return nil }
      return distance % step == 0 ? Int(distance / step) : nil
    case (.instants(let instants), _):
      let (first, last) = (
        instants[a].dividedDown(by: ClockTime.microsecondsPerDay),
        instants[b].dividedDown(by: ClockTime.microsecondsPerDay)
      )
      guard first.remainder == last.remainder else { return nil }
      return frequency.steps(
        fromDay: Int(first.quotient), toDay: Int(last.quotient), dayOfMonth: dayOfMonth)
    }
  }

  private static func different<T: Equatable>(_ values: [T]) -> [T] {
    var kept: [T] = []
    for value in values where kept.last != value { kept.append(value) }
    return kept
  }
}
