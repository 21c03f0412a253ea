import Charts
import Tables
import Testing

@Suite struct ChartRenderingTests {
  @Test(arguments: HardCase.all, [640, 420])
  func `No text lies over another or outside the picture`(_ test: HardCase, width: Int) throws {
    var chart = test.chart
    chart.width = width
    let texts = try SVGTexts(chart.rendered().svg)
    #expect(texts.width == Double(width))
    #expect(texts.problems == [])
  }

  @Test(arguments: HardCase.all)
  func `Both forms are well-formed, small and the same every time`(_ test: HardCase) throws {
    let result = try test.chart.rendered()
    #expect(xmlProblem(result.svg) == nil)
    #expect(xmlProblem(result.html) == nil)
    #expect(result.html.utf8.count <= 150_000)
    #expect(try test.chart.rendered() == result)
    for text in [result.svg, result.html] {
      #expect(!text.contains("<script") && !text.contains("nan") && !text.contains("inf\""))
    }
  }

  @Test func `What was left out of an empty chart is said`() throws {
    let empty = Chart(.line, [.x: Sample.days("day", []), .y: Sample.number("revenue", [])])
    let result = try empty.rendered()
    #expect(result.warnings == ["there are no rows to draw"])
    #expect(SVGTexts(result.svg).contents.contains("nothing to draw"))
    let nulls = Chart(
      .line, [.x: Sample.days("day", [1, 2]), .y: Sample.number("revenue", [nil, nil])])
    #expect(try nulls.rendered().warnings == ["all values of `revenue` are null"])
  }

  @Test func `The summary says what a reader would see`() throws {
    #expect(
      try Chart(.bar, Sample.countries, title: "Abroad").rendered().summary
        == "Abroad: bar chart of revenue by Country: Netherlands 285k, EIRE 283k, Germany 229k, "
        + "France 210k, Australia 139k, Spain 61.6k, Switzerland 57.1k, Belgium 41.2k, "
        + "Sweden 38.4k, Japan 37.4k.")
    #expect(
      try Chart(.line, Sample.revenueByMonth).rendered().summary
        == "Line chart of revenue by month, Dec 2010 to Nov 2011: from 749k to 1.46M, "
        + "lowest 493k (Apr 2011), highest 1.46M (Nov 2011).")
  }

  @Test func `The live form answers pointer and keyboard without a script`() throws {
    let html = try Chart(.bar, Sample.countries).rendered().html
    #expect(html.matches(of: /class="teff-hit" tabindex="0"/).count == 10)
    #expect(html.contains(".teff-hit:hover+.teff-tip"))
    #expect(html.contains("[data-jp-theme-light=false] .teff-c0{fill:#6788e8}"))
    // Nothing after the tips may cover them.
    let lastMark = try #require(html.ranges(of: "<path").last?.lowerBound)
    let firstTip = try #require(html.firstRange(of: "<rect class=\"teff-hit")?.lowerBound)
    #expect(lastMark < firstTip)
  }

  @Test func `The flat form carries its own ground and its description`() throws {
    let svg = try Chart(.bar, Sample.countries, title: "A & B").rendered().svg
    #expect(svg.contains("<title>A &amp; B</title><desc>A &amp; B: bar chart"))
    #expect(svg.contains("<path fill=\"#fff\" d=\"M0 0h640v"))
    #expect(!svg.contains("class=") && !svg.contains("<style") && !svg.contains("teff-"))
  }

  @Test func `A category keeps its colour across charts`() throws {
    let colors = ["Lost": 2, "Champions": 4]
    let rows: [ChannelName: Encoding] = [
      .x: Sample.text("segment", ["Champions", "Lost", "New"]),
      .y: Sample.number("n", [1, 2, 3]),
      .color: Sample.text("segment", ["Champions", "Lost", "New"]),
    ]
    var chart = Chart(.bar, rows)
    chart.categoryColors = colors
    let svg = try chart.rendered().svg
    #expect(svg.contains("fill=\"#ff725c\"") && svg.contains("fill=\"#3ca951\""))
    // The first free colour goes to what has none.
    #expect(svg.contains("fill=\"#4269d0\""))
  }
}
