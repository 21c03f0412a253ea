import NumericalMethods

/// One start of k-means.
struct KMeansRun: Sendable {
  /// The centres, one a row.
  private(set) var centres: Matrix
  /// The centre of each row, padded to whole blocks.
  private(set) var labels: [Int32] = []
  private(set) var inertia = Double.infinity
  private(set) var iterations: Int

  /// The rows of one piece of work; sums of pieces are added in their order.
  static let chunk = 8_192
  /// Less work in an iteration than these coordinates against centres is done before a second
  /// thread has begun.
  private static let leastWork = 4_000_000

  /// Starts from centres that so many iterations gave.
  init(centres: Matrix, after iterations: Int = 0) {
    self.centres = centres
    self.iterations = iterations
  }

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

  /// Iterates until nothing changes or centres move by no more than `limit`.
  mutating func iterate(
    _ store: PointStore, _ most: Int, _ limit: Double, _ execution: Execution
  ) throws {
    let work = store.count * store.dimensions * centres.rows
    let execution = work < Self.leastWork ? execution.alone : execution
    let pass = KMeansPass(store, clusters: centres.rows)
    var before = centres
    var isSettled = false
    for step in 1...most {
      try execution.check()
      iterations += 1
      let hasChanged =
        step == 1
        ? try pass.assign(centres, execution) : try pass.assign(centres, since: before, execution)
      before = centres
      let shift: Double
      (centres, shift) = pass.means(centres)
      isSettled = !hasChanged
      if isSettled || shift <= limit { break }
    }
    // Sums that followed single rows are made anew, and labels must fit the centres handed out.
    try pass.sum(execution)
    centres = pass.means(centres).0
    if isSettled {
      // The same rows have the same means: nobody is nearer to another one.
      try pass.measure(centres, execution)
    } else {
      _ = try pass.assign(centres, isLast: true, execution)
    }
    inertia = pass.inertia
    labels = pass.labels
  }
}
