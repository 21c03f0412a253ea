import DuckDBEngine
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing

private let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }

@Suite(
  "The registry among processes",
  .enabled(if: isEngineThere, "DuckDB is not found; see teff doctor"))
struct RegistryProcessTests {
  private let folder: String
  private var path: String { folder + "/registry.db" }

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "teff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.folder = folder.path
  }

  private func program(_ registry: String? = nil) throws -> Program {
    try Program("teff", environment: ["TEFF_REGISTRY": registry ?? path])
  }

  /// A script whose cells each leave a run and a version of their own.
  private func script(_ name: String, cells: Int) -> String {
    "orders = load sample \"orders\" rows: 300\n"
      + (0..<cells).map { number in
        """
        # %%
        \(name)\(number) = orders | rfm customer: customer_id, date: order_date, amount: quantity
          | register "\(name)\(number)"

        """
      }.joined()
  }

  private func numbers(_ cell: String) throws -> [String] {
    let run = try program().run(["run", "-"], input: cell)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").filter { $0.hasPrefix("│") }.dropFirst().map { row in
      row.split(separator: "│").map { $0.filter { $0 != " " } }.joined(separator: " ")
    }
  }

  @Test("Two programs that write at once lose nothing")
  func together() async throws {
    let statuses = try await withThrowingTaskGroup(of: String.self) { group in
      for name in ["a", "b"] {
        let text = script(name, cells: 12)
        let path = path
        group.addTask {
          let run = try Program("teff", environment: ["TEFF_REGISTRY": path])
            .run(["run", "-"], input: text)
          return "\(run.status)\(run.errors)"
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == ["0", "0"])
    #expect(
      try numbers("registry runs | summarize n = count(), names = count_distinct(name)") == [
        "24 24"
      ])
  }

  @Test("A program that is killed in the middle leaves whole runs, and those before it")
  func killed() throws {
    #expect(try program().run(["run", "-"], input: script("first", cells: 2)).status == 0)
    for attempt in 0..<3 {
      let text = script("k\(attempt)x", cells: 60)
      let journal = path + "-journal"
      let run = try program().run(["run", "-"], input: text) { id in
        // As soon as a write is under way, or some of them are done.
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end, !FileManager.default.fileExists(atPath: journal) {
          usleep(200)
        }
        usleep(UInt32(attempt) * 20_000)
        kill(id, SIGKILL)
      }
      #expect(run.status == 128 + SIGKILL)
    }
    let rows = try numbers("registry runs | filter starts_with(name, \"first\") | select run, rows")
    #expect(rows == ["2 300", "1 300"])
    let all = try numbers("registry runs | select run").compactMap(Int.init)
    for number in all.prefix(3) {
      #expect(try numbers("registry assignments \(number) | summarize n = count()") != ["0"])
    }
    #expect(try program().run(["run", "-"], input: script("last", cells: 1)).status == 0)
    #expect(try numbers("registry runs | take 1 | select name") == ["last0"])
  }

  @Test("When the file cannot grow, the cell succeeds with one warning, and `register` says why")
  func full() throws {
    #expect(try program().run(["run", "-"], input: script("first", cells: 1)).status == 0)
    let limited = try program()
    try limited.write(
      script("more", cells: 3).replacing("rows: 300", with: "rows: 30000")
        .replacing("\n  | register \"more0\"", with: "")
        .replacing("\n  | register \"more1\"", with: ""), to: "more.teff")
    let output = limited.folder.appending(path: "out").path()
    var variables = ProcessInfo.processInfo.environment
    variables["TEFF_REGISTRY"] = path
    // The signal of the limit is ignored, as where a disk is full.
    let teff = executableFolder.appending(path: "teff").path()
    let id = try spawn(
      "/bin/sh",
      [
        "-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" run \"$1\"", teff,
        limited.folder.appending(path: "more.teff").path(),
      ], variables: variables, output: output)
    var word: Int32 = 0
    waitpid(id, &word, 0)
    let text = limited.text("out") ?? ""
    #expect(word >> 8 & 0xFF == 1)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("warning[W607]") } == 1, "\(text)")
    #expect(text.contains("error[E717]"))
    #expect(text.contains("make room on the disk"))
    #expect(try numbers("registry runs | select name").last == "first0")
  }

  @Test("A script keeps runs only where TEFF_REGISTRY names the file, and `off` is no file")
  func places() throws {
    let plain = try Program("teff", environment: ["TEFF_REGISTRY": nil])
    let cell = script("a", cells: 1).replacing("\n  | register \"a0\"", with: "")
    #expect(try plain.run(["run", "-"], input: cell).status == 0)
    #expect(plain.text(".teff/registry.db") == nil)
    let off = try program("off")
    #expect(try off.run(["run", "-"], input: cell).status == 0)
    #expect(off.text("off") == nil)
    #expect(off.text(".teff/registry.db") == nil)
    let refused = try off.run(["run", "-"], input: "rows [{a: 1}] | register \"x\"")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("TEFF_REGISTRY is off"))
  }
}
