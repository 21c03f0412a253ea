import Tables

/// The two years that every set with dates covers.
package enum TeachingPeriod {
  package static let firstDay = CivilDate(year: 2023, month: 1, day: 1).daysSince1970
  package static let lastDay = CivilDate(year: 2024, month: 12, day: 31).daysSince1970
  package static let days = lastDay - firstDay + 1
}
