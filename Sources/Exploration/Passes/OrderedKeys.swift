import Tables
import Tasks

/// The values of a column as integers that sort as the values do; one key for each row with a value.
///
/// Whole numbers, prices with two decimals and round times get small keys, which need few passes
/// of a radix sort.
struct OrderedKeys: Sendable {
  /// What a key means.
  enum Coding: Hashable, Sendable {
    /// (key + base) × step, an integer.
    case whole(base: Int64, step: Int64)
    /// (key + base) / parts, a number.
    case decimal(base: Int64, parts: Double)
    /// The bits of a double, so turned that they ascend.
    case real

    /// The number that a key means.
    func number(_ key: UInt64) -> Double {
      switch self {
      case .whole: Double(integer(key))
      case .decimal(let base, let parts): Double(base + Int64(key)) / parts
      case .real: OrderedKeys.double(key)
      }
    }

    /// The integer that a key means; only for columns of integers.
    func integer(_ key: UInt64) -> Int64 {
      guard case .whole(let base, let step) = self else { return 0 }
      return base &+ Int64(bitPattern: key) &* step
    }
  }

  /// One key for each value, in the order of the rows.
  var keys: [UInt64]
  /// How to read them.
  let coding: Coding

  /// The keys of integers, of which `steps` names units that may divide them all.
  init(_ values: [Int64], steps: [Int64] = []) {
    let (low, high) = values.withUnsafeBufferPointer { values in
      var (low, high) = (Int64.max, Int64.min)
      for value in values {
        low = min(low, value)
        high = max(high, value)
      }
      return (low, high)
    }
    guard low <= high else {
      self.init(keys: [], coding: .whole(base: 0, step: 1))
      return
    }
    let step =
      high.subtractingReportingOverflow(low).overflow
      ? 1
      : steps.first { step in values.allSatisfy { ($0 - low) % step == 0 } } ?? 1
    let keys = [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
      if step == 1 {
        for index in values.indices { keys[index] = UInt64(bitPattern: values[index] &- low) }
      } else {
        for index in values.indices { keys[index] = UInt64((values[index] - low) / step) }
      }
      count = values.count
    }
    self.init(keys: keys, coding: .whole(base: low, step: step))
  }

  /// The keys of finite numbers.
  init(_ values: [Double], _ cancellation: Cancellation = Cancellation()) throws {
    for parts in [1.0, 100.0] {
      try cancellation.check()
      if let decimal = try Self.decimal(values, parts, cancellation) {
        self = decimal
        return
      }
    }
    try cancellation.check()
    let keys = [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
      values.withUnsafeBufferPointer { values in
        for index in values.indices { keys[index] = Self.key(values[index]) }
      }
      count = values.count
    }
    self.init(keys: keys, coding: .real)
  }

  private init(keys: [UInt64], coding: Coding) {
    self.keys = keys
    self.coding = coding
  }

  /// The keys of numbers that are whole after multiplying by `parts`, and come back exactly.
  private static func decimal(
    _ values: [Double], _ parts: Double, _ cancellation: Cancellation
  ) throws -> OrderedKeys? {
    let limit = 4_503_599_627_370_496.0  // 2^52: below it, every whole number and its half is exact
    var (low, high) = (limit, -limit)
    let fits = values.withUnsafeBufferPointer { values in
      for value in values {
        let scaled = (value * parts).rounded()
        guard scaled / parts == value, abs(scaled) < limit else { return false }
        low = min(low, scaled)
        high = max(high, scaled)
      }
      return true
    }
    guard fits, low <= high else { return nil }
    try cancellation.check()
    let base = Int64(low)
    let keys = [UInt64](unsafeUninitializedCapacity: values.count) { keys, count in
      values.withUnsafeBufferPointer { values in
        for index in values.indices {
          keys[index] = UInt64(bitPattern: Int64((values[index] * parts).rounded()) &- base)
        }
      }
      count = values.count
    }
    return OrderedKeys(keys: keys, coding: .decimal(base: base, parts: parts))
  }

  /// A key that ascends with the value; both zeros have the same.
  static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  static func double(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
  }
}
