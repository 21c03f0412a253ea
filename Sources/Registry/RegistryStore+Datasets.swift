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
  /// Keeps that a data set was seen; the last name that it had stays.
  package func see(_ dataset: RegistryDataset, now: Int) throws(DatabaseError) {
    try database.run(
      """
      INSERT INTO dataset (fingerprint, name, rows, columns, seen) VALUES (?, ?, ?, ?, ?) \
      ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, seen = excluded.seen
      """,
      [
        .text(dataset.fingerprint), .text(dataset.name), .integer(dataset.rows),
        .integer(dataset.columns), .integer(now),
      ])
  }

  /// The data sets that were seen, by name.
  package func datasets() throws(DatabaseError) -> [RegistryDataset] {
    var found: [RegistryDataset] = []
    try database.run(
      "SELECT name, fingerprint, rows, columns FROM dataset ORDER BY name, fingerprint"
    ) { row in
      found.append(
        RegistryDataset(
          name: row[0].text ?? "", fingerprint: row[1].text ?? "", rows: row[2].integer ?? 0,
          columns: row[3].integer ?? 0))
      return true
    }
    return found
  }
}
