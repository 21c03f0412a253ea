import Language
import Tables
import Testing

@Suite struct DatePatternTests {
  @Test(
    "Dates are printed by the letters of ruling 33",
    arguments: [
      ("yyyy-MM-dd", "2011-12-09"), ("d MMM y", "9 Dec 2011"), ("EEE d/M/yy", "Fri 9/12/11"),
      ("EEEE, d MMMM", "Friday, 9 December"), ("y 'Q'Q", "2011 Q4"), ("'week' w", "week 49"),
      ("d''M", "9'12"), ("'it''s' y", "it's 2011"), ("HH:mm:ss", "08:05:07"), ("H.m", "8.5"),
      ("", ""), ("–d–", "–9–"),
    ])
  func dates(pattern: String, expected: String) throws {
    let moment: Int64 = (15_317 * 86_400 + 8 * 3_600 + 5 * 60 + 7) * 1_000_000 + 999_999
    #expect(try DatePattern(pattern).text(of: .datetime(moment)) == expected)
  }

  @Test(
    "Weeks and leap days are right at the edges",
    arguments: [
      (Int32(0), "1970-01-01 Thu 1"), (-1, "1969-12-31 Wed 1"), (18_628, "2021-01-01 Fri 53"),
      (18_321, "2020-02-29 Sat 9"), (11_016, "2000-02-29 Tue 9"), (14_609, "2009-12-31 Thu 53"),
      (15_340, "2012-01-01 Sun 52"), (-719_162, "0001-01-01 Mon 1"),
    ])
  func edges(day: Int32, expected: String) throws {
    #expect(try DatePattern("yyyy-MM-dd EEE w").text(of: .date(day)) == expected)
  }

  @Test func `Moments before 1970 keep their day`() throws {
    let pattern = try DatePattern("yyyy-MM-dd HH:mm:ss")
    #expect(pattern.text(of: .datetime(-1)) == "1969-12-31 23:59:59")
    #expect(pattern.text(of: .date(0)) == "1970-01-01 00:00:00")
    #expect(pattern.text(of: .null) == nil)
    #expect(pattern.text(of: .int(1)) == nil)
  }

  @Test(
    "A bad letter is named",
    arguments: [
      ("YYYY-MM", "`YYYY`", "write yyyy"), ("dd.mm.DD", "`DD`", "write d"),
      ("hh:mm", "`hh`", "write H"), ("MMMMM", "`MMMMM`", "write M, MM, MMM, MMMM"),
      ("yyy", "`yyy`", "write y, yy, yyyy"),
      ("y T", "`T`", "text that stands as it is goes in '…'"),
      ("y 'Q", "quote", "add a ' after the text"), ("s", "`s`", "write ss"),
    ])
  func refusals(pattern: String, message: String, label: String) {
    let error = #expect(throws: DatePattern.Failure.self) { try DatePattern(pattern) }
    #expect(error?.message.contains(message) == true)
    #expect(error?.label == label)
  }
}
