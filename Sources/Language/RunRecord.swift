package import Planning
package import Tables

/// What a run of an analysis leaves in the registry, as its verb tells it.
///
/// The session adds what it knows itself: parameters, name, data, time, notebook and cell.
package struct RunRecord: Sendable {
  /// The rows that the analysis used.
  package var rows: Int
  /// The seed, if chance had a part in it.
  package var seed: Int64?
  /// What measures the result, in the order in which it is read.
  package var metrics: [Metric]
  /// Which group each customer or row belongs to, if there are groups.
  package var assignments: Assignments?

  /// A number that measures a result, or a word such as the chosen method.
  package struct Metric: Sendable {
    package var name: String
    package var text: String

    package init(_ name: String, _ value: Int) { (self.name, text) = (name, String(value)) }
    package init(_ name: String, _ word: String) { (self.name, text) = (name, word) }
    /// Six digits: more tell of rounding, and not of the result.
    package init(_ name: String, _ value: Double) {
      (self.name, text) = (name, PlainNumber.text(value, significant: 6))
    }
  }

  /// Columns of a table that say which group each key belongs to.
  package struct Assignments: Sendable {
    package var relation: Relation
    /// The column of the keys; without it rows are counted from 1.
    package var key: String?
    package var group: String
    /// The rows of the table, if they are in memory.
    package var rows: Table?

    package init(_ relation: Relation, key: String?, group: String, rows: Table? = nil) {
      self.relation = relation
      self.key = key
      self.group = group
      self.rows = rows
    }
  }

  package init(
    rows: Int, seed: Int64? = nil, metrics: [Metric] = [], assignments: Assignments? = nil
  ) {
    self.rows = rows
    self.seed = seed
    self.metrics = metrics
    self.assignments = assignments
  }
}
