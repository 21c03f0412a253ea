package import Planning
package import Tables

extension DuckDB {
  /// The columns of Parquet or JSON files, of which only the beginning is read.
  package func columns(of source: FileSource) throws -> Schema {
    let paths = try FilePaths.resolve(source.path, in: source.folder)
    guard let path = paths.first else {
      throw EngineError(.missingFile, "no file matches `\(source.path)`")
    }
    let reader: String
    switch try FileKind(of: path) {
    case .parquet: reader = "read_parquet"
    case .json(let isLines): reader = isLines ? "read_ndjson_auto" : "read_json_auto"
    case .workbook: return try workbookColumns(path, source)
    case .text: throw EngineError(.badFile, "text files are read without the engine")
    }
    let query = "SELECT * FROM \(reader)(\(SQLText.literal(path)))"
    let columns = try describe(query: query)
    let names = ColumnNames.apply(source.names, to: columns.map(\.name))
    return Schema(
      zip(names, columns).compactMap { name, column in
        (source.types[name] ?? column.type.dataType).map { Field(name, $0) }
      })
  }
}
