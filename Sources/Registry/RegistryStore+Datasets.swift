/// A data set that an analysis worked on.
package struct RegistryDataset: Hashable, Sendable {
  package var name: String
  /// What tells its content from others': equal content has an equal fingerprint.
  package var fingerprint: String
  package var rows: Int
  package var columns: Int

  package init(name: String, fingerprint: String, rows: Int, columns: Int) {
    self.name = name
    self.fingerprint = fingerprint
    self.rows = rows
    self.columns = columns
  }
}

extension RegistryStore {
  /// Keeps that a run worked on some data sets; the last name that each had stays.
  func see(_ datasets: [RegistryDataset], by run: Int, now: Int) throws(DatabaseError) {
    for (place, dataset) in datasets.enumerated() {
      try database.run(
        """
        INSERT INTO dataset (fingerprint, name, rows, columns, seen) VALUES (?, ?, ?, ?, ?) \
        ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, seen = excluded.seen
        """,
        [
          .text(dataset.fingerprint), .text(dataset.name), .integer(dataset.rows),
          .integer(dataset.columns), .integer(now),
        ])
      try database.run(
        "INSERT OR REPLACE INTO run_dataset (run, place, fingerprint) VALUES (?, ?, ?)",
        [.integer(run), .integer(place), .text(dataset.fingerprint)])
    }
  }

  /// The data sets that a run worked on, the first one first.
  package func datasets(of run: Int) throws(DatabaseError) -> [RegistryDataset] {
    try datasets(
      "JOIN run_dataset USING (fingerprint) WHERE run = ? ORDER BY place", [.integer(run)])
  }

  /// The data sets that were seen, by name.
  package func datasets() throws(DatabaseError) -> [RegistryDataset] {
    try datasets("ORDER BY name, fingerprint", [])
  }

  private func datasets(
    _ clauses: String, _ values: [DatabaseValue]
  ) throws(DatabaseError) -> [RegistryDataset] {
    var found: [RegistryDataset] = []
    try database.run("SELECT name, fingerprint, rows, columns FROM dataset \(clauses)", values) {
      row in
      found.append(
        RegistryDataset(
          name: row[0].text ?? "", fingerprint: row[1].text ?? "", rows: row[2].integer ?? 0,
          columns: row[3].integer ?? 0))
      return true
    }
    return found
  }
}
