import DuckDBEngine
package import Planning
import Synchronization
package import Tables
import Tasks

/// The columns of Parquet and JSON files that nobody has loaded yet, found beside the cells.
///
/// A first look has a few milliseconds; what takes longer is there at the next one. A look that
/// failed is forgotten: the next one may succeed, also on the same file.
package final class FileLooks: Sendable {
  private struct Known: Sendable {
    var stamp: FileStamp
    /// Nil while the file is looked at.
    var schema: Schema?
  }

  private let look: @Sendable (FileSource) throws -> Schema
  private let known = Mutex<[FileSource: Known]>([:])

  /// How long a look may hold up a completion.
  private static let patience = Duration.milliseconds(8)
  private static let mostFiles = 32

  package init(_ look: @escaping @Sendable (FileSource) throws -> Schema) { self.look = look }

  convenience init(_ database: DuckDB?) {
    self.init { [weak database] source in
      guard let database else { throw EngineError(.missingEngine, "there is no database") }
      return try database.columns(of: source)
    }
  }

  /// The columns as the file has them now; nil while they are not known.
  package func columns(of source: FileSource) -> Schema? {
    guard let stamp = FileStamp(of: source) else { return nil }
    let isNew = known.withLock { known in
      if known[source]?.stamp == stamp { return false }
      if known.count >= Self.mostFiles { known = [:] }
      known[source] = Known(stamp: stamp)
      return true
    }
    if isNew {
      detachThread { [self] in
        let schema = try? look(source)
        known.withLock { known in
          // A look at a newer file may have begun meanwhile.
          guard known[source]?.stamp == stamp else { return }
          known[source] = schema.map { Known(stamp: stamp, schema: $0) }
        }
      }
    }
    let start = ContinuousClock.now
    while true {
      guard let found = known.withLock({ $0[source] }) else { return nil }
      if let schema = found.schema { return schema }
      guard isNew, ContinuousClock.now - start < Self.patience else { return nil }
      sleepBriefly()
    }
  }
}
