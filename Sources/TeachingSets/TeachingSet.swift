package import Tables

/// A generated data set to learn and to test with, and the truth that it was made from.
package struct TeachingSet: Hashable, Sendable {
  /// What an analyst gets to see.
  package let table: Table
  /// What the analyst tries to find out: the classes and parameters behind the rows.
  package let truth: Table
  /// One sentence on what the table holds.
  package let summary: String
}
