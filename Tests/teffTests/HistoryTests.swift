import FoundationEssentials
import Glibc
import JSONText
import Registry
import TestSupport
import Testing

@Suite("The history that kernels of one user share", .serialized)
struct HistoryTests {
  let folder: TestFolder
  var path: String { folder.path + "/state/teff/history.db" }

  init() throws { folder = try TestFolder() }

  /// A kernel with its front end.
  private struct Running {
    let process: KernelProcess
    let frontEnd: FrontEnd

    @discardableResult
    func run(_ code: String, _ members: KeyValuePairs<String, JSON> = [:]) throws -> JSON {
      try frontEnd.run(.execute(code, members), status: nil).reply
    }

    func history(_ kind: String, _ members: KeyValuePairs<String, JSON>) throws -> JSON? {
      try frontEnd.run(.history(kind, members)).reply["history"]
    }

    func shutDown() throws {
      try frontEnd.expectReply(to: frontEnd.send(.shutdown(restart: false)))
      #expect(process.exitStatus(within: 3_000) == 0)
    }
  }

  private func start(_ environment: [String: String]? = nil) throws -> Running {
    let process = try KernelProcess(
      "teff", ["kernel", "--connection-file"], connection: .onFreePorts(),
      environment: environment ?? ["TEFF_HISTORY": path])
    return Running(process: process, frontEnd: try FrontEnd(process.connection))
  }

  private func rights(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("A new kernel knows the cells of the one before: tail, range and search")
  func restart() throws {
    let first = try start()
    try first.run("1 + 1")
    try first.run("unseen", ["store_history": false])
    try first.run("unseen", ["silent": true])
    try first.run("2 * 3")
    #expect(
      try first.history("tail", ["n": 9, "output": true]) == [
        [1, 1, ["1 + 1", "2"]], [1, 2, ["2 * 3", "6"]],
      ])
    try first.shutDown()

    let second = try start()
    #expect(try second.history("tail", ["n": 1]) == [[1, 2, "2 * 3"]])
    try second.run("1 + 1")
    #expect(
      try second.history("tail", ["n": 9]) == [
        [1, 1, "1 + 1"], [1, 2, "2 * 3"], [2, 1, "1 + 1"],
      ])
    #expect(
      try second.history("range", ["session": -1, "start": 2, "stop": 3]) == [[1, 2, "2 * 3"]])
    #expect(try second.history("range", ["session": 0, "start": 1]) == [[2, 1, "1 + 1"]])
    #expect(try second.history("range", ["session": -7, "start": 1]) == [])
    #expect(
      try second.history("search", ["pattern": "1*", "unique": true, "output": true]) == [
        [2, 1, ["1 + 1", "2"]]
      ])
  }

  @Test("Two kernels at once lose nothing of each other")
  func together() throws {
    let kernels = [try start(), try start()]
    for line in 1...40 {
      for (index, kernel) in kernels.enumerated() { try kernel.run("\(line) + \(index)") }
    }
    for kernel in kernels { try kernel.shutDown() }
    let all = try start().history("tail", ["n": 1_000])?.array ?? []
    #expect(all.count == 80)
    for (index, session) in [1, 2].enumerated() {
      let inputs = all.map { $0.array ?? [] }.filter { $0.first == .int(session) }.map { $0[2] }
      let other = 1 - index
      let mine = (1...40).map { JSON.string("\($0) + \(index)") }
      let others = (1...40).map { JSON.string("\($0) + \(other)") }
      #expect(inputs == mine || inputs == others)
    }
  }

  @Test("A kernel that is killed leaves a whole file with all that its history told")
  func killed() throws {
    for _ in 1...3 {
      let kernel = try start()
      for line in 1...30 { try kernel.run("\(line)") }
      #expect(try kernel.history("tail", ["n": 1])?.array?.first?.array?[1] == 30)
      for line in 31...60 { kernel.frontEnd.send(.execute("\(line)")) }
      usleep(UInt32.random(in: 0...20_000))
      kernel.process.signal(SIGKILL)
      _ = kernel.process.exitStatus(within: 3_000)
      #expect(try Database(path).value("PRAGMA integrity_check") == .text("ok"))
    }
    let next = try start()
    for session in 1...3 {
      let kept = try next.history("range", ["session": .int(session), "start": 1])?.array ?? []
      #expect(kept.count >= 30 && kept.count <= 60, "\(kept.count) of session \(session)")
      #expect(kept.map { $0.array?[1] } == (1...60).prefix(kept.count).map { .int($0) })
    }
  }

  @Test("A kernel that runs no cell makes no file; the first makes it for its user alone")
  func rights() throws {
    let state = folder.path + "/own"
    let kernel = try start(["TEFF_HISTORY": "", "XDG_STATE_HOME": state])
    try kernel.run("1", ["silent": true])
    try kernel.run("1", ["store_history": false])
    try kernel.frontEnd.run(.kernelInfo())
    usleep(100_000)
    #expect(access(state, F_OK) != 0)
    try kernel.run("1")
    try kernel.shutDown()
    #expect(rights(state + "/teff/history.db") == 0o600)
    #expect(rights(state + "/teff") == 0o700)
  }

  @Test("Passwords do not reach the file, nor the history of the session")
  func passwords() throws {
    let kernel = try start()
    try kernel.run("note \"postgres://ana:s3cret@db/shop\"")
    try kernel.run("\"password=s3cret\"")
    let told = try kernel.history("tail", ["n": 9, "output": true])
    #expect(told?.text.contains("postgres://ana:***@db/shop") == true)
    #expect(told?.text.contains("s3cret") == false)
    try kernel.shutDown()
    let bytes = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(bytes.contains("ana:***@db"))
    #expect(!bytes.contains("s3cret"))
  }

  @Test(
    "Where there can be no file, the kernel says so once and remembers its own cells",
    arguments: ["/dev/null/history.db", "broken.db"])
  func unusable(name: String) throws {
    let path = name.hasPrefix("/") ? name : "\(folder.path)/\(name)"
    if name == "broken.db" { try Data("no database".utf8).write(to: URL(filePath: path)) }
    let kernel = try start(["TEFF_HISTORY": path])
    for line in 1...3 { try kernel.run("\(line)") }
    #expect(try kernel.history("tail", ["n": 2]) == [[1, 2, "2"], [1, 3, "3"]])
    try kernel.shutDown()
    let lines = kernel.process.output.split(separator: "\n").filter { $0.contains(path) }
    #expect(lines.count == 1, "\(kernel.process.output)")
    #expect(
      lines.first?.hasPrefix("teff: the history file \(path) cannot be used, only this") == true)
  }

  @Test("TEFF_HISTORY=off keeps cells in memory, without a word")
  func off() throws {
    let kernel = try start(["TEFF_HISTORY": "off", "XDG_STATE_HOME": folder.path])
    try kernel.run("1")
    #expect(try kernel.history("tail", ["n": 2]) == [[1, 1, "1"]])
    try kernel.shutDown()
    #expect(kernel.process.output == "")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
