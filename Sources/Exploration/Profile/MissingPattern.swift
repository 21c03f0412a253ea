public import Tables
public import Tasks

/// Columns that are null together, and in how many rows.
public struct MissingPattern: Hashable, Sendable {
  /// The names of the columns, in the order of the table; never empty.
  public let columns: [String]
  /// The rows in which these columns, and no others, are null.
  public let rows: Int
  /// The share of these among all rows.
  public let share: Double

  /// Columns that are null together in `rows` of `total` rows.
  public init(columns: [String], rows: Int, of total: Int) {
    self.columns = columns
    self.rows = rows
    share = Double(rows) / Double(total)
  }

  /// The patterns of a table, the commonest first; rows without nulls are no pattern.
  public static func all(
    in table: Table, cancellation: Cancellation = Cancellation()
  ) throws -> [MissingPattern] {
    let gappy = table.columns.enumerated().compactMap { index, column -> (Int, [Bool])? in
      guard let flags = validFlags(column) else { return nil }
      return (index, flags)
    }
    guard !gappy.isEmpty else { return [] }
    var counts: [[UInt64]: Int] = [:]
    let words = (gappy.count + 63) / 64
    if words == 1 {
      // Patterns of few columns are small numbers.
      var single: [UInt64: Int] = [:]
      try each(table.rowCount, gappy, 0..<gappy.count, cancellation) { patterns in
        for pattern in patterns where pattern != 0 { single[pattern, default: 0] += 1 }
      }
      for (pattern, rows) in single { counts[[pattern]] = rows }
    } else {
      var rows = [[UInt64]](repeating: [], count: min(table.rowCount, stride))
      for start in Swift.stride(from: 0, to: table.rowCount, by: stride) {
        let part = start..<min(table.rowCount, start + stride)
        for row in rows.indices { rows[row].removeAll(keepingCapacity: true) }
        for word in 0..<words {
          try cancellation.check()
          let group = gappy[word * 64..<min(gappy.count, word * 64 + 64)]
          for (row, pattern) in patterns(part, group).enumerated() { rows[row].append(pattern) }
        }
        for row in rows.prefix(part.count) where row.contains(where: { $0 != 0 }) {
          counts[row, default: 0] += 1
        }
      }
    }
    return counts.map { pattern, rows in
      let columns = gappy.indices.filter { pattern[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      return MissingPattern(
        columns: columns.map { table.schema.names[gappy[$0].0] }, rows: rows, of: table.rowCount)
    }.sorted { $0.leads($1) }
  }

  /// Whether this pattern comes before another: the commoner first, then by the names.
  public func leads(_ other: MissingPattern) -> Bool {
    rows != other.rows
      ? rows > other.rows : columns.lexicographicallyPrecedes(other.columns)
  }

  private static let stride = 65_536

  private static func each(
    _ rowCount: Int, _ gappy: [(Int, [Bool])], _ columns: Range<Int>, _ cancellation: Cancellation,
    _ body: ([UInt64]) -> Void
  ) throws {
    for start in Swift.stride(from: 0, to: rowCount, by: stride) {
      try cancellation.check()
      body(patterns(start..<min(rowCount, start + stride), gappy[columns]))
    }
  }

  /// A bit for each of up to 64 columns, set where it is null.
  private static func patterns(
    _ rows: Range<Int>, _ gappy: ArraySlice<(Int, [Bool])>
  ) -> [UInt64] {
    var patterns = [UInt64](repeating: 0, count: rows.count)
    for (bit, (_, flags)) in gappy.enumerated() {
      flags.withUnsafeBufferPointer { flags in
        patterns.withUnsafeMutableBufferPointer { patterns in
          for index in patterns.indices {
            patterns[index] |= (flags[rows.lowerBound + index] ? 0 : 1) << UInt64(bit)
          }
        }
      }
    }
    return patterns
  }

  /// Which rows hold a value, nil when all do; what is not finite is no value.
  private static func validFlags(_ column: Column) -> [Bool]? {
    if case .number(let values) = column.storage,
      PresentValues.numbers(values, column.validity).notFinite > 0
    {
      return values.indices.map { column.validity[$0] && values[$0].isFinite }
    }
    return column.validity.flags
  }
}
