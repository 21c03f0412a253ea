import Charts
import Tables

/// Stand-in data for marks that show the results of analyses.
extension Sample {
  static func bool(_ name: String, _ values: [Bool]) -> Encoding {
    .column(EncodedColumn(name, Column(.bool(values))))
  }

  static func column(_ name: String, _ values: [Double?]) -> EncodedColumn {
    let validity = Validity(values.map { $0 != nil })
    return EncodedColumn(name, Column(.number(values.map { $0 ?? 0 }), validity: validity))
  }

  /// Two years of months, with a forecast and its intervals for the last six.
  static let forecast: Chart = {
    let days = (0..<24).map { 15_000 + $0 * 30 }
    func level(_ month: Int) -> Double { Double(500 + 8 * month + 14 * (month % 12)) }
    let history: [Double?] = (0..<18).map(level)
    let ahead: [Double?] = (18..<24).map(level)
    func interval(_ name: String, _ spread: Double) -> Encoding {
      number(name, (0..<6).map { level(18 + $0) + spread * Double($0 + 1).squareRoot() })
    }
    return Chart(
      layers: [
        ChartLayer(
          .band,
          [
            .x: Sample.days("month", Array(days[18...])), .low: interval("lower_95", -60),
            .high: interval("upper_95", 60),
          ]),
        ChartLayer(
          .band,
          [
            .x: Sample.days("month", Array(days[18...])), .low: interval("lower_80", -38),
            .high: interval("upper_80", 38),
          ]),
        ChartLayer(
          .line,
          [.x: Sample.days("month", Array(days[18...])), .y: number("sales", ahead)]),
        ChartLayer(
          .line,
          [
            .x: Sample.days("month", Array(days[..<18])), .y: number("sales", history),
            .color: .constant(.text("grey")),
          ]),
      ], title: "Sales, six months ahead")
  }()

  /// Order values with long tails in eight countries.
  static let valuesByCountry: [ChannelName: Encoding] = {
    var numbers = Numbers(seed: 11)
    let countries = [
      ("Netherlands", 94, 800.0), ("EIRE", 288, 650), ("Portugal", 58, 420), ("Spain", 90, 410),
      ("France", 392, 380), ("Germany", 457, 360), ("Belgium", 98, 330),
      ("United Kingdom", 9000, 300),
    ]
    var names: [String?] = []
    var values: [Double?] = []
    for (name, count, middle) in countries {
      for _ in 0..<count {
        names.append(name)
        let spread = 1.4 * numbers.normal() / (0.35 + numbers.next())
        // The exponential function by its series, so that the sample needs no library.
        var (term, sum) = (1.0, 1.0)
        for power in 1..<40 {
          term *= min(6, max(-6, spread)) / Double(power)
          sum += term
        }
        values.append((middle * max(0.002, sum) * 100).rounded() / 100)
      }
    }
    return [.x: number("order value", values), .y: text("Country", names)]
  }()

  /// Retention of thirteen monthly cohorts, the last period of each partial.
  static let cohorts: [ChannelName: Encoding] = {
    var (cohort, period, retention, size, partial): ([Int], [Int], [Double?], [Int], [Bool]) =
      ([], [], [], [], [])
    var numbers = Numbers(seed: 5)
    for row in 0..<12 {
      for column in 1...(12 - row) {
        cohort.append(months[row])
        period.append(column)
        let isPartial = column == 12 - row && row > 0
        retention.append(
          ((0.42 - 0.02 * Double(row) - 0.01 * Double(column) + 0.1 * numbers.next())
            * (isPartial ? 0.4 : 1) * 1000).rounded() / 1000)
        size.append([885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 1323][row])
        partial.append(isPartial)
      }
    }
    return [
      .x: int("period", period), .y: days("cohort", cohort),
      .color: number("retention rate", retention),
      .size: int("customers", size), .cut: bool("partial", partial),
    ]
  }()

