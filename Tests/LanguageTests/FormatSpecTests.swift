import Language
import Tables
import Testing

@Suite struct FormatSpecTests {
  @Test(
    "Numbers are printed with halves away from zero",
    arguments: [
      (".2f", Value.number(2.675), "2.68"), (".2f", .number(-2.675), "-2.68"),
      (".2f", .number(-0.001), "0.00"), (".0f", .number(0.5), "1"), (".0f", .number(2.5), "3"),
      (".1f", .number(9.95), "10.0"), (".3f", .int(7), "7.000"), (".2f", .number(1e-9), "0.00"),
      (",", .int(1_234_567), "1,234,567"), (",", .number(1234.5), "1,234.5"),
      (",", .int(999), "999"),
      (",.0f", .number(999.5), "1,000"), (",.2f", .number(-1_234_567.891), "-1,234,567.89"),
      (".1%", .number(0.1234), "12.3%"), (".0%", .number(0.005), "1%"), (".1%", .int(1), "100.0%"),
      ("d", .number(2.5), "3"), (",d", .int(-12_345), "-12,345"),
      ("d", .number(1e15), "1000000000000000"),
      (",.2f", .number(1e21), "1,000,000,000,000,000,000,000.00"),
    ])
  func texts(format: String, value: Value, expected: String) throws {
    let spec = try FormatSpec(format)
    #expect(spec.text(of: value) == expected)
    #expect(spec.spelling == format)
  }

  @Test func `Null and texts have no number format`() throws {
    #expect(try FormatSpec(".2f").text(of: .null) == nil)
    #expect(try FormatSpec(",").text(of: .text("a")) == nil)
  }

  @Test(
    "Other formats are refused with a way out",
    arguments: ["", "f", "%", ",%", "2f", ".f", ".2", ".99f", ".2e", ">10", "05d", ".-1f", "x"])
  func refusals(format: String) {
    let error = #expect(throws: FormatSpec.Failure.self) { try FormatSpec(format) }
    #expect(error?.label.isEmpty == false)
  }

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
