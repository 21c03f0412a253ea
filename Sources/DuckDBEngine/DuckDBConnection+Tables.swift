import CDuckDB
import Tables

extension DuckDBConnection.Access {
  /// Runs a query and reads its rows.
  func table(of sql: String) throws -> Table {
    var sql = sql
    if isShifted {
      // Instants with a zone are shifted by DuckDB, which knows the zones.
      sql = DuckDB.canonical(sql, try columns(of: sql))
    }
    return try table(result(of: sql))
  }

  private func table(_ result: DuckDBQueryResult) throws -> Table {
    let rows = result.rowCount
    let columns = result.columns.enumerated().filter { $0.element.type.dataType != nil }
    var decoders = columns.map {
      ColumnDecoder($0.element.type, named: $0.element.name, rows: rows, functions)
    }
    try result.forEachChunk { chunk, rows in
      try checkCancellation()
      for (place, column) in columns.enumerated() {
        let vector = functions.data_chunk_get_vector(chunk, DuckDBCount(column.offset))
        try decoders[place].append(vector, rows: rows)
      }
    }
    return Table(
      zip(columns, decoders).map { (name: $0.element.name, column: $1.finish()) })
  }
}
