import Planning
import Tables

/// The second reading: the rows become those of a table.
extension CSVLoader {
  /// Fills a table that has `schema`; tells the number of rows.
  func fill(
    _ appender: TableAppender, checking check: () throws(EngineError) -> Void
  ) throws(EngineError) -> Int {
    let types = columns.map(\.type)
    var count = 0
    var scratch: [UInt8] = []
    for file in files {
      let missing = Set(columns.indices).subtracting(file.columns)
      var skipped = file.skipped[...]
      var reader = rows(of: file)
      var number = -1
      reading: while true {
        number += 1
        if number & 0xfff == 0 { try check() }
        switch reader.next() {
        case .end: break reading
        case .broken:
          skipped = skipped.dropFirst()
          continue
        case .record: break
        }
        if skipped.first == number {
          skipped = skipped.dropFirst()
          continue
        }
        for (place, field) in reader.fields.enumerated() {
          let column = file.columns[place]
          let bytes = reader.bytes(of: field)
          if isNull(bytes) {
            appender.setNull(column)
          } else if types[column] == .text {
            setText(bytes, field, reader, appender, column, &scratch)
          } else {
            set(bytes, columns[column], types[column], appender, column)
          }
        }
        for column in missing { appender.setNull(column) }
        if fileColumn != nil { appender.setText(columns.count, file.name) }
        try appender.endRow()
        count += 1
      }
    }
    return count
  }

  private func set(
    _ bytes: UnsafeRawBufferPointer, _ known: CSVColumn, _ type: DataType,
    _ appender: TableAppender, _ column: Int
  ) {
    switch type {
    case .int: if let value = known.int(bytes) { return appender.set(column, value) }
    case .number:
      if let value = known.number(bytes), value.isFinite { return appender.set(column, value) }
    case .bool: if let value = TextValue.bool(bytes) { return appender.set(column, value) }
    case .date: if let value = TextValue.date(bytes) { return appender.set(column, value) }
    case .datetime:
      if let value = TextValue.datetime(bytes) { return appender.set(column, value.micros) }
    default: break
    }
    appender.setNull(column)
  }

  private func setText(
    _ bytes: UnsafeRawBufferPointer, _ field: CSVRecordReader.Field, _ reader: CSVRecordReader,
    _ appender: TableAppender, _ column: Int, _ scratch: inout [UInt8]
  ) {
    if reader.format.encoding != .utf8 {
      return appender.setText(column, Self.text(of: field, reader))
    }
    guard field.hasDoubledQuotes else { return appender.setText(column, bytes) }
    Self.removeDoubledQuotes(bytes, reader.format.quote, into: &scratch)
    scratch.withUnsafeBytes { appender.setText(column, $0) }
  }

  // MARK: Texts of fields

  /// The text of a field, without the quotes that stand for one.
  static func text(of field: CSVRecordReader.Field, _ reader: CSVRecordReader) -> String {
    let bytes = reader.bytes(of: field)
    guard field.hasDoubledQuotes else { return reader.format.encoding.text(bytes) }
    var plain: [UInt8] = []
    removeDoubledQuotes(bytes, reader.format.quote, into: &plain)
    return plain.withUnsafeBytes { reader.format.encoding.text($0) }
  }

  private static func removeDoubledQuotes(
    _ bytes: UnsafeRawBufferPointer, _ quote: UInt8, into result: inout [UInt8]
  ) {
    result.removeAll(keepingCapacity: true)
    var isSecond = false
    for byte in bytes {
      if byte == quote && isSecond {
        isSecond = false
        continue
      }
      isSecond = byte == quote
      result.append(byte)
    }
  }
}
