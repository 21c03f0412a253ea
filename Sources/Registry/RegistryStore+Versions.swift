/// A version of something that was registered under a name.
package struct RegistryVersion: Hashable, Sendable {
  package var name: String
  package var version: Int
  /// What it is: `table`, `scalar`.
  package var kind: String
  package var note: String?
  /// Microseconds since 1970, UTC.
  package var registered: Int
  /// The bytes of its content.
  package var size: Int
}

extension RegistryStore {
  /// Keeps content under a name; returns its version, and whether it is a new one.
  ///
  /// Content equal to that of the last version keeps its number, so that a notebook that runs again
  /// changes nothing.
  package func register(
    _ name: String, kind: String, note: String?, content: [UInt8], now: Int
  ) throws(DatabaseError) -> (version: Int, isNew: Bool) {
    let sealed = Seal.closed(content)
    return try database.transaction { () throws(DatabaseError) in
      var last: (version: Int, isEqual: Bool)?
      // Content of earlier releases has no seal.
      try database.run(
        """
        SELECT version, kind = ? AND content IN (?, ?) FROM version WHERE name = ? \
        ORDER BY version DESC LIMIT 1
        """, [.text(kind), .bytes(sealed), .bytes(content), .text(name)]
      ) { row in
        last = (row[0].integer ?? 0, row[1].integer == 1)
        return false
      }
      if let last, last.isEqual {
        if let note {
          try database.run(
            "UPDATE version SET note = ? WHERE name = ? AND version = ?",
            [.text(note), .text(name), .integer(last.version)])
        }
        return (last.version, false)
      }
      let version = (last?.version ?? 0) + 1
      try database.run(
        """
        INSERT INTO version (name, version, kind, note, registered, content) \
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(name), .integer(version), .text(kind), .init(note), .integer(now), .bytes(sealed),
        ])
      return (version, true)
    }
  }

  /// The content of a version, of the last one without a number; nil if there is none.
  ///
  /// The content alone is nil if it was damaged in the file.
  package func content(of name: String, version: Int?) throws(DatabaseError)
    -> (version: RegistryVersion, content: [UInt8]?)?
  {
    var found: (RegistryVersion, [UInt8]?)?
    try database.run(
      """
      SELECT name, version, kind, note, registered, length(content), content FROM version \
      WHERE name = ? AND (version = ? OR ? IS NULL) ORDER BY version DESC LIMIT 1
      """, [.text(name), .init(version), .init(version)]
    ) { row in
      found = (RegistryVersion(row), Seal.opened(row[6].bytes ?? []))
      return false
    }
    return found
  }

  /// All versions, by name, the last of each first.
  package func versions() throws(DatabaseError) -> [RegistryVersion] {
    var found: [RegistryVersion] = []
    try database.run(
      """
      SELECT name, version, kind, note, registered, length(content) FROM version \
      ORDER BY name, version DESC
      """
    ) { row in
      found.append(RegistryVersion(row))
      return true
    }
    return found
  }

  /// Forgets all versions of a name; returns how many there were.
  @discardableResult
  package func deleteVersions(of name: String) throws(DatabaseError) -> Int {
    try database.transaction { () throws(DatabaseError) in
      let found = try database.value("SELECT count(*) FROM version WHERE name = ?", [.text(name)])
      try database.run("DELETE FROM version WHERE name = ?", [.text(name)])
      return found.integer ?? 0
    }
  }
}

extension RegistryVersion {
  fileprivate init(_ row: [DatabaseValue]) {
    self.init(
      name: row[0].text ?? "", version: row[1].integer ?? 0, kind: row[2].text ?? "",
      note: row[3].text, registered: row[4].integer ?? 0, size: row[5].integer ?? 0)
  }
}
