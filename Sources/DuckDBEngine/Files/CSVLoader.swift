import DynamicLibraries
import Planning
import Tables

/// Reads text files twice: to find the types and every row that does not fit, then to fill a table.
struct CSVLoader {
  private let source: FileSource
  private let nulls: [[UInt8]]
  private(set) var files: [File] = []
  private(set) var columns: [CSVColumn] = []
  private(set) var rejected: [Rejected] = []
  private(set) var rejectedCount = 0
  private(set) var notices: [String] = []

  /// One file, open.
  struct File {
    var name: String
    var content: FileBytes
    var format: CSVFormat
    /// The column of the table for each field.
    var columns: [Int]
    /// The records that are left out, by number, ascending.
    var skipped: [Int] = []
    var mayHoldNullBytes: Bool
  }

  /// A row that does not fit.
  struct Rejected {
    var file: String
    var line: Int
    var error: String
    var text: String
  }

  /// Opens the files and reads their headers.
  init(
    _ paths: [String], _ source: FileSource, checking check: () throws(EngineError) -> Void
  ) throws(EngineError) {
    self.source = source
    nulls = source.nulls.map { Array($0.utf8) }
    var positions: [String: Int] = [:]
    for path in paths {
      try open(path, &positions, check)
    }
    for (name, type) in source.types.sorted(by: { $0.key < $1.key }) {
      guard positions[name] != nil else {
        throw EngineError(
          .badFile, "`types:` names a column `\(name)`, which is not in the file",
          hint: "columns here: \(columns.map { "`\($0.name)`" }.joined(separator: ", "))")
      }
      switch type {
      case .int, .number, .text, .bool, .date, .datetime: break
      default:
        throw EngineError(
          .badFile, "a text file has no column of type \(type.name)",
          hint: "load `\(name)` as text and convert it")
      }
    }
    for file in files where files.count > 1 {
      let present = Set(file.columns)
      let missing = columns.indices.filter { !present.contains($0) }.map { columns[$0].name }
      if !missing.isEmpty {
        let names = missing.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
        let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
        let word = missing.count == 1 ? "column" : "columns"
        notices.append("`\(file.name)` has no \(word) \(names)\(more): null there")
      }
    }
  }

  private mutating func open(
    _ path: String, _ positions: inout [String: Int],
    _ check: () throws(EngineError) -> Void
  ) throws(EngineError) {
    let name = Paths.name(of: path)
    var sign: UInt8?
    if case .text(let delimiter) = try FileKind(of: path) { sign = delimiter }
    var content = try FileBytes(path)
    let foreign = TextConversion.encoding(of: content.bytes, source)
    if let foreign {
      let original = content
      defer { withExtendedLifetime(original) {} }
      content = FileBytes(
        converted: try TextConversion.utf8(
          original.bytes, from: foreign.name, named: name, checking: check))
      if foreign.isFound {
        notices.append("`\(name)` is not UTF-8; it was read as \(foreign.name)")
      }
    }
    let format = try CSVFormat(
      of: content.bytes, named: name, source, kind: sign, isConverted: foreign != nil)
    if format.encoding == .windows1252 && source.encoding == nil {
      notices.append("`\(name)` is not UTF-8; it was read as cp1252")
    }
    var reader = CSVRecordReader(content.bytes, format)
    switch reader.next() {
    case .record: break
    case .broken(let reason):
      throw EngineError(
        .badFile, "the header line of `\(name)` cannot be read: \(reason)", line: reader.line)
    case .end: throw EngineError(.badFile, "`\(name)` is empty: it has no header line")
    }
    let header = reader.fields.map { field in
      Self.text(of: field, reader).replacing("\0", with: "")
    }
    try checkHeader(reader, named: name)
    if sign == nil, source.delimiter == nil, format.delimiter != UInt8(ascii: ","),
      header.count > 1,
      !files.contains(where: { $0.format.delimiter == format.delimiter })
    {
      notices.append("`\(name)`: fields are separated by \(format.delimiterName)")
    }
    var file = File(
      name: name, content: content, format: format, columns: [],
      mayHoldNullBytes: content.bytes.contains(0))
    for column in ColumnNames.apply(source.names, to: header) {
      if let position = positions[column] {
        file.columns.append(position)
      } else {
        positions[column] = columns.count
        file.columns.append(columns.count)
        columns.append(
          CSVColumn(column, given: source.types[column], hasComma: source.hasDecimalComma))
      }
    }
    files.append(file)
  }

  /// Refuses a line that is a comment, and tells of one that is a row.
  private mutating func checkHeader(
    _ reader: CSVRecordReader, named name: String
  ) throws(EngineError) {
    var next = reader
    if reader.recordBytes.first == UInt8(ascii: "#"), case .record = next.next(),
      next.fields.count != reader.fields.count
    {
      throw EngineError(
        .badFile, "line \(reader.line) of `\(name)` is a comment, not the names of the columns",
        hint: "delete the lines before the names", line: reader.line)
    }
    let isRow = reader.fields.allSatisfy { field in
      !TextValue.kinds(reader.bytes(of: field)).isDisjoint(with: [.number, .date, .datetime])
    }
    if isRow {
      notices.append(
        "`\(name)`: line \(reader.line) names the columns and holds no text; is the header missing?"
      )
    }
  }

