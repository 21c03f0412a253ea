import Tables
import Tasks

/// Counts the rows of a table that equal an earlier one.
enum RepeatedRows {
  static func count(in table: Table, _ cancellation: Cancellation) throws -> Int {
    guard table.rowCount > 1, !table.columns.isEmpty else { return 0 }
    var hashes = [UInt64](repeating: 0x9E37_79B9_7F4A_7C15, count: table.rowCount)
    for column in table.columns {
      try mix(column, into: &hashes, cancellation)
    }
    return try repeats(of: hashes, cancellation) { a, b in
      table.columns.allSatisfy { $0[a] == $0[b] || isSameNotFinite($0, a, b) }
    }
  }

  /// Rows are parted by their hashes until a part fits the nearest cache; a hash that is equal is
  /// proved by the rows themselves.
  private static func repeats(
    of hashes: [UInt64], _ cancellation: Cancellation, _ areEqual: (Int, Int) -> Bool
  ) throws -> Int {
    var bits: UInt64 = 0
    while hashes.count >> Int(bits) > 400, bits < 20 { bits += 1 }
    let parts = 1 << Int(bits)
    func part(_ hash: UInt64) -> Int {
      bits == 0 ? 0 : Int(truncatingIfNeeded: hash >> (64 - bits))
    }
    var ends = [Int](repeating: 0, count: parts)
    for (index, hash) in hashes.enumerated() {
      if index % stride == 0 { try cancellation.check() }
      ends[part(hash)] += 1
    }
    var sum = 0
    for index in ends.indices {
      let count = ends[index]
      ends[index] = sum
      sum += count
    }
    try cancellation.check()
    let rows = try [Int32](unsafeUninitializedCapacity: hashes.count) { rows, count in
      for row in hashes.indices {
        if row % stride == 0 { try cancellation.check() }
        let part = part(hashes[row])
        rows[ends[part]] = Int32(row)
        ends[part] += 1
      }
      count = hashes.count
    }
    var slots: [Int32] = []
    var repeats = 0
    var start = 0
    for (index, end) in ends.enumerated() {
      if index & 0xFF == 0 { try cancellation.check() }
      repeats += try count(rows[start..<end], hashes, &slots, cancellation, areEqual)
      start = end
    }
    return repeats
  }

  /// The repeats among a few rows, by open addressing.
  private static func count(
    _ rows: ArraySlice<Int32>, _ hashes: [UInt64], _ slots: inout [Int32],
    _ cancellation: Cancellation, _ areEqual: (Int, Int) -> Bool
  ) throws -> Int {
    var size = 16
    while size < rows.count * 2 { size *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: size))
    var repeats = 0
    for (index, row) in rows.enumerated() {
      if index & 0xFFFF == 0xFFFF { try cancellation.check() }
      let hash = hashes[Int(row)]
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while true {
        let other = slots[slot]
        if other < 0 {
          slots[slot] = row
          break
        }
        if hashes[Int(other)] == hash, areEqual(Int(other), Int(row)) {
          repeats += 1
          break
        }
        slot = (slot + 1) & (size - 1)
      }
    }
    return repeats
  }

  private static func isSameNotFinite(_ column: Column, _ a: Int, _ b: Int) -> Bool {
    guard case .number(let values) = column.storage else { return false }
    return column.validity[a] && column.validity[b] && values[a].isNaN && values[b].isNaN
  }

  // MARK: Hashes

  /// The rows between two looks at the flag: about a millisecond.
  private static let stride = 1 << 17

  private static func mix(
    _ column: Column, into hashes: inout [UInt64], _ cancellation: Cancellation
  ) throws {
    let flags = column.validity.flags
    switch column.storage {
    case .int(let values), .datetime(let values), .duration(let values):
      try mix(&hashes, flags, cancellation) { UInt64(bitPattern: values[$0]) }
    case .number(let values):
      try mix(&hashes, flags, cancellation) { values[$0].isNaN ? 1 : (values[$0] + 0).bitPattern }
    case .text(let values):
      let codes = values.codes
      try mix(&hashes, flags, cancellation) { UInt64(UInt32(bitPattern: codes[$0])) }
    case .bool(let values): try mix(&hashes, flags, cancellation) { values[$0] ? 1 : 0 }
    case .date(let values):
      try mix(&hashes, flags, cancellation) { UInt64(UInt32(bitPattern: values[$0])) }
    case .list(let values, _):
      try mix(&hashes, flags, cancellation) { hash(of: values[$0]) }
    }
  }

  /// A hash of a list that is the same in every run, as the seeded one of the library is not.
  private static func hash(of values: [Value]) -> UInt64 {
    var hash = UInt64(values.count)
    func mix(_ bits: UInt64) { hash = (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15 }
    for value in values {
      switch value {
      case .null: mix(0)
      case .int(let number), .datetime(let number), .duration(let number):
        mix(UInt64(bitPattern: number))
      case .number(let number): mix((number + 0).bitPattern)
      case .bool(let flag): mix(flag ? 1 : 2)
      case .date(let day): mix(UInt64(UInt32(bitPattern: day)))
      case .text(let text): for byte in text.utf8 { mix(UInt64(byte)) }
      case .list(let inner): mix(Self.hash(of: inner))
      }
    }
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func mix(
    _ hashes: inout [UInt64], _ flags: [Bool]?, _ cancellation: Cancellation,
    _ bits: (Int) -> UInt64
  ) throws {
    try hashes.withUnsafeMutableBufferPointer { hashes in
      for start in Swift.stride(from: 0, to: hashes.count, by: stride) {
        try cancellation.check()
        for row in start..<min(hashes.count, start + stride) {
          let own = flags?[row] ?? true ? bits(row) : 0xD1B5_4A32_D192_ED03
          let mixed = (hashes[row] ^ own) &* 0xFF51_AFD7_ED55_8CCD
          hashes[row] = mixed ^ mixed >> 32
        }
      }
    }
  }
}
