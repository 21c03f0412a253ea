import CVectors
import NumericalMethods

/// Rows to their nearest centres, and the sums from which new centres come.
///
/// Of each row is known how far its centre is at most and every other one at least, so that most
/// rows need no distance once the centres settle (Hamerly 2010). The labels are those of Lloyd's
/// iterations.
final class KMeansPass: @unchecked Sendable {
  // Each thread writes the rows and sums of its own chunk.
  private let store: PointStore
  private let clusters: Int
  private let chunks: Int
  private let assigned: UnsafeMutablePointer<Int32>
  /// Upper bounds of the distances to the own centres.
  private let upper: UnsafeMutablePointer<Double>
  /// Lower bounds of the distances to the other centres.
  private let lower: UnsafeMutablePointer<Double>
  /// For each chunk: sums of each centre's dimensions, its count, the chunk's squares, and how many
  /// rows changed.
  private let sums: UnsafeMutablePointer<Double>
  private let width: Int

  /// The rows of one step through a chunk.
  fileprivate static let step = 512

  init(_ store: PointStore, clusters: Int) {
    self.store = store
    self.clusters = clusters
    chunks = (store.count + KMeansRun.chunk - 1) / KMeansRun.chunk
    assigned = AlignedNumbers.allocate(store.stride, -1)
    upper = AlignedNumbers.allocate(store.stride, 0)
    lower = AlignedNumbers.allocate(store.stride, 0)
    width = clusters * (store.dimensions + 1) + 2
    sums = AlignedNumbers.allocate(chunks * width, 0)
  }

  deinit {
    assigned.deallocate()
    upper.deallocate()
    lower.deallocate()
    sums.deallocate()
  }

  var labels: [Int32] { Array(UnsafeBufferPointer(start: assigned, count: store.count)) }

  /// The sum of squared distances at the last assignment of all rows.
  var inertia: Double {
    (0..<chunks).reduce(0) { $0 + sums[$1 * width + width - 2] }
  }

  private var hasChanged: Bool { (0..<chunks).contains { sums[$0 * width + width - 1] > 0 } }

  private func rows(_ chunk: Int) -> Range<Int> {
    chunk * KMeansRun.chunk..<min(store.count, (chunk + 1) * KMeansRun.chunk)
  }

  /// Gives each row its nearest centre; tells whether any row has another one than before.
  ///
  /// The sums of the centres follow, unless nobody asks for further means.
  func assign(_ centres: Matrix, isLast: Bool = false, _ execution: Execution) throws -> Bool {
    try centres.transposed.values.withUnsafeBufferPointer { flat in
      guard let start = flat.baseAddress else { return }
      let shared = UncheckedPointer(start)
      try execution.share(chunks) { chunk in
        let scratch = KMeansScratch(clusters: clusters, dimensions: store.dimensions)
        var (changed, total) = (0, 0.0)
        for first in stride(from: rows(chunk).lowerBound, to: rows(chunk).upperBound, by: Self.step)
        {
          let count = min(Self.step, rows(chunk).upperBound - first)
          total += cvectors_nearest_two(
            store.start + first, store.stride, store.dimensions, count, shared.pointer, clusters,
            upper + first, lower + first, scratch.labels)
          changed += cvectors_relabel(assigned + first, scratch.labels, count)
        }
        if !isLast { sum(chunk, scratch) }
        sums[chunk * width + width - 2] = total
        sums[chunk * width + width - 1] = Double(changed)
      }
    }
    return hasChanged
  }

  /// The same after centres moved from `before`: only rows whose bounds overlap are looked at.
  func assign(_ centres: Matrix, since before: Matrix, _ execution: Execution) throws -> Bool {
    let flat = centres.transposed.values
    let moves = CentreMoves(flat, before.transposed.values, clusters)
    try flat.withUnsafeBufferPointer { flat in
      guard let start = flat.baseAddress else { return }
      let shared = UncheckedPointer(start)
      try execution.share(chunks) { chunk in
        let scratch = KMeansScratch(clusters: clusters, dimensions: store.dimensions)
        var changed = 0
        for first in stride(from: rows(chunk).lowerBound, to: rows(chunk).upperBound, by: Self.step)
        {
          let count = min(Self.step, rows(chunk).upperBound - first)
          let open = cvectors_loosen(
            upper + first, lower + first, assigned + first, count, moves.own, moves.others,
            moves.half, clusters, scratch.places)
          guard open > 0 else { continue }
          // Where most are open, all are looked at where they stand.
          guard open < count / 2 else {
            _ = cvectors_nearest_two(
              store.start + first, store.stride, store.dimensions, count, shared.pointer, clusters,
              upper + first, lower + first, scratch.labels)
            let others = cvectors_differing(
              assigned + first, scratch.labels, count, scratch.changed)
            for index in 0..<others {
              let place = Int(scratch.changed[index])
              move(first + place, in: chunk, to: scratch.labels[place])
            }
            changed += others
            continue
          }
          cvectors_gather(
            store.start + first, store.stride, store.dimensions, scratch.places, open,
            scratch.points, Self.step)
          _ = cvectors_nearest_two(
            scratch.points, Self.step, store.dimensions, open, shared.pointer, clusters,
            scratch.near, scratch.far, scratch.labels)
          let others = cvectors_settle(
            upper + first, lower + first, assigned + first, scratch.places, open, scratch.near,
            scratch.far, scratch.labels, scratch.changed)
          for index in 0..<others {
            let place = Int(scratch.changed[index])
            move(first + Int(scratch.places[place]), in: chunk, to: scratch.labels[place])
          }
          changed += others
        }
        sums[chunk * width + width - 1] = Double(changed)
      }
    }
    return hasChanged
  }

