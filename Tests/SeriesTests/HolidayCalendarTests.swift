import Series
import Tables
import Testing

struct HolidayCalendarTests {
  private func days(_ calendar: HolidayCalendar, _ year: Int, _ name: String) -> [String] {
    calendar.holidays(in: year...year).filter { $0.name == name }
      .map { CivilDate(daysSince1970: $0.day).text }
  }

  @Test(
    arguments: [
      (1990, "1990-04-15"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"),
      (2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25"),
    ])
  func `Easter Monday follows Easter Sunday`(_ year: Int, _ sunday: String) throws {
    let monday = try #require(days(.unitedKingdom, year, "Easter Monday").first)
    let day = try #require(
      HolidayCalendar.unitedKingdom.holidays(in: year...year).first {
        $0.name == "Easter Monday"
      })
    #expect(CivilDate(daysSince1970: day.day - 1).text == sunday)
    #expect(days(.ghana, year, "Easter Monday") == [monday])
  }

  @Test(
    arguments: [
      (2010, "2010-04-04"), (2016, "2016-05-01"), (2020, "2020-04-19"), (2021, "2021-05-02"),
      (2023, "2023-04-16"), (2024, "2024-05-05"), (2025, "2025-04-20"),
    ])
  func `Fasika is the Easter of the eastern churches`(_ year: Int, _ day: String) {
    #expect(days(.ethiopia, year, "Fasika") == [day])
  }

  @Test func `Ethiopian days move with the leap years`() {
    #expect(days(.ethiopia, 2022, "Enkutatash") == ["2022-09-11"])
    #expect(days(.ethiopia, 2023, "Enkutatash") == ["2023-09-12"])
    #expect(days(.ethiopia, 2023, "Meskel") == ["2023-09-28"])
    #expect(days(.ethiopia, 2023, "Timkat") == ["2023-01-19"])
    #expect(days(.ethiopia, 2024, "Timkat") == ["2024-01-20"])
    #expect(days(.ethiopia, 2024, "Victory of Adwa") == ["2024-03-02"])
    #expect(days(.ethiopia, 2023, "Victory of Adwa") == ["2023-03-02"])
  }

  @Test func `Islamic days move through the year, and may come twice or not at all`() {
    #expect(days(.ghana, 2024, "Eid al-Fitr") == ["2024-04-10"])
    // The moon was seen a day before the arithmetic one in 2023.
    #expect(days(.ghana, 2023, "Eid al-Fitr") == ["2023-04-22"])
    #expect(days(.ethiopia, 2023, "Eid al-Adha") == ["2023-06-29"])
    // 1 Shawwal 1420 and 1421 both fell into 2000.
    #expect(days(.ethiopia, 2000, "Eid al-Fitr").count == 2)
    for year in 1980...2050 {
      #expect((1...2).contains(days(.ethiopia, year, "Mawlid").count))
    }
  }

  @Test func `Bank holidays of the United Kingdom`() {
    #expect(days(.unitedKingdom, 2020, "Early May Bank Holiday") == ["2020-05-08"])
    #expect(days(.unitedKingdom, 2022, "Spring Bank Holiday") == ["2022-06-02"])
    #expect(days(.unitedKingdom, 2023, "Spring Bank Holiday") == ["2023-05-29"])
    #expect(days(.unitedKingdom, 2024, "Summer Bank Holiday") == ["2024-08-26"])
    // Christmas on a Saturday: Monday and Tuesday are free.
    #expect(days(.unitedKingdom, 2021, "Christmas Day (observed)") == ["2021-12-27"])
    #expect(days(.unitedKingdom, 2021, "Boxing Day (observed)") == ["2021-12-28"])
    // On a Sunday Boxing Day is Monday, and Christmas is made up on Tuesday.
    #expect(days(.unitedKingdom, 2022, "Christmas Day (observed)") == ["2022-12-27"])
    #expect(days(.unitedKingdom, 2022, "Boxing Day (observed)") == [])
  }

  @Test func `Federal holidays of the United States`() {
    #expect(days(.unitedStates, 2024, "Thanksgiving") == ["2024-11-28"])
    #expect(days(.unitedStates, 2023, "Thanksgiving") == ["2023-11-23"])
    #expect(days(.unitedStates, 2024, "Memorial Day") == ["2024-05-27"])
    #expect(days(.unitedStates, 2024, "Martin Luther King Jr. Day") == ["2024-01-15"])
    #expect(days(.unitedStates, 2021, "Independence Day (observed)") == ["2021-07-05"])
    #expect(days(.unitedStates, 2020, "Juneteenth") == [])
  }

  @Test func `Ghana's rules by year, and calendars by their code`() throws {
    #expect(days(.ghana, 2018, "Constitution Day") == [])
    #expect(days(.ghana, 2020, "Constitution Day") == ["2020-01-07"])
    #expect(days(.ghana, 2023, "Farmers' Day") == ["2023-12-01"])
    let britain = try #require(HolidayCalendar(country: "uk"))
    #expect(britain == .unitedKingdom)
    #expect(HolidayCalendar(country: "xx") == nil)
    let own = HolidayCalendar([.init(day: 19_000, name: "Inventory")])
    #expect(own.holidays(in: 2022...2022).map(\.name) == ["Inventory"])
    #expect(own.holidays(in: 2023...2023).isEmpty)
  }

  @Test func `Several countries have the days of all, each once`() throws {
    let both = try #require(HolidayCalendar(countries: ["gb", "US"]))
    #expect(both.code == "GB, US")
    let own = HolidayCalendar.unitedKingdom.holidays(in: 2022...2024)
    let other = HolidayCalendar.unitedStates.holidays(in: 2022...2024)
    let days = both.holidays(in: 2022...2024)
    #expect(Set(days.map(\.day)) == Set((own + other).map(\.day)))
    // Christmas Day is one of both, so that the union is smaller.
    #expect(days.count < own.count + other.count)
    #expect(days == days.sorted { ($0.day, $0.name) < ($1.day, $1.name) })
    #expect(HolidayCalendar(countries: ["DE"]) == .germany)
    #expect(HolidayCalendar(countries: ["DE", "XX"]) == nil)
    #expect(HolidayCalendar(countries: []) == nil)
  }

  @Test func `A country under two names counts once`() {
    #expect(HolidayCalendar(countries: ["GB", "UK", "gb"]) == .unitedKingdom)
    #expect(HolidayCalendar(countries: ["uk", "US", "GB"])?.code == "GB, US")
  }

  @Test func `A name that stands for different days tells whose it is`() throws {
    let both = try #require(HolidayCalendar(countries: ["US", "GH"]))
    #expect(days(both, 2024, "Independence Day (US)") == ["2024-07-04"])
    #expect(days(both, 2024, "Independence Day (GH)") == ["2024-03-06"])
    #expect(days(both, 2024, "Independence Day") == [])
    #expect(days(both, 2024, "Christmas Day") == ["2024-12-25"])
    // Christmas on a Sunday: Ghana and the United Kingdom make it up after Boxing Day.
    let three = try #require(HolidayCalendar(countries: ["GB", "US", "GH"]))
    #expect(days(three, 2022, "Christmas Day (observed) (GB, GH)") == ["2022-12-27"])
    #expect(days(three, 2022, "Christmas Day (observed) (US)") == ["2022-12-26"])
    #expect(days(three, 2022, "Boxing Day") == ["2022-12-26"])
    #expect(days(.ghana, 2024, "Independence Day") == ["2024-03-06"])
  }
}
