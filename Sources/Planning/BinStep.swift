package import Tables

/// A whole number of one unit of time, in which the bins of a calendar follow each other.
package struct BinStep: Hashable, Sendable {
  /// The units of the operation `binDate`.
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case millisecond = "ms"
    case second = "s"
    case minute = "min"
    case hour = "h"
    case day = "d"
    case week = "w"
    case month = "mo"
    case quarter = "q"
    case year = "y"
  }
  package var count: Int
  package var unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// The step as the language writes it: `15min`.
  package var text: String { "\(count)\(unit.rawValue)" }

  /// The type of a bin's start: a day, or a moment on a day.
  package var type: DataType { isWithinDay ? .datetime : .date }

  /// Whether edges lie inside days.
  package var isWithinDay: Bool {
    if case .microseconds = length { true } else { false }
  }

  /// Whether all bins are equally long, or follow the calendar: bins inside a day begin anew at
  /// midnight, so that 5 hours do not.
  package var isRegular: Bool {
    if case .microseconds(let width) = length {
      ClockTime.microsecondsPerDay % width == 0
    } else {
      true
    }
  }

  private enum Length {
    case days(Int)
    case months(Int)
    case microseconds(Int64)
  }

  private var length: Length {
    switch unit {
    case .millisecond: .microseconds(1_000 * Int64(count))
    case .second: .microseconds(1_000_000 * Int64(count))
    case .minute: .microseconds(60_000_000 * Int64(count))
    case .hour: .microseconds(3_600_000_000 * Int64(count))
    case .day: .days(count)
    case .week: .days(7 * count)
    case .month: .months(count)
    case .quarter: .months(3 * count)
    case .year: .months(12 * count)
    }
  }

  /// The start of the bin of a date or a datetime.
  package func bin(_ date: Expression) -> Expression {
    let moment =
      isWithinDay && date.type == .date ? .call(.convert, [date], .datetime) : date
    return .call(
      .binDate,
      [moment, .literal(.int(Int64(count)), .int), .literal(.text(unit.rawValue), .text)],
      type)
  }

  /// How many bins later `later` starts than `earlier`, which both start bins.
  package func bins(from earlier: Expression, to later: Expression) -> Expression {
    switch length {
    case .days(let days):
      return Self.quotient(.call(.wholeDaysBetween, [earlier, later], .int), days)
    case .months(let months):
      return Self.quotient(.call(.monthsBetween, [earlier, later], .int), months)
    case .microseconds(let width):
      let between = Expression.call(.timeBetween, [later, earlier], .duration)
      let ratio = Expression.call(
        .divideDurations, [between, .literal(.duration(width), .duration)], .number)
      return .call(.round, [ratio, .literal(.int(0), .int)], .int)
    }
  }

  /// The start of the bin that is `number` bins later than the one that starts at `start`.
  package func start(_ number: Expression, after start: Expression) -> Expression {
    switch length {
    case .days(let days): return .call(.addDays, [start, Self.product(number, days)], .date)
    case .months(let months):
      return .call(.addMonths, [start, Self.product(number, months)], .date)
    case .microseconds(let width):
      let distance = Expression.call(
        .scaleDuration, [.literal(.duration(width), .duration), number], .duration)
      return .call(.addDuration, [start, distance], .datetime)
    }
  }

  private static func quotient(_ number: Expression, _ divisor: Int) -> Expression {
    guard divisor > 1 else { return number }
    let ratio = Expression.call(.divide, [number, .literal(.int(Int64(divisor)), .int)], .number)
    return .call(.round, [ratio, .literal(.int(0), .int)], .int)
  }

  private static func product(_ number: Expression, _ factor: Int) -> Expression {
    factor == 1
      ? number : .call(.multiply, [number, .literal(.int(Int64(factor)), .int)], .int)
  }
}
