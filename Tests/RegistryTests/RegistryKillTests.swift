import Dispatch
import FoundationEssentials
import Glibc
import Registry
import Tables
import TestSupport
import Testing

/// Writers that are killed at any moment: what they committed is there, and nothing is half there.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct RegistryKillTests {
  private let place: TestFolder
  private var folder: String { place.path }

  init() throws { place = try TestFolder() }

  /// Assignments of each run: enough that most of the time goes into writing them.
  private static let count = 3_000

  /// Adds runs for ever, and notes the number of each in a file once it is committed.
  private static func write(in folder: String) throws {
    let store = try RegistryStore(path: "\(folder)/registry.db", patience: 20_000)
    let log = open("\(folder)/committed", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let column = Column((0..<Int64(count)).map { .int($0) }, type: .int)
    while true {
      let number = try store.add(
        RegistryRun(
          verb: "rfm", started: 0, rows: count, engine: "duckdb",
          parameters: [.init("a", "1"), .init("b", "2")], metrics: [.init("m", "3")]),
        .init(keys: column, groups: column),
        datasets: [.init(name: "d", fingerprint: "f", rows: 1, columns: 1)])
      let line = Array("\(number)\n".utf8)
      guard Glibc.write(log, line, line.count) == line.count else { return }
    }
  }

  @Test func `Killed in the middle of writing, many times, it loses no run and keeps no half`()
    async throws
  {
    let path = "\(folder)/registry.db"
    _ = try RegistryStore(path: path)
    var hot = 0
    let attempts = 24
    for attempt in 0..<attempts {
      let delay = UInt32(2_000 + attempt * 3_700)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [folder = folder as String, delay = delay as UInt32, attempt = attempt as Int] in
        DispatchQueue.global().async {
          func awaitWriting() {
            var status = stat()
            while stat("\(folder)/registry.db-journal", &status) != 0 || status.st_size == 0 {
              usleep(50)
            }
          }
          // The clock runs from the first write on.
          awaitWriting()
          usleep(delay)
          // One at any moment, the next while it writes, however fast the machine is.
          if !attempt.isMultiple(of: 2) { awaitWriting() }
          kill(getpid(), SIGKILL)
        }
        try Self.write(in: folder)
      }
      var status = stat()
      if stat(path + "-journal", &status) == 0, status.st_size > 0 { hot += 1 }
      try check()
    }
    // Otherwise it was not in the middle that they were killed.
    #expect(hot > 0, "none of \(attempts) was killed while it wrote")
    #expect(
      try RegistryStore(path: path).add(RegistryRun(verb: "rfm", started: 1, rows: 1, engine: "e"))
        > 0)
  }

  /// What a new kernel finds.
  private func check() throws {
    let path = "\(folder)/registry.db"
    let store = try RegistryStore(path: path)
    let database = try Database(path)
    #expect(try database.value("PRAGMA integrity_check").text == "ok")
    let text = String(
      decoding: (try? Data(contentsOf: URL(filePath: "\(folder)/committed"))) ?? Data(),
      as: UTF8.self)
    let committed = text.split(separator: "\n").compactMap { Int($0) }
    let runs = try store.runs()
    #expect(Set(runs.map(\.number)).isSuperset(of: committed))
    // One may be committed that its writer could not note any more.
    #expect(runs.count >= committed.count)
    for run in runs {
      #expect(run.parameters.count == 2 && run.metrics.count == 1)
    }
    let whole = try database.value(
      """
      SELECT count(*) FROM run WHERE number IN \
      (SELECT run FROM assignment GROUP BY run HAVING count(*) = \(Self.count)) \
      AND number IN (SELECT run FROM run_dataset)
      """)
    #expect(whole.integer == runs.count)
    for table in ["assignment", "run_fact", "run_dataset"] {
      let stray = try database.value(
        "SELECT count(*) FROM \(table) WHERE run NOT IN (SELECT number FROM run)")
      #expect(stray.integer == 0)
    }
  }
}
