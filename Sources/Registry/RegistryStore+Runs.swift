import Tables

extension RegistryStore {
  /// How much is kept of runs; the oldest go first.
  package struct Bounds: Hashable, Sendable {
    package var runs = 1_000
    /// Assignments of all runs together.
    package var assignments = 20_000_000

    package init() {}
  }

  /// Keeps a run with the data that it worked on, and its assignments if it made some; returns its
  /// number.
  ///
  /// A run that was done again, with the same identity and the same outcome, keeps its number and
  /// gets a new time: a notebook that runs again does not fill the file.
  @discardableResult
  package func add(
    _ run: RegistryRun, _ assignments: Assignments? = nil, datasets: [RegistryDataset] = [],
    bounds: Bounds = Bounds()
  ) throws(DatabaseError) -> Int {
    let bytes = assignments?.bytes ?? []
    var outcome = Fingerprint()
    outcome.add(bytes)
    for fact in run.metrics {
      outcome.add(fact.name)
      outcome.add(fact.value)
    }
    return try database.transaction { () throws(DatabaseError) in
      if let known = try renew(run, outcome: outcome.text) {
        try see(datasets, by: known, now: run.started)
        return known
      }
      try database.run(
        """
        INSERT INTO run (verb, name, started, rows, seed, duration, engine, dataset, notebook, cell, \
        key_type, group_type, identity, outcome, assigned, group_name) \
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(run.verb), .init(run.name), .integer(run.started), .integer(run.rows),
          .init(run.seed), .number(run.duration), .text(run.engine), .init(run.dataset),
          .init(run.notebook), .init(run.cell), .init(assignments?.keys.type.name),
          .init(assignments?.groups.type.name), .init(run.identity), .text(outcome.text),
          .integer(assignments?.count ?? 0), .init(assignments?.groupName),
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
      try see(datasets, by: number, now: run.started)
      if let assignments { try write(assignments, bytes, of: number) }
      try prune(bounds)
      return number
    }
  }

  /// Gives a run that is there already its new time; nil if there is none like it.
  private func renew(_ run: RegistryRun, outcome: String) throws(DatabaseError) -> Int? {
    guard let identity = run.identity else { return nil }
    let known = try database.value(
      "SELECT number FROM run WHERE identity = ? AND outcome = ? ORDER BY number DESC LIMIT 1",
      [.text(identity), .text(outcome)]
    ).integer
    guard let known else { return nil }
    try database.run(
      "UPDATE run SET started = ?, duration = ?, cell = ? WHERE number = ?",
      [.integer(run.started), .number(run.duration), .init(run.cell), .integer(known)])
    return known
  }

  /// Forgets the oldest runs beyond the bounds; the last one always stays.
  private func prune(_ bounds: Bounds) throws(DatabaseError) {
    var oldest: [Int] = []
    try database.run(
      """
      SELECT number FROM (SELECT number, row_number() OVER last AS place, \
      sum(assigned) OVER last AS sum FROM run WINDOW last AS (ORDER BY started DESC, number DESC)) \
      WHERE place > 1 AND (place > ? OR sum > ?)
      """, [.integer(bounds.runs), .integer(bounds.assignments)]
    ) { row in
      oldest += [row[0].integer].compactMap(\.self)
      return true
    }
    for number in oldest { try remove(number) }
  }

  /// All runs, the last that ran first, with parameters and metrics.
  package func runs() throws(DatabaseError) -> [RegistryRun] {
    try runs("ORDER BY started DESC, number DESC", [])
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
      "verb, name, started, rows, seed, duration, engine, dataset, notebook, cell, number, identity"
    try database.run("SELECT \(columns) FROM run \(clauses)", values) { row in
      var run = RegistryRun(
        verb: row[0].text ?? "", name: row[1].text, started: row[2].integer ?? 0,
        rows: row[3].integer ?? 0, seed: row[4].integer, duration: row[5].number ?? 0,
        engine: row[6].text ?? "", dataset: row[7].text, notebook: row[8].text,
        cell: row[9].integer, identity: row[11].text)
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

  /// Forgets a run and its assignments; returns how many assignments it had, nil if there is no run
  /// of that number.
  @discardableResult
  package func deleteRun(_ number: Int) throws(DatabaseError) -> Int? {
    try database.transaction { () throws(DatabaseError) in
      let assigned = try database.value(
        "SELECT assigned FROM run WHERE number = ?", [.integer(number)]
      ).integer
      try remove(number)
      return assigned
    }
  }

  private func remove(_ number: Int) throws(DatabaseError) {
    for table in ["run_fact", "run_dataset", "assignment", "assignment_table"] {
      try database.run("DELETE FROM \(table) WHERE run = ?", [.integer(number)])
    }
    try database.run("DELETE FROM run WHERE number = ?", [.integer(number)])
    try database.run(
      "DELETE FROM dataset WHERE fingerprint NOT IN (SELECT fingerprint FROM run_dataset)")
  }
}

extension DatabaseValue {
  init(_ text: String?) { self = text.map(Self.text) ?? .null }
  init(_ number: Int?) { self = number.map(Self.integer) ?? .null }
}
