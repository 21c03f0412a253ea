import Series
import Tables
import Testing

struct SeriesDatesTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate(year: year, month: month, day: day).daysSince1970
  }

  @Test func `Gaps, repetitions and strays are found where they are`() {
    let start = day(2024, 2, 27)
    let whole = SeriesDates.days((0..<20).map { start + $0 })
    #expect(whole.frequency == .daily(count: 1))
    #expect(whole.fault(.daily(count: 1)) == nil)
    let gap = SeriesDates.days([0, 1, 2, 6, 7].map { start + $0 })
    #expect(gap.fault(.daily(count: 1)) == .gap(before: 3, missing: 3))
    let twice = SeriesDates.days([0, 1, 1, 2].map { start + $0 })
    #expect(twice.frequency == .daily(count: 1))
    #expect(twice.fault(.daily(count: 1)) == .repeated(at: 2))
    let stray = SeriesDates.days([0, 7, 14, 15, 21].map { start + $0 })
    #expect(stray.fault(.weekly(count: 1)) == .astray(at: 3))
    #expect(SeriesDates.days([]).fault(.daily(count: 1)) == nil)
    #expect(SeriesDates.days([5]).fault(.irregular) == nil)
  }

  @Test func `Ends of months follow each other over leap days`() {
    let ends = (1...24).map { month -> Int in
      let (year, month) = (2023 + (month - 1) / 12, (month - 1) % 12 + 1)
      return day(year, month, CivilDate.length(ofMonth: month, year: year))
    }
    let dates = SeriesDates.days(ends)
    #expect(dates.frequency == .monthly(count: 1))
    #expect(dates.fault(.monthly(count: 1)) == nil)
    #expect(
      dates.following(3, .monthly(count: 1))
        == .days([day(2025, 1, 31), day(2025, 2, 28), day(2025, 3, 31)]))
    let years = SeriesDates.days((0..<8).map { day(2016 + $0, 2, 2016 + $0 == 2016 ? 29 : 28) })
    #expect(years.fault(.monthly(count: 12)) == .astray(at: 4))
  }

  @Test func `Weekdays skip weekends`() {
    let monday = day(2024, 1, 1)
    let days = (0..<40).map { monday + $0 }.filter { CivilDate.weekday(ofDay: $0) < 6 }
    let dates = SeriesDates.days(days)
    #expect(dates.frequency == .weekdays)
    #expect(dates.fault(.weekdays) == nil)
    let friday = day(2024, 2, 9)
    #expect(days.last == friday)
    #expect(dates.following(3, .weekdays) == .days([friday + 3, friday + 4, friday + 5]))
    #expect(
      SeriesDates.days([monday, monday + 1, monday + 5]).fault(.weekdays) == .astray(at: 2))
    // Before 1970, too.
    #expect(Frequency.weekdays.day(-1, afterDay: day(1969, 12, 29), dayOfMonth: 29) == -6)
  }

  @Test(arguments: [
    Frequency.daily(count: 1), .daily(count: 10), .weekly(count: 2), .weekdays,
    .monthly(count: 1), .monthly(count: 3), .monthly(count: 12),
  ])
  func `What follows is so many steps away`(_ frequency: Frequency) {
    let start = day(2023, 8, 31)
    for steps in [-30, -1, 0, 1, 2, 7, 100] {
      let later = frequency.day(steps, afterDay: start, dayOfMonth: 31)
      #expect(
        later.flatMap { frequency.steps(fromDay: start, toDay: $0, dayOfMonth: 31) } == steps)
    }
  }

  @Test func `Instants follow each other in fixed lengths or at one time of day`() {
    let hour: Int64 = 3_600_000_000
    let hours = SeriesDates.instants((0..<5).map { Int64($0) * 6 * hour })
    #expect(hours.frequency == .every(microseconds: 6 * hour))
    #expect(
      hours.following(2, .every(microseconds: 6 * hour)) == .instants([30 * hour, 36 * hour]))
    #expect(
      SeriesDates.instants([0, hour, 3 * hour]).fault(.every(microseconds: hour))
        == .gap(before: 2, missing: 1))
    let noons = SeriesDates.instants((0..<10).map { Int64($0) * 24 * hour + 12 * hour })
    #expect(noons.frequency == .daily(count: 1))
    #expect(noons.fault(.daily(count: 1)) == nil)
    #expect(noons.following(1, .daily(count: 1)) == .instants([252 * hour]))
    #expect(
      SeriesDates.instants([0, 24 * hour, 49 * hour]).fault(.daily(count: 1)) == .astray(at: 2))
  }

  @Test func `Seasons count steps`() {
    let year = SeasonLength.months(12)
    let week = SeasonLength.microseconds(7 * 86_400_000_000)
    #expect(Frequency.daily(count: 1).steps(in: year) == 365)
    #expect(Frequency.daily(count: 1).steps(in: week) == 7)
    #expect(Frequency.weekdays.steps(in: week) == 5)
    #expect(Frequency.weekdays.steps(in: year) == 260)
    #expect(Frequency.weekly(count: 1).steps(in: year) == 52)
    #expect(Frequency.weekly(count: 1).steps(in: week) == nil)
    #expect(Frequency.monthly(count: 1).steps(in: year) == 12)
    #expect(Frequency.monthly(count: 3).steps(in: year) == 4)
    #expect(Frequency.every(microseconds: 3_600_000_000).steps(in: week) == 168)
    #expect(Frequency.every(microseconds: 3_600_000_000).steps(in: year) == 8_760)
    #expect(Frequency.irregular.steps(in: year) == nil)
    #expect(Frequency.irregular.steps(in: .steps(5)) == 5)
    #expect(Frequency.daily(count: 1).steps(in: .steps(1)) == nil)
  }
}
