import DuckDBEngine
import FoundationEssentials
import Glibc
import Registry
import Synchronization
import TestSupport
import Testing

private let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }

/// Whether a small disk of memory can be mounted, for a process and its children alone.
private let canMount: Bool = {
  guard
    let id = try? spawn(
      "/usr/bin/env",
      ["unshare", "-rm", "/bin/sh", "-c", "mount -t tmpfs -o size=64k teff-test /mnt"],
      variables: ProcessInfo.processInfo.environment, output: "/dev/null")
  else { return false }
  var word: Int32 = 0
  waitpid(id, &word, 0)
  return word == 0
}()

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
    // Whole ones: each has a row for each of the same customers.
    let database = try Database(path)
    #expect(try database.value("PRAGMA integrity_check").text == "ok")
    let sizes = "(SELECT count(*) AS n FROM assignment GROUP BY run)"
    #expect(try database.value("SELECT count(DISTINCT n) FROM \(sizes)").integer == 1)
    #expect(
      try database.value("SELECT count(*) FROM run").integer
        == database.value("SELECT count(DISTINCT run) FROM assignment").integer)
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
    let teff = executableFolder.appending(path: "teff").path()
    let id = try spawn(
      "/bin/sh",
      [
        "-c", "ulimit -f 200; exec \"$0\" run \"$1\"", teff,
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

  @Test(
    "On a disk that is full the cell succeeds with a warning, and nothing that was kept is lost",
    .enabled(if: canMount, "this user may not mount a small disk"))
  func fullDisk() throws {
    let program = try Program("teff")
    let cell = script("a", cells: 1).replacing("\n  | register \"a0\"", with: "")
    try program.write(cell, to: "first.teff")
    try program.write(
      cell.replacing("a0", with: "b0").replacing("300", with: "3000"), to: "more.teff")
    try program.write("rows [{a: 1}] | register \"x\"", to: "register.teff")
    try program.write("registry runs | select name", to: "look.teff")
    let script = """
      mkdir disk && mount -t tmpfs -o size=512k teff-test disk || exit 99
      export TEFF_REGISTRY="$PWD/disk/registry.db"
      "$0" run first.teff; echo "first $?"
      dd if=/dev/zero of=disk/filler bs=4096 2> /dev/null; echo "filled $?"
      "$0" run more.teff 2>&1; echo "more $?"
      "$0" run register.teff 2>&1; echo "register $?"
      "$0" run look.teff
      rm disk/filler
      "$0" run more.teff 2>&1; echo "again $?"
      "$0" run look.teff
      """
    let output = program.folder.appending(path: "out").path()
    let teff = executableFolder.appending(path: "teff").path()
    let id = try spawn(
      "/usr/bin/env",
      ["-C", program.folder.path(), "unshare", "-rm", "/bin/sh", "-c", script, teff],
      variables: ProcessInfo.processInfo.environment, output: output)
    var word: Int32 = 0
    waitpid(id, &word, 0)
    let text = program.text("out") ?? ""
    let lines = text.split(separator: "\n").map(String.init)
    for line in ["first 0", "filled 1", "more 0", "register 1", "again 0"] {
      #expect(lines.contains(line), "\(text)")
    }
    #expect(lines.count { $0.hasPrefix("warning[W607]") } == 1, "\(text)")
    #expect(text.contains("error[E717]") && text.contains("make room on the disk"), "\(text)")
    let names = lines.filter { $0.hasPrefix("│") }.map { $0.filter { $0 != " " && $0 != "│" } }
    #expect(names == ["name", "a0", "name", "b0", "a0"], "\(text)")
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
