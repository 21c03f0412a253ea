import FoundationEssentials
import Kernel
import Language
import Planning
import Syntax
import Testing
import TestSupport
import Verbs

/// The cells in `Tests/Cells`: laid out, bound, written for every dialect, and run.
@Suite(.needsEngine) struct CorpusTests {
  static let cells = [
    "teaching_eda", "teaching_rfm", "joins", "windows", "dates", "shapes", "texts", "definitions",
    "queries", "pictures",
  ]

  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: folder.appending(path: "Cells/\(name).teff"), encoding: .utf8)
  }

  /// A bench with the file that one of the cells loads.
  static func bench(threads: Int = 2) -> CellBench {
    let bench = CellBench(threads: threads)
    bench.succeed(#"load sample "orders", rows: 2500 | save "orders.csv""#)
    return bench
  }

  @Test(arguments: cells)
  func `a cell is laid out once and for all`(_ name: String) throws {
    let shapes = VerbCatalog.standard.shapes
    let once = Formatter.format(try Self.text(name), shapes: shapes)
    #expect(Formatter.format(once, shapes: shapes) == once)
    #expect(Parser.parse(once, shapes: shapes).diagnostics.isEmpty)
  }

  @Test(arguments: cells)
  func `a cell shows the same with one thread and with two, before and after its layout`(
    _ name: String
  ) throws {
    let text = try Self.text(name)
    let one = Self.bench(threads: 1).succeed(text)
    let two = Self.bench(threads: 2).succeed(text)
    let formatted = Self.bench(threads: 2).succeed(
      Formatter.format(text, shapes: VerbCatalog.standard.shapes))
    #expect(!one.outputs.isEmpty)
    #expect(one.text == two.text)
    #expect(formatted.text == two.text)
    #expect(one.tables == two.tables, "the tables differ in their last bits")
  }

  @Test(arguments: cells)
  func `every table of a cell is written for every dialect`(_ name: String) throws {
    let bench = Self.bench()
    let outcome = bench.succeed(try Self.text(name))
    let bound = bench.workspace.order.compactMap { bench.workspace.relation($0)?.plan }
    let plans = outcome.plans + bound
    #expect(!plans.isEmpty)
    let dialects: [any SQLDialect] = [DuckDBDialect(), PostgresDialect(), SparkDialect()]
    for plan in plans {
      for dialect in dialects {
        let sql = plan.sql(for: dialect)
        #expect(sql.contains("SELECT") || sql.contains("select"), "\(name): \(sql)")
      }
    }
  }
}
