import Language
import Planning
import Series
import Tables

/// The first and the last bin of an earlier `series`, where the rows fill them less than any other.
///
/// A month that has only begun looks like a month in which little was sold: a forecast learns the
/// fall.
struct PartialBins {
  /// What is told of them, with a way out; nil where the rows fill them.
  let note: String?

  /// Bins that are compared tell what is usual.
  private static let fewest = 4

  /// Looks at the rows behind the bins of `plan`.
  ///
  /// Without any, or with bins of a day or less, there is nothing to tell, and nothing is read. Bins
  /// outside `used`, days since 1970-01-01, were left out already.
  init(_ plan: Plan, in engine: any Engine, date name: String, used: Range<Int>) throws {
    guard let calendar = plan.lastCalendar, !calendar.step.isWithinDay,
      calendar.step != BinStep(1, .day),
      case .aggregate(let rows, _, _) = calendar.input,
      let date = rows.schema[calendar.date]
    else {
      note = nil
      return
    }
    let moment = Expression(date)
    func edge(_ name: String, _ function: AggregateFunction) -> NamedExpression {
      NamedExpression(name, .aggregate(AggregateCall(function, [moment], type: date.type)))
    }
    let bins = try Relation(
      rows.aggregated(
        keys: [NamedExpression("bin", calendar.step.bin(moment))],
        aggregates: [edge("first", .min), edge("last", .max)]),
      in: engine
    ).collect()
    let all = (0..<bins.rowCount).compactMap { Bin(bins.row($0), calendar.step) }
    guard all.count >= Self.fewest, let first = all.first, let last = all.last else {
      note = nil
      return
    }
    let name = name.asName
    var facts: [String] = []
    var ways: [String] = []
    if used.contains(first.start), Self.isShort(first.before, all.dropFirst().map(\.before), first)
    {
      facts.append(
        "the first bin of \(calendar.step.text) has rows only from \(first.from.asDate) on")
      ways.append("\(name) > @\(first.start.asDate)")
    }
    if used.contains(last.start), Self.isShort(last.after, all.dropLast().map(\.after), last) {
      let what = facts.isEmpty ? "the last bin of \(calendar.step.text) has rows" : "the last"
      facts.append("\(what) only until \(last.until.asDate)")
      ways.append("\(name) < @\(last.start.asDate)")
    }
    note =
      facts.isEmpty
      ? nil
      : facts.joined(separator: ", ")
        + "; a forecast learns from it as if whole: leave it out "
        + "after `series` with  | filter " + ways.joined(separator: " and ")
  }

  /// Whether a bin lacks far more days than others do: some days without rows are chance.
  private static func isShort(_ days: Int, _ others: [Int], _ bin: Bin) -> Bool {
    days > 2 * (others.max() ?? 0) + bin.length / 10
  }

  /// A bin and the days in it that have rows, days since 1970-01-01.
  private struct Bin {
    let start: Int
    let from: Int
    let until: Int
    /// How many days at its end have no row.
    let after: Int
    /// How many days it has.
    let length: Int

    /// How many days at its start have no row.
    var before: Int { from - start }

    init?(_ row: [Value], _ step: BinStep) {
      guard let start = row[0].wholeDay, let from = row[1].wholeDay, let until = row[2].wholeDay,
        let frequency = Frequency(step),
        case .days(let next)? = SeriesDates.days([start]).following(1, frequency)
      else { return nil }
      (self.start, self.from, self.until) = (start, from, until)
      after = next[0] - 1 - until
      length = next[0] - start
    }
  }
}

extension Plan {
  /// An earlier `series`, if its rows are still there.
  var lastCalendar: Calendar? {
    switch self {
    case .calendar(let calendar): calendar
    case .project(let input, _), .sort(let input, _), .filter(let input, _): input.lastCalendar
    default: nil
    }
  }
}

extension Value {
  /// The day of a date or an instant, since 1970-01-01.
  fileprivate var wholeDay: Int? {
    switch self {
    case .date(let day): Int(day)
    case .datetime(let instant):
      Int(instant.dividedDown(by: ClockTime.microsecondsPerDay).quotient)
    default: nil
    }
  }
}

extension Int {
  /// A day since 1970-01-01 as `2024-12-01`.
  fileprivate var asDate: String { Value.date(Int32(clamping: self)).columnName }
}
