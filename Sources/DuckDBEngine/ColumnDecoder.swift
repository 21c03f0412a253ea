import CDuckDB
import Planning
import Tables

/// Builds one of our columns from the vectors of a DuckDB column.
struct ColumnDecoder {
  private let type: EngineType
  private let name: String
  private let functions: DuckDBFunctions
  private var count = 0
  private var flags: [Bool]?
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var bools: [Bool] = []
  private var days: [Int32] = []
  var texts: TextCollector
  private var lists: [[Value]] = []

  init(_ type: EngineType, named name: String, rows: Int, _ functions: DuckDBFunctions) {
    self.type = type
    self.name = name
    self.functions = functions
    texts = TextCollector()
    switch type.dataType {
    case .int, .datetime, .duration: integers.reserveCapacity(rows)
    case .number: numbers.reserveCapacity(rows)
    case .text: texts = TextCollector(reserving: rows)
    case .bool: bools.reserveCapacity(rows)
    case .date: days.reserveCapacity(rows)
    default: break
    }
  }

  /// Adds the first `rows` values of a vector.
  mutating func append(_ vector: DuckDBVector, rows: Int) throws(EngineError) {
    let start = count
    let mask = functions.vector_get_validity(vector)
    appendValidity(mask, rows)
    let data = UnsafeRawPointer(functions.vector_get_data(vector))
    switch type {
    case .bool: bools += Self.buffer(data, rows, of: UInt8.self).map { $0 != 0 }
    case .integer(let id): appendIntegers(data, rows, id)
    case .wide(let id): try appendWide(data, rows, id, mask)
    case .float: appendNumbers(Self.buffer(data, rows, of: Float.self), from: start) { Double($0) }
    case .double: appendNumbers(Self.buffer(data, rows, of: Double.self), from: start) { $0 }
    case .decimal(let storage, let scale): appendDecimals(data, rows, storage, scale, from: start)
    case .text: appendTexts(Self.buffer(data, rows, of: DuckDBString.self), mask)
    case .words(let words, let storage): appendWords(data, rows, words, storage, mask)
    case .date: days += Self.buffer(data, rows, of: Int32.self)
    case .timestamp(let id): try appendTimestamps(data, rows, id, mask)
    case .time(let id):
      appendFormatted(Self.buffer(data, rows, of: Int64.self), mask) { Self.time($0, id) }
    case .uuid:
      appendFormatted(Self.buffer(data, rows, of: DuckDBHugeInt.self), mask) { Self.uuid($0) }
    case .interval: try appendIntervals(Self.buffer(data, rows, of: DuckDBInterval.self), mask)
    case .null: integers += repeatElement(0, count: rows)
    case .list(let element):
      let entries = Self.buffer(data, rows, of: DuckDBListEntry.self)
      let ranges = entries.enumerated().map { row, entry in
        Self.isValid(mask, row) ? Int(entry.offset)..<Int(entry.offset + entry.length) : 0..<0
      }
      try appendLists(ranges, of: element, functions.list_vector_get_child(vector))
    case .array(let element, let size):
      let ranges = (0..<rows).map { $0 * size..<($0 + 1) * size }
      try appendLists(ranges, of: element, functions.array_vector_get_child(vector))
    case .hidden: break
    }
    count += rows
  }

  /// The column of all rows so far.
  consuming func finish() -> Column {
    let validity = Validity(flags)
    switch type.dataType {
    case .number: return Column(.number(numbers), validity: validity)
    case .text: return Column(.text(texts.finish()), validity: validity)
    case .bool: return Column(.bool(bools), validity: validity)
    case .date: return Column(.date(days), validity: validity)
    case .datetime: return Column(.datetime(integers), validity: validity)
    case .duration: return Column(.duration(integers), validity: validity)
    case .list(let element): return Column(.list(lists, of: element), validity: validity)
    default: return Column(.int(integers), validity: validity)
    }
  }

  // MARK: Validity

