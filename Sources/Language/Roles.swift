/// Which column plays which part in an answer, and what values it can have.
package struct Roles: Hashable, Sendable {
  /// A part that a column plays for later verbs and charts.
  package enum Role: String, Hashable, Sendable, CaseIterable {
    case customer, user, item, date, value, cluster, segment, key, lower, upper
    case label, size, color
  }
  package private(set) var columns: [Role: String]
  /// Columns whose possible texts are known, such as segment names.
  package private(set) var knownValues: [String: [String]]

  package init(_ columns: [Role: String] = [:], knownValues: [String: [String]] = [:]) {
    self.columns = columns
    self.knownValues = knownValues
  }

  package subscript(_ role: Role) -> String? { columns[role] }

  package var isEmpty: Bool { columns.isEmpty && knownValues.isEmpty }

  /// The roles whose columns are still there, under their new names.
  ///
  /// `newName` gives a column's name after a verb, nil if the column is gone.
  package func surviving(_ newName: (String) -> String?) -> Roles {
    Roles(
      columns.compactMapValues(newName),
      knownValues: Dictionary(
        knownValues.compactMap { name, values in newName(name).map { ($0, values) } },
        uniquingKeysWith: { first, _ in first }))
  }
}
