package import Planning
import Synchronization
import Tables

extension DuckDB {
  /// More texts than these are not read for a fingerprint: hashing them takes most of its time.
  private static let mostTexts = 16_384
  /// Rows that stand together in the engine.
  private static let vector = 2_048
  /// Parquet files whose marks are remembered.
  private static let mostMarks = 1_000

  package func isInFile(_ scan: Plan.Scan) -> Bool {
    parquetFiles.withLock { $0[scan.relation] != nil }
  }

  /// A mark of the content of what this engine stores; nil for what it does not store.
  ///
  /// Numbers, dates and truth values of all rows count, and texts of all rows, or of 16,384 rows
  /// spread over a larger table; of Parquet files, what they tell of their columns.
  package func fingerprint(of scan: Plan.Scan) throws -> String? {
    guard scan.storage != nil, !scan.schema.fields.isEmpty else { return nil }
    var fingerprint = Fingerprint()
    for field in scan.schema.fields { fingerprint.add("\(field.name) \(field.type.name)") }
    let files =
      parquetFiles.withLock { $0[scan.relation] } ?? pieceFiles.withLock { $0[scan.relation] }
    if let paths = files {
      for path in paths { fingerprint.add(try hash(ofParquet: path)) }
      return fingerprint.text
    }
    guard let rows = scan.rowCount else { return nil }
    fingerprint.add(String(rows))
    let (texts, others) = scan.schema.fields.reduce(into: ([String](), [String]())) {
      lists, field in
      let column = SQLText.identifier(scan.identifiers[field.name] ?? field.name)
      switch field.type {
      case .text, .list: lists.0.append(column)
      default: lists.1.append(column)
      }
    }
    let spread = (rows + Self.mostTexts - 1) / Self.mostTexts
    let some = spread > 1 ? " WHERE (rowid // \(Self.vector)) % \(spread) = 0" : ""
    for (columns, condition) in [(others, ""), (texts, some)] where !columns.isEmpty {
      let values = (columns + ["rowid"]).joined(separator: ", ")
      fingerprint.add(
        try onlyText("SELECT bit_xor(hash(\(values))) FROM \(scan.relation)\(condition)"))
    }
    return fingerprint.text
  }

  /// Sizes, counts, least and greatest values of the file's pieces.
  private func hash(ofParquet path: String) throws -> String {
    let stamp = FileStamp(path)
    if let stamp, let known = parquetMarks.withLock({ $0[stamp] }) { return known }
    let mark = try onlyText(
      """
      SELECT bit_xor(hash(row_group_id, column_id, num_values, stats_null_count, stats_min_value, \
      stats_max_value, total_compressed_size, total_uncompressed_size)) \
      FROM parquet_metadata(\(SQLText.literal(path)))
      """)
    if let stamp {
      parquetMarks.withLock { marks in
        if marks.count >= Self.mostMarks { marks = [:] }
        marks[stamp] = mark
      }
    }
    return mark
  }

  private func onlyText(_ query: String) throws -> String {
    let table = try collect("SELECT CAST(h AS VARCHAR) AS h FROM (\(query)) AS one(h)")
    guard table.rowCount == 1, case .text(let text) = table.columns[0][0] else { return "" }
    return text
  }
}
