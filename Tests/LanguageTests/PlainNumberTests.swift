import Language
import Testing

@Suite struct PlainNumberTests {
  @Test(
    "Without a format at most nine digits are printed",
    arguments: [
      (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333"), (2.0 / 3, "0.666666667"), (100.0, "100"),
      (-0.0, "0"), (1234567.125, "1234567.13"), (0.00001234, "0.00001234"),
      (0.0000001, "1e-7"), (0.00000125, "0.00000125"), (1e20, "1e20"),
      (999_999_999.5, "1000000000"), (1e15, "1e15"),
      (123_456_789_012.5, "123456789013"), (-2.5, "-2.5"),
    ])
  func plain(number: Double, expected: String) {
    #expect(PlainNumber.text(number) == expected)
  }
}
