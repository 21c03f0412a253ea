import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// What a forecast is told, in steps of the series.
struct ForecastSetting: Sendable {
  let methods: MethodChoice
  let frequency: Frequency
  let horizon: Int
  let levels: [Double]
  /// The lengths that the user gave, ascending, or none of any; nil takes the usual ones.
  private(set) var givenSeasons: [Int]?
  let origins: Int
  let holidays: HolidayCalendar?
  let reconciliation: Reconciliation?
  /// Weeks are alike within the innermost key; other seasons within all series.
  let groupsByLastKey: Bool

  init(
    _ verb: Forecast, frequency: Frequency, last: SeriesDates, context: RunContext
  ) throws {
    methods = verb.methods
    self.frequency = frequency
    horizon = try Self.steps(verb.horizon, frequency, last: last)
    levels = verb.levels.levels
    if case .auto = verb.season {
      givenSeasons = nil
    } else {
      givenSeasons = try ChosenSeasons(verb.season, of: [], frequency: frequency, context: context)
        .periods.sorted()
    }
    if case .best = verb.methods {
      origins = max(1, verb.backtest)
    } else {
      origins = verb.backtest
    }
    holidays = verb.holidays?.value.calendar
    reconciliation = verb.reconcile.reconciliation
    if case .weekly = frequency, verb.by.count > 1 {
      groupsByLastKey = true
    } else {
      groupsByLastKey = false
    }
  }

  /// Whether nothing is to repeat itself.
  var isWithoutSeason: Bool { givenSeasons?.isEmpty ?? false }

  /// The seasons of series with so many steps: those that fit in twice.
  func seasons(_ count: Int) -> [Int] {
    givenSeasons ?? Set(frequency.usualPeriods).filter { $0 > 1 && 2 * $0 <= count }.sorted()
  }

  /// The same without the seasons that do not fit so many times into a past.
  func without(seasonsBeyond past: Int, times: Int) -> ForecastSetting {
    var setting = self
    let kept = givenSeasons?.filter { times * $0 <= past } ?? []
    setting.givenSeasons = kept.isEmpty ? nil : kept
    return setting
  }

  /// The steps of a horizon.
  private static func steps(
    _ horizon: Given<Scalar>, _ frequency: Frequency, last: SeriesDates
  ) throws -> Int {
    func refusal() -> Diagnostic {
      Diagnostic(
        "E304", "`horizon:` is no whole number of steps, and a step is \(frequency.described)",
        at: horizon.span, label: frequency.advice(near: horizon.value))
    }
    func whole(_ length: Int64, _ step: Int64) throws -> Int {
      guard step > 0, length % step == 0 else { throw refusal() }
      return Int(length / step)
    }
    let day = ClockTime.microsecondsPerDay
    let steps: Int
    switch (horizon.value, frequency) {
    case (.value(.int(let count), _), _): steps = Int(count)
    case (.value(.duration(let length), _), .every(let step)): steps = try whole(length, step)
    case (.value(.duration(let length), _), .daily(let count)):
      steps = try whole(length, Int64(count) * day)
    case (.value(.duration(let length), _), .weekly(let count)):
      steps = try whole(length, Int64(7 * count) * day)
    case (.value(.duration(let length), _), .weekdays): steps = 5 * (try whole(length, 7 * day))
    case (.step(let step), _):
      guard let unit = step.unit.months, let amount = Int(exactly: step.amount) else {
        throw refusal()
      }
      let months = unit * amount
      switch frequency {
      case .monthly(let count): steps = try whole(Int64(months), Int64(count))
      case .weekly(let count): steps = try whole(Int64(52 * months), Int64(12 * count))
      case .weekdays: steps = try whole(Int64(260 * months), 12)
      case .daily(let count):
        steps = try whole(Int64(last.days(inMonths: months)), Int64(count))
      case .every(let length): steps = try whole(Int64(last.days(inMonths: months)) * day, length)
      case .irregular: throw refusal()
      }
    default: throw refusal()
    }
    guard (1...100_000).contains(steps) else {
      throw Diagnostic(
        "E304", "`horizon:` is \(steps.counted("step")), and 1 to 100,000 are possible",
        at: horizon.span)
    }
    return steps
  }
}

extension SeriesDates {
  /// The days from the last date to the same day so many months later.
  fileprivate func days(inMonths months: Int) -> Int {
    let last: Int
    switch self {
    case .days(let days): last = days.last ?? 0
    case .instants(let instants):
      last = Int((instants.last ?? 0).dividedDown(by: ClockTime.microsecondsPerDay).quotient)
    }
    let day = CivilDate(daysSince1970: last).day
    let step = Frequency.monthly(count: months)
    return (step.day(1, afterDay: last, dayOfMonth: day) ?? last) - last
  }
}

extension Frequency {
  /// How to write a horizon near one that is no whole number of steps.
  fileprivate func advice(near horizon: Scalar) -> String {
    let count = steps(near: horizon) ?? 30
    let number = "a number of steps, such as \(count)"
    if case .monthly(let months) = self { return "write \(months * count)mo, or \(number)" }
    return "write \(number)"
  }

  /// The number of steps that comes next to a length of time; nil where either has no length.
  private func steps(near horizon: Scalar) -> Int? {
    let day = Double(ClockTime.microsecondsPerDay)
    let month = 365.25 / 12
    let wanted: Double
    switch horizon {
    case .value(.duration(let length), _): wanted = Double(length) / day
    case .step(let step):
      guard let months = step.unit.months else { return nil }
      wanted = Double(months) * step.amount * month
    default: return nil
    }
    let own: Double
    switch self {
    case .every(let length): own = Double(length) / day
    case .daily(let count): own = Double(count)
    case .weekdays: own = 7.0 / 5
    case .weekly(let count): own = Double(7 * count)
    case .monthly(let count): own = Double(count) * month
    case .irregular: return nil
    }
    return Int(min(100_000, max(1, (wanted / own).rounded())))
  }
}
