public import Tables
public import Tasks

/// The rows of equal values in some columns, groups in the order of the values, nulls last.
public struct RowGroups: Sendable {
  /// The values that each group shares.
  public let keys: [[Value]]
  /// The rows of each group, ascending.
  public let rows: [[Int]]
  /// The group of each row.
  public let groupOfRow: [Int32]

  /// Groups rows by `columns`, which are equally long; without columns all rows are one group.
  public init(of columns: [Column], cancellation: Cancellation = Cancellation()) throws {
    let count = columns.first?.count ?? 0
    var codes = [Int32](repeating: 0, count: count)
    var groups = count == 0 ? 0 : 1
    for column in columns {
      let own = try DenseCodes(of: column, cancellation)
      let dense = try DenseCodes(codes, groups, with: own, cancellation)
      (codes, groups) = (dense.codes, dense.count)
    }
    var sizes = [Int](repeating: 0, count: groups)
    for code in codes { sizes[Int(code)] += 1 }
    var rows = sizes.map { size in
      var rows: [Int] = []
      rows.reserveCapacity(size)
      return rows
    }
    for (row, code) in codes.enumerated() { rows[Int(code)].append(row) }
    self.rows = rows
    groupOfRow = codes
    keys = rows.map { rows in columns.map { $0[rows[0]] } }
  }
}

/// Numbers from 0 for the different values of a column, ascending with them; null has the last.
struct DenseCodes: Sendable {
  /// One code a row.
  let codes: [Int32]
  /// The number of different codes.
  let count: Int

  private init(codes: [Int32], count: Int) {
    self.codes = codes
    self.count = count
  }

  init(of column: Column, _ cancellation: Cancellation) throws {
    let values: (codes: [Int32], count: Int)
    switch column.storage {
    case .text(let text): values = Self.ranks(text, column.validity)
    case .bool(let flags): values = (flags.map { $0 ? 1 : 0 }, 2)
    case .list(let lists, _): values = Self.appearances(lists)
    default:
      let dense = try DenseCodes(keys: Self.keys(column), cancellation)
      values = (dense.codes, dense.count)
    }
    guard let flags = column.validity.flags else {
      (codes, count) = values
      return
    }
    let null = Int32(values.count)
    codes = values.codes.indices.map { flags[$0] ? values.codes[$0] : null }
    count = values.count + 1
  }

  /// Codes of keys by their order.
  init(keys: [UInt64], _ cancellation: Cancellation) throws {
    let sorted = try RadixSort.sortedWithPlaces(keys, cancellation)
    var code: Int32 = -1
    var last: UInt64?
    codes = [Int32](unsafeUninitializedCapacity: keys.count) { codes, count in
      for (place, key) in zip(sorted.places, sorted.keys) {
        if key != last {
          code += 1
          last = key
        }
        codes[Int(place)] = code
      }
      count = keys.count
    }
    count = Int(code) + 1
  }

  /// Codes of pairs, in the order of the first and then of the second; few save the sort.
  init(
    _ first: [Int32], _ firstCount: Int, with second: DenseCodes, _ cancellation: Cancellation
  ) throws {
    guard firstCount > 1 else {
      self = second.compacted()
      return
    }
    try cancellation.check()
    let pairs = zip(first, second.codes)
    let width = second.count
    if firstCount * width <= first.count {
      let codes = pairs.map { $0 * Int32(width) + $1 }
      self = DenseCodes(codes: codes, count: firstCount * width).compacted()
    } else {
      let keys = pairs.map { UInt64($0) * UInt64(width) + UInt64($1) }
      self = try DenseCodes(keys: keys, cancellation)
    }
  }

  /// The same without the codes that no row has.
  private func compacted() -> DenseCodes {
    var newCodes = [Int32](repeating: -1, count: count)
    for code in codes { newCodes[Int(code)] = 0 }
    guard newCodes.contains(-1) else { return self }
    var next: Int32 = 0
    for code in newCodes.indices where newCodes[code] == 0 {
      newCodes[code] = next
      next += 1
    }
    return DenseCodes(codes: codes.map { newCodes[Int($0)] }, count: Int(next))
  }

  private static func keys(_ column: Column) -> [UInt64] {
    switch column.storage {
    case .int(let values), .datetime(let values), .duration(let values):
      values.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    case .number(let values): values.map { $0.isNaN ? .max : OrderedKeys.key($0) }
    case .date(let values): values.map { UInt64(bitPattern: Int64($0)) ^ 1 << 63 }
    default: []
    }
  }

  private static func ranks(_ text: TextColumn, _ validity: Validity) -> ([Int32], Int) {
    let order = text.dictionary.indices.sorted {
      text.dictionary[$0].precedes(text.dictionary[$1])
    }
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, code) in order.enumerated() { ranks[code] = Int32(rank) }
    let codes = text.codes.enumerated().map { row, code in validity[row] ? ranks[Int(code)] : 0 }
    return (codes, order.count)
  }

  private static func appearances(_ lists: [[Value]]) -> ([Int32], Int) {
    var codes: [[Value]: Int32] = [:]
    let all = lists.map { list -> Int32 in
      if let code = codes[list] { return code }
      codes[list] = Int32(codes.count)
      return Int32(codes.count - 1)
    }
    return (all, codes.count)
  }
}
