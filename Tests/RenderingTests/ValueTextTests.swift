import Rendering
import Tables
import Testing

struct ValueTextTests {
  @Test(arguments: [
    (Int32(0), "1970-01-01"), (15_317, "2011-12-09"), (-1, "1969-12-31"), (11_016, "2000-02-29"),
    (-719_468, "0000-03-01"), (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"),
    (2_932_897, "10000-01-01"), (Int32.max, "5881580-07-11"),
  ])
  func `dates are ISO`(day: Int32, text: String) {
    #expect(DateText.date(day) == text)
  }

  @Test(
    arguments: [
      (1_323_419_160_000_000, "2011-12-09 08:26"),
      (1_323_419_161_000_000, "2011-12-09 08:26:01"),
      (1_500_000, "1970-01-01 00:00:01.500"), (-1, "1969-12-31 23:59:59.999999"),
    ] as [(Int64, String)])
  func `instants are as exact as they need`(time: Int64, text: String) {
    #expect(DateText.datetime(time) == text)
  }

  @Test(
    arguments: [
      (0, "00:00"), (3 * 86_400_000_000 + 14_400_000_000, "3 d 04:00"),
      (-86_400_000_000, "-1 d"), (61_000_000, "00:01:01"), (1, "00:00:00.000001"),
      (Int64.min, "-106751991 d 04:00:54.775808"),
    ] as [(Int64, String)])
  func `lengths of time are readable`(time: Int64, text: String) {
    #expect(DateText.duration(time) == text)
  }

  @Test func `lists stand in brackets and long ones are cut`() {
    let list = Value.list([.int(1), .number(0.5), .null, .text("a"), .list([])])
    #expect(ValueText.plain(list) == "[1, 0.5, –, a, []]")
    let long = ValueText.plain(.list(Array(repeating: .int(7), count: 100_000)))
    #expect(long.hasSuffix("7, …]"))
    #expect(long.count < 400)
  }

  @Test(arguments: [
    "id", "ID", "Id", "CustomerID", "customerId", "customer_id", "customerid", "InvoiceNo",
    "invoice no", "StockCode", "stock_code", "zip", "store_nr",
  ])
  func `identifiers are known by their name`(name: String) {
    #expect(IdentifierName.matches(name))
  }

  @Test(arguments: [
    "paid", "amount_paid", "bid", "piano", "volcano", "code_lines", "grid", "revenue", "NoShow",
    "", "42", "total",
  ])
  func `other columns are no identifiers`(name: String) {
    #expect(!IdentifierName.matches(name))
  }

  @Test func `years need a name and values`() {
    #expect(IdentifierName.isYear("year", [2011, 2012]))
    #expect(IdentifierName.isYear("order_year", [1999]))
    #expect(!IdentifierName.isYear("yearly_total", [2011]))
    #expect(!IdentifierName.isYear("year", [4000]))
  }
}
