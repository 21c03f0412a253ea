import DynamicLibraries
import FoundationEssentials
import Glibc
package import Planning
import Tables

extension DuckDB {
  /// Writes the rows of a query to a file; gives the number of rows.
  ///
  /// The rows go to a file beside the target, which then takes the target's place: a save that
  /// fails leaves the old file, and a file may be saved over itself.
  package func save(_ sql: String, to path: String, as format: FileFormat) throws -> Int {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let folder = Paths.parent(of: target)
    let name = Paths.name(of: path)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw EngineError(.badFile, "the folder of `\(name)` cannot be made")
    }
    guard !Paths.isFolder(target) else {
      throw EngineError(.badFile, "`\(name)` is a folder")
    }
    guard access(folder, W_OK) == 0, !Paths.isFile(target) || access(target, W_OK) == 0 else {
      throw EngineError(
        .badFile, "`\(name)` cannot be written: \(String(cString: strerror(errno)))",
        hint: "save to another folder")
    }
    let beside = "\(folder)/.\(Paths.name(of: target)).\(getpid())-\(newNumber()).part"
    var isDone = false
    defer { if !isDone { try? FileManager.default.removeItem(atPath: beside) } }
    let columns = try describe(query: sql)
    let query = Self.writable(sql, columns, as: format)
    var options = Self.options(of: format)
    if format == .csv || format == .tsv, let name = columns.first?.name, name.hasPrefix("'") {
      // A reader could take a sign at the very start for the quotes of the whole file.
      options.append("FORCE_QUOTE (\(SQLText.identifier(name)))")
    }
    if format != .parquet && target.hasSuffix(".gz") { options.append("COMPRESSION gzip") }
    let rows: Table
    do {
      rows = try collect(
        "COPY (\(query)) TO \(SQLText.literal(beside)) (\(options.joined(separator: ", ")))")
    } catch let error as EngineError where error.message.contains("IO Error") {
      throw EngineError(.badFile, "`\(name)` cannot be written: \(error.message)")
    }
    guard rename(beside, target) == 0 else {
      throw EngineError(
        .badFile, "`\(name)` cannot be written: \(String(cString: strerror(errno)))")
    }
    isDone = true
    guard case .int(let count) = rows.columns.first?[0] else { return 0 }
    return Int(count)
  }

  private static func options(of format: FileFormat) -> [String] {
    switch format {
    case .csv: ["FORMAT csv", "HEADER true", "DELIMITER ','", "NULLSTR ''"]
    case .tsv: ["FORMAT csv", "HEADER true", "DELIMITER '\t'", "NULLSTR ''"]
    case .parquet: ["FORMAT parquet", "COMPRESSION zstd"]
    case .json: ["FORMAT json", "ARRAY true"]
    }
  }

  /// The query with values that a text can hold: datetimes and lengths of time in ISO 8601, and
  /// lists as JSON.
  private static func writable(
    _ sql: String, _ columns: [(name: String, type: EngineType)], as format: FileFormat
  ) -> String {
    let plain = canonical(sql, columns)
    guard format != .parquet else { return plain }
    var isChanged = false
    let items = columns.compactMap { column -> String? in
      guard let type = column.type.dataType else { return nil }
      let name = SQLText.identifier(column.name)
      switch type {
      case .list where format != .json:
        isChanged = true
        return "CAST(to_json(\(name)) AS VARCHAR) AS \(name)"
      case .datetime:
        // DuckDB writes a fraction of a second only where there is one.
        isChanged = true
        return "replace(CAST(\(name) AS VARCHAR), ' ', 'T') AS \(name)"
      case .duration:
        isChanged = true
        return "\(isoDuration(name)) AS \(name)"
      default: return name
      }
    }
    return isChanged ? "SELECT \(items.joined(separator: ", ")) FROM (\(plain))" : plain
  }

  /// A length of time as ISO 8601 writes it: `PT90.5S`, in seconds, which every reader knows.
  private static func isoDuration(_ column: String) -> String {
    "CASE WHEN epoch_us(\(column)) < 0 THEN '-' ELSE '' END || 'PT' || "
      + "format('{}', abs(epoch_us(\(column))) // 1000000) || "
      + "CASE WHEN epoch_us(\(column)) % 1000000 = 0 THEN '' ELSE '.' || "
      + "rtrim(lpad(CAST(abs(epoch_us(\(column))) % 1000000 AS VARCHAR), 6, '0'), '0') END || 'S'"
  }
}
