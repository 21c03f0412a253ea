package import Tables

/// Some rows of a stored table that an engine has put into a file of its own, for as long as this
/// lives.
package final class StoredPiece: Sendable {
  package let path: String
  package let schema: Schema
  package let rowCount: Int
  private let release: @Sendable () -> Void

  /// Takes over a file; `release` removes it.
  package init(
    path: String, schema: Schema, rowCount: Int, release: @escaping @Sendable () -> Void
  ) {
    self.path = path
    self.schema = schema
    self.rowCount = rowCount
    self.release = release
  }

  deinit { release() }
}
