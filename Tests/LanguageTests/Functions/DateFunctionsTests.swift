import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct DateFunctionsTests {
  @Test(
    "Parts of dates are ints",
    arguments: ["year", "quarter", "month", "week", "day", "weekday"])
  func parts(name: String) throws {
    #expect(try lowered(name, ["d": .date]).type == .int)
    #expect(try lowered(name, ["d": .datetime]).type == .int)
  }

  @Test func `Today and now are the start of the cell`() throws {
    let site = CallSite(mode: .scalar, now: -1)
    #expect(try lowered("today", site: site) == .literal(.date(-1), .date))
    #expect(try lowered("now", site: site) == .literal(.datetime(-1), .datetime))
    let later = CallSite(mode: .scalar, now: 86_400_000_000)
    #expect(try lowered("today", site: later) == .literal(.date(1), .date))
  }

  @Test func `Months between a date and a datetime count from midnight`() throws {
    let midnight = Expression.call(.convert, [.date], .datetime)
    #expect(
      try lowered("months_between", ["a": .date, "b": .datetime])
        == .call(.monthsBetween, [midnight, .datetime], .int))
  }

  @Test func `date_text names the bad letter`() throws {
    let pattern = Expression.constant("d MMM y")
    #expect(
      try lowered("date_text", ["d": .date, "pattern": pattern])
        == .call(.formatDate, [.date, pattern], .text))
    let error = #expect(throws: Diagnostic.self) {
      try lowered("date_text", ["d": .date, "pattern": .constant("YYYY")])
    }
    #expect(error?.message.contains("`YYYY`") == true)
    #expect(error?.span == SourceSpan(5, 9))
  }
}

@Suite struct HolidayTests {
  /// The holidays of a country in one year, as `MM-dd`.
  private func days(_ country: String, _ year: Int) throws -> [String] {
    let call = try lowered("is_holiday", ["d": .date, "country": .constant(country)])
    guard case .branches(let branches, nil, .bool) = call,
      case .call(.isIn, let arguments, _) = branches[0].condition
        == .call(.isNotNull, [.date], .bool)
        ? branches[0].value : .date
    else {
      Issue.record("no membership: \(call.type)")
      return []
    }
    return arguments.dropFirst().compactMap { argument in
      guard case .literal(.date(let day), .date) = argument else { return nil }
      let date = CivilDate(daysSince1970: Int(day))
      return date.year == year ? String(date.text.dropFirst(5)) : nil
    }
  }

  @Test(
    "Holidays fall on the published days",
    arguments: [
      (
        "GB", 2011,
        "01-01 01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-25 12-26 12-27"
      ),
      ("GB", 2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28"),
      ("GB", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28"),
      ("GB", 2022, "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27"),
      ("GB", 2023, "01-01 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
      (
        "US", 2021,
        "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31"
      ),
      ("US", 2019, "01-01 01-21 02-18 05-27 07-04 09-02 10-14 11-11 11-28 12-25"),
      ("DE", 2024, "01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26"),
      ("DE", 2017, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26"),
      ("FR", 2024, "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25"),
      ("IT", 2024, "01-01 01-06 03-31 04-01 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26"),
      (
        "AT", 2024,
        "01-01 01-06 04-01 05-01 05-09 05-20 05-30 08-15 10-26 11-01 12-08 12-25 12-26"
      ),
      (
        "GH", 2024,
        "01-01 01-07 01-08 03-06 03-29 04-01 04-10 05-01 06-17 08-04 08-05 09-21 09-23 12-06 12-25 12-26"
      ),
      (
        "ET", 2024,
        "01-07 01-20 03-02 04-10 05-01 05-03 05-05 05-28 06-17 09-11 09-16 09-27"
      ),
    ])
  func published(country: String, year: Int, expected: String) throws {
    #expect(try days(country, year).joined(separator: " ") == expected)
  }

  @Test(
    "Easter is right at the edges of its tables",
    arguments: [
      (1990, "04-16"), (2000, "04-24"), (2008, "03-24"), (2011, "04-25"), (2038, "04-26"),
      (2049, "04-19"), (2057, "04-23"),
    ])
  func easterMonday(year: Int, expected: String) throws {
    #expect(try days("DE", year).contains(expected))
  }

  @Test(
    "The Orthodox Easter and the Ethiopian new year are right",
    arguments: [
      (2016, "05-01 09-11"), (2019, "04-28 09-12"), (2021, "05-02 09-11"), (2023, "04-16 09-12"),
    ])
  func ethiopia(year: Int, expected: String) throws {
    let days = try days("ET", year)
    for day in expected.split(separator: " ") { #expect(days.contains(String(day))) }
  }

  @Test func `A datetime counts by its day, an unknown country is an error`() throws {
    let call = try lowered("is_holiday", ["d": .datetime, "country": .constant("GB")])
    guard case .branches(let branches, _, _) = call,
      case .call(.isIn, let arguments, _) = branches[0].value
    else {
      Issue.record("no membership")
      return
    }
    #expect(
      arguments[0] == .call(.binDate, [.datetime, .constant(1), .constant("d")], .date))
    let error = #expect(throws: Diagnostic.self) {
      try lowered("is_holiday", ["d": .date, "country": .constant("XX")])
    }
    #expect(error?.label == "write one of AT, DE, ET, FR, GB, GH, IT, US")
  }
}
