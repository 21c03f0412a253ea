import Charts
import Tables
import Testing

/// What the marks for results show, against values that were worked out elsewhere.
@Suite struct MarkFactsTests {
  private func texts(_ chart: Chart) throws -> [String] {
    try SVGTexts(chart.rendered().svg).contents
  }

  @Test func `A box has the quartiles of numpy and Tukey's whiskers`() throws {
    // numpy.percentile([1, 2, 3, 4, 10, 50], [25, 50, 75]) is 2.25, 3.5, 8.5.
    let html = try Chart(.box, [.x: Sample.number("v", [1, 50, 3, 2, 10, 4])]).rendered().html
    #expect(html.contains(">median: 3.5<"))
    #expect(html.contains(">quartiles: 2.25 to 8.5<"))
    #expect(html.contains(">whiskers: 1 to 10<"))
    #expect(html.contains(">1 outlier<"))
  }

  @Test func `A waterfall ends where the table says, and names what it left together`() throws {
    let chart = Chart(.waterfall, Sample.effects)
    let texts = try texts(chart)
    #expect(texts.contains("base") && texts.contains("prediction"))
    #expect(texts.contains("−1.62") && texts.contains("0.07"))
    // The four smallest of twelve add up to 0.07.
    #expect(texts.contains("4 others") && texts.contains("+0.07"))
    #expect(try chart.rendered().summary.contains("from −1.62 to 0.07: tenure = 2 +0.98"))
  }

  @Test func `A waterfall without all its steps says what is missing`() throws {
    let chart = Chart(
      .waterfall,
      [
        .x: Sample.number("effect", [1, -0.25]), .y: Sample.text("feature", ["a", "b"]),
        .low: Sample.number("base", [2, 2]), .high: Sample.number("prediction", [3, 3]),
      ])
    let texts = try texts(chart)
    #expect(texts.contains("not among these") && texts.contains("+0.25"))
  }

  @Test func `A tree is cut into the clusters that were asked for`() throws {
    for k in [2, 3, 4, 7] {
      let result = try Chart.tree(200, cut: k, hasLabels: false).rendered()
      let legend = SVGTexts(result.svg).contents.filter { $0.hasPrefix("cluster ") }
      #expect(legend.count == k)
      let sizes = legend.compactMap { Int($0.split(separator: " ").last ?? "") }
      #expect(sizes.reduce(0, +) == 200)
      #expect(SVGTexts(result.svg).contents.contains("k = \(k)"))
    }
  }

  @Test func `A chain of merges as deep as the table is long is drawn`() throws {
    let count = 5000
    func number(_ value: Int) -> Double? { Double(value) }
    let inner = 1..<count
    let nodes = (1...(2 * count - 1)).map(number)
    let left =
      (0..<count).map { _ in Double?.none } + inner.map { $0 == 1 ? 1 : number(count + $0 - 1) }
    let right = (0..<count).map { _ in Double?.none } + inner.map { number($0 + 1) }
    let heights = (0..<count).map { _ in Double?(0) } + inner.map(number)
    let chart = Chart(layers: [
      ChartLayer(
        .dendrogram, [.cut: .constant(.int(3))],
        columns: [
          "node": Sample.column("node", nodes), "left": Sample.column("left", left),
          "right": Sample.column("right", right), "height": Sample.column("height", heights),
        ])
    ])
    let texts = try texts(chart)
    #expect(texts.contains("5,000 leaves · the last 24 branches, number: leaves in the branch"))
  }

  @Test func `A network has at most one and a half edges a node, and never more than sixty`() throws
  {
    let names = (0..<30).map { "n\($0)" }
    var (from, to, lift): ([String?], [String?], [Double?]) = ([], [], [])
    for a in 0..<30 {
      for b in 0..<a {
        from.append(names[a])
        to.append(names[b])
        lift.append(Double((a * 31 + b * 17) % 97))
      }
    }
    let chart = Chart(
      .network,
      [.x: Sample.text("a", from), .y: Sample.text("b", to), .color: Sample.number("lift", lift)])
    let summary = try chart.rendered().summary
    let numbers = summary.matches(of: /Network of (\d+) nodes and (\d+) edges/)
    let match = try #require(numbers.first)
    let (nodes, edges) = (Double(match.1) ?? 0, Double(match.2) ?? 0)
    #expect(nodes == 25 && edges <= 1.5 * nodes && edges <= 60)
    #expect(try texts(chart).contains { $0.contains("of 435 pairs, highest lift") })
  }

