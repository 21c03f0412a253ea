import TeachingSets
import Testing

struct TeachingPeriodTests {
  @Test func `The period is two whole years`() {
    #expect(TeachingPeriod.days == 731)
  }
}
