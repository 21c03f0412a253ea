import NumericalMethods

extension KMeansRun {
  /// With more rows than these the exchange costs more than further starts are worth.
  static let mostExchanged = 2_000
  private static let mostPasses = 100
  /// A move must lessen the sum by more than rounding does.
  private static let least = 1e-9

  /// Moves single rows to other groups while that lessens the sum of squares (Hartigan 1975, chapter
  /// 4): means follow at once, so that groups are left at which Lloyd's iterations stop.
  mutating func exchange(
    _ store: PointStore, _ most: Int, _ limit: Double, _ execution: Execution
  ) throws {
    var groups = ExchangedGroups(store, centres, labels)
    guard try groups.settle(store, passes: Self.mostPasses, least: Self.least, execution) else {
      return
    }
    var better = KMeansRun(centres: groups.centres, after: iterations)
    try better.iterate(store, most, limit, execution)
    if better.inertia < inertia { self = better }
  }
}

/// Groups that single rows move between.
private struct ExchangedGroups {
  private(set) var centres: Matrix
  private var labels: [Int32]
  private var sizes: [Double]
  private var point: [Double]

  /// Starts from the means of the labels, which may be newer than `centres`; a group without rows keeps
  /// its centre.
  init(_ store: PointStore, _ centres: Matrix, _ labels: [Int32]) {
    var means = centres
    var sizes = [Double](repeating: 0, count: centres.rows)
    for row in 0..<store.count { sizes[Int(labels[row])] += 1 }
    for dimension in 0..<store.dimensions {
      var sums = [Double](repeating: 0, count: centres.rows)
      for row in 0..<store.count {
        sums[Int(labels[row])] += store.start[row + dimension * store.stride]
      }
      for group in sums.indices where sizes[group] > 0 {
        means[group, dimension] = sums[group] / sizes[group]
      }
    }
    self.centres = means
    self.labels = labels
    self.sizes = sizes
    point = [Double](repeating: 0, count: store.dimensions)
  }

  /// Moves rows until no move helps; tells whether any did.
  mutating func settle(
    _ store: PointStore, passes: Int, least: Double, _ execution: Execution
  ) throws -> Bool {
    var hasMoved = false
    for _ in 0..<passes {
      try execution.check()
      var isSettled = true
      for row in 0..<store.count {
        let own = Int(labels[row])
        guard sizes[own] > 1 else { continue }
        for dimension in point.indices {
          point[dimension] = store.start[row + dimension * store.stride]
        }
        let gain = sizes[own] / (sizes[own] - 1) * squaredDistance(to: own)
        var (best, cost) = (own, gain * (1 - least))
        for group in sizes.indices where group != own {
          let candidate = sizes[group] / (sizes[group] + 1) * squaredDistance(to: group)
          if candidate < cost { (best, cost) = (group, candidate) }
        }
        guard best != own else { continue }
        move(row, from: own, to: best)
        (isSettled, hasMoved) = (false, true)
      }
      if isSettled { break }
    }
    return hasMoved
  }

  private func squaredDistance(to group: Int) -> Double {
    var sum = 0.0
    for dimension in point.indices {
      let difference = point[dimension] - centres[group, dimension]
      sum += difference * difference
    }
    return sum
  }

  private mutating func move(_ row: Int, from own: Int, to other: Int) {
    for dimension in point.indices {
      let value = point[dimension]
      centres[own, dimension] -= (value - centres[own, dimension]) / (sizes[own] - 1)
      centres[other, dimension] += (value - centres[other, dimension]) / (sizes[other] + 1)
    }
    sizes[own] -= 1
    sizes[other] += 1
    labels[row] = Int32(other)
  }
}
