import Charts
import Tables

extension HardCase {
  /// The charts of the marks for results, plain and with data that nobody expects.
  static let marks: [HardCase] = plain + facets + odd(.box) + oddOthers

  private static let plain: [HardCase] = [
    HardCase("bands", Sample.forecast),
    HardCase("boxes", Chart(.box, Sample.valuesByCountry, title: "Order value by country")),
    HardCase("cohorts", Chart(.heatmap, Sample.cohorts, title: "Retention by month")),
    HardCase("correlations", Chart(.heatmap, Sample.correlations)),
    HardCase("waterfall", Chart(.waterfall, Sample.effects, title: "Why 4236 may leave")),
    HardCase("beeswarm", Chart(.beeswarm, Sample.swarm, title: "What moves the model")),
    HardCase("a small tree", Chart.tree(30, cut: 4)),
    HardCase("a large tree", Chart.tree(400, cut: 4, hasLabels: false)),
    HardCase("a tree without a cut", Chart.tree(12)),
    HardCase("a tree of one leaf", Chart.tree(1)),
    HardCase("silhouettes", Chart(.silhouette, Sample.silhouettes([81, 39, 35, 23, 2]))),
    HardCase(
      "silhouettes of many", Chart(.silhouette, Sample.silhouettes((1...30).map { 400 / $0 }))),
    HardCase("arrows", Sample.directions(Sample.loadings)),
    HardCase(
      "arrows in one direction",
      Sample.directions((1...15).map { ("column \($0)", 0.5, 0.01 * Double($0)) })),
    HardCase(
      "arrows up and down",
      Sample.directions((1...10).map { ("column \($0)", 0.01 * Double($0), $0 > 5 ? 0.5 : -0.5) })),
    HardCase(
      "arrows with long names",
      Sample.directions((1...9).map { ("a very long name of a column \($0)", -0.5, 0.1) })),
    HardCase("network", Chart(layers: [Sample.rules], title: "What is bought together")),
  ]

  private static func facetted(
    _ mark: Mark, _ encodings: [ChannelName: Encoding], by facet: Encoding
  ) -> Chart {
    Chart(mark, encodings.merging([.facet: facet]) { $1 })
  }

  private static let facets: [HardCase] = {
    let clusters = Sample.clusters
    guard let cluster = clusters[.color] else { return [] }
    let values: [ChannelName: Encoding] = Sample.valuesByCountry
    guard let country = values[.y], let value = values[.x] else { return [] }
    return [
      HardCase("lines by store", Chart(.line, Sample.stores, title: "Units by store")),
      HardCase("areas by store", Chart(.area, Sample.stores)),
      HardCase("points by cluster", facetted(.point, clusters, by: cluster)),
      HardCase("histograms by country", facetted(.histogram, [.x: value], by: country)),
      HardCase("boxes by country", facetted(.box, [.x: value], by: country)),
      HardCase(
        "bars by country",
        facetted(
          .bar, [.x: Sample.abroadByMonth[.x] ?? value, .y: Sample.abroadByMonth[.y] ?? value],
          by: Sample.abroadByMonth[.color] ?? country)),
      HardCase(
        "forty small charts",
        Chart(
          .line,
          [
            .x: Sample.days("day", (0..<800).map { 15_000 + $0 % 20 }),
            .y: Sample.number("n", (0..<800).map { Double($0 * 7 % 31) }),
            .facet: Sample.text("shop", (0..<800).map { "Shop number \($0 / 20) of the chain" }),
          ])),
      HardCase(
        "no small charts",
        Chart(
          .line,
          [
            .x: Sample.days("day", []), .y: Sample.number("n", []), .facet: Sample.text("shop", []),
          ])),
      HardCase(
        "bars by category in small charts",
        Chart(
          .bar,
          [
            .x: Sample.number("n", (0..<40).map { Double($0 * 13 % 29) }),
            .y: Sample.text("kind", (0..<40).map { "kind of goods \($0 % 8)" }),
            .facet: Sample.text("region", (0..<40).map { ["North", "South", "East"][$0 % 3] }),
          ])),
      HardCase(
        "a grid",
        Chart(
          grid: [
            Chart(.line, Sample.abroadByMonth, title: "Abroad"),
            Chart(.bar, Sample.countries, title: "Countries"),
            Chart(.heatmap, Sample.correlations), Chart(layers: [Sample.rules]),
            Chart(.line, Sample.stores, title: "Units by store"),
          ], columns: 2, title: "All of it", width: 960)),
    ]
  }()

