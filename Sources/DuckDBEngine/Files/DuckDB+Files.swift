import DynamicLibraries
package import Planning
import Synchronization
import Tables
package import Tasks

extension DuckDB {
  /// Loads files: text, JSON and workbooks are read once into a table, Parquet stays where it is.
  ///
  /// A file from the web is fetched once for the session.
  package func load(_ source: FileSource, progress: Progress) throws -> LoadedFiles {
    guard WebFiles.isAddress(source.path) else { return try loadFiles(source, progress) }
    let folder = try session().folder
    var local = source
    local.path = try call { access in
      let connection = access.connection
      return try webFiles.file(for: source.path, in: folder, progress) { () throws(EngineError) in
        try connection.checkCancellation()
      }
    }
    do { return try loadFiles(local, progress) } catch var error as EngineError {
      // The engine names the file that we keep it in.
      error.message = error.message.replacing(local.path, with: Paths.name(of: local.path))
      throw error
    }
  }

  private func loadFiles(_ source: FileSource, _ progress: Progress) throws -> LoadedFiles {
    let paths = try FilePaths.resolve(source.path, in: source.folder)
    let kinds = try paths.map { path throws(EngineError) in try FileKind(of: path) }
    guard let kind = kinds.first else {
      throw EngineError(.missingFile, "no file matches `\(source.path)`")
    }
    for other in kinds where other.family != kind.family {
      throw EngineError(
        .badFile, "`\(source.path)` matches files of several kinds",
        hint: "load each kind by a pattern of its own, then append")
    }
    if source.sheet != nil, kind != .workbook {
      throw EngineError(
        .badFile, "`sheet:` is for workbooks, and `\(Paths.name(of: source.path))` is none",
        hint: "leave it out")
    }
    var loaded: LoadedFiles
    switch kind {
    case .workbook: loaded = try loadWorkbooks(paths, source, progress)
    case .text: loaded = try loadText(paths, source)
    case .json(let isLines): loaded = try loadJSON(paths, isLines: isLines, source)
    case .parquet: loaded = try viewParquet(paths, source)
    }
    loaded.scan.name = Paths.name(of: source.path)
    return loaded
  }

  private func loadText(_ paths: [String], _ source: FileSource) throws -> LoadedFiles {
    let name = newName()
    var rows = 0
    let loader = try call { access in
      let connection = access.connection
      let check = { () throws(EngineError) in try connection.checkCancellation() }
      var loader = try CSVLoader(paths, source, checking: check)
      try loader.survey(checking: check)
      try Self.create(name, schema: loader.schema, access) { appender, _ in
        rows = try loader.fill(appender, checking: check)
      }
      let identifiers = ColumnNames.identifiers(of: loader.schema.names)
      let zoned = zip(loader.columns, identifiers).filter(\.0.isZoned).map {
        SQLText.identifier($1)
      }
      if !zoned.isEmpty && access.isShifted {
        let shifts = zoned.map { "\($0) = CAST(\($0) AT TIME ZONE 'UTC' AS TIMESTAMP)" }
        try access.execute("UPDATE \(name) SET \(shifts.joined(separator: ", "))")
      }
      return loader
    }
    return LoadedFiles(
      scan: scan("TABLE", name, schema: loader.schema, rows: rows), notices: loader.notices,
      rejectedCount: loader.rejectedCount,
      rejected: loader.rejectedCount > 0 ? loader.rejectedTable : nil)
  }

  private func loadJSON(
    _ paths: [String], isLines: Bool, _ source: FileSource
  ) throws -> LoadedFiles {
    let options = [
      "format = '\(isLines ? "newline_delimited" : "auto")'", "union_by_name = true",
      "maximum_object_size = 268435456",
    ]
    let list = Self.list(paths)
    do {
      // DuckDB would turn some texts into times and UUIDs, and so change them: they stay text.
      let found = try collect(
        "DESCRIBE SELECT * FROM read_json(\(list), sample_size = -1, "
          + "\(options.joined(separator: ", ")))")
      guard let names = found["column_name"]?.values, let types = found["column_type"]?.values
      else { throw EngineError(.badFile, "`\(source.path)` has no columns") }
      let columns = zip(names, types).compactMap { name, type -> String? in
        guard case .text(let name) = name, case .text(let type) = type else { return nil }
        let isText = ["UUID", "TIME", "TIME WITH TIME ZONE", "JSON"].contains(type)
        return "\(SQLText.literal(name)): \(SQLText.literal(isText ? "VARCHAR" : type))"
      }
      let relation =
        "read_json(\(list), columns = {\(columns.joined(separator: ", "))}, "
        + (options + (source.includesFileName ? ["filename = true"] : [])).joined(separator: ", ")
        + ")"
      let query = try select(from: relation, source)
      var loaded = LoadedFiles(
        scan: try store(query: query.sql), notices: query.notices, rejectedCount: 0)
      try findInstants(&loaded.scan, except: source.types)
      return loaded
    } catch let error as EngineError where error.kind == .query {
      throw EngineError(
        .badFile, "`\(Paths.name(of: source.path))` does not read as JSON: \(error.message)")
    }
  }

