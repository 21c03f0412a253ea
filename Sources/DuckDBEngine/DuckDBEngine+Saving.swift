import FoundationEssentials
import Glibc
package import Planning
import Tables

extension DuckDBEngine: FileEngine {
  /// Writes the rows of a query to a file beside the target, then puts it in the target's place.
  ///
  /// CSV has a header, ISO dates and empty nulls; lists become JSON text and durations ISO 8601.
  package func save(_ sql: String, to path: String, as format: FileFormat) throws -> Int {
    let fresh = path + ".part"
    defer { try? FileManager.default.removeItem(atPath: fresh) }
    let query = format == .csv || format == .tsv ? try textual(sql) : sql
    let session = try session()
    let copied = try session.main.exclusively { access in
      try session.table(
        of: "COPY (\(query)) TO \(SQLText.literal(fresh)) (\(Self.options(of: format)))", access)
    }
    guard rename(fresh, path) == 0 else {
      throw EngineError(
        .query, "the file cannot be put in its place", hint: "is the target a folder?")
    }
    guard case .int(let rows)? = copied.columns.first?[0] else { return 0 }
    return Int(rows)
  }

  private static func options(of format: FileFormat) -> String {
    switch format {
    case .csv: "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'"
    case .tsv: "FORMAT csv, HEADER, DELIMITER '\t', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S'"
    case .parquet: "FORMAT parquet, COMPRESSION zstd"
    case .json: "FORMAT json, ARRAY true"
    }
  }

  /// The query with lists as JSON text and durations as ISO 8601.
  private func textual(_ sql: String) throws -> String {
    let fields = try schema(ofQuery: sql).fields
    let items = fields.map { field -> String in
      let name = SQLText.identifier(field.name)
      switch field.type {
      case .list: return "CAST(to_json(\(name)) AS VARCHAR) AS \(name)"
      case .duration:
        return "'PT' || printf('%.6g', epoch(\(name))) || 'S' AS \(name)"
      default: return name
      }
    }
    let isPlain = zip(fields, items).allSatisfy { SQLText.identifier($0.name) == $1 }
    return isPlain ? sql : "SELECT \(items.joined(separator: ", ")) FROM (\(sql)) AS rows"
  }
}
