import Syntax
import Testing

/// A pipe sign inside an f-string's braces belongs to no pipeline of the cell.
@Suite struct PipelineInTextTests {
  @Test(arguments: [
    "f\"{x | filter ", "a f\"{b | c | d ", "f\"a {$$$x = n() by day =m k: int = 7 | in} ",
  ])
  func `a cursor there has a context`(_ text: String) {
    for place in 0...text.utf8.count {
      let context = CursorContext(text, at: place, shapes: .testing)
      #expect(context.span.end <= text.utf8.count)
    }
  }

  @Test func `there is no pipeline before it`() {
    #expect(CursorContext("f\"{x | filter ", at: 14, shapes: .testing).pipeline == nil)
    #expect(CursorContext("x | filter ", at: 11, shapes: .testing).pipeline != nil)
  }
}
