import CVectors
import NumericalMethods

/// One start of k-means.
struct KMeansRun: Sendable {
  /// The centres, one a row.
  private(set) var centres: Matrix
  /// The centre of each row, padded to whole blocks.
  private(set) var labels: [Int32] = []
  private(set) var inertia = Double.infinity
  private(set) var iterations = 0

  /// The rows of one piece of work; sums of pieces are added in their order.
  static let chunk = 8_192

  init(centres: Matrix) { self.centres = centres }

  /// The mean of the columns' variances.
  static func meanVariance(_ store: PointStore) -> Double {
    var sum = 0.0
    for dimension in 0..<store.dimensions {
      let column = UnsafeBufferPointer(
        start: store.start + dimension * store.stride, count: store.count)
      // The columns are centred.
      sum += NumberSums.sum(column) { $0 * $0 } / Double(store.count)
    }
    return sum / Double(store.dimensions)
  }

  /// Lloyd's iterations until nothing changes or centres move by no more than `limit`.
  mutating func iterate(
    _ store: PointStore, _ most: Int, _ limit: Double, _ execution: Execution
  ) throws {
    let pass = KMeansPass(store, clusters: centres.rows)
    defer { inertia = pass.inertia }
    for step in 1...most {
      try execution.check()
      iterations = step
      let hasChanged = try pass.assign(centres, execution)
      let (moved, shift) = pass.means(centres)
      centres = moved
      if !hasChanged { break }
      if shift <= limit || step == most {
        // The labels must fit the centres that are handed out.
        _ = try pass.assign(centres, execution)
        break
      }
    }
    labels = pass.labels
  }
}

/// Rows to their nearest centres, and the sums from which new centres come.
final class KMeansPass: @unchecked Sendable {
  // Each thread writes the labels and sums of its own chunk.
  private let store: PointStore
  private let clusters: Int
  private let chunks: Int
  private let assigned: UnsafeMutablePointer<Int32>
  /// For each chunk: sums of each centre's dimensions, its count, and the chunk's squares.
  private let sums: UnsafeMutablePointer<Double>
  private let width: Int
  private var hasAssigned = false

  init(_ store: PointStore, clusters: Int) {
    self.store = store
    self.clusters = clusters
    chunks = (store.count + KMeansRun.chunk - 1) / KMeansRun.chunk
    assigned = .allocate(capacity: store.stride)
    assigned.initialize(repeating: -1, count: store.stride)
    width = clusters * (store.dimensions + 1) + 2
    sums = .allocate(capacity: chunks * width)
    sums.initialize(repeating: 0, count: chunks * width)
  }

  deinit {
    assigned.deallocate()
    sums.deallocate()
  }

  var labels: [Int32] { Array(UnsafeBufferPointer(start: assigned, count: store.count)) }

  /// The sum of squared distances at the last assignment.
  var inertia: Double {
    (0..<chunks).reduce(0) { $0 + sums[$1 * width + width - 2] }
  }

  /// Gives each row its nearest centre; tells whether any row has another one than before.
  func assign(_ centres: Matrix, _ execution: Execution) throws -> Bool {
    // Centre after centre in memory.
    let flat = centres.transposed.values
    try flat.withUnsafeBufferPointer { flat in
      guard let start = flat.baseAddress else { return }
      let shared = UncheckedPointer(start)
      try execution.share(chunks) { assign(chunk: $0, shared.pointer) }
    }
    return (0..<chunks).contains { sums[$0 * width + width - 1] > 0 }
  }

  private func assign(chunk: Int, _ centres: UnsafePointer<Double>) {
    let dimensions = store.dimensions
    let rows = chunk * KMeansRun.chunk..<min(store.count, (chunk + 1) * KMeansRun.chunk)
    let sums = self.sums + chunk * width
    sums.update(repeating: 0, count: width)
    let counts = sums + clusters * dimensions
    var changed = 0
    var total = 0.0
    let length = 512
    let squares = AlignedNumbers.allocate(length, 0.0)
    let labels = AlignedNumbers.allocate(length, Int32(0))
    let scratch = AlignedNumbers.allocate(4 * clusters, 0.0)
    defer {
      scratch.deallocate()
      squares.deallocate()
      labels.deallocate()
    }
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: length) {
      let filled = min(length, rows.upperBound - first)
      cvectors_nearest(
        store.start + first, store.stride, dimensions, PointStore.padded(filled), centres,
        clusters, squares, labels)
      for index in filled..<max(filled, PointStore.padded(filled)) { squares[index] = 0 }
      total += cvectors_sum(squares, PointStore.padded(filled))
      changed += cvectors_relabel(assigned + first, labels, filled)
      cvectors_sum_by_label(
        store.start + first, store.stride, dimensions, filled, labels, clusters, scratch, sums)
      for index in 0..<filled { counts[Int(labels[index])] += 1 }
    }
    sums[width - 2] = total
    sums[width - 1] = Double(changed)
  }

  /// The means of the rows of each centre, and by how much, squared, the centres move.
  ///
  /// A centre without rows goes to the row that is farthest from its own.
  func means(_ centres: Matrix) -> (Matrix, shift: Double) {
    let dimensions = store.dimensions
    var total = [Double](repeating: 0, count: width)
    for chunk in 0..<chunks {
      for index in 0..<width { total[index] += sums[chunk * width + index] }
    }
    var moved = centres
    var empty: [Int] = []
    for cluster in 0..<clusters {
      let count = total[clusters * dimensions + cluster]
      if count == 0 {
        empty.append(cluster)
        continue
      }
      for dimension in 0..<dimensions {
        moved[cluster, dimension] = total[cluster * dimensions + dimension] / count
      }
    }
    fill(empty, &moved)
    var shift = 0.0
    for (old, new) in zip(centres.values, moved.values) { shift += (new - old) * (new - old) }
    return (moved, shift)
  }

  private func fill(_ empty: [Int], _ centres: inout Matrix) {
    guard !empty.isEmpty else { return }
    var distances: [(row: Int, squared: Double)] = (0..<store.count).map { row in
      var sum = 0.0
      for dimension in 0..<store.dimensions {
        let difference =
          store.start[row + dimension * store.stride] - centres[Int(assigned[row]), dimension]
        sum += difference * difference
      }
      return (row, sum)
    }
    distances.sort { $0.squared == $1.squared ? $0.row < $1.row : $0.squared > $1.squared }
    for (cluster, far) in zip(empty, distances) {
      for dimension in 0..<store.dimensions {
        centres[cluster, dimension] = store.start[far.row + dimension * store.stride]
      }
    }
  }
}
