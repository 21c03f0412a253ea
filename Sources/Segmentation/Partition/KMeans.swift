public import NumericalMethods

/// Groups around means: each row belongs to the nearest centre, each centre is its rows' mean.
///
/// Lloyd's iterations, shortened by bounds, from several starts by greedy k-means++ (Arthur and Vassilvitskii 2007); the
/// start with the smallest sum of squares wins. With few rows each start also moves single rows while
/// that helps (Hartigan 1975).
public struct KMeans: Hashable, Sendable {
  /// The number of groups.
  public var clusters: Int
  /// How often to begin anew.
  public var starts: Int
  /// The most iterations of one start.
  public var iterations: Int
  /// A start ends when its centres move, squared and summed, by less than this share of the mean
  /// variance of the columns.
  public var tolerance: Double
  /// The seed of the starts.
  public var seed: UInt64

  /// Describes a search.
  public init(
    clusters: Int, starts: Int = 10, iterations: Int = 300, tolerance: Double = 1e-4,
    seed: UInt64 = 42
  ) {
    self.clusters = clusters
    self.starts = starts
    self.iterations = iterations
    self.tolerance = tolerance
    self.seed = seed
  }

  /// Finds the groups of `points`, one row a point.
  public func fit(_ points: Matrix, execution: Execution = Execution()) throws -> KMeansModel {
    try check(points)
    guard starts >= 1 else { throw SegmentationError.setting("starts", mustBe: "at least 1") }
    let means = points.columnMeans
    let store = PointStore(points, less: means)
    let limit = limit(store)
    let generator = SeededGenerator(seed: seed)
    // Small data: a thread a start. Large data: one start after the other, rows shared.
    let isSmall = store.count <= KMeansRun.chunk
    let inner = isSmall ? execution.alone : execution
    let runs: [KMeansRun]
    if isSmall {
      let found = Results<KMeansRun>(count: starts)
      try execution.share(starts) { start in
        var run = try KMeansRun(store, clusters, seededBy: generator.stream(start), inner)
        try run.iterate(store, iterations, limit, inner)
        if store.count <= KMeansRun.mostExchanged {
          try run.exchange(store, iterations, limit, inner)
        }
        found.set(start, run)
        execution.progress?(Double(found.count) / Double(starts))
      }
      runs = found.all
    } else {
      var best: KMeansRun?
      for start in 0..<starts {
        var run = try KMeansRun(store, clusters, seededBy: generator.stream(start), inner)
        try run.iterate(store, iterations, limit, inner)
        if run.inertia < best?.inertia ?? .infinity { best = run }
        execution.progress?(Double(start + 1) / Double(starts))
      }
      runs = best.map { [$0] } ?? []
    }
    guard let best = runs.min(by: { $0.inertia < $1.inertia }) else {
      throw SegmentationError.empty
    }
    return KMeansModel(best, means: means)
  }

  /// Finds the groups from given centres, one a row, without a choice of starts.
  public func fit(
    _ points: Matrix, from centres: Matrix, execution: Execution = Execution()
  ) throws -> KMeansModel {
    try check(points)
    guard centres.rows == clusters, centres.columns == points.columns else {
      throw SegmentationError.lengths(
        "centres and groups, or their columns and those of the points")
    }
    let means = points.columnMeans
    let store = PointStore(points, less: means)
    var moved = centres
    for (column, mean) in means.enumerated() {
      for row in 0..<centres.rows { moved[row, column] -= mean }
    }
    var run = KMeansRun(centres: moved)
    try run.iterate(store, iterations, limit(store), execution)
    return KMeansModel(run, means: means)
  }

  /// How little centres move at the end.
  private func limit(_ store: PointStore) -> Double {
    tolerance == 0 ? 0 : tolerance * KMeansRun.meanVariance(store)
  }

  private func check(_ points: Matrix) throws {
    try points.checkPoints()
    guard clusters >= 1 else {
      throw SegmentationError.setting("the number of groups", mustBe: "at least 1")
    }
    guard iterations >= 1 else {
      throw SegmentationError.setting("iterations", mustBe: "at least 1")
    }
    let distinct = points.distinctRows(upTo: clusters)
    guard distinct >= clusters else {
      throw SegmentationError.tooFewRows(rows: distinct, needed: clusters)
    }
  }
}

/// Centres that were found, and the group of each row.
public struct KMeansModel: Hashable, Sendable {
  /// The group of each row that the centres were found from.
  public let labels: ClusterLabels
  /// The centres, one a row, in the order of the labels.
  public let centres: Matrix
  /// The sum of squared distances of the rows to their centres.
  public let inertia: Double
  /// The number of Lloyd's iterations of the start that won, with those after single rows moved.
  public let iterations: Int

  init(_ run: KMeansRun, means: [Double]) {
    let (labels, groups) = ClusterLabels.ordered(run.labels.map { Int($0) })
    var centres = Matrix(rows: groups.count, columns: means.count)
    for (row, group) in groups.enumerated() {
      for (column, mean) in means.enumerated() {
        centres[row, column] = run.centres[group, column] + mean
      }
    }
    self.labels = labels
    self.centres = centres
    inertia = run.inertia
    iterations = run.iterations
  }

  /// The nearest centre of each row of `points`, and how far it is; nil where a number is missing.
  public func predict(_ points: Matrix) -> [(label: Int, distance: Double)?] {
    (0..<points.rows).map { row in
      var best: (label: Int, distance: Double)?
      for centre in 0..<centres.rows {
        var sum = 0.0
        for column in 0..<points.columns {
          let difference = points[row, column] - centres[centre, column]
          sum += difference * difference
        }
        guard sum.isFinite else { return nil }
        if sum < best?.distance ?? .infinity { best = (centre + 1, sum) }
      }
      return best.map { ($0.label, $0.distance.squareRoot()) }
    }
  }
}