  /// Turns text columns that hold nothing but ISO datetimes into datetimes: DuckDB misses those
  /// with fractions of seconds.
  private func findInstants(_ scan: inout Plan.Scan, except given: [String: DataType]) throws {
    let names = scan.schema.fields.filter { $0.type == .text && given[$0.name] == nil }.map(\.name)
    if names.isEmpty { return }
    let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    let clock = "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
    let zone = "(Z|[-+][0-9]{2}(:?[0-9]{2})?)"
    let checks = names.enumerated().flatMap { index, name in
      let column = SQLText.identifier(name)
      return [
        ("\(day)(\(clock))?", "TIMESTAMP", "local"), (day + clock + zone, "TIMESTAMPTZ", "zoned"),
      ]
      .map { pattern, type, label in
        "count(\(column)) = count(CASE WHEN regexp_full_match(\(column), "
          + "'\(pattern)') THEN TRY_CAST(\(column) AS \(type)) END) AND count(\(column)) > 0 "
          + "AS \(label)\(index)"
      }
    }
    let found = try collect("SELECT \(checks.joined(separator: ", ")) FROM \(scan.relation)")
    var fields = scan.schema.fields
    for (index, name) in names.enumerated() {
      let isLocal = found["local\(index)"]?[0] == .bool(true)
      guard isLocal || found["zoned\(index)"]?[0] == .bool(true) else { continue }
      let column = SQLText.identifier(name)
      let value = isLocal ? column : "CAST(\(column) AS TIMESTAMPTZ)"
      try execute(
        "ALTER TABLE \(scan.relation) ALTER \(column) TYPE TIMESTAMP "
          + "USING CAST(\(value) AS TIMESTAMP)")
      if let place = scan.schema.index(of: name) { fields[place].type = .datetime }
    }
    scan.schema = Schema(fields)
  }

  private func viewParquet(_ paths: [String], _ source: FileSource) throws -> LoadedFiles {
    let options = "union_by_name = true" + (source.includesFileName ? ", filename = true" : "")
    do {
      let query = try select(from: "read_parquet(\(Self.list(paths)), \(options))", source)
      var loaded = LoadedFiles(
        scan: try view(query: query.sql, query.columns), notices: query.notices, rejectedCount: 0)
      let count = try collect(
        "SELECT sum(num_rows)::BIGINT AS n FROM parquet_file_metadata(\(Self.list(paths)))")
      if case .int(let rows) = count["n"]?[0] { loaded.scan.rowCount = Int(rows) }
      parquetFiles.withLock { $0[loaded.scan.relation] = paths }
      return loaded
    } catch let error as EngineError where error.kind == .query {
      throw EngineError(
        .badFile, "`\(Paths.name(of: source.path))` does not read as Parquet: \(error.message)")
    }
  }

  /// The query over files with the names and types that the source asks for, its columns where they
  /// are the file's own, and what it hides.
  private func select(
    from relation: String, _ source: FileSource
  ) throws -> (sql: String, columns: [(name: String, type: EngineType)]?, notices: [String]) {
    let columns = try describe(query: "SELECT * FROM \(relation)")
    var notices: [String] = []
    let isFile = columns.map { source.includesFileName && $0.name == "filename" }
    let wanted = zip(columns, isFile).map { $1 ? "file" : $0.name }
    let names = ColumnNames.apply(source.names, to: wanted)
    var items: [String] = []
    var kept: [(name: String, type: EngineType)] = []
    for (index, column) in columns.enumerated() {
      if let notice = Self.notice(names[index], column.type) {
        notices.append(notice)
        continue
      }
      var value = SQLText.identifier(column.name)
      if isFile[index] { value = "parse_filename(\(value))" }
      if let type = source.types[names[index]] {
        value = "CAST(\(value) AS \(EngineType.name(of: type)))"
      }
      items.append("\(value) AS \(SQLText.identifier(names[index]))")
      kept.append((names[index], column.type))
    }
    for name in source.types.keys.sorted() where !names.contains(name) {
      throw EngineError(
        .badFile, "`types:` names a column `\(name)`, which is not in the file",
        hint: "columns here: \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    guard !items.isEmpty else {
      throw EngineError(.badFile, "`\(source.path)` has no column that a table can hold")
    }
    let isAsItWas = source.types.isEmpty && !source.includesFileName
    return (
      "SELECT \(items.joined(separator: ", ")) FROM \(relation)", isAsItWas ? kept : nil, notices
    )
  }

  static func list(_ paths: [String]) -> String {
    "[\(paths.map(SQLText.literal).joined(separator: ", "))]"
  }
}

extension FileKind {
  /// What may be loaded together.
  fileprivate var family: Int {
    switch self {
    case .text: 0
    case .json(let isLines): isLines ? 1 : 2
    case .parquet: 3
    case .workbook: 4
    }
  }
}
