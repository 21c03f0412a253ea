import CVectors
import NumericalMethods

/// Points in memory for the inner loops: one column a dimension, in blocks of sixteen.
///
/// Slots beyond the last point hold infinity in the first column, so that they are far from
/// everything and a loop needs no special case for its last block.
final class PointStore: @unchecked Sendable {
  // Whoever makes one changes it on one thread; threads only read it together.
  let start: UnsafeMutablePointer<Double>
  let stride: Int
  let dimensions: Int
  private(set) var count: Int

  /// The slots of a block.
  static let block = 16

  /// Copies points less the means of their columns, in the order of `rows` if given.
  ///
  /// Distances stay, and less is lost in sums of numbers that are far from zero.
  convenience init(centring points: Matrix, rows: [Int]? = nil) {
    self.init(points, less: points.columnMeans, rows: rows)
  }

  /// The same where the means are known.
  init(_ points: Matrix, less means: [Double], rows: [Int]? = nil) {
    count = rows?.count ?? points.rows
    precondition(points.columns > 0, "points have coordinates")
    dimensions = points.columns
    stride = Self.padded(count)
    start = AlignedNumbers.room(stride * dimensions)
    points.values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      for dimension in 0..<dimensions {
        let column = start + dimension * stride
        let from = dimension * points.rows
        let mean = means[dimension]
        if let rows {
          for (slot, row) in rows.enumerated() { column[slot] = values[from + row] - mean }
        } else {
          cvectors_shifted(first + from, count, mean, column)
        }
        for slot in count..<stride { column[slot] = 0 }
      }
    }
    for slot in count..<stride { start[slot] = .infinity }
  }

  deinit { start.deallocate() }

  /// `count`, rounded up to whole blocks.
  static func padded(_ count: Int) -> Int { (count + block - 1) / block * block }

  /// The slots that hold points, or infinity in the last block.
  var paddedCount: Int { Self.padded(count) }

  /// Copies the point in `slot` to `target`.
  func copy(_ slot: Int, to target: UnsafeMutablePointer<Double>) {
    for dimension in 0..<dimensions { target[dimension] = start[slot + dimension * stride] }
  }

  /// Writes the squared distances of `count` points from `slot` on to `point`; gives the least.
  func squares(
    _ slot: Int, _ count: Int, to point: UnsafePointer<Double>,
    into target: UnsafeMutablePointer<Double>
  ) -> Double {
    cvectors_squares(start + slot, stride, dimensions, count, point, target)
  }

  /// Writes the distances of `count` points from `slot` on to `point`.
  func distances(
    _ slot: Int, _ count: Int, to point: UnsafePointer<Double>,
    into target: UnsafeMutablePointer<Double>
  ) {
    cvectors_distances(start + slot, stride, dimensions, count, point, target)
  }

  /// The squared distance of two points.
  func squaredDistance(_ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    for dimension in 0..<dimensions {
      let column = start + dimension * stride
      let difference = column[first] - column[second]
      sum += difference * difference
    }
    return sum
  }

  /// Moves the last point into `slot`, so that one point fewer is left; gives the slot it left.
  func removeBySwap(_ slot: Int) -> Int {
    count -= 1
    for dimension in 0..<dimensions {
      let column = start + dimension * stride
      column[slot] = column[count]
    }
    start[count] = .infinity
    return count
  }
}

/// Memory for vectors.
enum AlignedNumbers {
  /// Memory for `count` numbers, aligned as the inner loops want it; whoever gets it gives it back.
  static func allocate<Number>(_ count: Int, _ value: Number) -> UnsafeMutablePointer<Number> {
    let memory: UnsafeMutablePointer<Number> = room(count)
    memory.initialize(repeating: value, count: max(1, count))
    return memory
  }

  /// The same, still to be filled.
  static func room<Number>(_ count: Int) -> UnsafeMutablePointer<Number> {
    let capacity = max(1, count)
    return UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Number>.stride, alignment: 64
    ).bindMemory(to: Number.self, capacity: capacity)
  }
}
