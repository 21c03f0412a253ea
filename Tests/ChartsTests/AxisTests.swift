import Charts
import Tables
import Testing

@Suite struct AxisTests {
  private func texts(_ chart: Chart) throws -> [String] {
    try SVGTexts(chart.rendered().svg).contents
  }

  private func line(_ days: [Int]) -> Chart {
    Chart(.line, [.x: Sample.days("day", days), .y: Sample.int("n", days.map { $0 % 7 })])
  }

  @Test func `Dates are ticked by their span`() throws {
    let day = 15_000  // 26 January 2011
    #expect(try texts(line(Array(day..<(day + 5)))).contains("26 Jan"))
    // Weeks start on Monday.
    let weeks = try texts(line(Array(day..<(day + 60))))
    #expect(weeks.contains("31 Jan") && weeks.contains("7 Feb") && weeks.contains("2011"))
    let months = try texts(line(Array(stride(from: day, to: day + 700, by: 7))))
    #expect(months.contains("Mar") && months.contains("2012"))
    let years = try texts(line(Array(stride(from: day, to: day + 9000, by: 30))))
    #expect(years.contains("2020") && !years.contains("Jan"))
    let hours = try texts(
      Chart(
        .line,
        [
          .x: Sample.hours("hour", from: day, count: 30),
          .y: Sample.int("n", Array(0..<30)),
        ]))
    #expect(hours.contains("06:00") && hours.contains("26 Jan 2011"))
  }

  @Test func `Ticks are round and share their unit`() throws {
    let labels = try texts(Chart(.line, Sample.abroadByMonth))
    for label in ["0", "10k", "20k", "30k", "40k", "50k"] { #expect(labels.contains(label)) }
  }

  @Test func `Whole numbers are not divided`() throws {
    let labels = try texts(
      Chart(.line, [.x: Sample.int("k", [1, 2, 3]), .y: Sample.number("v", [0.42, 0.55, 0.41])]))
    #expect(labels.contains("1") && labels.contains("2") && !labels.contains("1.5"))
  }

  @Test func `Shares and rates are percentages, other ratios are not`() throws {
    func tick(_ name: String, _ values: [Double?]) throws -> Bool {
      try texts(Chart(.line, [.x: Sample.days("d", [1, 2, 3]), .y: Sample.number(name, values)]))
        .contains { $0.hasSuffix("%") }
    }
    #expect(try tick("share", [0.1, 0.2, 0.3]))
    #expect(try tick("conversion_rate", [0.02, 0.03, 0.05]))
    #expect(try !tick("exchange_rate", [1.1, 1.2, 1.3]))
    #expect(try !tick("ratio", [0.1, 0.2, 0.3]))
  }

  @Test func `A null is a gap, and a value between gaps is a dot`() throws {
    let svg = try Chart(
      .line,
      [.x: Sample.days("d", [1, 2, 3, 4, 5, 6]), .y: Sample.number("v", [1, 2, nil, 3, nil, 4])]
    ).rendered().svg
    let paths = svg.matches(of: /<path d="([^"]*)" fill="none" stroke="#4269d0"/)
      .map { String($0.1) }
    #expect(paths.contains { $0.filter { $0 == "M" }.count == 1 && $0.contains("L") })
    #expect(paths.contains { $0.filter { $0 == "M" }.count == 2 && $0.contains("h0") })
  }

  @Test func `Bars start at zero and the longest has the whole width`() throws {
    let svg = try Chart(
      .bar,
      [.x: Sample.number("v", [200, 100]), .y: Sample.text("c", ["a", "b"])]
    ).rendered().svg
    let widths = svg.matches(of: /<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/)
      .compactMap { Double($0.2) }
    #expect(widths.count == 2)
    #expect(abs(widths[0] - 2 * widths[1]) < 0.2)
  }

  @Test func `Categories stand by value, in their own order, or as the table has them`() throws {
    func order(_ names: [String], _ order: CategoryOrder = .automatic) throws -> [String] {
      let chart = Chart(
        .bar,
        [
          .x: Sample.number("v", [1, 3, 2]), .y: Sample.text("c", names, order: order),
        ])
      return try texts(chart).filter(names.contains)
    }
    #expect(try order(["a", "b", "c"]) == ["b", "c", "a"])
    #expect(try order(["a", "b", "c"], .data) == ["a", "b", "c"])
    #expect(try order(["Wed", "Mon", "Tue"]) == ["Mon", "Tue", "Wed"])
    #expect(try order(["10", "9", "8"]) == ["8", "9", "10"])
    #expect(try order(["2011-Q2", "2010-Q4", "2011-Q1"]) == ["2010-Q4", "2011-Q1", "2011-Q2"])
  }

  @Test func `More than thirty categories are folded, and the subtitle says so`() throws {
    let chart = Chart(
      .bar,
      [
        .x: Sample.text("country", (0..<50).map { "C\($0)" }),
        .y: Sample.number("n", (0..<50).map { Double(50 - $0) }),
      ])
    let labels = try texts(chart)
    #expect(labels.contains("29 of 50 country, the rest as “other (21)”"))
    #expect(labels.contains("other (21)") && labels.contains("231"))
    #expect(labels.filter { $0.hasPrefix("C") }.count == 29)
  }

  @Test func `Long names lie beside horizontal bars`() throws {
    func isHorizontal(_ names: [String?]) throws -> Bool {
      let chart = Chart(
        .bar,
        [.x: Sample.text("c", names), .y: Sample.number("n", names.map { _ in 1 })])
      return try chart.rendered().svg.contains("text-anchor=\"end\"")
    }
    #expect(try isHorizontal(["Netherlands", "EIRE"]))
    #expect(try isHorizontal((0..<13).map { "C\($0)" }))
    #expect(try !isHorizontal(["North", "South"]))
  }

  @Test func `Several rows per bar are drawn and named, not summed`() throws {
    let result = try Chart(
      .bar, [.x: Sample.text("c", ["a", "a", "b"]), .y: Sample.number("n", [3, 5, 2])]
    ).rendered()
    #expect(result.warnings.count == 1)
    #expect(!SVGTexts(result.svg).contents.contains("8"))
  }

  @Test func `More than five thousand points are counted in hexagons`() throws {
    let case10k = try #require(HardCase.all.first { $0.testDescription == "many points" })
    let labels = try texts(case10k.chart)
    #expect(labels.contains("10,000 points in hexagonal bins"))
    #expect(labels.contains("256+"))
  }
}
