import NumericalMethods

/// The distances of all pairs, both halves, which a tree of complete or average linkage uses up.
///
/// Each row lies in one run, since the nearest of a group is sought along its row. A merged group is
/// written to one row and one column; the other's column is not touched but made infinite by a
/// penalty, and when half of the columns are dead the square is packed.
final class DistanceSquare<Scalar: DistanceScalar>: @unchecked Sendable {
  // Threads fill their own tiles; later only one thread works.
  private(set) var start: UnsafeMutablePointer<Scalar>
  let rowStride: Int
  /// Rows and columns in use, dead ones included.
  private(set) var count: Int
  /// Zero for a living column, infinite for a dead one.
  private let penalty: UnsafeMutablePointer<Scalar>
  private(set) var alive: Int

  init(_ points: Matrix, _ execution: Execution) throws {
    count = points.rows
    alive = count
    rowStride = (count + 15) / 16 * 16
    start = UnsafeMutableRawPointer.allocate(
      byteCount: rowStride * count * MemoryLayout<Scalar>.stride, alignment: 64
    ).bindMemory(to: Scalar.self, capacity: rowStride * count)
    penalty = AlignedNumbers.allocate(rowStride, .infinity)
    penalty.update(repeating: 0, count: count)
    try fill(PointStore(centring: points), execution)
  }

  deinit {
    start.deallocate()
    penalty.deallocate()
  }

  /// Computes each pair once, by tiles, and writes it to both halves.
  private func fill(_ store: PointStore, _ execution: Execution) throws {
    let side = 64
    let tiles = (count + side - 1) / side
    try execution.share(tiles) { tile in
      let point = UnsafeMutablePointer<Double>.allocate(capacity: store.dimensions)
      let distances = AlignedNumbers.allocate(side, 0.0)
      defer {
        point.deallocate()
        distances.deallocate()
      }
      let rows = tile * side..<min(count, tile * side + side)
      for first in stride(from: tile * side, to: rowStride, by: side) {
        let columns = first..<min(rowStride, first + side)
        for row in rows {
          store.copy(row, to: point)
          let target = start + row * rowStride
          store.distances(first, columns.count, to: point, into: distances)
          for (index, column) in columns.enumerated() { target[column] = Scalar(distances[index]) }
        }
        for column in columns where column < count && column >= rows.upperBound {
          let target = start + column * rowStride
          for row in rows { target[row] = start[row * rowStride + column] }
        }
      }
      for row in rows {
        start[row * rowStride + row] = .infinity
      }
      execution.progress?(0.3 * Double(tile + 1) / Double(tiles))
    }
  }

  /// The first row that is not dead.
  var firstAlive: Int { (0..<count).first { penalty[$0] == 0 } ?? 0 }

  subscript(row: Int, column: Int) -> Scalar { start[row * rowStride + column] }

  /// The living column nearest to `row`; `previous` wins a tie.
  func nearest(to row: Int, atLeastAsGoodAs previous: Int?) -> (column: Int, distance: Scalar) {
    let chunk = 1024
    let distances = start + row * rowStride
    var best = previous.map { self[row, $0] } ?? .infinity
    var found = previous ?? -1
    var place = -1
    for first in stride(from: 0, to: count, by: chunk) {
      let length = min(chunk, PointStore.padded(count - first))
      let least = Scalar.least(distances + first, penalty + first, length)
      if least < best { (best, place) = (least, first) }
    }
    if place >= 0 {
      // The first in that chunk which is as near.
      found = (place..<count).first { distances[$0] == best && penalty[$0] == 0 } ?? found
    }
    if found < 0 { found = (0..<count).first { $0 != row && penalty[$0] == 0 } ?? row }
    return (found, best)
  }

  /// Puts the distances of the union of `kept` and `freed` into `kept`, and lets `freed` die.
  ///
  /// `weights` are the sizes of the two for mean distances; nil for the farthest pair.
  func merge(_ kept: Int, _ freed: Int, weights: (kept: Double, freed: Double)?) {
    penalty[freed] = .infinity
    alive -= 1
    let (into, from) = (start + kept * rowStride, start + freed * rowStride)
    let length = PointStore.padded(count)
    if let weights {
      Scalar.mean(into, from, weights.kept, weights.freed, length)
    } else {
      Scalar.raise(into, from, length)
    }
    into[kept] = .infinity
    for row in 0..<count where penalty[row] == 0 { start[row * rowStride + kept] = into[row] }
  }

  /// Packs the living rows and columns, if half are dead; tells the old place of each new one.
  func packIfHalfDead() -> [Int]? {
    guard alive * 2 < count, count > 64 else { return nil }
    let living = (0..<count).filter { penalty[$0] == 0 }
    for (newRow, row) in living.enumerated() {
      let (into, from) = (start + newRow * rowStride, start + row * rowStride)
      for (newColumn, column) in living.enumerated() { into[newColumn] = from[column] }
    }
    count = living.count
    penalty.update(repeating: .infinity, count: rowStride)
    penalty.update(repeating: 0, count: count)
    return living
  }
}
