package import Planning
package import Tables

/// What to load from files, and how.
package struct FileSource: Hashable, Sendable {
  /// What happens with a row of a text file that does not fit.
  package enum BadRows: String, Hashable, Sendable, CaseIterable {
    case refuse, skip
  }

  /// How column names are taken over.
  package enum Names: String, Hashable, Sendable, CaseIterable {
    case keep, snake
  }

  /// A path, or a pattern with `*`, `?` and `[…]`.
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
  /// The encoding of a text file, if it should not be found: `utf-8`, `latin-1`, `cp1252`.
  package var encoding: String?
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
}

/// The kinds of files that can be loaded, told by their names.
enum FileKind: Hashable, Sendable {
  case text(delimiter: UInt8?)
  case json(isLines: Bool)
  case parquet

  /// The kind by the name's ending; `.gz` after it is looked through.
  init(of path: String) throws(EngineError) {
    var name = Substring(Paths.name(of: path).lowercased())
    if name.hasSuffix(".gz") { name = name.dropLast(3) }
    switch name.lastIndex(of: ".").map({ name[name.index(after: $0)...] }) ?? "" {
    case "csv", "txt": self = .text(delimiter: nil)
    case "tsv", "tab": self = .text(delimiter: UInt8(ascii: "\t"))
    case "json": self = .json(isLines: false)
    case "jsonl", "ndjson": self = .json(isLines: true)
    case "parquet", "pq": self = .parquet
    case "xlsx", "xls":
      throw EngineError(
        .badFile, "Excel files cannot be read: \(Paths.name(of: path))",
        hint: "save the sheet as CSV and load that")
    case let ending:
      throw EngineError(
        .badFile,
        ending.isEmpty
          ? "the kind of \(Paths.name(of: path)) is not known: its name has no ending"
          : "files that end in .\(ending) cannot be read",
        hint: "load reads .csv .tsv .txt .json .jsonl .parquet, and text files with .gz")
    }
  }
}
