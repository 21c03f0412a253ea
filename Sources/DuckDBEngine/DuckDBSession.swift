import CDuckDB
import Planning
import Synchronization
import Tables

/// An open database in memory with its two connections.
final class DuckDBSession: @unchecked Sendable {
  // The handle is only used to open and to close.
  private let database: DuckDBDatabase
  let library: DuckDBLibrary
  /// The session's own queries.
  let main: DuckDBConnection
  /// Queries beside them.
  let aside: DuckDBConnection
  let folder: TemporaryFolder
  /// Whether instants with a zone have to be shifted out of UTC.
  let isShifted = Mutex(false)

  init(_ library: DuckDBLibrary, threads: Int?) throws(EngineError) {
    let functions = library.functions
    let folder = TemporaryFolder()
    var settings = [
      // Nothing is ever downloaded.
      "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
      "allow_community_extensions": "false",
      "preserve_insertion_order": "true", "temp_directory": folder.path,
    ]
    if let threads, threads > 0 { settings["threads"] = String(threads) }
    var config: DuckDBConfig?
    defer { functions.destroy_config(&config) }
    guard functions.create_config(&config) == 0, let config else {
      throw EngineError(.missingEngine, "DuckDB takes no settings")
    }
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      guard functions.set_config(config, name, value) == 0 else {
        throw EngineError(.missingEngine, "DuckDB does not know the setting \(name)=\(value)")
      }
    }
    // DuckDB 2.0 can wait for itself forever when a query fails while its threads for input and
    // output still write (its issue 23885); older versions do not know the setting.
    _ = functions.set_config(config, "async_threads", "0")
    var database: DuckDBDatabase?
    var reason: UnsafeMutablePointer<CChar>?
    guard functions.open_ext(nil, &database, config, &reason) == 0, let database else {
      let words = reason.map { String(cString: $0) } ?? "DuckDB does not open"
      if let reason { functions.free(reason) }
      throw EngineError(.missingEngine, words)
    }
    self.database = database
    self.library = library
    self.folder = folder
    main = try DuckDBConnection(to: database, functions)
    aside = try DuckDBConnection(to: database, functions)
    for connection in [main, aside] {
      do {
        try connection.exclusively { access in
          try access.execute("SET TimeZone = 'UTC'; SET default_null_order = 'nulls_last'")
        }
      } catch {
        throw error as? EngineError ?? EngineError(.missingEngine, "\(error)")
      }
    }
    do {
      try main.exclusively { access in try access.execute("CREATE SCHEMA stored") }
    } catch {
      throw error as? EngineError ?? EngineError(.missingEngine, "\(error)")
    }
  }

  deinit {
    // Its connections close before it: they hold nothing that outlives them.
    var database: DuckDBDatabase? = database
    library.functions.close(&database)
    folder.remove()
  }

  /// Runs a query and reads its rows.
  func table(of sql: String, _ access: DuckDBConnection.Access) throws -> Table {
    var sql = sql
    if isShifted.withLock({ $0 }) {
      // Instants with a zone are shifted by DuckDB, which knows the zones.
      sql = DuckDB.canonical(sql, try access.columns(of: sql))
    }
    return try Self.table(access.result(of: sql), access)
  }

  private static func table(
    _ result: DuckDBQueryResult, _ access: DuckDBConnection.Access
  ) throws -> Table {
    let rows = result.rowCount
    let functions = access.functions
    let columns = result.columns.enumerated().filter { $0.element.type.dataType != nil }
    var decoders = columns.map {
      ColumnDecoder($0.element.type, named: $0.element.name, rows: rows, functions)
    }
    let connection = access.connection
    try result.forEachChunk { chunk, rows in
      try connection.checkCancellation()
      for (place, column) in columns.enumerated() {
        let vector = functions.data_chunk_get_vector(chunk, DuckDBCount(column.offset))
        try decoders[place].append(vector, rows: rows)
      }
    }
    return Table(
      zip(columns, decoders).map { (name: $0.element.name, column: $1.finish()) })
  }
}
