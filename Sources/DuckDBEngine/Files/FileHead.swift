import Glibc
package import Planning
package import Tables

/// The first rows of a text file, read without an engine: what an editor may know of a file that no
/// cell has loaded yet.
package struct FileHead: Sendable {
  /// The columns, with types found on these rows alone.
  package let table: Table

  private static let mostBytes = 256 << 10
  private static let mostRows = 200

  /// Reads the head of the first file; nil if it is not there or no plain text file.
  package init?(of source: FileSource) {
    guard let path = try? FilePaths.resolve(source.path, in: source.folder).first,
      case .text(let sign)? = try? FileKind(of: path), !path.lowercased().hasSuffix(".gz"),
      let bytes = Self.bytes(of: path)
    else { return nil }
    let table = bytes.withUnsafeBytes { bytes -> Table? in
      guard let format = try? CSVFormat(of: bytes, named: path, source, kind: sign) else {
        return nil
      }
      return Self.table(CSVRecordReader(bytes, format), source)
    }
    guard let table else { return nil }
    self.table = table
  }

  /// The first bytes of a file, up to the end of a line.
  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = try? PlainFile.open(path) else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: mostBytes)
    var count = 0
    while count < mostBytes {
      let read = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress.map { $0 + count }, mostBytes - count)
      }
      guard read > 0 else { break }
      count += read
    }
    guard count == mostBytes else { return Array(bytes[..<count]) }
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return nil }
    return Array(bytes[...end])
  }

  private static func table(_ records: CSVRecordReader, _ source: FileSource) -> Table? {
    var reader = records
    guard case .record = reader.next() else { return nil }
    let format = reader.format
    func text(_ field: CSVRecordReader.Field) -> String {
      let text = format.encoding.text(reader.bytes(of: field))
      guard field.hasDoubledQuotes else { return text }
      let quote = String(Character(Unicode.Scalar(format.quote)))
      return text.replacing(quote + quote, with: quote)
    }
    let names = ColumnNames.apply(source.names, to: reader.fields.map(text))
    var columns = names.map { CSVColumn($0, given: source.types[$0]) }
    var rows: [[String?]] = []
    while rows.count < mostRows, case .record = reader.next() {
      guard reader.fields.count == names.count else { continue }
      rows.append(
        reader.fields.enumerated().map { place, field in
          let value = text(field)
          if source.nulls.contains(value) { return nil }
          columns[place].see(reader.bytes(of: field))
          return value
        })
    }
    return Table(
      columns.enumerated().map { place, column in
        (
          name: column.name,
          column: Column(rows.map { value($0[place], column.type) }, type: column.type)
        )
      })
  }

  private static func value(_ text: String?, _ type: DataType) -> Value {
    guard let text else { return .null }
    return Array(text.utf8).withUnsafeBytes { bytes in
      switch type {
      case .int: TextValue.int(bytes).map(Value.int) ?? .null
      case .number: TextValue.number(bytes).map(Value.number) ?? .null
      case .bool: TextValue.bool(bytes).map(Value.bool) ?? .null
      case .date: TextValue.date(bytes).map(Value.date) ?? .null
      case .datetime: TextValue.datetime(bytes).map { .datetime($0.micros) } ?? .null
      default: .text(text)
      }
    }
  }
}
