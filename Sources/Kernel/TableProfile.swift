import Planning
import Rendering
import Syntax
package import Tables

/// What is known of the values of a table: taken once in the background, read by completion and help.
package struct TableProfile: Hashable, Sendable {
  /// One value with the number of rows that hold it.
  package struct Frequency: Hashable, Sendable {
    package var value: Value
    package var rows: Int
  }

  /// What is known of one column.
  package struct Column: Hashable, Sendable {
    package var type: DataType
    /// The number of rows that hold a value.
    package var present: Int
    /// The number of different values, where they were counted.
    package var distinct: Int?
    /// The least and the greatest value; null for texts and lists.
    package var minimum = Value.null
    package var maximum = Value.null
    /// The most frequent values, if there are few different ones; ties in the order of the values.
    package var top: [Frequency] = []
    /// Up to three different values.
    package var samples: [Value] = []
  }

  /// The number of rows that were looked at.
  package var rows: Int
  /// Whether the table has more rows than those.
  package var isPart: Bool
  package var columns: [String: Column]

  /// How many different values a column may have, so that the most frequent ones tell something.
  static let mostDistinct = 5_000
  /// How many of the most frequent values are kept.
  static let mostTop = 100
  /// Longer texts are no values that anybody completes.
  static let longestText = 120

  /// Whether the most frequent values of a column are worth keeping.
  static func isTelling(_ type: DataType, distinct: Int, present: Int) -> Bool {
    guard distinct > 0, distinct <= 20 || distinct * 2 <= present else { return false }
    switch type {
    case .text: return distinct <= mostDistinct
    case .bool: return true
    case .int, .date: return distinct <= mostTop
    default: return false
    }
  }
}

extension TableProfile {
  /// The profile of a small table in memory, of whose rows there may be more elsewhere.
  package init(of table: Table, isPart: Bool) {
    rows = table.rowCount
    self.isPart = isPart
    columns = [:]
    for (field, column) in zip(table.schema.fields, table.columns) {
      columns[field.name] = Column(column, type: field.type)
    }
  }
}

extension TableProfile.Column {
  fileprivate init(_ column: Tables.Column, type: DataType) {
    var counts: [Value: Int] = [:]
    var seen: [Value] = []
    for row in 0..<column.count {
      let value = column[row]
      guard !value.isNull else { continue }
      if counts[value, default: 0] == 0 { seen.append(value) }
      counts[value, default: 0] += 1
    }
    self.init(type: type, present: counts.values.reduce(0, +), distinct: seen.count)
    if type != .text, type.isSortable {
      minimum = seen.min { $0.precedes($1) } ?? .null
      maximum = seen.max { $0.precedes($1) } ?? .null
    }
    if TableProfile.isTelling(type, distinct: seen.count, present: present) {
      let sorted = seen.sorted { a, b in
        let (left, right) = (counts[a] ?? 0, counts[b] ?? 0)
        return left == right ? a.precedes(b) : left > right
      }
      top = sorted.prefix(TableProfile.mostTop).map { .init(value: $0, rows: counts[$0] ?? 0) }
    }
    samples = Array((top.isEmpty ? seen : top.map(\.value)).prefix(3))
  }
}

extension Value {
  /// Whether the value stands before another of its type.
  fileprivate func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): a < b
    case (.number(let a), .number(let b)): a < b
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.bool(let a), .bool(let b)): !a && b
    case (.date(let a), .date(let b)): a < b
    case (.datetime(let a), .datetime(let b)): a < b
    case (.duration(let a), .duration(let b)): a < b
    default: false
    }
  }

  /// The value as a list of samples shows it: one short line without passwords.
  var sampleText: String {
    let text = VisibleText.line(Passwords.masked(ValueText.plain(self)))
    return text.count > 28 ? text.prefix(27) + "…" : text
  }
}
