import DynamicLibraries
import Planning

/// The kinds of files that can be loaded, told by their names.
enum FileKind: Hashable, Sendable {
  case text(delimiter: UInt8?)
  case json(isLines: Bool)
  case parquet
  case workbook

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
    case "xlsx",
      "xlsm" where !path.lowercased().hasSuffix(".gz"):
      self = .workbook
    case "xls", "xlsb", "ods", "numbers":
      throw EngineError(
        .badFile, "workbooks are read as .xlsx, and `\(Paths.name(of: path))` is none",
        hint: "save it as .xlsx, and load that")
    case let ending:
      throw EngineError(
        .badFile,
        ending.isEmpty
          ? "the kind of \(Paths.name(of: path)) is not known: its name has no ending"
          : "files that end in .\(ending) cannot be read",
        hint: "load reads .csv .tsv .txt .json .jsonl .parquet .xlsx, and text files with .gz")
    }
  }
}
