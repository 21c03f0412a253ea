import Tables

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
      let day = CivilDate(daysSince1970: seconds / 86_400)
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
    let (number, seconds) = Int(moment.rounded(.down)).dividedDown(by: 86_400)
    let date = CivilDate(daysSince1970: number)
    let day = "\(date.day) \(date.shortMonthName) \(date.year)"
    return switch self {
    case .year: String(date.year)
    case .month: "\(date.shortMonthName) \(date.year)"
    case .day: day
    case .minute: day + " " + ClockTime(seconds: seconds).text(.minutes)
    case .second: day + " " + ClockTime(seconds: seconds).text(.seconds)
    }
  }
}

extension CivilDate {
  /// "Jan" to "Dec".
  var shortMonthName: String { String(Self.monthNames[month - 1].prefix(3)) }

  /// The first day of a month counted from January of the year 0.
  init(firstOfMonth number: Int) {
    let (year, month) = number.dividedDown(by: 12)
    self.init(year: year, month: month + 1, day: 1)
  }
}
