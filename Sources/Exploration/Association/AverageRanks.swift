import Tasks

/// The ranks of a column's values, equal values sharing the mean of their places.
struct AverageRanks: Sendable {
  /// The rows with a value, by ascending value.
  private let order: [UInt32]
  /// Whether the value of a place differs from the one before it.
  private let begins: [Bool]
  /// The ranks by row, from 1; 0 in rows without a value.
  let ranks: [Double]

  init(_ column: NumericColumn, _ cancellation: Cancellation) throws {
    let rows = column.flags.map { flags in flags.indices.filter { flags[$0] } }
    let values = rows.map { rows in rows.map { column.values[$0] } } ?? column.values
    let sorted = try RadixSort.sortedWithPlaces(OrderedKeys(values).keys, cancellation)
    order = rows.map { rows in sorted.places.map { UInt32(rows[Int($0)]) } } ?? sorted.places
    begins = sorted.keys.withUnsafeBufferPointer { keys in
      [Bool](unsafeUninitializedCapacity: keys.count) { begins, count in
        for place in keys.indices { begins[place] = place == 0 || keys[place] != keys[place - 1] }
        count = keys.count
      }
    }
    ranks = Self.ranks(order, begins, count: column.values.count)
  }

  private static func ranks(_ order: [UInt32], _ begins: [Bool], count: Int) -> [Double] {
    var ranks = [Double](repeating: 0, count: count)
    ranks.withUnsafeMutableBufferPointer { ranks in
      order.withUnsafeBufferPointer { order in
        begins.withUnsafeBufferPointer { begins in
          var start = 0
          while start < order.count {
            var end = start + 1
            while end < order.count, !begins[end] { end += 1 }
            let rank = Double(start + end + 1) / 2
            for place in start..<end { ranks[Int(order[place])] = rank }
            start = end
          }
        }
      }
    }
    return ranks
  }

  /// The ranks among the rows that another column has too, without sorting again.
  func ranks(within flags: [Bool]) -> [Double] {
    var kept: [UInt32] = []
    var keptBegins: [Bool] = []
    kept.reserveCapacity(order.count)
    keptBegins.reserveCapacity(order.count)
    var isNew = false
    for (place, row) in order.enumerated() {
      isNew = isNew || begins[place]
      guard flags[Int(row)] else { continue }
      kept.append(row)
      keptBegins.append(isNew)
      isNew = false
    }
    return Self.ranks(kept, keptBegins, count: ranks.count)
  }
}
