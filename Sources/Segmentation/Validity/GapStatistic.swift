import Glibc
public import NumericalMethods

/// How much more compact groups are than those of points without any: one value for each count.
///
/// gap(k) is the mean of log W over points drawn evenly from the box of the principal components,
/// less log W of the points (Tibshirani, Walther and Hastie 2001).
public struct GapStatistic: Hashable, Sendable {
  /// The numbers of groups.
  public let counts: [Int]
  /// The gap of each.
  public let gaps: [Double]
  /// The error of each gap, with the error of drawing.
  public let errors: [Double]

  /// The smallest count whose gap is no less than the next one's less its error; the last if none.
  public var count: Int? {
    for index in counts.indices.dropLast() where gaps[index] >= gaps[index + 1] - errors[index + 1]
    {
      return counts[index]
    }
    return counts.last
  }

  /// Compares groups of `points` with those of `references` drawn sets.
  public init(
    of points: Matrix, counts: [Int], method: GroupingMethod, references: Int = 20,
    seed: UInt64 = 42, execution: Execution = Execution()
  ) throws {
    try points.checkPoints()
    guard references >= 2 else {
      throw SegmentationError.setting("the number of references", mustBe: "at least 2")
    }
    self.counts = counts
    let own = try method.labels(of: points, counts: counts, execution: execution.alone)
      .map { Self.logWithin(points, $0) }
    // Fewer rows than columns leave directions without width.
    let components = try PrincipalComponents(
      of: points, count: points.columns, execution: execution.alone)
    let scores = try components.scores(of: points, execution: execution.alone)
    let ranges = (0..<scores.columns).map { column in
      let values = scores[column: column]
      return (values.min() ?? 0)...(values.max() ?? 0)
    }
    let generator = SeededGenerator(seed: seed)
    let found = Results<[Double]>(count: references)
    try execution.share(references) { reference in
      var stream = generator.stream(reference)
      var drawn = Matrix(rows: points.rows, columns: points.columns)
      for column in 0..<points.columns {
        for row in 0..<points.rows { drawn[row, column] = stream.uniform(in: ranges[column]) }
      }
      // Distances are the same before and after turning back from the components.
      let labels = try method.labels(of: drawn, counts: counts, execution: execution.alone)
      found.set(reference, labels.map { Self.logWithin(drawn, $0) })
      execution.progress?(Double(found.count) / Double(references))
    }
    let all = found.all
    var gaps: [Double] = []
    var errors: [Double] = []
    for index in counts.indices {
      let values = all.map { $0[index] }
      let mean = values.reduce(0, +) / Double(references)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      gaps.append(mean - own[index])
      errors.append(
        (squares / Double(references)).squareRoot() * (1 + 1 / Double(references)).squareRoot())
    }
    self.gaps = gaps
    self.errors = errors
  }

  /// The logarithm of the sum of squared distances to the centres; of a hair if it is zero.
  private static func logWithin(_ points: Matrix, _ labels: ClusterLabels) -> Double {
    let centres = points.clusterMeans(labels)
    var sum = 0.0
    for column in 0..<points.columns {
      for (row, label) in labels.labels.enumerated() where label > 0 {
        let difference = points[row, column] - centres[label - 1, column]
        sum += difference * difference
      }
    }
    return log(max(sum, 1e-300))
  }
}
