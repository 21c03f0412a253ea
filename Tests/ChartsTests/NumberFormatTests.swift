import Charts
import Testing

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      (0, "0"), (7, "7"), (1234, "1,234"), (9994, "9,994"), (12_345, "12.3k"), (61_577, "61.6k"),
      (285_446, "285k"), (999_950, "1.00M"), (4_560_000, "4.56M"), (7.31e9, "7.31bn"),
      (2.5e12, "2.50tn"), (1e15, "1e15"), (-45.2, "−45.2"), (0.123_45, "0.123"), (0.5, "0.5"),
      (9.996, "10.0"), (1.234, "1.23"), (0.000_05, "0.00005"), (1e-9, "1e−9"), (-3e300, "−3e300"),
      (999.7, "1,000"), (2.5e-300, "2.5e−300"),
    ] as [(Double, String)])
  func `Short numbers have three digits`(_ value: Double, text: String) {
    #expect(NumberFormat.short(value) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (7_308_391.55, "7,308,391.55"), (0.1 + 0.2, "0.3"), (12_345_678, "12,345,678"),
      (1.0 / 3, "0.333333"), (-2.5, "−2.5"), (1e15, "1e15"),
    ] as [(Double, String)])
  func `Full numbers hide nothing of use`(_ value: Double, text: String) {
    #expect(NumberFormat.full(value) == text)
  }

  @Test(
    arguments: [
      (0.0, "0%"), (0.25, "25%"), (0.031, "3.1%"), (0.0005, "0.05%"), (1, "100%"), (-0.5, "−50%"),
    ] as [(Double, String)])
  func `Fractions are percentages`(_ value: Double, text: String) {
    #expect(NumberFormat.percent(value) == text)
  }

  @Test func `Rounding to nothing has no sign`() {
    #expect(NumberFormat.fixed(-0.0001, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(-1234.5, decimals: 0) == "−1,235")
    #expect(NumberFormat.fixed(2011, decimals: 0, separators: false) == "2011")
  }
}
