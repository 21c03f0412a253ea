import Synchronization

/// The cells of all sessions of this user, in a SQLite file that several kernels share.
///
/// The file has a rollback journal and no write-ahead log: that one needs memory which kernels on
/// two machines with one home folder do not share.
package final class HistoryStore: Sendable {
  /// How much is kept; the oldest goes first.
  package struct Bounds: Hashable, Sendable {
    package var sessions = 10_000
    package var cells = 100_000
    /// Bytes of all that is kept.
    package var bytes = 64 << 20
    /// Bytes of one cell; a longer input is left out, a longer output is cut.
    package var cellBytes = 64 << 10

    package init() {}
  }

  /// A cell with its session.
  package struct Cell: Hashable, Sendable {
    package var session: Int
    package var line: Int
    package var input: String
    package var output: String?

    package init(session: Int, line: Int, input: String, output: String? = nil) {
      self.session = session
      self.line = line
      self.input = input
      self.output = output
    }
  }

  /// What is to be kept.
  package enum Entry: Hashable, Sendable {
    case input(line: Int, String)
    case output(line: Int, String)
  }

  /// The version of the tables; a file of a later one is left alone.
  private static let version = 1

  /// Entries after which the bounds are looked at again.
  private static let pruneInterval = 1_000

  /// The number of this session.
  package let session: Int
  private let database: Database
  private let bounds: Bounds
  /// Inputs that came since the bounds were looked at.
  private let sincePruned = Mutex(0)

  /// Opens the file, makes it if needed, and starts a session in it; `ownsFolder` says that the
  /// folder is there for it alone.
  package init(
    path: String, ownsFolder: Bool = false, now: Int, bounds: Bounds = Bounds(),
    patience: Int32 = 2_000
  ) throws {
    let path = try PrivateFile.prepare(path, ownsFolder: ownsFolder)
    self.bounds = bounds
    database = try Database(path, patience: patience)
    let database = database
    try database.run("PRAGMA journal_mode = DELETE")
    try database.run("PRAGMA cache_size = -256")
    // What is deleted is overwritten: a cell that was dropped shall not be found in the file.
    try database.run("PRAGMA secure_delete = ON")
    session = try database.transaction { () throws(DatabaseError) in
      switch try database.value("PRAGMA user_version").integer {
      case 0:
        try database.run(
          "CREATE TABLE session (number INTEGER PRIMARY KEY AUTOINCREMENT, started INTEGER NOT NULL)"
        )
        try database.run(
          """
          CREATE TABLE cell (session INTEGER NOT NULL, line INTEGER NOT NULL, input TEXT NOT NULL, \
          output TEXT, PRIMARY KEY (session, line)) WITHOUT ROWID
          """)
        try database.run("PRAGMA user_version = \(HistoryStore.version)")
      case HistoryStore.version: break
      default: throw DatabaseError(0, "the file is of a later release")
      }
      try database.run("INSERT INTO session (started) VALUES (?)", [.integer(now)])
      return database.lastRow
    }
    try prune()
  }

  /// Keeps inputs and outputs of this session, all or none.
  package func add(_ entries: [Entry]) throws(DatabaseError) {
    try database.transaction { () throws(DatabaseError) in
      for entry in entries {
        switch entry {
        case .input(let line, let text):
          guard text.utf8.count <= bounds.cellBytes else { continue }
          try database.run(
            "INSERT OR REPLACE INTO cell (session, line, input) VALUES (?, ?, ?)",
            [.integer(session), .integer(line), .text(text)])
        case .output(let line, let text):
          try database.run(
            "UPDATE cell SET output = ? WHERE session = ? AND line = ?",
            [.text(cut(text)), .integer(session), .integer(line)])
        }
      }
    }
    let isDue = sincePruned.withLock { count in
      count += entries.count
      guard count >= HistoryStore.pruneInterval else { return false }
      count = 0
      return true
    }
    if isDue { try prune() }
  }

  // MARK: Reading

  /// The last cells, oldest first.
  package func tail(_ count: Int) throws(DatabaseError) -> [Cell] {
    try cells("ORDER BY session DESC, line DESC LIMIT ?", [.integer(count)]).reversed()
  }

  /// The cells of a session with lines from `start` up to `stop`; 0 is this session, a negative
  /// number counts the sessions before it.
  package func range(session number: Int, from start: Int, to stop: Int?) throws(DatabaseError)
    -> [Cell]
  {
    var wanted = number == 0 ? session : number
    if number < 0 {
      guard number > -1_000_000 else { return [] }
      let found = try database.value(
        "SELECT number FROM session WHERE number < ? ORDER BY number DESC LIMIT 1 OFFSET ?",
        [.integer(session), .integer(-number - 1)])
      guard let found = found.integer else { return [] }
      wanted = found
    }
    return try cells(
      "WHERE session = ? AND line >= ? AND line < ? ORDER BY line",
      [.integer(wanted), .integer(start), .integer(stop ?? .max)])
  }

  /// The last cells whose input matches, oldest first; with `unique` each input once.
  package func search(
    _ count: Int?, unique: Bool, matching isMatch: (String) -> Bool
  ) throws(DatabaseError) -> [Cell] {
    var found: [Cell] = []
    var seen: Set<String> = []
    guard count != 0 else { return [] }
    try cells("ORDER BY session DESC, line DESC", []) { cell in
      if isMatch(cell.input), !unique || seen.insert(cell.input).inserted { found.append(cell) }
      return found.count != count
    }
    return found.reversed()
  }

  private func cells(
    _ clauses: String, _ values: [DatabaseValue]
  ) throws(DatabaseError) -> [Cell] {
    var found: [Cell] = []
    try cells(clauses, values) {
      found.append($0)
      return true
    }
    return found
  }

  private func cells(
    _ clauses: String, _ values: [DatabaseValue], each: (Cell) -> Bool
  ) throws(DatabaseError) {
    try database.run("SELECT session, line, input, output FROM cell \(clauses)", values) { row in
      guard let session = row[0].integer, let line = row[1].integer, let input = row[2].text else {
        return true
      }
      return each(Cell(session: session, line: line, input: input, output: row[3].text))
    }
  }

  // MARK: Bounds

  /// Drops the oldest cells and sessions beyond the bounds.
  package func prune() throws(DatabaseError) {
    try database.transaction { () throws(DatabaseError) in
      let first = try database.value(
        "SELECT number FROM session ORDER BY number DESC LIMIT 1 OFFSET ?",
        [.integer(bounds.sessions - 1)]
      ).integer
      if let first {
        try database.run("DELETE FROM cell WHERE session < ?", [.integer(first)])
        try database.run("DELETE FROM session WHERE number < ?", [.integer(first)])
      }
      let count = try database.value("SELECT count(*) FROM cell").integer ?? 0
      try dropOldest(count - bounds.cells)
      var rest = min(count, bounds.cells)
      while rest > 0, try usedBytes > bounds.bytes {
        let some = max(1, rest / 10)
        try dropOldest(some)
        rest -= some
      }
    }
  }

  private func dropOldest(_ count: Int) throws(DatabaseError) {
    guard count > 0 else { return }
    try database.run(
      """
      DELETE FROM cell WHERE (session, line) IN \
      (SELECT session, line FROM cell ORDER BY session, line LIMIT ?)
      """, [.integer(count)])
  }

  /// The pages of the file that hold something.
  private var usedBytes: Int {
    get throws(DatabaseError) {
      let pages = try database.value("PRAGMA page_count").integer ?? 0
      let free = try database.value("PRAGMA freelist_count").integer ?? 0
      return (pages - free) * (try database.value("PRAGMA page_size").integer ?? 0)
    }
  }

  private func cut(_ text: String) -> String {
    guard text.utf8.count > bounds.cellBytes else { return text }
    let kept = text.utf8.prefix(bounds.cellBytes)
    // A code point that was cut in two is left out.
    let whole = kept.reversed().drop { $0 & 0xC0 == 0x80 }.reversed().dropLast()
    return String(decoding: Array(whole), as: UTF8.self) + "…"
  }
}
