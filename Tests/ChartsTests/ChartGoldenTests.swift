import Charts
import Tables
import TestSupport
import Testing

@Suite struct ChartGoldenTests {
  private static let rates: [Double?] = [
    6740, 380, 180, 2450, 1720, 600, 420, 1650, 210, 540, 2300,
  ]

  private static func taken(_ name: String, _ from: String) -> HardCase {
    HardCase(
      name, HardCase.all.first { $0.testDescription == from }?.chart ?? Chart(layers: []))
  }

  static let pictures: [HardCase] = [
    HardCase(
      "line",
      Chart(
        .line, Sample.abroadByMonth, title: "Monthly revenue, the four largest markets abroad",
        notes: ["United Kingdom left out"])),
    HardCase(
      "line-420",
      Chart(
        .line, Sample.abroadByMonth, title: "Monthly revenue, the four largest markets abroad",
        notes: ["United Kingdom left out"], width: 420)),
    HardCase(
      "line-labels",
      Chart(
        layers: [
          ChartLayer(.line, Sample.revenueByMonth),
          ChartLayer(
            .point,
            Sample.revenueByMonth.merging(
              [
                .label: Sample.int(
                  "orders",
                  [1559, 1086, 1100, 1454, 1246, 1681, 1533, 1475, 1361, 1837, 2040, 2769])
              ]) { $1 }),
        ], title: "Revenue by month")),
    HardCase("area-stack", Chart(.area, Sample.abroadByMonth)),
    HardCase(
      "bar-horizontal",
      Chart(
        .bar, Sample.countries, title: "Revenue by country, abroad",
        notes: ["top 10 of 37 countries"])),
    HardCase(
      "bar-vertical",
      Chart(
        .bar,
        [
          .x: Sample.text("weekday", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
          .y: Sample.int("orders", [3126, 3554, 3690, 4246, 3140, 0, 2204]),
        ], title: "Orders by weekday")),
    HardCase("bar-stack", Chart(.bar, Sample.abroadByMonth)),
    HardCase(
      "layers", HardCase.all.first { $0.testDescription == "layers" }?.chart ?? Chart(layers: [])),
    HardCase("point", Chart(.point, Sample.clusters, title: "Mall customers")),
    HardCase(
      "histogram",
      Chart(.histogram, [.x: Sample.number("value", Sample.orderValues)], title: "Order value")),
    HardCase(
      "treemap",
      Chart(
        .treemap,
        Sample.segmentSizes.merging([.color: Sample.number("revenue per customer", rates)]) { $1 },
        title: "Customer segments")),
    HardCase("treemap-420", Chart(.treemap, Sample.segmentSizes, width: 420)),
    HardCase("band", Sample.forecast),
    HardCase("box", Chart(.box, Sample.valuesByCountry, title: "Order value by country")),
    HardCase("heatmap-cohorts", Chart(.heatmap, Sample.cohorts, title: "Retention by month")),
    HardCase("heatmap-correlations", Chart(.heatmap, Sample.correlations)),
    HardCase(
      "waterfall", Chart(.waterfall, Sample.effects, title: "Why customer 4236 may leave")),
    HardCase(
      "beeswarm", Chart(.beeswarm, Sample.swarm, title: "What moves the repurchase model")),
    HardCase("dendrogram", Chart.tree(400, cut: 4, hasLabels: false)),
    HardCase("dendrogram-leaves", Chart.tree(30, cut: 4)),
    HardCase(
      "silhouette",
      Chart(.silhouette, Sample.silhouettes([81, 39, 35, 23, 22]), title: "Five groups")),
    HardCase("arrows", Sample.directions(Sample.loadings)),
    HardCase("network", Chart(layers: [Sample.rules], title: "What is bought together")),
    HardCase("facet-line", Chart(.line, Sample.stores, title: "Units by store")),
    HardCase("panels", Sample.parts(comparesAmounts: true)),
    HardCase("panels-by-group", Sample.parts(groups: 2, comparesAmounts: false)),
    taken("facet-histogram", "histograms by country"), taken("facet-bar", "bars by country"),
    taken("facet-point", "points by cluster"), taken("grid", "a grid"),
    HardCase(
      "empty", Chart(.bar, [.x: Sample.text("country", []), .y: Sample.number("revenue", [])])),
  ]

  /// The marks for results, once more for a narrow page.
  static let narrow: [HardCase] = [
    "band", "box", "heatmap-cohorts", "waterfall", "beeswarm", "dendrogram", "network",
    "facet-line", "silhouette", "arrows",
  ].compactMap { name in
    guard var chart = pictures.first(where: { $0.testDescription == name })?.chart else {
      return nil
    }
    chart.width = 420
    return HardCase(name + "-420", chart)
  }

  @Test(arguments: pictures + narrow)
  func `Pictures stay as they were reviewed`(_ picture: HardCase) throws {
    // A line per element keeps the goldens readable.
    let svg = try picture.chart.rendered().svg.replacing("><", with: ">\n<")
    expectGolden(svg + "\n", named: "Charts/\(picture.testDescription).svg")
  }

  @Test func `The bundle stays as it was reviewed`() throws {
    let html = try Chart(.bar, Sample.countries, title: "Revenue by country").rendered().html
    expectGolden(html + "\n", named: "Charts/bar-horizontal.html")
  }
}
