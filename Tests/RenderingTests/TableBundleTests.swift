import Rendering
import Tables
import TestSupport
import Testing

struct TableBundleTests {
  @Test(arguments: Samples.all.map(\.name))
  func `a table looks as reviewed`(name: String) throws {
    let view = try #require(Samples.all.first { $0.name == name }).view
    let bundle = bundle(for: view)
    for (type, suffix) in [("text/html", "html"), ("text/plain", "txt"), ("text/latex", "tex")] {
      let content = try #require(bundle[type])
      expectGolden(content + "\n", named: "Rendering/table-\(name).\(suffix)")
    }
  }

  @Test func `the same table gives the same bytes`() {
    for sample in Samples.all {
      #expect(bundle(for: sample.view) == bundle(for: sample.view))
    }
    #expect(
      bundle(for: Samples.orders)["text/html"] != bundle(for: Samples.profile)["text/html"])
  }

  /// The tags of an HTML text outside styles and scripts; attribute values are left out.
  private func tags(_ html: String) -> Set<String> {
    var tags: Set<String> = []
    for piece in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
      tags.insert(String(piece.prefix { $0.isLetter || $0 == "/" }))
    }
    return tags
  }

  @Test func `data never becomes a tag, an attribute or an escape`() throws {
    let bundle = bundle(for: Samples.attack)
    let html = try #require(bundle["text/html"])
    let own: Set<String> = [
      "style", "/style", "div", "/div", "table", "/table", "thead", "/thead", "tbody", "/tbody",
      "tr", "/tr", "th", "/th", "td", "/td", "span", "/span", "script", "/script",
    ]
    #expect(tags(html).isSubset(of: own))
    #expect(html.split(separator: "<script>").count == 2)
    #expect(html.split(separator: "</style>").count == 2)
    #expect(!html.contains("onmouseover=\""))
    #expect(html.contains("&lt;img src=x onerror=alert(1)&gt;"))
    for item in bundle.data { #expect(!item.content.contains("\u{1B}")) }
    let latex = try #require(bundle["text/latex"])
    #expect(!latex.contains("\\input"))
  }

  @Test func `every line of a text table is as wide as the others`() throws {
    for sample in Samples.all where !["attack", "orders"].contains(sample.name) {
      let lines = bundle(for: sample.view).plain.split(separator: "\n")
      let rows = lines.filter { $0.hasPrefix("│") || $0.hasPrefix("┌") || $0.hasPrefix("└") }
      #expect(rows.count >= 3)
      #expect(Set(rows.map { DisplayWidth.of($0) }).count == 1, "\(sample.name)")
    }
  }

  @Test func `texts that begin alike stay apart in a wide table`() throws {
    let names = ["PINK REGENCY TEACUP AND SAUCER", "PINK REGENCY TEACUP AND PLATE"]
    let columns = (1...8).map { number -> (name: String, column: Column) in
      ("name_\(number)", Column(.text(TextColumn(names))))
    }
    let bundle = bundle(for: TableView(whole: Table(columns)))
    for type in ["text/html", "text/plain"] {
      let content = try #require(bundle[type])
      #expect(content.contains("…SAUCER"))
      #expect(content.contains("…PLATE"))
    }
  }

  @Test(arguments: [
    (0, Int?.some(0), 0, "0 rows · 1 column"),
    (1, 1, 0, "1 row · 1 column"),
    (20, 541_909, 0, "rows 1–20 of 541,909 · 1 column"),
    (20, nil, 0, "20+ rows · 1 column"),
    (20, 19_960, 5, "rows 1–15 and 19,956–19,960 of 19,960 · 1 column"),
    (2, 1000, 1, "row 1 and 1,000 of 1,000 · 1 column"),
    (20, 20, 5, "20 rows · 1 column"),
    (3, 1, 0, "3 rows · 1 column"),
  ])
  func `the caption says which rows are shown`(
    rows: Int, total: Int?, tail: Int, caption: String
  ) throws {
    let table = Table([("a", Samples.ints((0..<rows).map { Int64($0) }))])
    let view = TableView(table, totalRows: total, tailRows: tail)
    let bundle = bundle(for: view)
    let html = try #require(bundle["text/html"])
    #expect(html.contains(">\(caption)</div>"))
    #expect(bundle.plain.hasSuffix("\n\(caption)"))
    #expect(html.contains("<tr class=\"teff-gap\">") == (tail > 0 && total != rows))
  }

  @Test(arguments: [(0, 0, 0), (20, 20, 0), (21, 15, 5), (541_909, 15, 5)])
  func `long tables show their beginning and their end`(count: Int, head: Int, tail: Int) {
    let rows = TableView.rowsShown(of: count)
    #expect(rows.head == 0..<head)
    #expect(rows.tail == (count - tail)..<count)
    let table = Table([("a", Samples.ints((0..<min(count, 50)).map { Int64($0) }))])
    let view = TableView(whole: table)
    #expect(view.table.rowCount == min(20, table.rowCount))
    #expect(view.totalRows == table.rowCount)
    #expect(view.table.columns[0].values.last == table.columns[0].values.last)
  }

  @Test func `a thousand rows stay below 500 kB`() throws {
    let rows = 0..<1000
    let numbers = Samples.numbers(rows.map { Double($0) * 1.2345678901 + 0.0001 })
    let text = String(repeating: "lorem <ipsum> & ", count: 40)
    let texts = Samples.texts(rows.map { "\($0) \(text)" })
    let shares = Samples.numbers(rows.map { Double($0) / 1000 })
    for column in [numbers, texts] {
      let table = Table(
        (0..<29).map { ("column \($0)", column) } + [("share", shares)])
      let bundle = bundle(for: TableView(table, totalRows: 5000, tailRows: 250))
      let html = try #require(bundle["text/html"])
      #expect(html.utf8.count <= 500_000)
      #expect(html.utf8.count > 300_000)
      #expect(html.contains("more do not fit into one output"))
      #expect(html.contains("–5,000 of 5,000 · 30 columns"))
      #expect(bundle["text/latex"] == nil)
    }
    let small = Table([("a", numbers), ("b", texts), ("share", shares)])
    let html = try #require(bundle(for: TableView(small, totalRows: 1000))["text/html"])
    #expect(html.utf8.count <= 500_000)
    #expect(html.contains("1,000 rows · 3 columns"))
  }

  @Test func `a huge text costs little`() throws {
    let huge = String(repeating: "x", count: 5_000_000)
    let table = Table([(huge, Samples.texts([huge, nil, huge]))])
    let bundle = bundle(for: TableView(table, totalRows: 3))
    for item in bundle.data { #expect(item.content.utf8.count < 20_000) }
  }

  @Test func `formats override what the values suggest`() {
    let table = Table([
      ("a", Samples.numbers([1234.5, 0.25])), ("b", Samples.ints([12_345, 6])),
      ("c", Samples.numbers([0.25, 0.5])),
    ])
    let view = TableView(
      table, totalRows: 2, formats: ["a": .decimals(1), "b": .identifier, "c": .share])
    let plain = bundle(for: view).plain
    #expect(plain.contains("│ 1,234.5 │ 12345 │ 25% │"))
    #expect(plain.contains("│     0.3 │     6 │ 50% │"))
  }

  @Test func `a table without columns has a caption only`() throws {
    let bundle = bundle(for: TableView(Table([]), totalRows: 0))
    #expect(bundle.plain == "0 rows · 0 columns")
    #expect(bundle["text/latex"] == nil)
    #expect(try #require(bundle["text/html"]).contains("<table") == false)
  }

  @Test func `what a cell hides can still be sorted by`() throws {
    let table = Table([("mean", Samples.numbers([1234.5678, 1234.5679, -0.00012345678912]))])
    let html = try #require(bundle(for: TableView(table, totalRows: 3))["text/html"])
    #expect(html.contains("data-v=\"1234.5678\">1,235<"))
    #expect(html.contains("data-v=\"-0.000123456789\">−0.00012<"))
  }
}
