import Rendering
import Tables
import Testing

struct DecimalStyleTests {
  @Test(arguments: [
    ([1, 2, 300_000], ["1", "2", "300,000"]),
    ([2.5, 10, 1234.25], ["2.50", "10.00", "1,234.25"]),
    ([0.5, 1.5], ["0.5", "1.5"]),
    ([9.55224954, 4.61111363, 12.1], ["9.55", "4.61", "12.10"]),
    ([1234.5678, 99.123, 5000], ["1,235", "99", "5,000"]),
    ([-0.264076, 0.00211, 0.51], ["-0.264", "0.002", "0.510"]),
    ([123_456_789.125, 1.5], ["123,456,789", "2"]),
    ([12_345_678.91, 0.25], ["12,345,678.9", "0.3"]),
    ([1_234_567_891.5], ["1,234,567,890"]),
    ([0.5, 3.1e-21, 0.0421], ["0.5000", "3.1e-21", "0.0421"]),
    ([0, 5.8e-219, 0.0421, 0.5], ["0", "5.8e-219", "0.0421", "0.5000"]),
    ([0, 0.25, 0.0421], ["0.0000", "0.2500", "0.0421"]),
    ([250.5125, 300.25, 0.00031], ["251", "300", "0.00031"]),
    ([1.25e16, 1.5], ["1.25e16", "2"]),
    ([2.675, 2.665, 2.6665], ["2.68", "2.67", "2.67"]),
    ([0, 0], ["0", "0"]),
    ([1e-9, 2e-9], ["1e-9", "2e-9"]),
  ])
  func `decimals follow the numbers of a column`(values: [Double], texts: [String]) {
    let style = DecimalStyle(fitting: values)
    #expect(values.map { style.text($0) } == texts)
  }

  @Test(arguments: [
    ([0.4, 0.2, 0.18], ["40%", "20%", "18%"]),
    ([0.002683, 0.249267], ["0.3%", "24.9%"]),
    ([0.29, 1, 0.07], ["29%", "100%", "7%"]),
    ([0.0012, 0.0034], ["0.12%", "0.34%"]),
    ([0.00000012, 0.5], ["<0.1%", "50.0%"]),
  ])
  func `shares are percents`(shares: [Double], texts: [String]) {
    let style = DecimalStyle(percentsFitting: shares)
    #expect(shares.map { style.text($0 * 100) } == texts)
  }

  @Test func `no text has more than nine significant digits`() {
    for exponent in -12...14 {
      let value = 1.234567890123 * power(exponent)
      for values in [[value], [value, 0.5], [value, 12_345.678]] {
        let text = DecimalStyle(fitting: values).text(value)
        let mantissa = text.prefix { $0 != "e" }.drop { $0 == "0" || $0 == "." }
        let digits = mantissa.filter(\.isNumber).count
        let zeros = mantissa.reversed().filter { $0 != "," }.prefix { $0 == "0" }.count
        #expect(digits - zeros <= 9, "\(text)")
      }
    }
  }

  private func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 }
  }

  @Test(arguments: [
    (Int64(0), "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
  ])
  func `ints stand whole`(value: Int64, text: String) {
    #expect(DecimalStyle(decimals: 0).text(value) == text)
  }

  @Test(arguments: [
    (1.5, 0, "2"), (2.5, 0, "3"), (0.5, 0, "1"), (0.4999, 0, "0"), (999.995, 2, "1,000.00"),
    (1e-10, 3, "0.000"), (0.05, 1, "0.1"), (1e21, 1, "1,000,000,000,000,000,000,000.0"),
    (123456.789, 5, "123,456.78900"),
  ])
  func `halves round away from zero`(value: Double, decimals: Int, text: String) {
    #expect(DecimalNumber(value).text(decimals: decimals, grouped: true) == text)
  }

  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333"), (-2.0, "-2"), (1e15, "1e15"),
    (123_456_789_012, "123456789000"), (1.5e-9, "1.5e-9"), (-0.0, "0"), (.infinity, "–"),
    (0.000123456789123, "0.000123456789"),
  ])
  func `a single number has nine digits at most`(value: Double, text: String) {
    #expect(ValueText.number(value) == text)
  }
}