  /// One mark over values that are hard to draw.
  private static func odd(_ mark: Mark) -> [HardCase] {
    let names = ["very " + String(repeating: "long ", count: 30), hostile, "שלום עולם", "日本語"]
    let values: [(String, [Double?])] = [
      ("nothing", []), ("one row", [3]), ("only nulls", [nil, nil, nil, nil]),
      ("equal", [7, 7, 7, 7]), ("huge", [1e300, -1e300, 5e299, 0]),
      ("infinite", [.infinity, -.infinity, 1, 2]), ("negative", [-4, -400, -4e6, -1]),
      ("tiny", [1e-300, 2e-300, 5e-300, 3e-300]), ("mixed", [1, nil, -3, 0]),
    ]
    return values.map { name, values in
      let labels = (0..<values.count).map { Optional(names[$0 % names.count]) }
      return HardCase(
        "\(mark.name) of \(name)",
        Chart(
          mark, [.x: Sample.number(hostile, values), .y: Sample.text(hostile, labels)],
          title: hostile))
    }
  }

  private static let oddOthers: [HardCase] = {
    var cases = odd(.waterfall) + odd(.beeswarm) + odd(.silhouette)
    let names = ["very " + String(repeating: "long ", count: 30), hostile, "שלום עולם", "日本語"]
    let values: [(String, [Double?])] = [
      ("nothing", []), ("one row", [3]), ("only nulls", [nil, nil, nil, nil]),
      ("equal", [7, 7, 7, 7]), ("huge", [1e300, -1e300, 5e299, 0]),
      ("infinite", [.infinity, -.infinity, 1, 2]), ("mixed", [1, nil, -3, 0]),
    ]
    for (name, values) in values {
      let labels = (0..<values.count).map { Optional(names[$0 % names.count]) }
      let others = (0..<values.count).map { Optional(names[($0 + 1) % names.count]) }
      cases.append(
        HardCase(
          "heatmap of \(name)",
          Chart(
            .heatmap,
            [
              .x: Sample.text(hostile, labels), .y: Sample.text(hostile, others),
              .color: Sample.number(hostile, values),
            ], title: hostile)))
      cases.append(
        HardCase(
          "arrows of \(name)",
          Chart(
            .arrow,
            [
              .x: Sample.number(hostile, values), .y: Sample.number("up", values.reversed()),
              .label: Sample.text(hostile, labels),
            ], title: hostile)))
      cases.append(
        HardCase(
          "network of \(name)",
          Chart(
            .network,
            [
              .x: Sample.text(hostile, labels), .y: Sample.text(hostile, others),
              .color: Sample.number(hostile, values), .size: Sample.number(hostile, values),
            ], title: hostile)))
      cases.append(
        HardCase(
          "band of \(name)",
          Chart(
            .band,
            [
              .x: Sample.days("day", Array(15_000..<(15_000 + values.count))),
              .low: Sample.number(hostile, values),
              .high: Sample.number(hostile, values.map { $0.map { $0 / 2 + 1 } }),
            ])))
    }
    return cases + many
  }()

  /// Ten thousand rows, and as many categories.
  private static let many: [HardCase] = {
    var numbers = Numbers(seed: 17)
    let values = (0..<10_000).map { _ -> Double? in numbers.normal() }
    let names = (0..<10_000).map { Optional("Category \($0)") }
    let few = (0..<10_000).map { Optional("Group \($0 % 9)") }
    let number = Sample.number("value", values)
    return [
      HardCase("box, many", Chart(.box, [.x: number, .y: Sample.text("group", few)])),
      HardCase("box, many names", Chart(.box, [.x: number, .y: Sample.text("name", names)])),
      HardCase("beeswarm, many", Chart(.beeswarm, [.x: number, .y: Sample.text("group", few)])),
      HardCase(
        "beeswarm, many names", Chart(.beeswarm, [.x: number, .y: Sample.text("name", names)])),
      HardCase("waterfall, many", Chart(.waterfall, [.x: number, .y: Sample.text("name", names)])),
      HardCase(
        "heatmap, many",
        Chart(
          .heatmap,
          [
            .x: Sample.int("column", (0..<10_000).map { $0 % 100 }),
            .y: Sample.int("row", (0..<10_000).map { $0 / 100 }), .color: number,
          ])),
      HardCase(
        "heatmap, many names",
        Chart(
          .heatmap, [.x: Sample.text("a", names), .y: Sample.text("b", few), .color: number])),
      HardCase(
        "network, many",
        Chart(.network, [.x: Sample.text("a", names), .y: Sample.text("b", few), .color: number])),
      HardCase(
        "band, many",
        Chart(
          .band,
          [
            .x: Sample.days("day", Array(0..<10_000)), .low: number,
            .high: Sample.number("upper", values.map { $0.map { $0 + 2 } }),
          ])),
      HardCase(
        "points, many, in small charts",
        Chart(
          .point,
          [
            .x: number, .y: Sample.number("other", values.reversed()),
            .facet: Sample.text("g", few),
          ])),
      HardCase(
        "lines, many, in small charts",
        Chart(
          .line,
          [
            .x: Sample.days("day", (0..<10_000).map { $0 / 9 }), .y: number,
            .facet: Sample.text("g", few),
          ])),
      HardCase(
        "histograms, many, in small charts",
        Chart(.histogram, [.x: number, .facet: Sample.text("g", few)])),
    ]
  }()
}
