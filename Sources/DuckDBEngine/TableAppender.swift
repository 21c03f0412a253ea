import CDuckDB
import Planning
import Tables

/// Fills a table of DuckDB column by column, some thousand rows at a time.
///
/// Set the values of row `row` in every column, then call `endRow`; call `close` at the end.
final class TableAppender {
  private let access: DuckDBConnection.Access
  private let functions: DuckDBFunctions
  private var appender: DuckDBAppender?
  private var chunk: DuckDBChunk?
  private var columns: [Target]
  private let capacity: Int
  /// The row of the chunk that is being set.
  private(set) var row = 0

  private struct Target {
    var vector: DuckDBVector
    var data: UnsafeMutableRawPointer
    /// The bits of the rows that hold a value, once a row does not.
    var validity: UnsafeMutablePointer<UInt64>?
  }

  /// Starts to fill `table` in `schema`, whose columns have DuckDB's names of `types`.
  init(
    _ access: DuckDBConnection.Access, schema: String, table: String, types: [DataType]
  ) throws(EngineError) {
    self.access = access
    functions = access.functions
    capacity = Int(functions.vector_size())
    columns = []
    guard functions.appender_create(access.handle, schema, table, &appender) == 0 else {
      let words = appender.flatMap { functions.appender_error($0) }.map { String(cString: $0) }
      _ = functions.appender_destroy(&appender)
      throw access.error(words ?? "cannot append to \(table)")
    }
    var logicalTypes: [DuckDBLogicalType?] = types.map { Self.logicalType($0, functions) }
    chunk = logicalTypes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { functions.create_data_chunk($0, DuckDBCount(buffer.count)) }
    }
    for index in logicalTypes.indices { functions.destroy_logical_type(&logicalTypes[index]) }
    readVectors(count: types.count)
  }

  deinit {
    if chunk != nil { functions.destroy_data_chunk(&chunk) }
    if appender != nil { _ = functions.appender_destroy(&appender) }
  }

  private static func logicalType(_ type: DataType, _ functions: DuckDBFunctions)
    -> DuckDBLogicalType
  {
    switch type {
    case .int, .null: return functions.create_logical_type(DuckDBTypeBigInt.rawValue)
    case .number: return functions.create_logical_type(DuckDBTypeDouble.rawValue)
    case .text: return functions.create_logical_type(DuckDBTypeVarchar.rawValue)
    case .bool: return functions.create_logical_type(DuckDBTypeBoolean.rawValue)
    case .date: return functions.create_logical_type(DuckDBTypeDate.rawValue)
    case .datetime: return functions.create_logical_type(DuckDBTypeTimestamp.rawValue)
    case .duration: return functions.create_logical_type(DuckDBTypeInterval.rawValue)
    case .list(let element):
      let child = logicalType(element, functions)
      defer {
        var child: DuckDBLogicalType? = child
        functions.destroy_logical_type(&child)
      }
      return functions.create_list_type(child)
    }
  }

  private func readVectors(count: Int) {
    guard let chunk else { return }
    columns = (0..<count).map { index in
      let vector = functions.data_chunk_get_vector(chunk, DuckDBCount(index))
      return Target(vector: vector, data: functions.vector_get_data(vector), validity: nil)
    }
  }

  // MARK: Values of the current row

  /// Makes the current row of a column null.
  func setNull(_ column: Int) {
    if columns[column].validity == nil {
      functions.vector_ensure_validity_writable(columns[column].vector)
      columns[column].validity = functions.vector_get_validity(columns[column].vector)
    }
    columns[column].validity?[row >> 6] &= ~(1 << UInt64(row & 63))
  }

  /// Sets a value that stands in place: Int64, Double, Bool, Int32 for days, DuckDBInterval.
  func set<T: BitwiseCopyable>(_ column: Int, _ value: T) {
    columns[column].data.storeBytes(
      of: value, toByteOffset: row * MemoryLayout<T>.stride, as: T.self)
  }

  /// Sets a text from UTF-8 bytes.
  func setText(_ column: Int, _ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return setText(column, "") }
    functions.unsafe_vector_assign_string_element_len(
      columns[column].vector, DuckDBCount(row), start.assumingMemoryBound(to: CChar.self),
      DuckDBCount(bytes.count))
  }

  /// Sets a text.
  func setText(_ column: Int, _ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { bytes in
        if let start = bytes.baseAddress {
          functions.unsafe_vector_assign_string_element_len(
            columns[column].vector, DuckDBCount(row), start, DuckDBCount(bytes.count))
        } else {
          functions.unsafe_vector_assign_string_element_len(
            columns[column].vector, DuckDBCount(row), "", 0)
        }
      }
    }
  }

  /// Ends the current row; a full chunk goes to the table.
  func endRow() throws(EngineError) {
    row += 1
    if row == capacity { try flush() }
  }

  /// Hands over the rows so far and makes them part of the table.
  func close() throws(EngineError) {
    try flush()
    guard let appender, functions.appender_close(appender) == 0 else { throw failure() }
  }

  private func flush() throws(EngineError) {
    guard row > 0, let chunk, let appender else { return }
    functions.data_chunk_set_size(chunk, DuckDBCount(row))
    guard functions.append_data_chunk(appender, chunk) == 0 else { throw failure() }
    functions.data_chunk_reset(chunk)
    row = 0
    readVectors(count: columns.count)
  }

  private func failure() -> EngineError {
    let words = appender.flatMap { functions.appender_error($0) }.map { String(cString: $0) }
    return access.error(words ?? "DuckDB did not take the rows")
  }

  // MARK: Whole tables

  /// Appends all rows of a table, chunk by chunk and column by column.
  func append(_ table: Table, checking check: () throws(EngineError) -> Void) throws(EngineError) {
    var start = 0
    while start < table.rowCount {
      try check()
      let end = min(start + capacity, table.rowCount)
      for (index, column) in table.columns.enumerated() {
        try append(column, start..<end, to: index)
      }
      row = end - start
      try flush()
      start = end
    }
  }

  private func append(_ column: Column, _ rows: Range<Int>, to index: Int) throws(EngineError) {
    let data = columns[index].data
    func copy<T: BitwiseCopyable>(_ values: [T]) {
      values.withUnsafeBytes { source in
        let stride = MemoryLayout<T>.stride
        let part = UnsafeRawBufferPointer(
          rebasing: source[rows.lowerBound * stride..<rows.upperBound * stride])
        if let start = part.baseAddress { data.copyMemory(from: start, byteCount: part.count) }
      }
    }
    switch column.storage {
    case .int(let values), .datetime(let values): copy(values)
    case .number(let values): copy(values)
    case .date(let values): copy(values)
    case .bool(let values): copy(values)
    case .text(let text):
      for place in rows where column.validity[place] {
        row = place - rows.lowerBound
        setText(index, text[place])
      }
    case .duration(let values):
      for place in rows {
        row = place - rows.lowerBound
        set(index, DuckDBInterval(months: 0, days: 0, micros: values[place]))
      }
    case .list(let values, let element):
      try append(lists: values[rows], of: element, to: columns[index].vector)
    }
    if column.validity.nullCount > 0 {
      for place in rows where !column.validity[place] {
        row = place - rows.lowerBound
        setNull(index)
      }
    }
  }

  private func append(
    lists: ArraySlice<[Value]>, of element: DataType, to vector: DuckDBVector
  ) throws(EngineError) {
    let all = lists.flatMap { $0 }
    let total = DuckDBCount(all.count)
    guard functions.list_vector_reserve(vector, total) == 0,
      functions.list_vector_set_size(vector, total) == 0
    else { throw failure() }
    let entries = functions.vector_get_data(vector).assumingMemoryBound(to: DuckDBListEntry.self)
    var offset: UInt64 = 0
    for (row, list) in lists.enumerated() {
      entries[row] = DuckDBListEntry(offset: offset, length: UInt64(list.count))
      offset += UInt64(list.count)
    }
    guard !all.isEmpty else { return }
    let child = functions.list_vector_get_child(vector)
    if case .list(let inner) = element {
      let nested = all.map { value -> [Value] in
        if case .list(let values) = value { values } else { [] }
      }
      return try append(lists: nested[...], of: inner, to: child)
    }
    // The child's rows are set as if they were the rows of a column of their own.
    let outer = (columns, row)
    defer { (columns, row) = outer }
    columns = [Target(vector: child, data: functions.vector_get_data(child), validity: nil)]
    for (place, value) in all.enumerated() {
      row = place
      switch (value, element) {
      case (.int(let value), .number): set(0, Double(value))
      case (.int(let value), _), (.datetime(let value), _): set(0, value)
      case (.number(let value), _): set(0, value)
      case (.bool(let value), _): set(0, value)
      case (.date(let value), _): set(0, value)
      case (.text(let text), _): setText(0, text)
      case (.duration(let value), _): set(0, DuckDBInterval(months: 0, days: 0, micros: value))
      case (.null, _), (.list, _): setNull(0)
      }
    }
  }
}
