package import Tables

extension RegistryStore {
  /// Which group each key was put in by a run: two columns of equal length.
  package struct Assignments: Hashable, Sendable {
    package var keys: Column
    package var groups: Column

    package init(keys: Column, groups: Column) {
      precondition(keys.count == groups.count, "each key has one group")
      self.keys = keys
      self.groups = groups
    }
  }

  /// Keeps a run, with its assignments if it made some; returns its number.
  @discardableResult
  package func add(_ run: RegistryRun, _ assignments: Assignments? = nil) throws(DatabaseError)
    -> Int
  {
    try database.transaction { () throws(DatabaseError) in
      try database.run(
        """
        INSERT INTO run (verb, name, started, rows, seed, duration, engine, dataset, notebook, cell, \
        key_type, group_type) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(run.verb), .init(run.name), .integer(run.started), .integer(run.rows),
          .init(run.seed), .number(run.duration), .text(run.engine), .init(run.dataset),
          .init(run.notebook), .init(run.cell), .init(assignments?.keys.type.name),
          .init(assignments?.groups.type.name),
        ])
      let number = database.lastRow
      for (kind, facts) in [("parameter", run.parameters), ("metric", run.metrics)] {
        for (place, fact) in facts.enumerated() {
          try database.run(
            "INSERT INTO run_fact (run, place, kind, name, value) VALUES (?, ?, ?, ?, ?)",
            [
              .integer(number), .integer(place), .text(kind), .text(fact.name), .text(fact.value),
            ])
        }
      }
      if let assignments {
        for place in 0..<assignments.keys.count {
          try database.run(
            "INSERT INTO assignment (run, place, key, member) VALUES (?, ?, ?, ?)",
            [
              .integer(number), .integer(place), .init(assignments.keys[place].storedText),
              .init(assignments.groups[place].storedText),
            ])
        }
      }
      return number
    }
  }

  /// All runs, the last first, with parameters and metrics.
  package func runs() throws(DatabaseError) -> [RegistryRun] {
    try runs("ORDER BY number DESC", [])
  }

  /// One run; nil if there is none of that number.
  package func run(_ number: Int) throws(DatabaseError) -> RegistryRun? {
    try runs("WHERE number = ?", [.integer(number)]).first
  }

  private func runs(_ clauses: String, _ values: [DatabaseValue]) throws(DatabaseError)
    -> [RegistryRun]
  {
    var runs: [RegistryRun] = []
    let columns =
      "verb, name, started, rows, seed, duration, engine, dataset, notebook, cell, number"
    try database.run("SELECT \(columns) FROM run \(clauses)", values) { row in
      var run = RegistryRun(
        verb: row[0].text ?? "", name: row[1].text, started: row[2].integer ?? 0,
        rows: row[3].integer ?? 0, seed: row[4].integer, duration: row[5].number ?? 0,
        engine: row[6].text ?? "", dataset: row[7].text, notebook: row[8].text, cell: row[9].integer
      )
      run.number = row[10].integer ?? 0
      runs.append(run)
      return true
    }
    for index in runs.indices {
      runs[index].parameters = try facts("parameter", of: runs[index].number)
      runs[index].metrics = try facts("metric", of: runs[index].number)
    }
    return runs
  }

  private func facts(_ kind: String, of run: Int) throws(DatabaseError) -> [RegistryRun.Fact] {
    var facts: [RegistryRun.Fact] = []
    try database.run(
      "SELECT name, value FROM run_fact WHERE run = ? AND kind = ? ORDER BY place",
      [.integer(run), .text(kind)]
    ) { row in
      facts.append(.init(row[0].text ?? "", row[1].text ?? ""))
      return true
    }
    return facts
  }

  /// Which group each key was put in, in the order of the run's rows; nil if the run made none.
  package func assignments(of run: Int) throws(DatabaseError) -> Assignments? {
    var types: [String] = []
    try database.run("SELECT key_type, group_type FROM run WHERE number = ?", [.integer(run)]) {
      types = $0.compactMap(\.text)
      return false
    }
    guard types.count == 2 else { return nil }
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
      keys: Column(keys, type: .stored(types[0])), groups: Column(groups, type: .stored(types[1])))
  }

  /// Forgets a run and its assignments; false if there is none of that number.
  @discardableResult
  package func deleteRun(_ number: Int) throws(DatabaseError) -> Bool {
    try database.transaction { () throws(DatabaseError) in
      let found = try database.value("SELECT 1 FROM run WHERE number = ?", [.integer(number)])
      for table in ["run_fact", "assignment"] {
        try database.run("DELETE FROM \(table) WHERE run = ?", [.integer(number)])
      }
      try database.run("DELETE FROM run WHERE number = ?", [.integer(number)])
      return found.integer == 1
    }
  }
}

extension DatabaseValue {
  init(_ text: String?) { self = text.map(Self.text) ?? .null }
  init(_ number: Int?) { self = number.map(Self.integer) ?? .null }
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
