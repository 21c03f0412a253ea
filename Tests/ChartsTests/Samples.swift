import Charts
import Tables

/// A sequence of numbers that is the same on every machine.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / Double(1 << 24)
  }

  /// About normal: the sum of twelve uniform numbers, less their mean.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += next() }
    return sum
  }
}

/// Short ways to write columns.
enum Sample {
  static func number(_ name: String, _ values: [Double?]) -> Encoding {
    let validity = Validity(values.map { $0 != nil })
    return .column(EncodedColumn(name, Column(.number(values.map { $0 ?? 0 }), validity: validity)))
  }

  static func int(_ name: String, _ values: [Int], isDiscrete: Bool? = nil) -> Encoding {
    .column(EncodedColumn(name, Column(.int(values.map(Int64.init))), isDiscrete: isDiscrete))
  }

  static func text(
    _ name: String, _ values: [String?], order: CategoryOrder = .automatic
  ) -> Encoding {
    let column = Column(.text(TextColumn(values)), validity: Validity(values.map { $0 != nil }))
    return .column(EncodedColumn(name, column, order: order))
  }

  /// Days since 1970.
  static func days(_ name: String, _ values: [Int]) -> Encoding {
    .column(EncodedColumn(name, Column(.date(values.map(Int32.init)))))
  }

  static func hours(_ name: String, from day: Int, count: Int) -> Encoding {
    let micros = (0..<count).map { Int64(day * 24 + $0) * 3_600_000_000 }
    return .column(EncodedColumn(name, Column(.datetime(micros))))
  }

  /// The first days of the months from December 2010 to November 2011.
  static let months = [
    14_944, 14_975, 15_006, 15_034, 15_065, 15_095, 15_126, 15_156, 15_187, 15_218, 15_248, 15_279,
  ]

  static let revenue: [Double?] = [
    748_957, 560_000, 498_062, 683_267, 493_207, 723_333, 691_123, 681_300, 682_680, 1_019_687,
    1_070_704, 1_461_756,
  ]

  static let abroad: [(country: String, revenue: [Double?])] = [
    (
      "Netherlands",
      [8784, 26611, 22934, 22306, 2976, 29195, 26860, 44, 40337, 26933, 40730, 25876]
    ),
    ("EIRE", [10031, 21906, 12263, 22214, 7582, 18000, 24858, 42800, 18366, 43082, 24304, 30703]),
    (
      "Germany",
      [15200, 16900, 9583, 14500, 12300, 25772, 13300, 16452, 19234, 18085, 31631, 28002]
    ),
    ("France", [9580, 17700, 8466, 14500, 5609, 17600, 16338, 10020, 13900, 23419, 33507, 31777]),
  ]

  static let abroadByMonth: [ChannelName: Encoding] = [
    .x: days("month", abroad.flatMap { _ in months }),
    .y: number("revenue", abroad.flatMap(\.revenue)),
    .color: text("Country", abroad.flatMap { series in months.map { _ in series.country } }),
  ]

  static let revenueByMonth: [ChannelName: Encoding] = [
    .x: days("month", months), .y: number("revenue", revenue),
  ]

  static let countries: [ChannelName: Encoding] = [
    .x: number(
      "revenue",
      [285_446, 283_454, 228_867, 209_715, 138_521, 61_577, 57_090, 41_197, 38_378, 37_416]),
    .y: text(
      "Country",
      [
        "Netherlands", "EIRE", "Germany", "France", "Australia", "Spain", "Switzerland", "Belgium",
        "Sweden", "Japan",
      ]),
  ]

  static let segments = [
    "Champions", "Hibernating", "Lost", "Loyal", "At Risk", "Potential Loyalist", "About To Sleep",
    "Need Attention", "New Customers", "Promising", "Cannot Lose Them",
  ]

  static let segmentSizes: [ChannelName: Encoding] = [
    .size: int("customers", [833, 696, 489, 430, 427, 413, 285, 277, 262, 133, 93]),
    .label: text("segment", segments),
  ]

  /// Five clouds of 200 points.
  static let clusters: [ChannelName: Encoding] = {
    var numbers = Numbers(seed: 42)
    var x: [Double?] = []
    var y: [Double?] = []
    var cluster: [Int] = []
    let clouds = [(55.0, 50.0, 81), (86, 82, 39), (88, 17, 35), (26, 79, 23), (26, 20, 22)]
    for (place, cloud) in clouds.enumerated() {
      for _ in 0..<cloud.2 {
        x.append((cloud.0 + 9 * numbers.normal()).rounded())
        y.append((cloud.1 + 8 * numbers.normal()).rounded())
        cluster.append(place + 1)
      }
    }
    return [
      .x: number("income", x), .y: number("spending", y),
      .color: int("cluster", cluster, isDiscrete: true),
    ]
  }()

  /// Order values with a long tail.
  static let orderValues: [Double?] = {
    var numbers = Numbers(seed: 7)
    return (0..<4000).map { _ in
      let base = 40 + 460 * numbers.next() * numbers.next()
      return (base / (0.02 + numbers.next())).rounded()
    }
  }()
}

extension Chart {
  /// A chart of one layer.
  init(
    _ mark: Mark, _ encodings: [ChannelName: Encoding], title: String? = nil,
    notes: [String] = [], width: Int = 640
  ) {
    self.init(
      layers: [ChartLayer(mark, encodings)], title: title, subtitleNotes: notes, width: width)
  }
}
