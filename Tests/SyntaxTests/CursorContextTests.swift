import Syntax
import TestSupport
import Testing

@Suite struct CursorContextTests {
  /// Cells with `‸` where the cursor stands.
  static let cells = [
    "‸", "sa‸", "t\n‸", "t\n  ‸", "t |\n‸", "t | filter a > 1\n‸\nu | show", "a = ‸", "a = sa‸",
    "a = t ‸", "load \"da‸", "load \"da‸ta\" | show", "load s‸", "load sample \"‸\"",
    "load \"x.csv\" na‸", "t | ‸", "t | fi‸", "t | fi‸ | show", "t | filter ‸",
    "t | filter Cou‸ == \"a\"", "t | filter Country == \"‸", "t | filter Country == \"Fr‸\" and b",
    "t | filter Country in [\"a\", \"‸", "t | filter Country not in [‸", "t | filter a.b == ‸",
    "t | filter a ‸", "t | filter a > ‸", "t | filter (a > ‸", "t | filter $‸",
    "t | filter a > $sta‸",
    "$groups.‸", "$groups.k‸", "t | filter a > $groups.‸ | show", "fc.‸", "fc.met‸ | show",
    "a = fc.‸", "t | filter `Cust‸", "t | select a, `Cust‸ omer`, b", "t | select a, ‸",
    "t | summarize n = ‸", "t | summarize n = su‸(a)", "t | summarize n = sum(‸",
    "t | summarize n = sum(a, where: ‸) by k", "t | summarize n = quantile(a, 0‸",
    "t | summarize n = sum(a) ‸", "t | summarize n = sum(a) by ‸", "t | take 3 by a sort b ‸",
    "t | take 3 by a, ‸", "t | rfm cust‸", "t | rfm customer: ‸", "t | rfm customer: a, ‸",
    "t | rfm customer: a, date: b, am‸: c", "t | cluster a, b method: ‸, k: 3",
    "t | cluster a, b method: [ward, ‸", "t | chart ‸", "t | chart line ‸", "t | chart line x: ‸",
    "t | chart li‸ x: a", "t | join ‸", "t | join cust‸ on id", "t | join c on ‸",
    "t | join (c | filter ‸", "t | join (c | filter a > 1 | ‸) on id | show", "t | join (‸",
    "t | append a, ‸", "t | show ‸", "t | sort ‸", "t | sort a d‸",
    "t | derive x = 1\n  | ‸\n  | show",
    "t | filter a >\n  | sort ‸", "t | as ‸", "?clu‸", "param x: ‸", "param x: date = ‸", "use ‸",
    "use engine ‸", "note \"‸", "note f\"{‸", "t | chart line title: f\"{a} {$b.‸}\"",
    "t # com‸ment", "12‸", "t | take 1‸", "def f(a) = | derive x = ‸", "x = $a + ‸",
    "x = (‸", "rows [{a: ‸", "t | segment s: (u | filter ‸", "%%sql\nselect ‸",
    "a = t | filter b\nc = a | select ‸\nd = 3", "t | derive x = case when ‸", "t | filter not ‸",
    "t | select * ‸", "t | derive é‸ = 1", "t | predict ‸", "t | fit y using ‸", "t |‸",
  ]

  @Test func `the contexts are as reviewed`() throws {
    var text = ""
    for cell in Self.cells {
      text += "\(cell)\n  \(try describe(cell))\n\n"
    }
    expectGolden(text, named: "syntax/cursor-contexts.txt")
  }

  @Test(arguments: Cells.names)
  func `every place of a cell has a context`(_ name: String) throws {
    let text = try Cells.text(name)
    var positions: Set<String> = []
    for offset in stride(from: 0, through: text.utf8.count, by: 3) {
      let context = CursorContext(text, at: offset, shapes: .testing)
      #expect(context.span.start <= offset && offset <= context.span.end)
      positions.insert("\(context.position)")
    }
    #expect(positions.count > 5)
  }

  private func describe(_ cell: String) throws -> String {
    let parts = cell.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    let before = String(try #require(parts.first))
    let text = before + String(try #require(parts.last))
    let context = CursorContext(text, at: before.utf8.count, shapes: .testing)
    return summary(of: context, in: text)
  }

  private func summary(of context: CursorContext, in text: String) -> String {
    var parts = ["\(context.position)"]
    parts.append(context.expectsOperand ? "operand" : "operator")
    if !context.partial.isEmpty { parts.append("partial \(context.partial)") }
    let replaced = PositionMap(text).text(context.span)
    if replaced != context.partial { parts.append("replaces \(replaced)") }
    if context.isVariable { parts.append("variable") }
    if context.isQuoted { parts.append("quoted") }
    if context.isInText { parts.append("text") }
    if !context.qualifier.isEmpty { parts.append("of \(context.qualifier)") }
    if let column = context.comparedColumn { parts.append("against \(column)") }
    if let call = context.call {
      parts.append("call \(call.name.text)#\(call.argument) \(call.option ?? "")")
    }
    if let verb = context.verb { parts.append("verb \(verb.text)") }
    if let form = context.form { parts.append("form \(form.text)") }
    if !context.options.isEmpty { parts.append("options \(context.options)") }
    if !context.clauses.isEmpty { parts.append("clauses \(context.clauses.map { $0.rawValue })") }
    if let stage = context.stageIndex { parts.append("stage \(stage)") }
    if let pipeline = context.pipeline {
      parts.append("pipeline \(PositionMap(text).text(pipeline.span))")
    }
    if context.statement == nil { parts.append("between statements") }
    return parts.joined(separator: "; ")
  }
}
