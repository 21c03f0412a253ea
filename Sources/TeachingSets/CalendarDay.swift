/// A day of the Gregorian calendar.
package struct CalendarDay: Hashable, Sendable {
  package let year: Int
  /// 1 is January.
  package let month: Int
  package let day: Int

  package init(_ year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `number` days after 1970-01-01.
  ///
  /// Years are counted from March, so that the leap day comes last (Hinnant, "chrono-compatible
  /// low-level date algorithms"); `number` must not lie before the year 0.
  package init(number: Int) {
    let days = number + 719_468
    let era = days / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    day = ofYear - (153 * fromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  package var number: Int {
    let fromMarch = month > 2 ? month - 3 : month + 9
    let year = month > 2 ? self.year : self.year - 1
    let era = year / 400
    let yearOfEra = year - era * 400
    let ofYear = (153 * fromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  /// 0 is Monday; `number` counts days since 1970-01-01, a Thursday.
  package static func weekday(of number: Int) -> Int { (number + 3) % 7 }
}

/// The two years that every set with dates covers.
package enum TeachingPeriod {
  package static let firstDay = CalendarDay(2023, 1, 1).number
  package static let lastDay = CalendarDay(2024, 12, 31).number
  package static let days = lastDay - firstDay + 1
}
