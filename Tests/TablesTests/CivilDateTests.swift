import Tables
import Testing

struct CivilDateTests {
  @Test(arguments: [
    ("0000-03-01", -719_468, 3, 9), ("0001-01-01", -719_162, 1, 1), ("1600-02-29", -135_081, 2, 9),
    ("1969-12-31", -1, 3, 1), ("1970-01-01", 0, 4, 1), ("2000-02-29", 11_016, 2, 9),
    ("2009-12-31", 14_609, 4, 53), ("2011-12-09", 15_317, 5, 49), ("2012-01-01", 15_340, 7, 52),
    ("2021-01-01", 18_628, 5, 53), ("2023-01-01", 19_358, 7, 52), ("2024-12-30", 20_087, 1, 1),
    ("-0044-03-15", -735_525, 4, 11), ("12011-12-09", 3_667_742, 5, 49),
  ])
  func `Days have a text, a weekday and a week`(
    text: String, number: Int, weekday: Int, week: Int
  ) {
    #expect(CivilDate(daysSince1970: number).text == text)
    #expect(CivilDate.weekday(ofDay: number) == weekday)
    #expect(CivilDate.week(ofDay: number) == week)
  }

  @Test func `Each day of nine centuries follows the one before`() {
    var expected = CivilDate(year: 1599, month: 12, day: 31).daysSince1970
    for year in 1600...2500 {
      for month in 1...12 {
        for day in 1...CivilDate.length(ofMonth: month, year: year) {
          expected += 1
          let date = CivilDate(year: year, month: month, day: day)
          guard date.daysSince1970 == expected, CivilDate(daysSince1970: expected) == date else {
            Issue.record("\(date.text) is not day \(expected)")
            return
          }
        }
      }
    }
    #expect(CivilDate(daysSince1970: expected).text == "2500-12-31")
  }
}

struct CivilMomentTests {
  @Test(arguments: [
    (Int64(0), "1970-01-01 00:00", "1970-01-01 00:00:00.000000"),
    (-1, "1969-12-31 23:59", "1969-12-31 23:59:59.999999"),
    (1_323_419_160_000_000, "2011-12-09 08:26", "2011-12-09 08:26:00.000000"),
  ])
  func `Moments before 1970 keep their day`(moment: Int64, coarse: String, fine: String) {
    #expect(CivilMoment(microsecondsSince1970: moment).text(.minutes) == coarse)
    #expect(CivilMoment(microsecondsSince1970: moment).text(.microseconds) == fine)
  }

  @Test(arguments: [
    (Int64(0), "00:00"), (3_600_000_000, "01:00"), (1_000_000, "00:00:01"),
    (1_000, "00:00:00.001"), (86_399_999_999, "23:59:59.999999"),
  ])
  func `The coarsest precision shows the whole time`(time: Int64, text: String) {
    #expect(ClockTime(microseconds: time).text(.init(showing: time)) == text)
  }
}
