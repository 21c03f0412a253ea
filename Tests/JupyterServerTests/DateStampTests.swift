import JupyterServer
import Testing

/// The dates of messages.
struct DateStampTests {
  @Test(arguments: [
    (0, 0, "1970-01-01T00:00:00.000000Z"), (1_709_164_799, 7, "2024-02-28T23:59:59.000007Z"),
    (1_709_164_800, 999_999, "2024-02-29T00:00:00.999999Z"),
  ])
  func `a date is padded UTC`(seconds: Int, microseconds: Int, expected: String) {
    var stamp = DateStamp()
    #expect(stamp.text(seconds: seconds, microseconds: microseconds) == expected)
  }
}
