package import Tables

/// Why bytes are no table.
package struct TableBytesError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description = "the stored table is damaged"

  package init() {}
}

/// A table as bytes, and back: little-endian, column by column, equal tables as equal bytes.
package enum TableBytes {
  private static let mark = Array("TEFFTAB1".utf8)

  /// Writes a table.
  package static func write(_ table: Table) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes += mark
    writer.count(table.columns.count)
    writer.count(table.rowCount)
    for (field, column) in zip(table.schema.fields, table.columns) {
      writer.text(field.name)
      writer.type(column.type)
      write(column, rows: table.rowCount, to: &writer)
    }
    return writer.bytes
  }

  private static func write(_ column: Column, rows: Int, to writer: inout ByteWriter) {
    let flags = column.validity.flags
    writer.bytes.append(flags == nil ? 0 : 1)
    if let flags { writer.bytes += flags.map { $0 ? 1 : 0 } }
    // What stands in a null row means nothing and must not tell tables apart.
    func known<T>(_ values: [T]) -> [T] {
      guard let flags else { return values }
      return zip(values, flags).compactMap { $1 ? $0 : nil }
    }
    switch column.storage {
    case .int(let values), .datetime(let values), .duration(let values):
      writer.numbers(known(values))
    case .number(let values): writer.numbers(known(values).map(\.bitPattern))
    case .bool(let values): writer.bytes += known(values).map { $0 ? 1 : 0 }
    case .date(let values): writer.numbers(known(values))
    case .text(let texts):
      var codes = known(texts.codes)
      var places = [Int32](repeating: -1, count: texts.dictionary.count)
      var order: [Int32] = []
      for index in codes.indices {
        let code = Int(codes[index])
        if places[code] < 0 {
          places[code] = Int32(order.count)
          order.append(Int32(code))
        }
        codes[index] = places[code]
      }
      writer.count(order.count)
      for code in order { writer.text(texts.dictionary[Int(code)]) }
      writer.numbers(codes)
    case .list(let lists, _):
      for values in known(lists) {
        writer.count(values.count)
        for value in values { writer.value(value) }
      }
    }
  }

  /// Reads what `write` wrote.
  package static func read(_ bytes: [UInt8]) throws(TableBytesError) -> Table {
    var reader = ByteReader(bytes)
    guard try reader.take(mark.count).elementsEqual(mark) else { throw TableBytesError() }
    let (columns, rows) = (try reader.count(), try reader.count())
    // Each column has at least one byte a row.
    guard columns <= bytes.count, rows <= bytes.count else { throw TableBytesError() }
    var named: [(name: String, column: Column)] = []
    for _ in 0..<columns {
      let name = try reader.text()
      named.append((name, try column(of: try reader.type(), rows: rows, from: &reader)))
    }
    guard reader.isAtEnd else { throw TableBytesError() }
    return Table(named)
  }

  private static func column(of type: DataType, rows: Int, from reader: inout ByteReader)
    throws(TableBytesError) -> Column
  {
    let hasNulls = try reader.take(1).first == 1
    // Such a column would be rows without a byte.
    guard hasNulls || type != .null || rows == 0 else { throw TableBytesError() }
    let flags = hasNulls ? try reader.take(rows).map { $0 != 0 } : nil
    if flags == nil, let column = try whole(type, rows: rows, from: &reader) { return column }
    var dictionary: [String] = []
    if type == .text {
      for _ in 0..<(try reader.count()) { dictionary.append(try reader.text()) }
    }
    var values: [Value] = []
    for row in 0..<rows {
      guard flags?[row] ?? true else {
        values.append(.null)
        continue
      }
      if type == .text {
        guard let place = Int(exactly: try reader.number(Int32.self)),
          dictionary.indices.contains(place)
        else { throw TableBytesError() }
        values.append(.text(dictionary[place]))
      } else {
        values.append(try reader.value(of: type))
      }
    }
    return Column(values, type: type)
  }
}