  /// The schema, once `survey` has seen all rows.
  var schema: Schema {
    var fields = columns.map { Field($0.name, $0.type) }
    if let name = fileColumn { fields.append(Field(name, .text)) }
    return Schema(fields)
  }

  /// The name of the column for the file of a row, if there is one.
  var fileColumn: String? {
    guard source.includesFileName else { return nil }
    return ColumnNames.unique(columns.map(\.name) + ["file"]).last
  }

  // MARK: First reading

  /// Finds the types and the rows that do not fit.
  mutating func survey(checking check: () throws(EngineError) -> Void) throws(EngineError) {
    for index in files.indices { try survey(index, check) }
    for column in columns where column.isCommaText {
      notices.append(
        "column `\(column.name)` holds numbers with a decimal comma and is text; "
          + "`decimal: \",\"` reads them")
    }
    guard source.badRows == .refuse, let first = rejected.first else { return }
    let shown = rejected.prefix(3).map { row in
      let place = files.count > 1 ? "\(row.file), line \(row.line)" : "line \(row.line)"
      return "  \(place): \(row.error): \(row.text.prefix(120))"
    }
    let what = rejectedCount == 1 ? "1 row does not fit" : "\(rejectedCount) rows do not fit"
    throw EngineError(
      .badFile, "`\(first.file)`: \(what)\n" + shown.joined(separator: "\n"),
      hint: "`bad_rows: skip` leaves such rows out and keeps them in part `rejected`",
      line: first.line)
  }

  private mutating func survey(
    _ index: Int, _ check: () throws(EngineError) -> Void
  ) throws(EngineError) {
    let file = files[index]
    var reader = rows(of: file)
    var number = 0
    while true {
      if number & 0xfff == 0 { try check() }
      switch reader.next() {
      case .end: return
      case .broken(let reason): reject(number, of: index, reader, reason)
      case .record:
        if let reason = misfit(reader, file) {
          reject(number, of: index, reader, reason)
        } else {
          for (place, field) in reader.fields.enumerated() {
            let bytes = reader.bytes(of: field)
            if !isNull(bytes) { columns[file.columns[place]].see(bytes) }
          }
        }
      }
      number += 1
    }
  }

  /// Why the record cannot be a row, if it cannot.
  private func misfit(_ reader: CSVRecordReader, _ file: File) -> String? {
    guard reader.fields.count == file.columns.count else {
      let count = reader.fields.count
      if reader.recordBytes.first == UInt8(ascii: "#") { return "a comment" }
      return "\(count) field\(count == 1 ? "" : "s") instead of \(file.columns.count)"
    }
    if file.mayHoldNullBytes && reader.recordBytes.contains(0) { return "a null byte" }
    guard !source.types.isEmpty else { return nil }
    for (place, field) in reader.fields.enumerated() {
      let column = columns[file.columns[place]]
      guard let given = column.given else { continue }
      let bytes = reader.bytes(of: field)
      if !isNull(bytes) && !column.fits(bytes) {
        return
          "`\(Self.text(of: field, reader))` in column `\(column.name)` is not \(given.article)"
      }
    }
    return nil
  }

  private mutating func reject(
    _ number: Int, of index: Int, _ reader: CSVRecordReader, _ reason: String
  ) {
    rejectedCount += 1
    files[index].skipped.append(number)
    // A refused load shows three rows; a skipped one keeps them all.
    guard source.badRows == .skip || rejected.count < 3 else { return }
    let text = files[index].format.encoding.text(reader.recordBytes)
    rejected.append(
      Rejected(
        file: files[index].name, line: reader.line, error: reason,
        text: text.replacing("\0", with: "\u{2400}")))
  }

  /// The rows that were left out, as a table.
  var rejectedTable: Table {
    var columns: [(name: String, column: Column)] = [
      ("line", Column(.int(rejected.map { Int64($0.line) }))),
      ("error", Column(.text(TextColumn(rejected.map(\.error))))),
      ("text", Column(.text(TextColumn(rejected.map(\.text))))),
    ]
    if files.count > 1 {
      columns.insert(("file", Column(.text(TextColumn(rejected.map(\.file))))), at: 0)
    }
    return Table(columns)
  }

  // MARK: Both readings

  /// A reader that stands behind the header.
  func rows(of file: File) -> CSVRecordReader {
    var reader = CSVRecordReader(file.content.bytes, file.format)
    _ = reader.next()
    // In a file of one column, an empty line is a row whose value is empty.
    reader.skipsBlankLines = file.columns.count > 1
    return reader
  }

  /// Whether a field stands for no value.
  func isNull(_ bytes: UnsafeRawBufferPointer) -> Bool {
    for null in nulls where null.count == bytes.count && bytes.elementsEqual(null) { return true }
    return false
  }
}

extension DataType {
  /// The type's name with its article: `an int`, `a date`.
  var article: String { self == .int ? "an int" : "a \(name)" }
}
