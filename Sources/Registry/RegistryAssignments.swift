package import Tables

/// Which group each key was put in by a run: two columns of equal length.
package struct RegistryAssignments: Hashable, Sendable {
  package var keys: Column
  package var groups: Column
  /// What the groups are called: `segment`, `cluster`.
  package var groupName: String

  package init(keys: Column, groups: Column, groupName: String = "group") {
    precondition(keys.count == groups.count, "each key has one group")
    self.keys = keys
    self.groups = groups
    self.groupName = groupName
  }

  package var count: Int { keys.count }

  /// The assignments as bytes; equal ones give equal bytes.
  var bytes: [UInt8] { TableBytes.write(Table([("key", keys), ("group", groups)])) }

  init(bytes: [UInt8], groupName: String) throws(TableBytesError) {
    let table = try TableBytes.read(bytes)
    guard table.columns.count == 2 else { throw TableBytesError() }
    self.init(keys: table.columns[0], groups: table.columns[1], groupName: groupName)
  }
}

extension RegistryStore {
  package typealias Assignments = RegistryAssignments

  /// Rows of their own, which other programs read easily, up to so many; more are one piece: 400,000
  /// rows would take seconds.
  package static let mostAssignmentRows = 20_000

  func write(_ assignments: Assignments, _ bytes: [UInt8], of run: Int) throws(DatabaseError) {
    guard assignments.count <= Self.mostAssignmentRows else {
      try database.run(
        "INSERT INTO assignment_table (run, content) VALUES (?, ?)",
        [.integer(run), .bytes(bytes)])
      return
    }
    for place in 0..<assignments.count {
      try database.run(
        "INSERT INTO assignment (run, place, key, member) VALUES (?, ?, ?, ?)",
        [
          .integer(run), .integer(place), .init(assignments.keys[place].storedText),
          .init(assignments.groups[place].storedText),
        ])
    }
  }

  /// Which group each key was put in, in the order of the run's rows; nil if the run made none.
  package func assignments(of run: Int) throws -> Assignments? {
    var types: [String] = []
    var groupName = "group"
    var content: [UInt8]?
    try database.run(
      """
      SELECT key_type, group_type, group_name, content FROM run \
      LEFT JOIN assignment_table ON assignment_table.run = run.number WHERE number = ?
      """, [.integer(run)]
    ) { row in
      types = row[..<2].compactMap(\.text)
      groupName = row[2].text ?? groupName
      content = row[3].bytes
      return false
    }
    guard types.count == 2 else { return nil }
    if let content { return try Assignments(bytes: content, groupName: groupName) }
    var keys: [Value] = []
    var groups: [Value] = []
    try database.run(
      "SELECT key, member FROM assignment WHERE run = ? ORDER BY place", [.integer(run)]
    ) { row in
      keys.append(Value(stored: row[0].text, typeName: types[0]))
      groups.append(Value(stored: row[1].text, typeName: types[1]))
      return true
    }
    return Assignments(
      keys: Column(keys, type: .stored(types[0])), groups: Column(groups, type: .stored(types[1])),
      groupName: groupName)
  }
}

extension Value {
  /// A key or a group as a text that `init(stored:typeName:)` reads back; nil for null.
  fileprivate var storedText: String? {
    switch self {
    case .null, .list: nil
    case .int(let value), .datetime(let value), .duration(let value): String(value)
    case .number(let value): String(value)
    case .text(let value): value
    case .bool(let value): value ? "true" : "false"
    case .date(let value): String(value)
    }
  }

  fileprivate init(stored text: String?, typeName: String) {
    guard let text else {
      self = .null
      return
    }
    let value: Value? =
      switch DataType.stored(typeName) {
      case .int: Int64(text).map(Value.int)
      case .number: Double(text).map(Value.number)
      case .bool: .bool(text == "true")
      case .date: Int32(text).map(Value.date)
      case .datetime: Int64(text).map(Value.datetime)
      case .duration: Int64(text).map(Value.duration)
      default: .text(text)
      }
    self = value ?? .null
  }
}

extension DataType {
  /// The type of a name; texts for what has no type of that name.
  fileprivate static func stored(_ name: String) -> DataType {
    [.int, .number, .bool, .date, .datetime, .duration].first { $0.name == name } ?? .text
  }
}
