import FoundationEssentials
import Kernel
import Language
import Planning
import Syntax
import TestSupport
import Testing
import Verbs

/// The cells in `Tests/Cells`: laid out, bound, written for every dialect, and run.
@Suite(.needsEngine) struct CorpusTests {
  static let cells = [
    "teaching_eda", "teaching_rfm", "joins", "windows", "dates", "shapes", "texts", "definitions",
    "queries", "pictures", "contrasts",
  ]

  static func text(_ name: String) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: folder.appending(path: "Cells/\(name).teff"), encoding: .utf8)
  }

  /// A bench with the file that one of the cells loads.
  static func bench(threads: Int = 2, verbs: VerbCatalog = .standard) throws -> CellBench {
    let bench = CellBench(threads: threads, verbs: verbs)
    try bench.write(orders.get(), to: "orders.csv")
    return bench
  }

  private static let orders = Result {
    let bench = CellBench()
    bench.succeed(#"load sample "orders", rows: 2500 | save "orders.csv""#)
    return try String(contentsOfFile: bench.folder + "/orders.csv", encoding: .utf8)
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
    let one = try Self.bench(threads: 1).succeed(text)
    let two = try Self.bench(threads: 2).succeed(text)
    let formatted = try Self.bench(threads: 2).succeed(
      Formatter.format(text, shapes: VerbCatalog.standard.shapes))
    #expect(!one.outputs.isEmpty)
    #expect(one.text == two.text)
    #expect(formatted.text == two.text)
    for (a, b) in zip(one.tables, two.tables) {
      #expect(a.values == b.values, "the tables differ in their last bits")
    }
  }

  @Test(arguments: cells)
  func `every table of a cell is written for every dialect`(_ name: String) throws {
    let bench = try Self.bench()
    let outcome = bench.succeed(try Self.text(name))
    let bound = bench.workspace.order.compactMap { bench.workspace.relation($0)?.plan }
    let plans = outcome.plans + bound
    #expect(!plans.isEmpty)
    let dialects: [any SQLDialect] = [DuckDBDialect(), PostgresDialect(), SparkDialect()]
    for plan in plans {
      for dialect in dialects {
        let sql = try plan.sql(for: dialect)
        #expect(sql.contains("SELECT") || sql.contains("select"), "\(name): \(sql)")
      }
    }
  }
}
