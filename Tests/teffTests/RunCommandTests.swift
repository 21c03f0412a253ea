import DuckDBEngine
import FoundationEssentials
import Glibc
import JSONText
import JupyterProtocol
import TestSupport
import Testing

private let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }

@Suite("teff run", .enabled(if: isEngineThere, "DuckDB is not found; see teff doctor"))
struct RunCommandTests {
  let program: Program

  init() throws { program = try Program("teff") }

  @Test("A script of the standard input is answered on the standard output")
  func input() throws {
    let run = try program.run(["run", "-"], input: "rows [{a: 1}] | show")
    #expect(run.status == 0)
    #expect(run.output == "┌───┐\n│ a │\n├───┤\n│ 1 │\n└───┘\n1 row · 1 column\n")
    #expect(run.errors == "")
  }

  @Test("An error has its place in the file, goes to the standard error, and the status is 1")
  func failure() throws {
    try program.write("1\n# %%\n\nrows [{a: 1}] | filter b > 1\n# %%\n2\n", to: "report.teff")
    let run = try program.run(["run", "report.teff"])
    #expect(run.status == 1)
    #expect(run.output == "1\n")
    #expect(run.errors.hasPrefix("error[E101]: there is no column `b` here\n"))
    #expect(run.errors.contains("report.teff, line 4 ▸ rows [{a: 1}] | filter b > 1"))
  }

  @Test("Output that cannot be written is told, and the status is 1")
  func lostOutput() throws {
    try program.write("1", to: "one.teff")
    let id = try spawn(
      executableFolder.appending(path: "teff").path(),
      ["run", program.folder.appending(path: "one.teff").path()],
      variables: ProcessInfo.processInfo.environment, output: "/dev/full",
      errors: program.folder.appending(path: "told").path())
    var word: Int32 = 0
    waitpid(id, &word, 0)
    #expect(word >> 8 & 0xFF == 1)
    #expect(program.text("told")?.hasPrefix("teff: cannot write the output: ") == true)
  }

  @Test("-p sets params, and refuses what the script does not have")
  func parameters() throws {
    try program.write("param k: int = 1 in (1..5)\nparam who: text = \"a\"\n$k\n$who", to: "r.teff")
    let run = try program.run(["run", "r.teff", "-p", "k=3", "-p", "who=x=y"])
    #expect(run.output == "3\n\nx=y\n")
    let unknown = try program.run(["run", "r.teff", "-p", "kk=3"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.hasPrefix("teff run: the script has no `param kk`; it has k, who\n"))
    #expect(try program.run(["run", "r.teff", "-p", "k=9"]).status == 1)
    #expect(try program.run(["run", "r.teff", "-p", "k"]).status == 2)
  }

  @Test("Relative paths start at the working folder")
  func paths() throws {
    try program.write("a\n1\n2\n", to: "t.csv")
    let script = "load \"t.csv\" | summarize s = sum(a) | save \"out/s.csv\""
    let run = try program.run(["run", "-"], input: script)
    #expect(run.status == 0)
    #expect(program.text("out/s.csv") == "s\n3\n")
  }

  @Test("--format json prints objects, also for the error")
  func json() throws {
    let run = try program.run(["run", "-", "--format=json"], input: "rows [{a: 1}]\n# %%\nnowhere")
    let objects = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(objects.map { $0["output"]?.string } == ["execute_result", "error"])
    #expect(objects[0]["data"]?["text/html"]?.string?.contains("<table") == true)
    #expect(run.status == 1)
  }

  @Test(
    "The same script gives the same bytes, with one thread and with two",
    arguments: [
      "text", "html", "json",
    ])
  func determinism(format: String) throws {
    let script = """
      orders = load sample "orders" rows: 5_000
      orders | summarize revenue = sum(quantity * unit_price) by region
      orders | sample 5
      orders | describe
      # %%
      s = orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price
      s.profile
      s | chart
      """
    let runs = try ["1", "2", "2"].map { threads in
      try Program("teff", environment: ["TEFF_THREADS": threads])
        .run(["run", "-", "--format", format], input: script)
    }
    #expect(runs[0].status == 0, "\(runs[0].errors)")
    #expect(runs[0].output == runs[1].output)
    #expect(runs[1].output == runs[2].output)
  }

  @Test("Ctrl-C stops the script with an error", .timeLimit(.minutes(1)))
  func interrupt() throws {
    let script = """
      rows [{a: 1}]
      sql \"\"\"SELECT sum(sqrt(a.range * b.range)) AS s FROM range(3000000) a, range(3000000) b\"\"\"
      """
    let run = try program.run(["run", "-"], input: script) { process in
      for _ in 0..<2_000 where (program.text(".output") ?? "").isEmpty { usleep(10_000) }
      usleep(200_000)
      kill(process, SIGINT)
    }
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("error[E707]: interrupted"))
  }

  @Test("Without DuckDB, cells that need it say how to get it, and others work")
  func noEngine() throws {
    let program = try Program("teff", environment: ["TEFF_DUCKDB": "/nowhere/libduckdb.so"])
    #expect(try program.run(["run", "-"], input: "note \"Hello\"").output == "Hello\n")
    let run = try program.run(["run", "-"], input: "rows [{a: 1}]")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[E705]") && run.errors.contains("pip install duckdb"))
  }

  @Test("Without OpenBLAS, auto takes methods that need none, and those that need it say so")
  func noAlgebra() throws {
    let program = try Program("teff", environment: ["TEFF_OPENBLAS": "/nowhere/libopenblas.so"])
    let stage = """
      load sample "orders", rows: 2000
        | recommend user: customer_id, item: product_id, date: order_date, method:
      """
    for method in ["auto", "items", "popular", "walk"] {
      let run = try program.run(["run", "-"], input: "\(stage) \(method)")
      #expect(run.status == 0, "\(method): \(run.errors)")
    }
    for method in ["ease", "als"] {
      let run = try program.run(["run", "-"], input: "\(stage) \(method)")
      #expect(run.status == 1)
      #expect(run.errors.contains("error[E709]: OpenBLAS"), "\(method): \(run.errors)")
    }
  }

  @Test(
    "Files that do not read are named",
    arguments: [
      ("gone.teff", "teff run: there is no file gone.teff\n"), (".", "teff run: . is a folder\n"),
    ])
  func unreadable(path: String, message: String) throws {
    let run = try program.run(["run", path])
    #expect(run.status == 1)
    #expect(run.errors == message)
  }
}
