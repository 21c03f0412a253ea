/// A table that an engine keeps as long as a plan refers to it.
package final class StoredTable: Hashable, Sendable {
  private let relation: String
  private let release: @Sendable () -> Void

  /// Makes the mark of a relation; `release` is called when the last plan has let go of it, on any
  /// thread, and must not wait.
  package init(_ relation: String, release: @escaping @Sendable () -> Void) {
    self.relation = relation
    self.release = release
  }

  deinit { release() }

  package static func == (a: StoredTable, b: StoredTable) -> Bool { a.relation == b.relation }

  package func hash(into hasher: inout Hasher) { hasher.combine(relation) }
}

extension Plan {
  /// What the engine must keep for this plan.
  package var storage: [StoredTable] {
    if case .query(_, _, let storage) = self { return storage }
    if case .scan(let scan) = self { return scan.storage.map { [$0] } ?? [] }
    return inputs.flatMap(\.storage)
  }
}
