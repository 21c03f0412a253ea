import CVectors
import Glibc
import NumericalMethods

extension KMeansRun {
  /// Chooses centres by greedy k-means++: each is the best of 2 + ln k rows, drawn with chances by
  /// their squared distance to the centres before.
  init(
    _ store: PointStore, _ clusters: Int, seededBy generator: SeededGenerator,
    _ execution: Execution
  ) throws {
    var generator = generator
    let candidates = 2 + Int(log(Double(clusters)))
    let space = SeedingSpace(store, candidates: candidates)
    var chosen = [generator.uniform(below: store.count)]
    try space.start(at: chosen[0], execution)
    while chosen.count < clusters {
      try execution.check()
      let drawn = (0..<candidates).map { _ in space.row(at: generator.uniform()) }
      chosen.append(try space.addBest(of: drawn, execution))
    }
    var centres = Matrix(rows: clusters, columns: store.dimensions)
    for (index, row) in chosen.enumerated() {
      for dimension in 0..<store.dimensions {
        centres[index, dimension] = store.start[row + dimension * store.stride]
      }
    }
    self.init(centres: centres)
  }
}

/// The squared distance of each row to the nearest centre so far.
private final class SeedingSpace: @unchecked Sendable {
  // Each thread writes its own chunk.
  private let store: PointStore
  private let chunks: Int
  private let nearest: UnsafeMutablePointer<Double>
  private var chunkSums: [Double]
  /// What `nearest` would become with each candidate.
  private let trial: UnsafeMutablePointer<Double>
  private let points: UnsafeMutablePointer<Double>
  private let trialSums: UnsafeMutablePointer<Double>
  private let candidates: Int

  init(_ store: PointStore, candidates: Int) {
    self.store = store
    self.candidates = candidates
    chunks = (store.count + KMeansRun.chunk - 1) / KMeansRun.chunk
    nearest = AlignedNumbers.allocate(store.stride, .infinity)
    trial = AlignedNumbers.allocate(store.stride * candidates, 0)
    points = AlignedNumbers.allocate(store.dimensions * candidates, 0)
    trialSums = AlignedNumbers.allocate(chunks * candidates, 0)
    chunkSums = [Double](repeating: 0, count: chunks)
  }

  deinit {
    nearest.deallocate()
    trial.deallocate()
    points.deallocate()
    trialSums.deallocate()
  }

  func start(at row: Int, _ execution: Execution) throws {
    _ = try addBest(of: [row], execution)
  }

  /// The row at the fraction `place` of the sum of all distances.
  func row(at place: Double) -> Int {
    let total = chunkSums.reduce(0, +)
    guard total > 0 else { return min(store.count - 1, Int(place * Double(store.count))) }
    var rest = place * total
    for chunk in 0..<chunks {
      if rest >= chunkSums[chunk] && chunk + 1 < chunks {
        rest -= chunkSums[chunk]
        continue
      }
      let rows = self.rows(chunk)
      for row in rows {
        rest -= nearest[row]
        if rest < 0 { return row }
      }
      // Rounding may leave a hair: the last row that is not a centre.
      return rows.last { nearest[$0] > 0 } ?? rows.upperBound - 1
    }
    return store.count - 1
  }

  private func rows(_ chunk: Int) -> Range<Int> {
    chunk * KMeansRun.chunk..<min(store.count, (chunk + 1) * KMeansRun.chunk)
  }

  /// Makes a centre of the candidate that leaves the smallest sum of distances.
  func addBest(of drawn: [Int], _ execution: Execution) throws -> Int {
    for (index, row) in drawn.enumerated() {
      store.copy(row, to: points + index * store.dimensions)
    }
    try execution.share(chunks) { chunk in
      let rows = self.rows(chunk)
      for index in drawn.indices {
        let point = points + index * store.dimensions
        let into = trial + index * store.stride
        let length = PointStore.padded(rows.count)
        _ = store.squares(rows.lowerBound, length, to: point, into: into + rows.lowerBound)
        _ = cvectors_lower(into + rows.lowerBound, nearest + rows.lowerBound, length)
        var sums = SIMD8<Double>(repeating: 0)
        let whole = rows.count / 8 * 8
        for row in stride(from: rows.lowerBound, to: rows.lowerBound + whole, by: 8) {
          sums += UnsafeRawPointer(into + row).load(as: SIMD8<Double>.self)
        }
        var sum = sums.sum()
        for row in rows.lowerBound + whole..<rows.upperBound { sum += into[row] }
        trialSums[chunk * candidates + index] = sum
      }
    }
    var best = (index: 0, sum: Double.infinity)
    for index in drawn.indices {
      let sum = (0..<chunks).reduce(0) { $0 + trialSums[$1 * candidates + index] }
      if sum < best.sum { best = (index, sum) }
    }
    nearest.update(from: trial + best.index * store.stride, count: store.stride)
    for chunk in 0..<chunks { chunkSums[chunk] = trialSums[chunk * candidates + best.index] }
    return drawn[best.index]
  }
}
