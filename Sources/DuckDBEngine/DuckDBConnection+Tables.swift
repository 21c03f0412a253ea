import CDuckDB
import Tables
import Tasks

extension DuckDBConnection.Access {
  /// Runs a query and reads its rows, on demand while they come.
  func table(of sql: String, isStreamed: Bool = false) throws -> Table {
    var sql = sql
    if isShifted {
      // Instants with a zone are shifted by DuckDB, which knows the zones.
      sql = DuckDB.canonical(sql, try columns(of: sql))
    }
    let result = try isStreamed ? stream(of: sql) : result(of: sql)
    let table = try table(result, rows: isStreamed ? nil : result.rowCount)
    if let words = result.errorWords { throw error(words) }
    return table
  }

  /// The vectors between two looks at the flag: some milliseconds of work.
  private static let vectorsAtOnce = 128
  /// Fewer rows are read before a second thread has begun.
  private static let fewestForThreads = 20_000

  private func table(_ result: DuckDBQueryResult, rows: Int?) throws -> Table {
    let columns = result.columns.enumerated().filter { $0.element.type.dataType != nil }
    let readers = columns.map {
      ColumnReader(
        ColumnDecoder($0.element.type, named: $0.element.name, rows: rows ?? 0, functions),
        offset: DuckDBCount($0.offset))
    }
    let threads = (rows ?? .max) < Self.fewestForThreads ? 1 : Threads.available
    // What takes longest begins first.
    let order = readers.indices.sorted {
      (columns[$0].element.type.isText ? 0 : 1, $0) < (columns[$1].element.type.isText ? 0 : 1, $1)
    }
    let chunks = FetchedChunks(functions)
    let chunksAtOnce = max(1, Self.vectorsAtOnce / max(1, readers.count))
    func read() throws {
      try checkCancellation()
      try parallelFor(chunks: order.count, threads: threads) { place in
        try readers[order[place]].read(chunks)
      }
      chunks.removeAll()
    }
    try result.forEachChunk { chunk, rows in
      chunks.append(chunk, rows)
      if chunks.count == chunksAtOnce { try read() }
    }
    try read()
    let finished = try parallelMap(readers.count, threads: threads) { readers[$0].finish() }
    return Table(zip(columns, finished).map { (name: $0.element.name, column: $1) })
  }
}

/// Some chunks of a result, which are let go together.
private final class FetchedChunks: @unchecked Sendable {
  // Threads only read while the chunks stand; one thread adds and removes.
  private var chunks: [(chunk: DuckDBChunk, rows: Int)] = []
  let functions: DuckDBFunctions

  init(_ functions: DuckDBFunctions) { self.functions = functions }

  deinit { removeAll() }

  var count: Int { chunks.count }

  func append(_ chunk: DuckDBChunk, _ rows: Int) { chunks.append((chunk, rows)) }

  func removeAll() {
    for (chunk, _) in chunks {
      var handle: DuckDBChunk? = chunk
      functions.destroy_data_chunk(&handle)
    }
    chunks.removeAll(keepingCapacity: true)
  }

  func forEachVector(
    _ offset: DuckDBCount, _ body: (DuckDBVector, Int) throws -> Void
  ) rethrows {
    for (chunk, rows) in chunks {
      try body(functions.data_chunk_get_vector(chunk, offset), rows)
    }
  }
}

/// Reads one column of a result.
private final class ColumnReader: @unchecked Sendable {
  // One thread at a time works on a column.
  private var decoder: ColumnDecoder
  private let offset: DuckDBCount

  init(_ decoder: ColumnDecoder, offset: DuckDBCount) {
    self.decoder = decoder
    self.offset = offset
  }

  func read(_ chunks: FetchedChunks) throws {
    try chunks.forEachVector(offset) { vector, rows in try decoder.append(vector, rows: rows) }
  }

  func finish() -> Column { decoder.finish() }
}

extension EngineType {
  /// Whether reading it means looking up texts.
  fileprivate var isText: Bool { self == .text }
}
