import Charts
import Rendering
import TestSupport
import Testing

struct MessageBundleTests {
  private static let card = HelpCard(
    title: "filter", signature: "filter cond [by k] [sort k]",
    summary: "Keeps the rows for which `cond` is true.",
    parameters: [
      .init("cond", "", "The condition, such as `a > 1 or b | c`."),
      .init("by", "none", "Groups for aggregates & windows <inside> the condition."),
    ],
    examples: [
      .init("sales | filter Country == \"France\"\n  | take 5", "French sales"),
      .init("sales | filter amount > mean(amount) by Country", ""),
    ],
    discussion: "A comparison with null is false.\n\nUse `where:` to filter inside an aggregate.")

  @Test func `a help card looks as reviewed`() throws {
    let bundle = helpBundle(Self.card)
    expectGolden(try #require(bundle["text/html"]) + "\n", named: "Rendering/help.html")
    expectGolden(try #require(bundle["text/markdown"]) + "\n", named: "Rendering/help.md")
    expectGolden(bundle.plain + "\n", named: "Rendering/help.txt")
  }

  @Test func `a help card shows what it is given and runs nothing`() throws {
    var card = Self.card
    card.title = "<script>x</script>"
    card.signature = "a ``` b\n</pre><b>"
    card.discussion = "`unpaired <b>"
    let bundle = helpBundle(card)
    let html = try #require(bundle["text/html"])
    #expect(!html.contains("<script>") && !html.contains("<b>"))
    let markdown = try #require(bundle["text/markdown"])
    #expect(markdown.contains("\n````\na ``` b"))
    #expect(!markdown.contains("<script>"))
  }

  @Test(arguments: [
    (Double?.some(0.58), false, "███████████░░░░░░░░░ 58%  145 of 250 series", " value=\"58\""),
    (0.999, false, "███████████████████░ 99%  145 of 250 series", " value=\"99\""),
    (nil, false, "░░░░░░░░░░░░░░░░░░░░ …  145 of 250 series", "<progress max=\"100\" aria"),
    (7, false, "████████████████████ 100%  145 of 250 series", " value=\"100\""),
    (-1, false, "░░░░░░░░░░░░░░░░░░░░ 0%  145 of 250 series", " value=\"0\""),
    (.nan, false, "░░░░░░░░░░░░░░░░░░░░ 0%  145 of 250 series", " value=\"0\""),
    (0.2, true, "████████████████████ done  145 of 250 series", "teff-done"),
  ])
  func `progress is a bar and a word`(
    fraction: Double?, isDone: Bool, plain: String, part: String
  ) throws {
    let bundle = progressBundle(fraction, message: "145 of 250 series", isDone: isDone)
    #expect(bundle.plain == plain)
    #expect(try #require(bundle["text/html"]).contains(part))
  }

  @Test func `progress escapes its message`() throws {
    let html = try #require(progressBundle(0.5, message: "\"><b>")["text/html"])
    #expect(!html.contains("<b>"))
    expectGolden(
      try #require(progressBundle(0.58, message: "145 of 250 series")["text/html"]) + "\n",
      named: "Rendering/progress.html")
  }

  @Test func `a chart has its sentence, its remarks and the flat picture if wanted`() throws {
    let column = EncodedColumn("revenue", Samples.numbers([1, 2, 3]))
    var chart = try Chart(
      layers: [ChartLayer(.point, [.x: .column(column), .y: .column(column)])]
    ).rendered()
    chart.warnings = ["the chart has 0 rows <b>"]
    let whole = bundle(for: chart, footer: "method: sum")
    #expect(whole.data.map { $0.type } == ["text/html", "image/svg+xml", "text/plain"])
    #expect(whole.plain == "\(chart.summary)\nmethod: sum\nthe chart has 0 rows <b>")
    let html = try #require(whole["text/html"])
    #expect(html.hasPrefix(chart.html))
    #expect(!html.contains("<b>"))
    let live = bundle(for: chart, includesSVG: false)
    #expect(live.data.map { $0.type } == ["text/html", "text/plain"])
  }

  @Test func `notes and lines keep their words and lose their control characters`() {
    #expect(noteBundle("# Hi\n\u{1B}[1m").data.map(\.content) == ["# Hi\n␛[1m", "# Hi\n␛[1m"])
    #expect(noteBundle("x").data.map(\.type) == ["text/markdown", "text/plain"])
    #expect(textBundle("saved\u{7}").data == [.init("text/plain", "saved␇")])
  }
}
