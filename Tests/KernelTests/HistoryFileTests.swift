import FoundationEssentials
import JupyterProtocol
import JupyterServer
import Kernel
import Registry
import Synchronization
import TestSupport
import Testing

@Suite("The history file of a kernel")
struct HistoryFileTests {
  private let folder: TestFolder
  private let lines = Lines()
  private var path: String { folder.path + "/history.db" }

  /// What the kernel's log got.
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  init() throws { folder = try TestFolder() }

  private func file() -> HistoryFile {
    HistoryFile(.init(path), patience: 20) { [lines] line in lines.all.withLock { $0.append(line) }
    }
  }

  @Test("What another process holds up is kept for later", arguments: [true, false])
  func busy(isOpen: Bool) throws {
    if !isOpen { _ = try HistoryStore(path: path, now: 1) }
    let file = file()
    if isOpen { file.add([.input(line: 1, "a")]) }
    let other = try Database(path)
    try other.run("BEGIN IMMEDIATE")
    if !isOpen { file.add([.input(line: 1, "a")]) }
    file.add([.input(line: 2, "b"), .output(line: 2, "2")])
    #expect(file.cells(.tail(count: 9)) == nil)
    try other.run("ROLLBACK")
    file.add([.input(line: 3, "c")])
    let cells = try #require(file.cells(.tail(count: 9)))
    #expect(cells.map(\.input) == ["a", "b", "c"])
    #expect(cells.map(\.output) == [nil, "2", nil])
    #expect(lines.all.withLock { $0 } == [])
  }

  @Test("No more than a thousand entries wait")
  func bounded() throws {
    let file = file()
    file.add([])
    let other = try Database(path)
    try other.run("BEGIN IMMEDIATE")
    for part in 0..<5 { file.add((1...300).map { .input(line: part * 300 + $0, "x") }) }
    try other.run("ROLLBACK")
    let cells = try #require(file.cells(.tail(count: 9_999)))
    #expect(cells.map(\.line) == Array(501...1_500))
  }

  @Test("A file that is no database is given up with one line")
  func broken() throws {
    try Data(String(repeating: "no database ", count: 99).utf8).write(to: URL(filePath: path))
    let file = file()
    for line in 1...3 { file.add([.input(line: line, "a")]) }
    #expect(file.cells(.tail(count: 9)) == nil)
    #expect(lines.all.withLock { $0.count } == 1)
  }

  @Test(
    "The variables name the place",
    arguments: [
      (["HOME": "/h"], HistoryFile.Place("/h/.local/state/teff/history.db", ownsFolder: true)),
      (
        ["HOME": "/h", "XDG_STATE_HOME": "/s"],
        HistoryFile.Place("/s/teff/history.db", ownsFolder: true)
      ),
      (["HOME": "/h", "TEFF_HISTORY": "/a/b.db"], HistoryFile.Place("/a/b.db")),
      (["HOME": "/h", "TEFF_HISTORY": "off"], nil), ([:], nil),
    ] as [([String: String], HistoryFile.Place?)])
  func place(variables: [String: String], expected: HistoryFile.Place?) {
    #expect(HistoryFile.Place(variables) == expected)
  }
}
