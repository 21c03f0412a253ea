import CVectors
import NumericalMethods

/// For each row, the sum of its distances to the rows of each group.
///
/// Each pair is computed once: rows lie sorted by group in memory, and a block of rows is compared
/// with all rows from itself on. Four strips of rows, about equal in work, have sums of their own,
/// so that threads do not meet and sums are added in one order.
final class ClusterDistanceSums: @unchecked Sendable {
  // Each thread writes the sums of its own strips.
  private let groups: Int
  private let sums: UnsafeMutablePointer<Double>
  private let count: Int
  /// The slot of each row, among rows sorted by group; -1 for rows without one.
  private let slots: [Int]
  private static let strips = 4

  init(_ points: Matrix, _ labels: ClusterLabels, _ execution: Execution) throws {
    groups = labels.count
    let members = labels.members
    let order = members.flatMap(\.self)
    count = order.count
    var slots = [Int](repeating: -1, count: points.rows)
    for (slot, row) in order.enumerated() { slots[row] = slot }
    self.slots = slots
    let store = PointStore(centring: points, rows: order)
    let length = max(1, store.count * groups)
    sums = .allocate(capacity: length * Self.strips)
    sums.initialize(repeating: 0, count: length * Self.strips)
    var bounds = [0]
    for size in labels.sizes { bounds.append(bounds[bounds.count - 1] + size) }
    let edges = Self.edges(store.count)
    let reported = Results<Bool>(count: Self.strips)
    let limits = bounds
    try execution.share(Self.strips) { strip in
      let into = sums + strip * length
      let pass = Strip(store: store, bounds: limits, sums: into)
      try pass.run(edges[strip]..<edges[strip + 1], execution)
      reported.set(strip, true)
      execution.progress?(Double(reported.count) / Double(Self.strips))
    }
    for strip in 1..<Self.strips {
      for index in 0..<length { sums[index] += sums[strip * length + index] }
    }
  }

  deinit { sums.deallocate() }

  /// Rows at which strips begin: each has as many pairs as the others.
  private static func edges(_ count: Int) -> [Int] {
    (0...strips).map { strip in
      if strip == strips { return count }
      let rest = (1 - Double(strip) / Double(strips)).squareRoot()
      return Int((1 - rest) * Double(count)) / 8 * 8
    }
  }

  /// Runs `body` on the sums of `row`, one a group.
  func withSums(of row: Int, _ body: (UnsafePointer<Double>) -> Void) {
    guard slots[row] >= 0 else { return }
    body(sums + slots[row] * groups)
  }

  /// The work of one strip.
  private struct Strip {
    let store: PointStore
    let bounds: [Int]
    let sums: UnsafeMutablePointer<Double>

    /// As many rows as are compared at once: their distances stay in the nearest cache.
    private static let chunk = 512

    func run(_ rows: Range<Int>, _ execution: Execution) throws {
      let groups = bounds.count - 1
      let point = UnsafeMutablePointer<Double>.allocate(capacity: store.dimensions)
      defer { point.deallocate() }
      // What the rows of one run of the strip, all of one group, add to the rows behind them.
      let added = AlignedNumbers.allocate(store.stride, 0.0)
      let distances = AlignedNumbers.allocate(Self.chunk + PointStore.block, 0.0)
      defer {
        added.deallocate()
        distances.deallocate()
      }
      for group in 0..<groups {
        let run = rows.clamped(to: bounds[group]..<bounds[group + 1])
        guard !run.isEmpty else { continue }
        added.update(repeating: 0, count: store.stride)
        for row in run {
          if row % 64 == 0 { try execution.check() }
          store.copy(row, to: point)
          add(row, point, distances, added)
        }
        for slot in run.lowerBound..<store.count { sums[slot * groups + group] += added[slot] }
      }
    }

    /// The distances of `row` to all rows behind it, into its own sums and into `added`.
    private func add(
      _ row: Int, _ point: UnsafePointer<Double>, _ distances: UnsafeMutablePointer<Double>,
      _ added: UnsafeMutablePointer<Double>
    ) {
      let groups = bounds.count - 1
      for group in 0..<groups where bounds[group + 1] > row + 1 {
        let columns = max(row + 1, bounds[group])..<bounds[group + 1]
        // Whole blocks are computed; what lies beside the group in them is not counted.
        for first in stride(
          from: columns.lowerBound / PointStore.block * PointStore.block,
          to: columns.upperBound, by: Self.chunk)
        {
          let length = min(Self.chunk, PointStore.padded(columns.upperBound - first))
          store.distances(first, length, to: point, into: distances)
          for index in 0..<max(0, columns.lowerBound - first) { distances[index] = 0 }
          for index in max(0, columns.upperBound - first)..<max(columns.upperBound - first, length)
          {
            distances[index] = 0
          }
          sums[row * groups + group] += cvectors_add(added + first, distances, length)
        }
      }
    }
  }
}
