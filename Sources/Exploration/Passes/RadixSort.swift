import Tasks

/// Least-significant-digit radix sort of 64-bit keys, 11 bits a pass; digits in which all keys agree
/// cost nothing.
struct RadixSort {
  private static let bits: UInt64 = 11
  private static let buckets = 1 << Int(bits)
  /// Below this many keys, comparing is faster.
  private static let fewest = 300
  /// The keys between two looks at the flag: well under a millisecond.
  private static let stride = 1 << 17

  /// The keys in ascending order.
  static func sorted(_ keys: consuming [UInt64], _ cancellation: Cancellation) throws -> [UInt64] {
    guard keys.count > fewest else { return keys.sorted() }
    let shifts = shifts(of: keys)
    var source = keys
    var target = [UInt64](unsafeUninitializedCapacity: source.count) { $1 = source.count }
    for shift in shifts {
      try source.withUnsafeBufferPointer { source in
        try target.withUnsafeMutableBufferPointer { target in
          try withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
            try fillPlaces(places, source, shift, cancellation)
            for start in Swift.stride(from: 0, to: source.count, by: stride) {
              try cancellation.check()
              for index in start..<min(source.count, start + stride) {
                let key = source[index]
                let digit = Int(truncatingIfNeeded: key >> shift) & (buckets - 1)
                target[places[digit]] = key
                places[digit] += 1
              }
            }
          }
        }
      }
      swap(&source, &target)
    }
    return source
  }

  /// The keys in ascending order, and where each stood before; equal keys keep their order.
  static func sortedWithPlaces(
    _ keys: consuming [UInt64], _ cancellation: Cancellation
  ) throws -> (keys: [UInt64], places: [UInt32]) {
    let count = keys.count
    guard count > fewest else {
      let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      return (order.map { keys[$0] }, order.map { UInt32($0) })
    }
    let shifts = shifts(of: keys)
    var source = keys
    var target = [UInt64](unsafeUninitializedCapacity: count) { $1 = count }
    var from = (0..<UInt32(count)).map(\.self)
    var to = [UInt32](unsafeUninitializedCapacity: count) { $1 = count }
    for shift in shifts {
      try source.withUnsafeBufferPointer { source in
        try target.withUnsafeMutableBufferPointer { target in
          try from.withUnsafeBufferPointer { from in
            try to.withUnsafeMutableBufferPointer { to in
              try withUnsafeTemporaryAllocation(of: Int.self, capacity: buckets) { places in
                try fillPlaces(places, source, shift, cancellation)
                for start in Swift.stride(from: 0, to: count, by: stride) {
                  try cancellation.check()
                  for index in start..<min(count, start + stride) {
                    let key = source[index]
                    let digit = Int(truncatingIfNeeded: key >> shift) & (buckets - 1)
                    let place = places[digit]
                    target[place] = key
                    to[place] = from[index]
                    places[digit] = place + 1
                  }
                }
              }
            }
          }
        }
      }
      swap(&source, &target)
      swap(&from, &to)
    }
    return (source, from)
  }

  /// Where the first key of each digit belongs.
  private static func fillPlaces(
    _ places: UnsafeMutableBufferPointer<Int>, _ keys: UnsafeBufferPointer<UInt64>,
    _ shift: UInt64, _ cancellation: Cancellation
  ) throws {
    places.initialize(repeating: 0)
    for start in Swift.stride(from: 0, to: keys.count, by: stride) {
      try cancellation.check()
      for key in keys[start..<min(keys.count, start + stride)] {
        places[Int(truncatingIfNeeded: key >> shift) & (buckets - 1)] += 1
      }
    }
    var sum = 0
    for digit in 0..<buckets {
      let count = places[digit]
      places[digit] = sum
      sum += count
    }
  }

  /// The digits in which keys differ.
  private static func shifts(of keys: [UInt64]) -> [UInt64] {
    guard let first = keys.first else { return [] }
    let varying = keys.withUnsafeBufferPointer { keys in
      var varying: UInt64 = 0
      for key in keys { varying |= key ^ first }
      return varying
    }
    guard varying != 0 else { return [] }
    let low = UInt64(varying.trailingZeroBitCount)
    let high = UInt64(63 - varying.leadingZeroBitCount)
    return Swift.stride(from: low, through: high, by: UInt64.Stride(bits)).filter {
      varying >> $0 & UInt64(buckets - 1) != 0
    }
  }
}
