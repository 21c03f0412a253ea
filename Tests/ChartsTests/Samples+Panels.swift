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
}
