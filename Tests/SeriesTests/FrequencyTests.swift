import Series
import Tables
import Testing

struct FrequencyTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate(year: year, month: month, day: day).daysSince1970
  }

  @Test func `Days, weeks and months are told apart`() {
    let start = day(2024, 1, 1)
    #expect(Frequency.of(days: (0..<40).map { start + $0 }) == .daily(count: 1))
    #expect(Frequency.of(days: (0..<40).map { start + 7 * $0 }) == .weekly(count: 1))
    #expect(Frequency.of(days: (0..<9).map { start + 14 * $0 }) == .weekly(count: 2))
    let weekdays = (0..<40).map { start + $0 }.filter { CivilDate.weekday(ofDay: $0) < 6 }
    #expect(Frequency.of(days: weekdays) == .weekdays)
    let firsts = (1...12).map { day(2023, $0, 1) }
    #expect(Frequency.of(days: firsts) == .monthly(count: 1))
    let ends = (1...12).map { day(2023, $0, CivilDate.length(ofMonth: $0, year: 2023)) }
    #expect(Frequency.of(days: ends) == .monthly(count: 1))
    #expect(Frequency.of(days: [1, 4, 7, 10].map { day(2023, $0, 1) }) == .monthly(count: 3))
    #expect(Frequency.of(days: (2010...2020).map { day($0, 6, 30) }) == .monthly(count: 12))
    #expect(Frequency.of(days: [1, 5, 6, 30, 77, 200]) == .irregular)
    #expect(Frequency.of(days: [1, 2]) == nil)
    #expect(Frequency.of(days: (0..<9).map { start + 10 * $0 }) == .daily(count: 10))
  }

  @Test func `Missing dates do not hide the step`() {
    let start = day(2024, 1, 1)
    #expect(
      Frequency.of(days: (0..<60).filter { $0 % 9 != 0 }.map { start + $0 }) == .daily(count: 1))
    let months = [1, 2, 3, 5, 6, 7, 8, 11, 12].map { day(2023, $0, 1) }
    #expect(Frequency.of(days: months) == .monthly(count: 1))
  }

  @Test func `Instants within a day have a length`() {
    let hour: Int64 = 3_600_000_000
    #expect(
      Frequency.of(instants: (0..<30).map { Int64($0) * hour }) == .every(microseconds: hour))
    #expect(
      Frequency.of(instants: (0..<30).map { Int64($0) * 24 * hour + hour }) == .daily(count: 1))
    #expect(Frequency.every(microseconds: hour).usualPeriods == [24, 168])
  }

  @Test func `Steps are written as the language writes them`() {
    #expect(Frequency.daily(count: 1).stepText == "1d")
    #expect(Frequency.weekly(count: 2).stepText == "2w")
    #expect([1, 3, 12].map { Frequency.monthly(count: $0).stepText } == ["1mo", "1q", "1y"])
    #expect(Frequency.every(microseconds: 900_000_000).stepText == "15min")
    #expect(Frequency.weekdays.stepText == nil)
  }

  @Test func `Several seasons are found together`() {
    let week: [Double] = [1, 2, 3, 9, 4, 2, 1]
    let month = (0..<30).map { Double($0 * $0 % 13) }
    func noise(_ row: Int) -> Double { Double(row * row * 31 % 17) / 10 }
    let both: [Double] = (0..<420).map { week[$0 % 7] + month[$0 % 30] + noise($0) }
    #expect(SeasonalPeriod.clear(both, candidates: [7, 30, 50]) == [7, 30])
    let none: [Double] = (0..<420).map { noise($0 * 7 + $0 / 3) }
    #expect(SeasonalPeriod.clear(none, candidates: [30]) == [])
    #expect(SeasonalPeriod.clear([Double](repeating: 2, count: 60), candidates: [7]) == [])
  }

  @Test func `A season is guessed where there is one`() {
    let week: [Double] = [1, 2, 3, 9, 4, 2, 1]
    func noise(_ row: Int) -> Double { Double(row * row * 31 % 17) / 10 }
    let noisy: [Double] = (0..<140).map { row in
      let rise = Double(row) * 0.2
      return week[row % 7] + noise(row) + rise
    }
    #expect(SeasonalPeriod.guess(noisy, candidates: [7, 30]) == 7)
    let trend: [Double] = (0..<140).map { row in Double(row) + noise(row) }
    #expect(SeasonalPeriod.guess(trend, candidates: [6]) == nil)
    #expect(SeasonalPeriod.guess([1, 2, 3], candidates: [7]) == nil)
    #expect(SeasonalPeriod.autocorrelation([3, 3, 3], lag: 1) == 0)
    #expect(SeasonalPeriod.autocorrelation(week, lag: 0) == 1)
  }
}