  @Test func `Names of a network that begin alike keep what tells them apart`() throws {
    let chart = Chart(
      .network,
      [
        .x: Sample.text("a", ["PINK REGENCY TEACUP AND SAUCER"]),
        .y: Sample.text("b", ["PINK REGENCY TEACUP AND PLATE"]),
      ])
    let texts = try texts(chart)
    #expect(texts.contains { $0.hasSuffix("…SAUCER") })
    #expect(texts.contains { $0.hasSuffix("…PLATE") })
  }

  @Test func `Small charts share their axes, and the subtitle counts those left out`() throws {
    let svg = try Chart(.line, Sample.stores).rendered().svg
    let texts = SVGTexts(svg).texts
    for store in 1...6 { #expect(texts.contains { $0.content == "store \(store)" }) }
    // The same ticks in all six.
    #expect(texts.filter { $0.content == "100" }.count == 6)
    let forty = try #require(HardCase.all.first { $0.testDescription == "forty small charts" })
    #expect(try self.texts(forty.chart).contains { $0.contains("12 of 40 shop") })
  }

  @Test func `A grid is one picture with the texts of all its charts`() throws {
    let chart = Chart(
      grid: [Chart(.bar, Sample.countries, title: "A"), Chart(.line, Sample.stores, title: "B")],
      columns: 2, width: 960)
    let result = try chart.rendered()
    let texts = SVGTexts(result.svg)
    #expect(texts.width == 960)
    #expect(texts.contents.contains("A") && texts.contents.contains("B"))
    #expect(result.svg.matches(of: /<svg/).count == 1)
  }

  @Test func `A grid of many charts tells of three and names others`() throws {
    let chart = Chart(
      grid: (1...11).map { Chart(.bar, Sample.countries, title: "Chart \($0)") }, columns: 3,
      width: 960)
    let summary = try chart.rendered().summary
    #expect(summary.hasPrefix("Grid of 11 charts: Chart 1: bar chart of "))
    #expect(summary.contains(" Chart 3: bar chart of ") && !summary.contains("Chart 4: "))
    #expect(
      summary.hasSuffix(
        " And 8 more: Chart 4, Chart 5, Chart 6, Chart 7, Chart 8, Chart 9 and 2 others."))
  }

  @Test func `A partial period is dimmed and said`() throws {
    let result = try Chart(.heatmap, Sample.cohorts).rendered()
    #expect(result.svg.contains("stroke-dasharray=\"2 2\""))
    #expect(SVGTexts(result.svg).contents.contains { $0.contains("dashed: partial") })
  }

  @Test func `A beeswarm of too many points says how many it draws`() throws {
    let many = try #require(HardCase.all.first { $0.testDescription == "beeswarm, many" })
    let texts = try texts(many.chart)
    #expect(texts.contains { $0.contains("of 10,000 points drawn, evenly by rank") })
  }

  @Test func `What no mark for results can draw is refused with a way out`() throws {
    func refused(_ layer: ChartLayer) -> ChartError? {
      do throws(ChartError) {
        _ = try Chart(layers: [layer]).rendered()
        return nil
      } catch { return error }
    }
    let (numbers, words) = (Sample.number("n", [1, 2]), Sample.text("w", ["a", "b"]))
    let twice = Sample.text("w", ["a", "a"])
    let refusals: [(ChartError?, String, ChannelName?)] = [
      (refused(ChartLayer(.box, [.x: words])), "`box` needs a number in `x:` or `y:`", .x),
      (
        refused(ChartLayer(.box, [.x: numbers, .y: numbers])),
        "`box` needs categories in `x:` or `y:`", .y
      ),
      (
        refused(ChartLayer(.heatmap, [.x: words, .y: words])),
        "`heatmap` needs a number in `color:`", .color
      ),
      (
        refused(ChartLayer(.waterfall, [.x: numbers, .y: twice])),
        "`waterfall` takes each step once, and `a` is there twice", .y
      ),
      (
        refused(ChartLayer(.beeswarm, [.x: words, .y: words])),
        "`beeswarm` needs a number in `x:`", .x
      ),
      (
        refused(ChartLayer(.band, [.x: words, .low: words, .high: numbers])),
        "`band` needs a number in `low:`", .low
      ),
      (
        refused(ChartLayer(.network, [.x: words, .y: words, .size: words])),
        "`network` needs a number in `size:`", .size
      ),
      (refused(ChartLayer(.dendrogram, [:])), "`dendrogram` needs a column `node`", nil),
    ]
    for (error, message, channel) in refusals {
      #expect(error?.message == message)
      #expect(error?.channel == channel)
      #expect(error?.hint?.isEmpty == false)
    }
  }
}