  static let correlations: [ChannelName: Encoding] = {
    let names = ["recency", "tenure", "frequency", "monetary", "basket"]
    let values: [Double?] = [
      1, 0.31, -0.56, -0.48, -0.02, 0.31, 1, 0.38, 0.27, -0.11, -0.56, 0.38, 1, 0.81, 0.05,
      -0.48, 0.27, 0.81, 1, 0.55, -0.02, -0.11, 0.05, 0.55, 1,
    ]
    return [
      .x: text("b", (0..<25).map { names[$0 % 5] }), .y: text("a", (0..<25).map { names[$0 / 5] }),
      .color: number("correlation", values),
    ]
  }()

  /// What moved one prediction.
  static let effects: [ChannelName: Encoding] = [
    .x: number(
      "effect",
      [0.98, 0.45, -0.38, 0.28, -0.23, 0.18, 0.17, 0.17, 0.05, -0.02, 0.03, 0.01]),
    .y: text(
      "feature",
      [
        "tenure", "Contract", "InternetService", "PaymentMethod", "PaperlessBilling",
        "PhoneService", "OnlineSecurity", "TechSupport", "Dependents", "Partner", "gender",
        "SeniorCitizen",
      ]),
    .label: text(
      "value",
      [
        "2", "Month-to-month", "DSL", "Electronic check", "No", "No", "No", "No", "No", "Yes",
        "Male", "0",
      ]),
    .low: number("base", Array(repeating: -1.62, count: 12)),
    .high: number("prediction", Array(repeating: 0.07, count: 12)),
  ]

  /// Effects of seven features for 280 customers.
  static let swarm: [ChannelName: Encoding] = {
    var numbers = Numbers(seed: 21)
    let features = [
      ("orders", 0.5), ("days since last order", -0.35), ("products", 0.22), ("order value", 0.1),
      ("revenue", 0.14), ("mean price", -0.12), ("days as customer", 0.03),
    ]
    var (x, y, v): ([Double?], [String?], [Double?]) = ([], [], [])
    for (name, weight) in features {
      for _ in 0..<280 {
        let value = numbers.normal()
        let size = value > 1.5 ? 2.2 * value : value
        x.append(weight * size + 0.04 * numbers.normal())
        y.append(name)
        v.append(value)
      }
    }
    return [
      .x: number("effect", x), .y: text("feature", y), .color: number("value_number", v),
    ]
  }()

  /// A tree over `count` numbers in four clouds: neighbours merge by Ward's distance.
  static func tree(_ count: Int) -> (label: Encoding, columns: [String: EncodedColumn]) {
    var numbers = Numbers(seed: 9)
    let values = (0..<count).map { index in
      [2.0, 9, 20, 26][index * 4 / max(1, count)] + numbers.normal()
    }.sorted()
    struct Branch {
      var node: Int
      var mean: Double
      var size: Int
    }
    var open = values.enumerated().map { Branch(node: $0 + 1, mean: $1, size: 1) }
    var node = (1...max(1, count)).map { Optional(Double($0)) }
    var left = [Double?](repeating: nil, count: count)
    var (right, height) = (left, [Double?](repeating: 0, count: count))
    while open.count > 1 {
      func distance(_ place: Int) -> Double {
        let (a, b) = (open[place], open[place + 1])
        let weight = 2 * Double(a.size * b.size) / Double(a.size + b.size)
        return weight.squareRoot() * (a.mean - b.mean).magnitude
      }
      let place = (0..<(open.count - 1)).min { distance($0) < distance($1) } ?? 0
      let (a, b) = (open[place], open[place + 1])
      node.append(Double(node.count + 1))
      left.append(Double(a.node))
      right.append(Double(b.node))
      height.append(distance(place))
      let mean =
        (a.mean * Double(a.size) + b.mean * Double(b.size)) / Double(a.size + b.size)
      open.replaceSubrange(
        place...(place + 1), with: [Branch(node: node.count, mean: mean, size: a.size + b.size)])
    }
    return (
      text("customer", node.indices.map { $0 < count ? "C\(1000 + $0 * 7)" : nil }),
      [
        "node": column("node", node), "left": column("left", left),
        "right": column("right", right), "height": column("height", height),
      ]
    )
  }

