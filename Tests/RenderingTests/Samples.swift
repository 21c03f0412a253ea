import Rendering
import Tables

/// Tables as analysts meet them.
enum Samples {
  static func column(_ type: DataType, _ values: [Value]) -> Column { Column(values, type: type) }

  static func texts(_ values: [String?]) -> Column {
    column(.text, values.map { $0.map(Value.text) ?? .null })
  }

  static func ints(_ values: [Int64?]) -> Column {
    column(.int, values.map { $0.map(Value.int) ?? .null })
  }

  static func numbers(_ values: [Double?]) -> Column {
    column(.number, values.map { $0.map(Value.number) ?? .null })
  }

  /// The first and last orders of a web shop, by revenue.
  static var orders: TableView {
    let countries = ["United Kingdom", "Australia", "Netherlands", "EIRE"]
    let lines = [
      "PAPER CRAFT , LITTLE BIRDIE", "MEDIUM CERAMIC TOP STORAGE JAR", "POPCORN HOLDER",
      "PAPER CHAIN KIT 50'S CHRISTMAS & \"NEW YEAR\"", "PICNIC BASKET WICKER 60 PIECES",
    ]
    let rows = 0..<20
    let table = Table([
      ("InvoiceNo", ints(rows.map { 581_483 - Int64($0) * 1733 })),
      ("date", column(.date, rows.map { .date(15_317 - Int32($0) * 17) })),
      ("CustomerID", ints(rows.map { $0 % 6 == 2 ? nil : 16_446 - Int64($0) * 137 })),
      ("Country", texts(rows.map { countries[$0 % 4] })),
      ("items", ints(rows.map { 80_995 / (Int64($0) + 1) })),
      (
        "revenue",
        numbers(rows.map { 168_469.6 / Double($0 * $0 + 1) }.map { ($0 * 100).rounded() / 100 })
      ),
      ("first_order", column(.bool, rows.map { $0 % 6 == 2 ? .null : .bool($0 % 3 == 0) })),
      ("largest_line", texts(rows.map { lines[$0 % 5] })),
    ])
    return TableView(
      table, totalRows: 19_960, tailRows: 5, footer: "engine: duckdb · 541,909 rows used, 0 dropped"
    )
  }

  /// The profile of RFM segments.
  static var profile: TableView {
    let names = ["Champions", "Loyal", "At Risk", "Hibernating", "Lost"]
    return TableView(
      whole: Table([
        ("segment", texts(names)),
        ("customers", ints([833, 596, 427, 696, 489])),
        ("share", numbers([0.192024, 0.137390, 0.098432, 0.160443, 0.112725])),
        ("revenue", numbers([5_211_345.123, 1_312_020.551, 801_002.5, 300_120.25, 90_001.75])),
        ("revenue_share", numbers([0.5848, 0.1472, 0.0899, 0.0337, 0.0101])),
        ("recency", numbers([11.2341, 30.551, 152.7, 210.3321, 301.21])),
        ("frequency", numbers([12.3145, 5.2221, 3.911, 1.334, 1.0021])),
      ]), footer: "rfm · 4,338 customers, 397,884 rows used, 144,025 dropped")
  }

  /// What `describe` says of a table, with pictures.
  static var description: TableView {
    var view = TableView(
      whole: Table([
        ("column", texts(["InvoiceNo", "Quantity", "UnitPrice", "Country"])),
        ("type", texts(["text", "int", "number", "text"])),
        ("rows", ints([541_909, 541_909, 541_909, 541_909])),
        ("missing", ints([0, 0, 1_454, 135_080])),
        ("missing_share", numbers([0, 0, 0.002683, 0.249267])),
        ("mean", numbers([nil, 9.55224954, 4.61111363, nil])),
        ("sd", numbers([nil, 218.081158, 96.7598531, nil])),
        ("min", texts([nil, "-80995", "-11062.06", nil])),
        ("skew", numbers([nil, -0.264076, 186.506972, 1.2e-17])),
        ("p_value", numbers([nil, 3.1e-21, 0.04215, 0.5])),
      ]))
    view.pictures = [
      PictureColumn(
        "distribution",
        [
          .shares([0.002, 0.001], label: "573585 0.2%"),
          .histogram([1, 2, 8, 40, 90, 60, 22, 9, 4, 0, 1], marker: 0.4),
          .histogram([90, 40, 12, 5, 2, 1, 1, 0, 0, 1], marker: 0.05),
          .shares([0.91, 0.02, 0.01], label: "United <b>Kingdom</b> 91%"),
        ])
    ]
    return view
  }

  /// Data that tries to be more than data.
  static var attack: TableView {
    let evil = "<script>alert(1)</script>"
    let table = Table([
      ("<img src=x onerror=alert(1)>", texts([evil, "\" onmouseover=\"alert(1)", "a'b & c < d"])),
      ("tex", texts(["\\input{/etc/passwd}", "50% of $x_1^2$ ~ #3", "[2pt] * & {"])),
      (
        "terminal",
        texts(["\u{1B}[31mred\u{1B}[0m", "two\nlines\tand a tab", "\u{202E}txt.exe\u{7}"])
      ),
    ])
    return TableView(
      table, totalRows: 3, title: "</div>\(evil)", footer: "</style>\(evil)\u{1B}[2J",
      notices: ["--> \(evil)"])
  }

  /// Every type, with nulls.
  static var types: TableView {
    let day: Int64 = 86_400_000_000
    let list = [Value.text("a"), .text("b, c"), .null]
    return TableView(
      whole: Table([
        ("flag", column(.bool, [.bool(true), .null, .bool(false)])),
        ("day", column(.date, [.date(0), .date(-1), .null])),
        ("minute", column(.datetime, [.datetime(1_323_419_160_000_000), .null, .datetime(0)])),
        ("second", column(.datetime, [.datetime(1_500_000), .null, .datetime(-1_000_000)])),
        (
          "length",
          column(.duration, [.duration(3 * day + 14_400_000_000), .duration(-day), .null])
        ),
        ("list", column(.list(.text), [.list(list), .list([]), .null])),
        ("year", ints([2011, 2012, nil])),
        ("big", ints([Int64.max, Int64.min, nil])),
        ("東京", texts(["日本語", "e\u{301}t\u{e9}", "👩‍👩‍👧 🇩🇪"])),
      ]))
  }

  /// More columns than anybody reads.
  static var wide: TableView {
    TableView(
      whole: Table(
        (1...40).map { index in
          ("column_\(index)", numbers([Double(index) * 1.375, Double(index) / 7]))
        }))
  }

  /// Long texts beside numbers.
  static var reviews: TableView {
    let text = "The feeder arrived quickly and the hens took to it at once, but the lid "
    let table = Table([
      ("review_id", ints([1001, 1002, 1003])),
      (
        "text",
        texts([text + "cracked after a week", "Good", String(repeating: "very ", count: 500)])
      ),
      ("reply", texts(["Thank you for telling us; a new lid is on its way to you", nil, "–"])),
      ("category", texts(["Poultry > Feeders > Automatic feeders", "Tools", "Garden > Hoses"])),
      ("score", numbers([-0.4215, 0.44043, 0.9])),
    ])
    return TableView(
      table, totalRows: nil, notices: ["sorted by all columns, because no order was given"])
  }

  static let all: [(name: String, view: TableView)] = [
    ("orders", orders), ("profile", profile), ("description", description), ("attack", attack),
    ("types", types), ("wide", wide), ("reviews", reviews),
    (
      "empty",
      TableView(whole: Table([("a", ints([])), ("b", texts([]))]))
    ),
  ]
}
