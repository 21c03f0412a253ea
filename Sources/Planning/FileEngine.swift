package import Tables
package import Tasks

/// An engine that reads and writes files: the one inside the kernel.
package protocol FileEngine: Engine {
  /// Loads files: text, JSON and workbooks are read once, Parquet stays where it is.
  func load(_ source: FileSource, progress: Progress) throws -> LoadedFiles
  /// Writes the rows of a query to a file beside the target and puts it in the target's place, so
  /// that a failed save leaves the old file; gives the number of rows.
  func save(_ sql: String, to path: String, as format: FileFormat) throws -> Int
  /// Adds rows to what `store` keeps, behind the others; the scan of the longer table.
  func append(_ table: Table, to scan: Plan.Scan) throws -> Plan.Scan
  /// Moves the rows of what `store` keeps out of memory, into a file of the engine's own; the scan
  /// is of no use afterwards. Lists and durations cannot be moved.
  func putAside(_ scan: Plan.Scan) throws -> StoredPiece
  /// Writes the rows of a query to such a file.
  func putAside(query sql: String) throws -> StoredPiece
  /// The rows of pieces of one schema, behind each other.
  func joined(_ pieces: [StoredPiece]) throws -> Plan.Scan
  /// Changes the zone in which instants with a zone are read, such as `Europe/London`: for the
  /// rest of the cell, and for the calls outside cells.
  func setTimeZone(_ zone: String) throws
}

extension FileEngine {
  /// Loads files without telling how far it is.
  package func load(_ source: FileSource) throws -> LoadedFiles {
    try load(source, progress: .silent)
  }
}

/// A kind of file that tables are written to.
package enum FileFormat: String, Hashable, Sendable, CaseIterable {
  case csv, tsv, parquet, json
}

/// What to load from files, and how.
package struct FileSource: Hashable, Sendable {
  /// What happens with a row of a text file that does not fit.
  package enum BadRows: String, Hashable, Sendable, CaseIterable {
    case refuse, skip
  }

  /// Which sheet of a workbook to read.
  package enum Sheet: Hashable, Sendable {
    case name(String)
    /// The place among the sheets that are seen, from 1.
    case number(Int)
  }

  /// How column names are taken over.
  package enum Names: String, Hashable, Sendable, CaseIterable {
    case keep, snake
  }

  /// A path, a pattern with `*`, `?` and `[…]`, or an address on the web.
  package var path: String
  /// The folder in which a relative path starts.
  package var folder: String
  /// Types that are known better than they can be found.
  package var types: [String: DataType] = [:]
  package var names = Names.keep
  /// Texts of a text file that stand for null.
  package var nulls = [""]
  /// The sign between fields of a text file, if it should not be found.
  package var delimiter: String?
  /// The encoding of a text file, if it should not be found: `utf-8`, `cp1252`, `shift_jis`.
  package var encoding: String?
  /// Whether numbers of a text file are written with a comma, `1.234,56`, and not with a point.
  package var hasDecimalComma = false
  /// The sheet of a workbook; without it, the first that is seen.
  package var sheet: Sheet?
  package var badRows = BadRows.refuse
  /// Whether a column `file` names the file of each row.
  package var includesFileName = false

  package init(_ path: String, in folder: String) {
    self.path = path
    self.folder = folder
  }
}

/// What came of loading files.
package struct LoadedFiles: Sendable {
  package var scan: Plan.Scan
  /// What the user should know: hidden columns, a guessed encoding, columns that some files lack.
  package var notices: [String]
  /// The number of rows that were left out (`bad_rows: skip`).
  package var rejectedCount: Int
  /// Those rows: line int, error text, text text (with `file` first, if there are several files).
  package var rejected: Table?

  package init(
    scan: Plan.Scan, notices: [String] = [], rejectedCount: Int = 0, rejected: Table? = nil
  ) {
    self.scan = scan
    self.notices = notices
    self.rejectedCount = rejectedCount
    self.rejected = rejected
  }
}
