import DuckDBEngine
import FoundationEssentials
import Planning
import Synchronization
import Tables

/// The columns of Parquet and JSON files that nobody has loaded yet, found beside the cells.
///
/// A first look has a few milliseconds; what takes longer is there at the next one.
final class FileLooks: Sendable {
  private struct Known: Sendable {
    var changed: Date?
    var schema: Schema?
    var isThere = false
  }

  private let look: @Sendable (FileSource) throws -> Schema
  private let known = Mutex<[FileSource: Known]>([:])

  /// How long a look may hold up a completion.
  private static let patience = Duration.milliseconds(8)
  private static let mostFiles = 32

  init(_ database: DuckDB?) {
    look = { [weak database] source in
      guard let database else { throw EngineError(.missingEngine, "there is no database") }
      return try database.columns(of: source)
    }
  }

  func columns(of source: FileSource) -> Schema? {
    let path = source.path.hasPrefix("/") ? source.path : "\(source.folder)/\(source.path)"
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let changed = attributes?[.modificationDate] as? Date
    guard changed != nil || source.path.contains("*") else { return nil }
    let isNew = known.withLock { known in
      if let found = known[source], found.changed == changed { return false }
      if known.count >= Self.mostFiles { known = [:] }
      known[source] = Known(changed: changed)
      return true
    }
    if isNew {
      detachThread { [self] in
        let schema = try? look(source)
        known.withLock { $0[source] = Known(changed: changed, schema: schema, isThere: true) }
      }
    }
    let start = ContinuousClock.now
    while true {
      let found = known.withLock { $0[source] }
      if found?.isThere == true { return found?.schema }
      guard isNew, ContinuousClock.now - start < Self.patience else { return nil }
      sleepBriefly()
    }
  }
}
