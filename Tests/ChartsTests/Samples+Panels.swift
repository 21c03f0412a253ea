import Charts
import Tables

extension Sample {
  /// A series and its parts below each other.
  static func parts(groups: Int = 1, comparesAmounts: Bool) -> Chart {
    var numbers = Numbers(seed: 5)
    var day: [Int] = []
    var value: [Double?] = []
    var part: [String] = []
    var group: [String] = []
    for place in 0..<groups {
      let noise = (0..<90).map { _ in 4 * numbers.normal() }
      let trend = (0..<90).map { 300 + 80 * Double(place) + Double($0) * 0.8 }
      let season = (0..<90).map { [60, 10, -20, -30, -10, -30, 20.0][$0 % 7] }
      let sum = (0..<90).map { trend[$0] + season[$0] + noise[$0] }
      for (name, values) in [
        ("units", sum), ("trend", trend), ("season", season), ("remainder", noise),
      ] {
        for (row, number) in values.enumerated() {
          day.append(19_700 + row)
          value.append(name == "remainder" && row == 40 ? nil : number)
          part.append(name)
          group.append("store \(place + 1)")
        }
      }
    }
    var encodings: [ChannelName: Encoding] = [
      .x: days("date", day), .y: number("units", value),
      .facet: text("part", part, order: .data),
    ]
    if groups > 1 { encodings[.color] = text("store", group) }
    var chart = Chart(.line, encodings, title: "Units and their parts")
    chart.facetLayout = .stacked(comparesAmounts: comparesAmounts)
    return chart
  }

  /// How well the rows of `sizes` fit their groups.
  static func silhouettes(_ sizes: [Int]) -> [ChannelName: Encoding] {
    var numbers = Numbers(seed: 3)
    var (values, groups): ([Double?], [Int]) = ([], [])
    for (index, size) in sizes.enumerated() {
      for _ in 0..<size {
        values.append(min(0.9, 0.6 - 0.05 * Double(index % 10) + 0.2 * numbers.normal()))
        groups.append(index + 1)
      }
    }
    return [.x: number("value", values), .y: int("cluster", groups)]
  }

  /// Points in groups along two directions, with what pulls them there.
  static func directions(_ arrows: [(name: String, x: Double, y: Double)]) -> Chart {
    var numbers = Numbers(seed: 8)
    var (x, y, group): ([Double?], [Double?], [Int]) = ([], [], [])
    for index in 0..<240 {
      let cluster = index % 3
      x.append([-2.0, 0.5, 2.5][cluster] + numbers.normal())
      y.append([0.5, -1.2, 0.8][cluster] + 0.7 * numbers.normal())
      group.append(cluster + 1)
    }
    return Chart(
      layers: [
        ChartLayer(
          .point,
          [
            .x: number("pc1", x), .y: number("pc2", y),
            .color: int("cluster", group, isDiscrete: true),
          ]),
        ChartLayer(
          .arrow,
          [
            .x: number("across", arrows.map(\.x)), .y: number("up", arrows.map(\.y)),
            .label: text("column", arrows.map(\.name)),
          ]),
      ], title: "Principal components of customer features")
  }

  static let loadings: [(name: String, x: Double, y: Double)] = [
    ("recency", -0.28, 0.35), ("tenure", 0.12, 0.62), ("frequency", 0.44, 0.1),
    ("monetary", 0.47, 0.08), ("items", 0.46, -0.1), ("products", 0.42, -0.02),
    ("basket", 0.3, -0.05), ("price", -0.08, 0.45),
  ]
}
