import FoundationEssentials
import Glibc
import Registry
import TestSupport
import Testing

@Suite("The history file")
struct HistoryStoreTests {
  let folder: TestFolder
  var path: String { folder.path + "/state/teff/history.db" }

  init() throws { folder = try TestFolder() }

  private func open(_ bounds: HistoryStore.Bounds = .init()) throws -> HistoryStore {
    try HistoryStore(path: path, now: 1_000, bounds: bounds, patience: 200)
  }

  private func rights(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test("A later session finds what an earlier one kept")
  func sessions() throws {
    let first = try open()
    try first.add([.input(line: 1, "a = 1"), .input(line: 2, "b = 2"), .output(line: 2, "2")])
    let second = try open()
    try second.add([.input(line: 1, "a + b"), .output(line: 1, "3")])
    #expect(
      try second.tail(2) == [
        .init(session: 1, line: 2, input: "b = 2", output: "2"),
        .init(session: 2, line: 1, input: "a + b", output: "3"),
      ])
    #expect(try second.range(session: -1, from: 1, to: 2).map(\.input) == ["a = 1"])
    #expect(try second.range(session: 1, from: 2, to: nil).map(\.input) == ["b = 2"])
    #expect(try second.range(session: 0, from: 1, to: nil).map(\.input) == ["a + b"])
    #expect(try second.range(session: -2, from: 1, to: nil) == [])
    #expect(try second.range(session: .min, from: .min, to: .max) == [])
  }

  @Test("A search gives the last matches, oldest first, each text once if asked")
  func search() throws {
    let first = try open()
    try first.add([.input(line: 1, "load x"), .input(line: 2, "take 3"), .input(line: 3, "load y")])
    let second = try open()
    try second.add([.input(line: 1, "load x")])
    let isLoad = { (text: String) in text.hasPrefix("load") }
    let all = try second.search(nil, unique: false, matching: isLoad)
    #expect(all.map(\.input) == ["load x", "load y", "load x"])
    let unique = try second.search(nil, unique: true, matching: isLoad)
    #expect(unique.map(\.session) == [1, 2])
    #expect(unique.map(\.input) == ["load y", "load x"])
    #expect(try second.search(1, unique: false, matching: isLoad).map(\.session) == [2])
    #expect(try second.search(0, unique: false, matching: isLoad) == [])
  }

  @Test("Only the owner reads the file and the folder that was made for it")
  func rights() throws {
    let old = umask(0)
    defer { umask(old) }
    try open().add([.input(line: 1, "a")])
    #expect(rights(path) == 0o600)
    #expect(rights(folder.path + "/state/teff") == 0o700)
    chmod(path, 0o644)
    _ = try open()
    #expect(rights(path) == 0o600)
  }

  @Test("A folder that is ours alone is closed to others, another one stays as it is")
  func ownFolder() throws {
    try folder.make("state/teff")
    chmod(folder.path + "/state/teff", 0o775)
    _ = try open()
    #expect(rights(folder.path + "/state/teff") == 0o775)
    _ = try HistoryStore(path: path, ownsFolder: true, now: 1_000)
    #expect(rights(folder.path + "/state/teff") == 0o700)
    #expect(rights(path) == 0o600)
  }

  @Test("A home folder may be a link")
  func linkedHome() throws {
    try folder.make("disk/ana")
    symlink(folder.path + "/disk/ana", folder.path + "/home")
    let path = folder.path + "/home/.local/state/teff/history.db"
    let store = try HistoryStore(path: path, ownsFolder: true, now: 1_000)
    try store.add([.input(line: 1, "a")])
    #expect(try store.tail(1).map(\.input) == ["a"])
    #expect(rights(folder.path + "/disk/ana/.local/state/teff/history.db") == 0o600)
    #expect(throws: DatabaseError.self) { _ = try Database(path) }
  }

  @Test("A link or a folder in the place of the file is refused")
  func link() throws {
    try folder.make("state/teff")
    symlink(folder.path + "/elsewhere.db", path)
    #expect(throws: PrivateFileError.self) { _ = try open() }
    #expect(access(folder.path + "/elsewhere.db", F_OK) != 0)
    unlink(path)
    mkdir(path, 0o700)
    #expect(throws: PrivateFileError.self) { _ = try open() }
  }

  @Test("What is no database is refused and left as it is")
  func corrupt() throws {
    try folder.make("state/teff")
    let text = String(repeating: "This is no database. ", count: 200)
    try Data(text.utf8).write(to: URL(filePath: path))
    #expect(throws: DatabaseError.self) { _ = try open() }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(text.utf8))
  }

  @Test("The file of a later release is left alone")
  func later() throws {
    _ = try open()
    try Database(path).run("PRAGMA user_version = 2")
    let error = #expect(throws: DatabaseError.self) { _ = try open() }
    #expect(error?.message == "the file is of a later release")
  }

  @Test("The oldest sessions and cells are dropped")
  func bounds() throws {
    var bounds = HistoryStore.Bounds()
    bounds.sessions = 3
    bounds.cells = 5
    for _ in 1...4 {
      try open(bounds).add([.input(line: 1, "a"), .input(line: 2, "b")])
    }
    let last = try open(bounds)
    #expect(try last.tail(100).map(\.session) == [3, 3, 4, 4])
    try last.add((1...4).map { .input(line: $0, "c\($0)") })
    try last.prune()
    #expect(try last.tail(100).map(\.input) == ["b", "c1", "c2", "c3", "c4"])
    #expect(try last.range(session: -3, from: 1, to: nil) == [])
  }

  @Test("The bytes of the file are bounded")
  func bytes() throws {
    var bounds = HistoryStore.Bounds()
    bounds.bytes = 300_000
    let store = try open(bounds)
    for line in 1...50 {
      try store.add([.input(line: line, String(repeating: "x", count: 20_000))])
    }
    try store.prune()
    let lines = try store.tail(100).map(\.line)
    #expect(lines.last == 50 && lines.count < 16 && lines.count > 5)
    for line in 51...100 {
      try store.add([.input(line: line, String(repeating: "x", count: 20_000))])
      try store.prune()
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
    #expect(try #require(size) < 1_200_000)
  }

  @Test("A huge input is left out, a huge output is cut between characters")
  func huge() throws {
    var bounds = HistoryStore.Bounds()
    bounds.cellBytes = 10
    let store = try open(bounds)
    try store.add([
      .input(line: 1, "12345678901"), .input(line: 2, "1234567890"),
      .output(line: 2, "123456789é and more"), .output(line: 1, "x"),
    ])
    #expect(
      try store.tail(9) == [.init(session: 1, line: 2, input: "1234567890", output: "123456789…")])
  }

  @Test(
    "Text comes back as it was", arguments: ["'; DROP TABLE cell; --", "é🦊\u{0}x", "", "a\r\nb"])
  func text(text: String) throws {
    let store = try open()
    try store.add([.input(line: 1, text)])
    #expect(try store.tail(1).first?.input == text)
  }

  @Test("A file that another process holds is waited for, then given up")
  func locked() throws {
    let store = try open()
    let other = try Database(path)
    try other.run("BEGIN IMMEDIATE")
    let error = #expect(throws: DatabaseError.self) { try store.add([.input(line: 1, "a")]) }
    #expect(error?.message == "database is locked")
    #expect(error?.isBusy == true)
    try other.run("ROLLBACK")
    try store.add([.input(line: 1, "a")])
    #expect(try store.tail(1).count == 1)
  }
}