  /// Rules between groceries.
  static let rules: ChartLayer = {
    let pairs: [(String, String, Double, Double, Double)] = [
      ("berries", "whipped cream", 0.009, 0.27, 3.8), ("curd", "yogurt", 0.017, 0.32, 2.3),
      ("beef", "root vegetables", 0.017, 0.33, 3.0),
      ("onions", "other vegetables", 0.014, 0.46, 2.4),
      ("onions", "root vegetables", 0.009, 0.31, 2.8),
      ("pip fruit", "tropical fruit", 0.02, 0.27, 2.6),
      ("tropical fruit", "yogurt", 0.029, 0.28, 2.0),
      ("root vegetables", "other vegetables", 0.047, 0.43, 2.2),
      ("citrus fruit", "tropical fruit", 0.02, 0.24, 2.3),
      ("butter", "whipped cream", 0.01, 0.18, 2.6),
      ("chicken", "root vegetables", 0.011, 0.25, 2.3),
      ("chicken", "other vegetables", 0.018, 0.42, 2.2),
      ("hamburger meat", "other vegetables", 0.014, 0.42, 2.1),
      ("cream cheese", "yogurt", 0.012, 0.31, 2.2),
      ("sliced cheese", "yogurt", 0.008, 0.33, 2.3), ("butter milk", "yogurt", 0.009, 0.31, 2.2),
      ("frozen vegetables", "root vegetables", 0.012, 0.24, 2.2),
      ("pork", "root vegetables", 0.014, 0.24, 2.2),
      ("domestic eggs", "butter", 0.01, 0.15, 2.7), ("grapes", "other vegetables", 0.009, 0.4, 2.1),
      ("domestic eggs", "root vegetables", 0.014, 0.23, 2.1),
      ("margarine", "domestic eggs", 0.008, 0.14, 2.2),
      ("citrus fruit", "root vegetables", 0.018, 0.21, 2.0),
      ("baking powder", "whole milk", 0.009, 0.52, 2.0),
      ("other vegetables", "root vegetables", 0.047, 0.24, 2.2),
    ]
    return ChartLayer(
      .network,
      [
        .x: text("antecedent", pairs.map(\.0)), .y: text("consequent", pairs.map(\.1)),
        .size: number("confidence", pairs.map(\.3)), .color: number("lift", pairs.map(\.4)),
      ],
      columns: [
        "support": column("support", pairs.map(\.2)),
        "confidence": column("confidence", pairs.map(\.3)), "lift": column("lift", pairs.map(\.4)),
      ])
  }()

  /// Daily sales of six stores.
  static let stores: [ChannelName: Encoding] = {
    var numbers = Numbers(seed: 33)
    var (day, units, store): ([Int], [Double?], [Int]) = ([], [], [])
    for shop in 1...6 {
      for index in 0..<60 {
        day.append(15_000 + index)
        units.append(
          (Double(20 * shop) + Double(index % 7) * 5 + 6 * numbers.normal()).rounded())
        store.append(shop)
      }
    }
    return [
      .x: days("date", day), .y: number("units", units), .facet: int("store", store),
    ]
  }()
}

extension Chart {
  /// A dendrogram of `count` leaves.
  static func tree(_ count: Int, cut: Int? = nil, hasLabels: Bool = true, width: Int = 640) -> Chart
  {
    let sample = Sample.tree(count)
    var encodings: [ChannelName: Encoding] = hasLabels ? [.label: sample.label] : [:]
    if let cut { encodings[.cut] = .constant(.int(Int64(cut))) }
    return Chart(
      layers: [ChartLayer(.dendrogram, encodings, columns: sample.columns)], width: width)
  }
}
