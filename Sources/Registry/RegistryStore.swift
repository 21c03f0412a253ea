/// What analyses found, in a SQLite file beside the notebooks: data sets that were seen, runs with
/// their assignments, and registered versions.
///
/// Several kernels may use the file at once. Each change is one transaction: after a kill in the
/// middle it is there whole or not at all.
package final class RegistryStore: Sendable {
  let database: Database

  /// Changes of the tables, in order; the position of the last one done is the file's version.
  private static let migrations: [[String]] = [
    [
      """
      CREATE TABLE dataset (fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, rows INTEGER NOT NULL, \
      columns INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID
      """,
      """
      CREATE TABLE run (number INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, name TEXT, \
      started INTEGER NOT NULL, rows INTEGER NOT NULL, seed INTEGER, duration REAL NOT NULL, \
      engine TEXT NOT NULL, dataset TEXT, notebook TEXT, cell INTEGER, key_type TEXT, group_type TEXT)
      """,
      """
      CREATE TABLE run_fact (run INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, \
      name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, kind, place)) WITHOUT ROWID
      """,
      """
      CREATE TABLE assignment (run INTEGER NOT NULL, place INTEGER NOT NULL, key TEXT, member TEXT, \
      PRIMARY KEY (run, place)) WITHOUT ROWID
      """,
      """
      CREATE TABLE version (name TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, \
      note TEXT, registered INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (name, version))
      """,
    ],
    [
      // Two runs of one identity and one outcome are one run that was done again.
      "ALTER TABLE run ADD COLUMN identity TEXT",
      "ALTER TABLE run ADD COLUMN outcome TEXT",
      "ALTER TABLE run ADD COLUMN assigned INTEGER NOT NULL DEFAULT 0",
      "ALTER TABLE run ADD COLUMN group_name TEXT",
      "CREATE INDEX run_identity ON run (identity)",
      // Assignments in one piece, where rows of their own would take too long.
      "CREATE TABLE assignment_table (run INTEGER PRIMARY KEY, content BLOB NOT NULL)",
      "UPDATE run SET assigned = (SELECT count(*) FROM assignment WHERE run = run.number)",
    ],
    [
      // A run that joins tables works on several data sets.
      """
      CREATE TABLE run_dataset (run INTEGER NOT NULL, place INTEGER NOT NULL, \
      fingerprint TEXT NOT NULL, PRIMARY KEY (run, place)) WITHOUT ROWID
      """,
      "INSERT INTO run_dataset SELECT number, 0, dataset FROM run WHERE dataset IS NOT NULL",
    ],
  ]

  /// Opens the file, and makes it, readable for its owner only, if it is not there.
  ///
  /// `ownsFolder` says that the folder is there for it alone; another process that writes is waited
  /// for `patience` milliseconds.
  package init(path: String, ownsFolder: Bool = false, patience: Int32 = 5_000) throws {
    let path = try PrivateFile.prepare(path, ownsFolder: ownsFolder)
    database = try Database(path, patience: patience)
    let database = database
    // As with the history: a write-ahead log needs memory that two machines do not share.
    try database.run("PRAGMA journal_mode = DELETE")
    // What is forgotten shall not be found in the file.
    try database.run("PRAGMA secure_delete = ON")
    // Who only reads does not ask for the right to write.
    guard try database.value("PRAGMA user_version").integer != Self.migrations.count else { return }
    try database.transaction { () throws(DatabaseError) in
      let done = try database.value("PRAGMA user_version").integer ?? 0
      guard done <= Self.migrations.count else {
        throw DatabaseError(
          0, "the file was written by a later release (tables of version \(done))")
      }
      for (index, statements) in Self.migrations.enumerated().dropFirst(done) {
        for statement in statements { try database.run(statement) }
        try database.run("PRAGMA user_version = \(index + 1)")
      }
    }
  }
}

extension RegistryStore {
  /// Bounds the file to a number of pages, and returns the bound that holds now.
  @discardableResult
  package func pageLimit(to pages: Int) throws(DatabaseError) -> Int {
    try database.value("PRAGMA max_page_count = \(pages)").integer ?? 0
  }
}
