import Series
import Tables
import Testing

struct CalendarStepTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    CivilDate(year: year, month: month, day: day).daysSince1970
  }

  @Test func `bins begin where the calendar says`() {
    let cases: [(CalendarStep, Int, Int)] = [
      (CalendarStep(1, .month), day(2024, 2, 29), day(2024, 2, 1)),
      (CalendarStep(1, .quarter), day(2024, 12, 31), day(2024, 10, 1)),
      (CalendarStep(1, .year), day(2023, 7, 4), day(2023, 1, 1)),
      (CalendarStep(1, .week), day(2024, 9, 15), day(2024, 9, 9)),
      (CalendarStep(1, .day), day(1969, 12, 31), day(1969, 12, 31)),
      (CalendarStep(2, .week), day(1970, 1, 4), day(1969, 12, 22)),
      (CalendarStep(3, .month), day(1969, 12, 31), day(1969, 10, 1)),
    ]
    for (step, given, start) in cases {
      #expect(step.start(ofDay: given) == start, "\(step.name)")
    }
  }

  @Test(arguments: CalendarStep.Unit.allCases, [1, 2, 5])
  func `steps forward and back agree`(unit: CalendarStep.Unit, count: Int) {
    let step = CalendarStep(count, unit)
    for first in stride(from: -2_000, through: 20_000, by: 317) {
      let start = step.start(ofDay: first)
      #expect(start <= first && first < step.day(start, plus: 1))
      for ahead in [0, 1, 7, 40] {
        let later = step.day(start, plus: ahead)
        #expect(step.start(ofDay: later) == later)
        #expect(step.steps(from: start, to: later) == ahead)
      }
    }
  }

  @Test func `a step is named as one says it`() {
    #expect(CalendarStep.month.name == "month")
    #expect(CalendarStep(2, .week).name == "2 weeks")
  }
}
