import Charts
import Tables
import Testing

/// A chart that is hard to draw, with a name for the test's report.
struct HardCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let chart: Chart

  init(_ name: String, _ chart: Chart) {
    testDescription = name
    self.chart = chart
  }

  static let hostile = "<script>alert(1)</script>\"'&</style>]]>"

  static let all: [HardCase] = kinds + empty + odd + large + marks

  private static let kinds: [HardCase] = [
    HardCase("lines", Chart(.line, Sample.abroadByMonth, title: "Abroad")),
    HardCase("areas", Chart(.area, Sample.abroadByMonth)),
    HardCase("stacked bars over dates", Chart(.bar, Sample.abroadByMonth)),
    HardCase("bars over dates", Chart(.bar, Sample.revenueByMonth)),
    HardCase("bars", Chart(.bar, Sample.countries)),
    HardCase("clusters", Chart(.point, Sample.clusters)),
    HardCase("treemap", Chart(.treemap, Sample.segmentSizes)),
    HardCase("histogram", Chart(.histogram, [.x: Sample.number("value", Sample.orderValues)])),
    HardCase(
      "layers",
      Chart(layers: [
        ChartLayer(.bar, Sample.revenueByMonth),
        ChartLayer(
          .line,
          [
            .x: Sample.days("month", Sample.months),
            .y: Sample.number("target", Sample.revenue.map { ($0 ?? 0) / 2 + 350_000 }),
          ]),
        ChartLayer(
          .rule, [.y: .constant(.int(1_000_000)), .label: .constant(.text("budget"))]),
        ChartLayer(
          .point,
          Sample.revenueByMonth.merging([.label: Sample.int("orders", Array(1000..<1012))]) {
            $1
          }),
      ])),
  ]

  private static let empty: [HardCase] = [
    HardCase("empty line", Chart(.line, [.x: Sample.days("day", []), .y: Sample.number("v", [])])),
    HardCase("empty bar", Chart(.bar, [.x: Sample.text("c", []), .y: Sample.number("v", [])])),
    HardCase(
      "empty treemap",
      Chart(.treemap, [.label: Sample.text("c", []), .size: Sample.number("v", [])])),
    HardCase("empty histogram", Chart(.histogram, [.x: Sample.number("v", [])])),
    HardCase(
      "only nulls",
      Chart(.line, [.x: Sample.days("d", [1, 2]), .y: Sample.number("v", [nil, nil])])),
    HardCase(
      "one date", Chart(.line, [.x: Sample.days("d", [15_000]), .y: Sample.number("v", [5])])),
    HardCase("one bar", Chart(.bar, [.x: Sample.text("c", ["UK"]), .y: Sample.number("v", [5])])),
    HardCase(
      "one point", Chart(.point, [.x: Sample.number("x", [3]), .y: Sample.number("y", [5])])),
    HardCase("one value", Chart(.histogram, [.x: Sample.number("x", [3])])),
  ]

  private static func line(_ name: String, _ values: [Double?]) -> HardCase {
    HardCase(
      name,
      Chart(
        .line,
        [
          .x: Sample.days("day", Array(15_000..<(15_000 + values.count))),
          .y: Sample.number("value", values),
        ]))
  }

  private static let odd: [HardCase] = [
    line("equal values", [7, 7, 7]), line("negative", [-7, -70, -700]),
    line("huge", [1e15, 5e15, 3e15]), line("tiny", [1e-6, 5e-6, 3e-6]),
    line("hardly different", [1e15, 1e15 + 1, 1e15 + 2]), line("gaps", [1, nil, 2, 3, nil, nil]),
    HardCase(
      "mixed signs",
      Chart(
        .bar,
        [
          .x: Sample.number("effect", [1.2, 0.7, -0.22, -0.9]),
          .y: Sample.text("feature", ["MonthlyCharges", "tenure", "PaperlessBilling", "Total"]),
        ])),
    HardCase(
      "long labels",
      Chart(
        .bar,
        [
          .x: Sample.number("revenue", [5, 3]),
          .y: Sample.text("product", [String(repeating: "very long ", count: 12), "short"]),
        ], title: String(repeating: "a title that goes on and on ", count: 8))),
    HardCase(
      "emoji",
      Chart(
        .bar,
        [
          .x: Sample.text("mood", ["😀😀", "👩‍👩‍👧‍👦 family", "日本語", "café"]),
          .y: Sample.number("n", [5, 3, 2, 1]),
        ])),
    HardCase(
      "hostile names",
      Chart(
        .bar,
        [
          .x: Sample.number(hostile, [5, 3]),
          .y: Sample.text(hostile, [hostile, "</svg><img src=x onerror=alert(1)>"]),
          .color: Sample.text(hostile, ["a" + hostile, hostile]),
        ], title: hostile, notes: [hostile])),
    HardCase(
      "hostile treemap",
      Chart(
        .treemap,
        [.size: Sample.number(hostile, [5, 3]), .label: Sample.text(hostile, [hostile, "\u{0}"])])),
    HardCase(
      "points in one place",
      Chart(
        .point,
        [
          .x: Sample.number("x", [1, 1, 1]), .y: Sample.number("y", [2, 2, 2]),
          .label: Sample.text("l", ["first", "second", "third"]),
        ])),
    HardCase(
      "hours",
      Chart(
        .line,
        [
          .x: Sample.hours("hour", from: 15_000, count: 72),
          .y: Sample.int("orders", (0..<72).map { $0 % 24 }),
        ])),
  ]

  private static let large: [HardCase] = {
    var numbers = Numbers(seed: 3)
    let many = (0..<10_000).map { _ -> Double? in numbers.normal() }
    let other = (0..<10_000).map { _ -> Double? in numbers.normal() }
    var cases = [
      HardCase(
        "50 categories",
        Chart(
          .bar,
          [
            .x: Sample.text("c", (0..<50).map { "C\($0)" }),
            .y: Sample.number("n", (0..<50).map { Double(50 - $0) }),
          ])),
      HardCase(
        "50 whole numbers",
        Chart(
          .bar,
          [
            .x: Sample.int("age", Array(18..<68), isDiscrete: true),
            .y: Sample.number("n", (0..<50).map { Double($0) }),
          ])),
      HardCase(
        "160 parts",
        Chart(
          .treemap,
          [
            .size: Sample.number("n", (1...160).map { 1000 / Double($0) }),
            .label: Sample.text("p", (1...160).map { "Part \($0)" }),
          ])),
      HardCase(
        "many points", Chart(.point, [.x: Sample.number("x", many), .y: Sample.number("y", other)])),
      HardCase(
        "a long line",
        Chart(.line, [.x: Sample.days("day", Array(0..<10_000)), .y: Sample.number("y", many)])),
      HardCase("many values", Chart(.histogram, [.x: Sample.number("x", many)])),
    ]
    let labelled: [ChannelName: Encoding] = [
      .x: Sample.number("x", Array(many.prefix(200))),
      .y: Sample.number("y", Array(other.prefix(200))),
      .label: Sample.text("name", (0..<200).map { "name \($0)" }),
    ]
    cases.append(HardCase("200 labels", Chart(.point, labelled)))
    cases.append(
      HardCase(
        "50 series",
        Chart(
          .line,
          [
            .x: Sample.days("day", (0..<100).map { $0 % 2 }),
            .y: Sample.number("n", (0..<100).map { Double($0) }),
            .color: Sample.text("series", (0..<100).map { "Series \($0 / 2)" }),
          ])))
    return cases
  }()
}
