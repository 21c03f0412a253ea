import Tables
import Testing

struct DecimalNumberTests {
  @Test(arguments: [
    (2.675, 2, "2.68"), (1.005, 2, "1.01"), (-0.001, 2, "0.00"), (0.5, 0, "1"), (2.5, 0, "3"),
    (9.95, 1, "10.0"), (1e-9, 2, "0.00"), (999.5, 0, "1,000"),
    (1e21, 2, "1,000,000,000,000,000,000,000.00"),
    (1e-7, 8, "0.00000010"), (Double.leastNonzeroMagnitude, 3, "0.000"),
  ])
  func `Halves round away from zero`(value: Double, decimals: Int, text: String) {
    #expect(DecimalNumber(value).text(decimals: decimals, grouped: true) == text)
  }

  @Test(arguments: [
    (1.5e-9, "1.5e-9"), (1e-6, "0.000001"), (1e15, "1e15"), (123_456_789_012, "123456789000"),
    (-0.1, "-0.1"), (-0.0, "0"), (1.0 / 3, "0.333333333"), (999_999_999.9, "1000000000"),
  ])
  func `A plain text has nine digits at most`(value: Double, text: String) {
    #expect(DecimalNumber(value).plainText(significant: 9) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-12_345, "-12,345"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `Thousands are separated`(value: Int, text: String) {
    #expect(value.grouped == text)
  }
}