  /// Takes a row out of the sums of its centre and adds it to those of another.
  private func move(_ row: Int, in chunk: Int, to next: Int32) {
    let (dimensions, old, label) = (store.dimensions, Int(assigned[row]), Int(next))
    assigned[row] = next
    let sums = self.sums + chunk * width
    for dimension in 0..<dimensions {
      let value = store.start[row + dimension * store.stride]
      sums[old * dimensions + dimension] -= value
      sums[label * dimensions + dimension] += value
    }
    sums[clusters * dimensions + old] -= 1
    sums[clusters * dimensions + label] += 1
  }

  /// Squares of the distances to `centres`, each row keeping its own.
  func measure(_ centres: Matrix, _ execution: Execution) throws {
    try centres.transposed.values.withUnsafeBufferPointer { flat in
      guard let start = flat.baseAddress else { return }
      let shared = UncheckedPointer(start)
      try execution.share(chunks) { chunk in
        var total = 0.0
        for first in stride(from: rows(chunk).lowerBound, to: rows(chunk).upperBound, by: Self.step)
        {
          total += cvectors_own_squares(
            store.start + first, store.stride, store.dimensions,
            min(Self.step, rows(chunk).upperBound - first), shared.pointer, assigned + first)
        }
        sums[chunk * width + width - 2] = total
      }
    }
  }

  /// Makes the sums of all centres anew.
  func sum(_ execution: Execution) throws {
    try execution.share(chunks) { chunk in
      sum(chunk, KMeansScratch(clusters: clusters, dimensions: store.dimensions))
    }
  }

  private func sum(_ chunk: Int, _ scratch: KMeansScratch) {
    let rows = rows(chunk)
    let sums = self.sums + chunk * width
    sums.update(repeating: 0, count: width)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.step) {
      cvectors_sum_by_label(
        store.start + first, store.stride, store.dimensions,
        min(Self.step, rows.upperBound - first),
        assigned + first, clusters, scratch.sums, sums)
    }
    let counts = sums + clusters * store.dimensions
    for row in rows { counts[Int(assigned[row])] += 1 }
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

/// How far centres moved, and how far they are apart.
private struct CentreMoves {
  /// By how much each centre moved.
  var own: [Double]
  /// The farthest move of any other centre.
  var others: [Double]
  /// Half the way to the next centre.
  var half: [Double]

  /// Compares centres, one after the other, with what they were.
  init(_ centres: [Double], _ before: [Double], _ count: Int) {
    let dimensions = centres.count / count
    func distance(_ a: [Double], _ i: Int, _ b: [Double], _ j: Int) -> Double {
      var sum = 0.0
      for dimension in 0..<dimensions {
        let difference = a[i * dimensions + dimension] - b[j * dimensions + dimension]
        sum += difference * difference
      }
      return sum.squareRoot()
    }
    let moves = (0..<count).map { distance(centres, $0, before, $0) }
    let descending = moves.sorted(by: >)
    let second = count > 1 ? descending[1] : 0
    let farthest = moves.firstIndex(of: descending[0])
    own = moves
    others = moves.indices.map { $0 == farthest ? second : descending[0] }
    half = [Double](repeating: .infinity, count: count)
    for i in 0..<count {
      for j in 0..<i {
        let way = distance(centres, i, centres, j) / 2
        half[i] = min(half[i], way)
        half[j] = min(half[j], way)
      }
    }
  }
}

/// What one thread writes into while it goes through a chunk.
private final class KMeansScratch {
  let near = AlignedNumbers.allocate(KMeansPass.step, 0.0)
  let far = AlignedNumbers.allocate(KMeansPass.step, 0.0)
  let labels = AlignedNumbers.allocate(KMeansPass.step, Int32(0))
  let places = AlignedNumbers.allocate(KMeansPass.step + 16, Int32(0))
  let changed = AlignedNumbers.allocate(KMeansPass.step, Int32(0))
  let points: UnsafeMutablePointer<Double>
  let sums: UnsafeMutablePointer<Double>

  init(clusters: Int, dimensions: Int) {
    points = AlignedNumbers.allocate(KMeansPass.step * dimensions, 0)
    sums = AlignedNumbers.allocate(4 * clusters, 0)
  }

  deinit {
    near.deallocate()
    far.deallocate()
    labels.deallocate()
    places.deallocate()
    changed.deallocate()
    points.deallocate()
    sums.deallocate()
  }
}
