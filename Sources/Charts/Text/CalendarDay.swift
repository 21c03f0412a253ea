/// A day of the proleptic Gregorian calendar.
struct CalendarDay: Hashable {
  let year: Int
  let month: Int
  let day: Int

  init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `days` after 1970-01-01, by counting eras of 400 years from March.
  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  var daysSince1970: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  var monthName: String { Self.monthNames[month - 1] }
}

/// How exactly the moments of a column are written.
enum MomentPrecision: Int, Comparable {
  case year, month, day, minute, second

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The coarsest precision that tells the given moments (seconds since 1970) exactly.
  init(of moments: some Sequence<Double>) {
    var precision = MomentPrecision.year
    var count = 0
    for moment in moments {
      count += 1
      let seconds = Int(moment.rounded(.down))
      if seconds % 60 != 0 {
        self = .second
        return
      }
      if seconds % 86_400 != 0 {
        precision = max(precision, .minute)
        continue
      }
      let day = CalendarDay(daysSince1970: seconds / 86_400)
      if day.day != 1 {
        precision = max(precision, .day)
      } else if day.month != 1 {
        precision = max(precision, .month)
      }
    }
    // One moment says nothing about a rhythm.
    self = count < 2 ? max(precision, .day) : precision
  }

  /// A moment in words: "2011", "Jan 2011", "5 Jan 2011", "5 Jan 2011 08:00".
  func text(_ moment: Double) -> String {
    let seconds = Int(moment.rounded(.down))
    let days = floorDivision(seconds, 86_400)
    let day = CalendarDay(daysSince1970: days)
    switch self {
    case .year: return String(day.year)
    case .month: return "\(day.monthName) \(day.year)"
    case .day: return "\(day.day) \(day.monthName) \(day.year)"
    case .minute, .second:
      let clock = clockText(seconds - days * 86_400, withSeconds: self == .second)
      return "\(day.day) \(day.monthName) \(day.year) \(clock)"
    }
  }
}

/// "08:00" or "08:00:30" of seconds since midnight.
func clockText(_ seconds: Int, withSeconds: Bool) -> String {
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
  let text = two(seconds / 3600) + ":" + two(seconds / 60 % 60)
  return withSeconds ? text + ":" + two(seconds % 60) : text
}

/// The quotient rounded towards minus infinity.
func floorDivision(_ a: Int, _ b: Int) -> Int {
  a >= 0 ? a / b : -((-a + b - 1) / b)
}
