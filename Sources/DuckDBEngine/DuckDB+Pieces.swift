import FoundationEssentials
package import Planning
import Tables

extension DuckDB {
  /// Writes the rows of a stored table to a file in the folder for what does not fit in memory.
  package func putAside(_ scan: Plan.Scan) throws -> StoredPiece {
    let piece = try putAside(query: "SELECT * FROM \(scan.relation)", schema: scan.schema)
    // No plan knows the table: it need not stay until this cell ends.
    try execute("DROP TABLE IF EXISTS \(scan.relation)")
    return piece
  }

  /// Writes the rows of a query to such a file.
  package func putAside(query sql: String) throws -> StoredPiece {
    try putAside(query: sql, schema: schema(ofQuery: sql))
  }

  private func putAside(query sql: String, schema: Schema) throws -> StoredPiece {
    let folder = try session().folder.path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw EngineError(.badFile, "no folder for what does not fit in memory can be made")
    }
    let path = "\(folder)/rows-\(newNumber()).parquet"
    do {
      let rows = try collect(
        "COPY (\(sql)) TO \(SQLText.literal(path)) (FORMAT parquet, COMPRESSION zstd)")
      var rowCount = 0
      if case .int(let count)? = rows.columns.first?[0] { rowCount = Int(count) }
      return StoredPiece(path: path, schema: schema, rowCount: rowCount) {
        try? FileManager.default.removeItem(atPath: path)
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  /// The rows of pieces behind each other; the files go away with the last plan that holds the scan.
  package func joined(_ pieces: [StoredPiece]) throws -> Plan.Scan {
    guard let first = pieces.first else { throw EngineError(.query, "there is nothing to join") }
    let name = newName()
    let paths = pieces.map(\.path)
    try execute("CREATE VIEW \(name) AS SELECT * FROM read_parquet(\(Self.list(paths)))")
    return scan(
      "VIEW", name, schema: first.schema, rows: pieces.reduce(0) { $0 + $1.rowCount },
      pieces: pieces)
  }
}