extension TableBytes {
  /// A column without nulls of the types that have many rows; nil for the others.
  private static func whole(_ type: DataType, rows: Int, from reader: inout ByteReader)
    throws(TableBytesError) -> Column?
  {
    switch type {
    case .int: return Column(.int(try reader.numbers(rows)))
    case .text:
      var dictionary: [String] = []
      for _ in 0..<(try reader.count()) { dictionary.append(try reader.text()) }
      let codes: [Int32] = try reader.numbers(rows)
      guard codes.allSatisfy({ dictionary.indices.contains(Int($0)) }) else {
        throw TableBytesError()
      }
      return Column(.text(TextColumn(codes: codes, dictionary: dictionary)))
    default: return nil
    }
  }
}

/// Appends numbers and texts to bytes.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func number(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  /// Many numbers; one after the other would take long.
  mutating func numbers<N: FixedWidthInteger>(_ values: [N]) {
    values.map(\.littleEndian).withUnsafeBytes { bytes += $0 }
  }

  mutating func count(_ value: Int) { number(Int64(value)) }

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      count(utf8.count)
      bytes += utf8
    }
  }

  mutating func type(_ type: DataType) {
    if case .list(let element) = type {
      bytes.append(UInt8(ascii: "["))
      self.type(element)
    } else {
      bytes.append(UInt8(DataType.plain.firstIndex(of: type) ?? 0))
    }
  }

  /// A value in a list, behind its type.
  mutating func value(_ value: Value) {
    type(value.type)
    switch value {
    case .null: break
    case .int(let number), .datetime(let number), .duration(let number): self.number(number)
    case .number(let number): self.number(number.bitPattern)
    case .bool(let flag): bytes.append(flag ? 1 : 0)
    case .date(let day): number(day)
    case .text(let text): self.text(text)
    case .list(let values):
      count(values.count)
      for value in values { self.value(value) }
    }
  }
}

/// Takes numbers and texts from bytes; never reads behind their end.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func take(_ count: Int) throws(TableBytesError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw TableBytesError() }
    defer { place += count }
    return bytes[place..<place + count]
  }

  mutating func number<N: FixedWidthInteger>(_: N.Type) throws(TableBytesError) -> N {
    var value: N = 0
    for (index, byte) in try take(N.bitWidth / 8).enumerated() {
      value |= N(truncatingIfNeeded: byte) << N(truncatingIfNeeded: 8 * index)
    }
    return value
  }

  mutating func numbers<N: FixedWidthInteger>(_ count: Int) throws(TableBytesError) -> [N] {
    let taken = try take(count * (N.bitWidth / 8))
    return [N](unsafeUninitializedCapacity: count) { buffer, filled in
      taken.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      filled = count
    }.map { N(littleEndian: $0) }
  }

  mutating func count() throws(TableBytesError) -> Int {
    guard let count = Int(exactly: try number(Int64.self)), count >= 0, count <= 1 << 40 else {
      throw TableBytesError()
    }
    return count
  }

  mutating func text() throws(TableBytesError) -> String {
    let count = try count()
    return String(decoding: try take(count), as: UTF8.self)
  }

  mutating func type(depth: Int = 0) throws(TableBytesError) -> DataType {
    guard depth < 16, let byte = try take(1).first else { throw TableBytesError() }
    if byte == UInt8(ascii: "[") { return .list(try type(depth: depth + 1)) }
    guard DataType.plain.indices.contains(Int(byte)) else { throw TableBytesError() }
    return DataType.plain[Int(byte)]
  }

  mutating func value(of type: DataType, depth: Int = 0) throws(TableBytesError) -> Value {
    guard depth < 16 else { throw TableBytesError() }
    switch type {
    case .null: return .null
    case .int: return .int(try number(Int64.self))
    case .datetime: return .datetime(try number(Int64.self))
    case .duration: return .duration(try number(Int64.self))
    case .number: return .number(Double(bitPattern: try number(UInt64.self)))
    case .bool: return .bool(try take(1).first == 1)
    case .date: return .date(try number(Int32.self))
    case .text: return .text(try text())
    case .list:
      let count = try count()
      guard count <= bytes.count - place else { throw TableBytesError() }
      var values: [Value] = []
      for _ in 0..<count {
        let type = try self.type()
        values.append(try value(of: type, depth: depth + 1))
      }
      return .list(values)
    }
  }
}

extension DataType {
  /// The types without parts, by their number in the bytes.
  fileprivate static let plain: [DataType] = [
    .null, .int, .number, .text, .bool, .date, .datetime, .duration,
  ]
}