  /// Whether a row has a value.
  static func isValid(_ mask: UnsafeMutablePointer<UInt64>?, _ row: Int) -> Bool {
    guard let mask else { return true }
    return mask[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  private mutating func appendValidity(_ mask: UnsafeMutablePointer<UInt64>?, _ rows: Int) {
    guard let mask else {
      flags?.append(contentsOf: repeatElement(true, count: rows))
      return
    }
    if flags == nil { flags = [Bool](repeating: true, count: count) }
    flags?.append(contentsOf: (0..<rows).lazy.map { Self.isValid(mask, $0) })
  }

  private mutating func setNull(_ row: Int, of rows: Int) {
    if flags == nil { flags = [Bool](repeating: true, count: rows) }
    flags?[row] = false
  }

  // MARK: Values

  private static func buffer<T>(_ data: UnsafeRawPointer, _ rows: Int, of type: T.Type)
    -> UnsafeBufferPointer<T>
  {
    UnsafeBufferPointer(start: data.assumingMemoryBound(to: type), count: rows)
  }

  private mutating func appendIntegers(_ data: UnsafeRawPointer, _ rows: Int, _ id: DuckDBType) {
    func widen<T: FixedWidthInteger>(_ type: T.Type) {
      integers.append(contentsOf: Self.buffer(data, rows, of: type).lazy.map { Int64($0) })
    }
    switch id {
    case DuckDBTypeTinyInt: widen(Int8.self)
    case DuckDBTypeSmallInt: widen(Int16.self)
    case DuckDBTypeInteger: widen(Int32.self)
    case DuckDBTypeUTinyInt: widen(UInt8.self)
    case DuckDBTypeUSmallInt: widen(UInt16.self)
    case DuckDBTypeUInteger: widen(UInt32.self)
    default: integers += Self.buffer(data, rows, of: Int64.self)
    }
  }

  private mutating func appendWide(
    _ data: UnsafeRawPointer, _ rows: Int, _ id: DuckDBType, _ mask: UnsafeMutablePointer<UInt64>?
  ) throws(EngineError) {
    for row in 0..<rows {
      guard Self.isValid(mask, row) else {
        integers.append(0)
        continue
      }
      let value: Int64? =
        switch id {
        case DuckDBTypeUBigInt: Int64(exactly: data.loadElement(row, as: UInt64.self))
        case DuckDBTypeHugeInt: Self.narrow(data.loadElement(row, as: DuckDBHugeInt.self))
        default:
          Int64(exactly: data.loadElement(2 * row, as: UInt64.self)).flatMap {
            data.loadElement(2 * row + 1, as: UInt64.self) == 0 ? $0 : nil
          }
        }
      guard let value else {
        throw EngineError(
          .conversion, "a value of `\(name)` is beyond the integers of 64 bits",
          hint: "compute it as a number: number(x)")
      }
      integers.append(value)
    }
  }

  private static func narrow(_ value: DuckDBHugeInt) -> Int64? {
    let low = Int64(bitPattern: value.lower)
    return value.upper == (low < 0 ? -1 : 0) ? low : nil
  }

  private static func number(_ value: DuckDBHugeInt) -> Double {
    // The size first: the halves of a small negative value are large.
    let isNegative = value.upper < 0
    let (low, carries) =
      isNegative ? (~value.lower).addingReportingOverflow(1) : (value.lower, false)
    let high = isNegative ? ~value.upper + (carries ? 1 : 0) : value.upper
    let size = Double(high) * 18_446_744_073_709_551_616 + Double(low)
    return isNegative ? -size : size
  }

  /// Numbers that are not finite read as null.
  private mutating func appendNumbers<T>(
    _ values: UnsafeBufferPointer<T>, from start: Int, _ widen: (T) -> Double
  ) {
    for (row, value) in values.enumerated() {
      let number = widen(value)
      numbers.append(number)
      if !number.isFinite {
        setNull(start + row, of: start + values.count)
        numbers[start + row] = 0
      }
    }
  }

  private mutating func appendDecimals(
    _ data: UnsafeRawPointer, _ rows: Int, _ storage: DuckDBType, _ scale: Int, from start: Int
  ) {
    var divisor = 1.0
    for _ in 0..<scale { divisor *= 10 }
    switch storage {
    case DuckDBTypeSmallInt:
      appendNumbers(Self.buffer(data, rows, of: Int16.self), from: start) { Double($0) / divisor }
    case DuckDBTypeInteger:
      appendNumbers(Self.buffer(data, rows, of: Int32.self), from: start) { Double($0) / divisor }
    case DuckDBTypeBigInt:
      appendNumbers(Self.buffer(data, rows, of: Int64.self), from: start) { Double($0) / divisor }
    default:
      appendNumbers(Self.buffer(data, rows, of: DuckDBHugeInt.self), from: start) {
        Self.number($0) / divisor
      }
    }
  }

  private mutating func appendTimestamps(
    _ data: UnsafeRawPointer, _ rows: Int, _ id: DuckDBType, _ mask: UnsafeMutablePointer<UInt64>?
  ) throws(EngineError) {
    let ticks = Self.buffer(data, rows, of: Int64.self)
    switch id {
    case DuckDBTypeTimestampNS:
      // Rounded as DuckDB's own conversion does.
      integers.append(contentsOf: ticks.lazy.map { $0 / 1000 + ($0 % 1000) / 500 })
    case DuckDBTypeTimestampS, DuckDBTypeTimestampMS:
      let factor: Int64 = id == DuckDBTypeTimestampS ? 1_000_000 : 1_000
      integers.append(contentsOf: ticks.lazy.map { $0.multipliedReportingOverflow(by: factor).0 })
    default: integers += ticks
    }
    // DuckDB's infinity and -infinity have no place on our calendar.
    let total = integers.count
    for row in 0..<rows where ticks[row] == .max || ticks[row] == -.max {
      if Self.isValid(mask, row) { setNull(total - rows + row, of: total) }
    }
  }

  private mutating func appendIntervals(
    _ values: UnsafeBufferPointer<DuckDBInterval>, _ mask: UnsafeMutablePointer<UInt64>?
  ) throws(EngineError) {
    for (row, value) in values.enumerated() {
      guard Self.isValid(mask, row) else {
        integers.append(0)
        continue
      }
      let (days, overflow) = Int64(value.days).multipliedReportingOverflow(by: 86_400_000_000)
      let (sum, overflow2) = days.addingReportingOverflow(value.micros)
      guard value.months == 0, !overflow, !overflow2 else {
        throw EngineError(
          .conversion, "an interval in `\(name)` holds months, which have no fixed length",
          hint: "subtract dates, or count months with months_between")
      }
      integers.append(sum)
    }
  }

  private mutating func appendLists(
    _ ranges: [Range<Int>], of element: EngineType, _ vector: DuckDBVector
  ) throws(EngineError) {
    let end = ranges.lazy.map(\.upperBound).max() ?? 0
    var decoder = ColumnDecoder(element, named: name, rows: end, functions)
    if end > 0 { try decoder.append(vector, rows: end) }
    let column = decoder.finish()
    for range in ranges { lists.append(range.map { column[$0] }) }
  }
}

extension UnsafeRawPointer {
  /// The value of a row in an array of this type.
  func loadElement<T>(_ row: Int, as type: T.Type) -> T {
    assumingMemoryBound(to: type)[row]
  }
}
