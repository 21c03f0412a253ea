import DuckDBEngine
import FoundationEssentials
import Kernel
import Language
import Planning
import Rendering
import Synchronization
import Syntax
import Tables
import Tasks
import Testing
import Verbs

private let folder = ProcessInfo.processInfo.environment["TEFF_DATA"]

/// The profile by passes over columns and by queries, on tables of every kind.
@Suite(.needsEngine) struct DescribeTests {
  private func context(_ cancellation: Cancellation = Cancellation()) throws -> RunContext {
    let engine = try #require(CellBench.engines[2])
    return RunContext(
      embedded: engine, session: engine, seed: 1, timezone: "UTC", now: 1_709_294_400_000_000,
      cancellation: cancellation, progress: .silent, workingFolder: "/", registryPath: "/none",
      span: SourceSpan(0, 0),
      notify: { _ in }, show: { _, _ in }, names: { [] })
  }

  private func answer(
    _ bench: CellBench, _ name: String, _ way: ProfileReader.Way?
  ) throws -> [(name: String, table: Table)] {
    var verb = Describe()
    verb.way = way
    let answer = try verb.run(
      on: #require(bench.workspace.relation(name)), in: context())
    let main = ("describe", try #require(answer.relation).collect())
    return [main]
      + (try answer.parts.map { ($0.name, try #require($0.answer.relation).collect()) })
  }

  /// Numbers may differ by the order of adding; everything else is equal.
  private func isSame(_ a: Value, _ b: Value) -> Bool {
    guard case .number(let x) = a, case .number(let y) = b else { return a == b }
    return x == y || abs(x - y) <= 1e-9 * max(1, abs(x), abs(y))
  }

  /// Compares all tables of both ways; what queries do not look for is left out.
  private func compare(_ bench: CellBench, _ name: String) throws {
    let passes = try answer(bench, name, .columns)
    let queries = try answer(bench, name, .queries)
    #expect(passes.map(\.name) == queries.map(\.name))
    for ((part, a), (_, b)) in zip(passes, queries) {
      #expect(a.schema == b.schema, "\(part)")
      var rows = (0..<a.rowCount).map { a.row($0) }
      if part == "findings" {
        rows = rows.filter { row in
          guard case .text(let text) = row[1] else { return true }
          return !text.contains("stored as text") && !text.contains("spellings")
        }
      }
      if part == "top" {
        // Lists have no order to break ties by.
        let lists = passes[0].table.column("column", where: "type", is: "list")
        rows = rows.filter { !lists.contains($0[0]) }
      }
      #expect(rows.count == b.rowCount, "\(part): \(rows.count) rows and \(b.rowCount)")
      for (row, cells) in rows.enumerated() where row < b.rowCount {
        for (index, field) in a.schema.fields.enumerated() {
          let other = b.columns[index][row]
          if cells.contains(.text("list")), field.name.hasPrefix("top") { continue }
          #expect(
            isSame(cells[index], other),
            "\(name), \(part), row \(row), \(field.name): \(cells[index]) and \(other)")
        }
      }
    }
  }

  @Test(arguments: ["orders", "store_sales", "products", "reviews", "supermarket"])
  func `Passes and queries agree on the teaching sets`(_ set: String) throws {
    let bench = CellBench()
    bench.succeed(#"t = load sample "\#(set)""#)
    try compare(bench, "t")
  }

  static let hardTables = [
    "select * from (values (1, 'a', true), (null, ' b ', null), (3, '', false)) as t(n, s, b)",
    "select 1 as a where false", "select 7 as one, date '2024-01-01' as d",
    "select null::int as n, null::varchar as s, null::date as d from range(3)",
    "select case i % 4 when 0 then 'nan'::double when 1 then 'inf'::double else i end as x "
      + "from range(40) as r(i)",
    "select (1e308 * (i - 1)) as x, i as n from range(3) as r(i)",
    "select 1e-300 * i as tiny, 1e15 + i as large, i / 7.0 as part from range(1000) as r(i)",
    "select date '1850-01-01' + i::int * 100 as d, timestamp '2024-01-01' + to_seconds(i * i) as s "
      + "from range(900) as r(i)",
    "select [i % 3, 1] as l, to_seconds(i * 3600) as u from range(50) as r(i)",
    "select exp(i / 100.0) as x, (i * i) % 17 as k, -i as m, i % 2 = 0 as e from range(2000) as r(i)",
    "select 9223372036854775807 - i as big, 'ä' || chr((97 + i % 5)::int) || '🙂' as s "
      + "from range(100) as r(i)",
    "select i % 2 as a, 'x' as c from range(60) as r(i)",
  ]

  @Test(arguments: hardTables)
  func `Passes and queries agree on hard tables`(_ query: String) throws {
    let bench = CellBench()
    bench.succeed("t = sql \"\"\"\(query)\"\"\"")
    try compare(bench, "t")
  }

  @Test(.enabled(if: folder != nil, "TEFF_DATA names no folder with the real data"))
  func `Passes and queries agree on Online Retail`() throws {
    let bench = CellBench()
    bench.succeed(#"t = load "\#(folder ?? "")/retail/online_retail.parquet""#)
    try compare(bench, "t")
  }

  @Test func `Sketches are named, and near`() throws {
    let bench = CellBench()
    bench.succeed(#"t = sql """select i % 1009 as n from range(200000) as r(i)""""#)
    var verb = Describe()
    verb.way = .sketches
    let answer = try verb.run(
      on: #require(bench.workspace.relation("t")), in: context())
    #expect(answer.footer?.contains("quantiles from sketches of duckdb, about 1%") == true)
    let table = try #require(answer.relation).collect()
    #expect(table["distinct"]?[0] == .int(1_009))
    let median = try #require(table["median"]?[0].asNumber)
    #expect(abs(median - 504) < 10.09)
  }

  // MARK: Findings

  /// A table with nearly everything that can be found.
  private static let messy = #"""
    t = sql """select i as id, 'always' as constant, null::int as empty,
      case when i % 3 = 0 then i end as gappy, case when i % 4 > 0 then 0 else i end as zeros,
      case i when 5 then 80995 when 6 then -80995 else i % 9 + 1 end as twins,
      exp(i / 20.0) as tail, case i when 9 then 1e18 else i end as huge,
      case i % 4 when 0 then 'North' when 1 then 'north ' when 2 then '' else 'South' end as region,
      case when i = 3 then 'n/a' else '$1,' || (100 + i) || '.5' end as price,
      (1 + i % 28) || '/' || (1 + i % 12) || '/2023' as day, '2023-01-' || (10 + i % 19) as iso,
      date '2023-01-01' + i::int * case when i = 7 then 99999 else 1 end as due,
      'text ' || i as note, 'log' as log_tail, 'x' || i as "strange name"
      from range(200) as r(i) union all select 150, 'always', null, 150, 150 * 0 + 0, 7,
      exp(7.5), 150, '', '$1,250.5', '11/7/2023', '2023-01-27', date '2023-05-31', 'text 150',
      'log', 'x150'"""
    """#

  @Test func `Every fix parses and runs, and what it fixes is gone`() throws {
    let bench = CellBench()
    bench.succeed(Self.messy)
    let findings = try bench.table("found = t | describe\nfound.findings")
    #expect(findings.rowCount >= 20)
    for row in 0..<findings.rowCount {
      guard case .text(let finding)? = findings["finding"]?[row],
        case .text(let fix)? = findings["fix"]?[row], let column = findings["column"]?[row]
      else {
        Issue.record("a finding without text or fix")
        continue
      }
      #expect(Parser.parse(fix, shapes: VerbCatalog.standard.shapes).diagnostics.isEmpty)
      let own = CellBench()
      own.succeed(Self.messy)
      let outcome = own.run(fix)
      #expect(outcome.errors.isEmpty, "\(fix): \(outcome.text)")
      // A new column, or a look at the rows, leaves the old column as it is.
      guard fix.hasPrefix("t = "), !fix.contains("derive has_"), !fix.contains("derive log_"),
        !fix.contains("derive clipped_")
      else { continue }
      let after = try own.table("found = t | describe\nfound.findings")
      let rest = (0..<after.rowCount).filter {
        after["column"]?[$0] == column && after["finding"]?[$0] == .text(finding)
      }
      #expect(rest.isEmpty, "\(column) \(finding): \(fix)")
    }
  }

  @Test func `A code of letters and digits is no number`() throws {
    let bench = CellBench()
    bench.succeed(
      #"t = sql """select case when i % 40 = 0 then 'C' else '' end || (536000 + i) as code "#
        + #"from range(800) as r(i)""""#)
    let findings = try bench.table("found = t | describe\nfound.findings")
    let texts = findings["finding"]?.values ?? []
    #expect(!texts.contains { $0 == .text("numbers are stored as text") })
  }

  // MARK: Hard cases

  @Test func `A thousand columns are described, and twenty shown`() throws {
    let bench = CellBench()
    let columns = (0..<1_000).map { "i * \($0) as c\($0)" }.joined(separator: ", ")
    bench.succeed(#"t = sql """select \#(columns) from range(30) as r(i)""""#)
    let table = try bench.table("t | describe")
    #expect(table.rowCount == 1_000)
    #expect(table["distinct"]?[999] == .int(30))
    let html = try shown(bench, "t | describe").html
    #expect(html.components("<tr>") == 21 && html.contains("⋮ 980 rows"))
    #expect(html.utf8.count < 60_000)
  }

  @Test func `Fifty megabytes in one cell are a text like others`() throws {
    let bench = CellBench()
    bench.succeed(#"t = sql """select repeat('ab ', 17000000) as s""""#)
    let table = try bench.table("found = t | describe\nfound")
    #expect(table["distinct"]?[0] == .int(1))
    guard case .text(let top)? = table["top"]?[0] else { throw CancellationRequested() }
    #expect(top.count == 1_001)
    let details = try bench.table(
      "found = t | describe\nfound.details | filter measure == \"longest\"")
    #expect(details["value"]?[0] == .number(51_000_000))
    #expect(try shown(bench, "t | describe").html.utf8.count < 20_000)
  }

  @Test func `Two hundred groups each have their rows`() throws {
    let bench = CellBench()
    bench.succeed(#"t = sql """select i % 200 as g, i as n, 'x' as s from range(5000) as r(i)""""#)
    let table = try bench.table("t | describe by g")
    #expect(table.rowCount == 400)
    #expect(table["g"]?[399] == .int(199) && table["max"]?[398] == .text("4999"))
    #expect(table["rows"]?.values.allSatisfy { $0 == .int(25) } == true)
  }

  @Test func `A cancelled profile stops`() throws {
    let bench = CellBench()
    bench.succeed(#"t = sql """select random() as x, random()::text as s from range(300000)""""#)
    let relation = try #require(bench.workspace.relation("t"))
    for way in [ProfileReader.Way.columns, .queries] {
      let cancellation = Cancellation()
      cancellation.cancel()
      var verb = Describe()
      verb.way = way
      #expect(throws: (any Error).self) { try verb.run(on: relation, in: context(cancellation)) }
    }
  }

  // MARK: Display

  @Test func `Findings stand below the table with their cells`() throws {
    let bench = CellBench()
    bench.succeed(Self.messy)
    let (html, text) = try shown(bench, "t | describe")
    #expect(html.contains("<b>table</b> 1 row equals an earlier one <code>t = t | distinct</code>"))
    #expect(text.contains("• table: 1 row equals an earlier one\n    t = t | distinct"))
    #expect(html.components("<code>") == 6)
    #expect(text.contains("more findings in the part findings"))
    let unnamed = try shown(bench, "t | filter id > 1 | describe").text
    #expect(unnamed.contains("the cells call this table data: bind it to that name first"))
  }

  /// What the last result of a cell looks like.
  private func shown(_ bench: CellBench, _ cell: String) throws -> (html: String, text: String) {
    let output = LastOutput()
    let runner = CellRunner(
      workspace: bench.workspace, settings: SessionSettings(),
      surroundings: .init(
        verbs: .standard, functions: .standard, embedded: try #require(CellBench.engines[2]),
        cancellation: Cancellation(), progress: .silent, workingFolder: "/", overrides: [:], now: 0),
      sink: CellPresenter(output: output, source: CellSource(cell, .cell(nil))))
    let errors = runner.run(Parser.parse(cell, shapes: VerbCatalog.standard.shapes))
    #expect(errors.isEmpty)
    let bundle = try #require(output.bundle)
    return (try #require(bundle[MIMEType.html]), bundle.plain)
  }
}

extension Table {
  /// The values of a column in the rows where another has a text.
  fileprivate func column(_ name: String, where other: String, is text: String) -> [Value] {
    guard let column = self[name], let key = self[other] else { return [] }
    return (0..<rowCount).filter { key[$0] == .text(text) }.map { column[$0] }
  }
}

/// Keeps the last bundle.
private final class LastOutput: OutputTarget {
  private let last = Mutex<MIMEBundle?>(nil)

  var bundle: MIMEBundle? { last.withLock { $0 } }

  func display(_ bundle: MIMEBundle) { result(bundle) }
  func result(_ bundle: MIMEBundle) { last.withLock { $0 = bundle } }
  func stream(_ text: String) {}
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
