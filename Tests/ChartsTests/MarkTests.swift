import Charts
import Tables
import Testing

@Suite struct MarkTests {
  @Test func `Every mark declares itself`() {
    #expect(Set(Mark.all.map(\.name)).count == Mark.all.count)
    for mark in Mark.all {
      #expect(Mark.named(mark.name) == mark)
      #expect(mark.summary.hasSuffix("."))
      #expect(!mark.channels.isEmpty)
      #expect(mark.channels.allSatisfy { $0.summary.hasSuffix(".") })
    }
    #expect(Mark.named("pie") == nil)
    #expect(Mark.bar.channel(.y)?.isRequired == true)
    #expect(Mark.bar.channel(.size) == nil)
  }

  @Test func `Types choose the mark`() {
    let number = Sample.number("n", [1])
    let word = Sample.text("w", ["a"])
    let day = Sample.days("d", [1])
    #expect(Mark.automatic(for: [.x: day, .y: number]) == .line)
    #expect(Mark.automatic(for: [.x: number, .y: number]) == .point)
    #expect(Mark.automatic(for: [.x: word, .y: number]) == .bar)
    #expect(Mark.automatic(for: [.x: number, .y: word]) == .bar)
    #expect(Mark.automatic(for: [.x: number]) == .histogram)
    #expect(Mark.automatic(for: [.size: number, .label: word]) == .treemap)
  }

  @Test func `A table finds its own chart`() throws {
    let table = Table([
      ("region", Column(.text(TextColumn(["N", "S"])))), ("day", Column(.date([1, 2]))),
      ("units", Column(.int([3, 4]))),
    ])
    let layer = try #require(Chart.automatic(for: table)?.layers.first)
    #expect(layer.mark == .line)
    #expect(Set(layer.encodings.keys) == [.x, .y, .color])
    #expect(Chart.automatic(for: Table([("w", Column(.text(TextColumn(["a"]))))])) == nil)
  }
}
