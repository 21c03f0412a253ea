import JSONText
import Language
import Tables
import Testing

/// Texts of JSON, which strangers write, as values of a type.
struct JSONValueTests {
  private let day = 19_723

  @Test(arguments: [
    ("2024-01-01", 0), ("2024-01-01T10:30", 37_800), ("2024-01-01T10:30:15Z", 37_815),
    ("2024-01-01T10:30:15.250+02:00", 30_615.25),
  ])
  func `an instant is read as ISO 8601 writes it`(text: String, seconds: Double) {
    let micros = Int64(day) * 86_400_000_000 + Int64(seconds * 1_000_000)
    #expect(JSON.string(text).value(as: .datetime) == .datetime(micros))
  }

  @Test func `a day is read, and an instant is none`() {
    #expect(JSON.string("2024-01-01").value(as: .date) == .date(Int32(day)))
    #expect(JSON.string("2024-01-01T10:30").value(as: .date) == nil)
    #expect(JSON.int(20_240_101).value(as: .date) == nil)
  }

  @Test(arguments: [
    "2024-01-01 # anything", "2024-01-01 // x", "2024-01-01\n", " 2024-01-01", "2024-01-01 ",
    "2024-02-30", "2024-1-01", "2024-01-01T10:30 # x", "2024-01-01T24:00", "2024-01-01T10:30Z0",
    "٢٠٢٤-01-01", "2024-01-01T10:30:", "2024-01-01T10:30:15.",
  ])
  func `what is more or less than that is refused`(text: String) {
    #expect(JSON.string(text).value(as: .date) == nil)
    #expect(JSON.string(text).value(as: .datetime) == nil)
  }
}
