import CDuckDB
import Planning
import Synchronization
import Tasks

/// An open database in memory with its connections.
final class DuckDBSession: @unchecked Sendable {
  // The handle is only used to open and to close.
  private let database: DuckDBDatabase
  let duckDB: DuckDBLibrary
  let folder: TemporaryFolder
  private let connections = Mutex(Connections())

  private struct Connections {
    var idle: [DuckDBConnection] = []
    var lent: [DuckDBConnection] = []
  }

  /// Connections that are kept for later.
  private static let mostIdle = 4

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
    duckDB = library
    self.folder = folder
    let first = try connect()
    try Self.run("CREATE SCHEMA stored", on: first)
    connections.withLock { $0.idle.append(first) }
  }

  deinit {
    connections.withLock { $0 = Connections() }
    var database: DuckDBDatabase? = database
    duckDB.functions.close(&database)
    folder.remove()
  }

  /// Hands out a connection for a cell's calls, or for one call outside cells.
  func lend(for cancellation: Cancellation?) throws(EngineError) -> DuckDBConnection {
    let known = connections.withLock { $0.idle.popLast() }
    let connection = if let known { known } else { try connect() }
    connection.begin(cancellation)
    connections.withLock { $0.lent.append(connection) }
    return connection
  }

  /// Takes a connection back, on which nothing runs any more.
  func takeBack(_ connection: DuckDBConnection) {
    connections.withLock { connections in
      connections.lent.removeAll { $0 === connection }
      if connections.idle.count < Self.mostIdle { connections.idle.append(connection) }
    }
  }

  /// Stops the calls of cancelled cells, and those outside cells that may be stopped.
  func interruptCancelled() {
    for connection in connections.withLock({ $0.lent }) { connection.interruptCancelled() }
  }

  private func connect() throws(EngineError) -> DuckDBConnection {
    let connection = try DuckDBConnection(to: database, duckDB.functions)
    try Self.run("SET TimeZone = 'UTC'; SET default_null_order = 'nulls_last'", on: connection)
    return connection
  }

  private static func run(_ sql: String, on connection: DuckDBConnection) throws(EngineError) {
    do {
      try connection.exclusively(in: "UTC") { access in try access.execute(sql) }
    } catch {
      throw error as? EngineError ?? EngineError(.missingEngine, "\(error)")
    }
  }
}
