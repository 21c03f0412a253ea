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
}
