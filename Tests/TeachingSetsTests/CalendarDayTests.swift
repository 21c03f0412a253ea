import TeachingSets
import Testing

struct CalendarDayTests {
  @Test(arguments: [
    (CalendarDay(1970, 1, 1), 0, 3), (CalendarDay(2000, 2, 29), 11_016, 1),
    (CalendarDay(2023, 1, 1), 19_358, 6), (CalendarDay(2024, 2, 29), 19_782, 3),
    (CalendarDay(2024, 12, 31), 20_088, 1),
  ])
  func `Days have their number and weekday`(day: CalendarDay, number: Int, weekday: Int) {
    #expect(day.number == number)
    #expect(CalendarDay(number: number) == day)
    #expect(CalendarDay.weekday(of: number) == weekday)
  }

  @Test func `Numbers and days are each other's inverse for two centuries`() {
    #expect((0..<73_000).allSatisfy { CalendarDay(number: $0).number == $0 })
  }

  @Test func `The period is two whole years`() {
    #expect(TeachingPeriod.days == 731)
  }
}
