public import NumericalMethods

/// What the clouds of a mixture may look like.
public enum MixtureShape: String, CaseIterable, Hashable, Sendable {
  /// Ellipsoids in any direction.
  case full
  /// Ellipsoids along the axes.
  case diagonal
}

/// Groups as normal clouds, each with a place, a shape and a weight; found by the EM algorithm.
public struct GaussianMixture: Hashable, Sendable {
  /// The number of clouds.
  public var clusters: Int
  /// What clouds may look like.
  public var shape: MixtureShape
  /// The most iterations.
  public var iterations: Int
  /// The search ends when the mean log-likelihood of a row rises by less.
  public var tolerance: Double
  /// What is added to each variance, as a share of the mean variance of the columns: no cloud may
  /// shrink to a point.
  public var floor: Double
  /// The seed of the k-means from which it starts.
  public var seed: UInt64

  /// Describes a search.
  public init(
    clusters: Int, shape: MixtureShape = .full, iterations: Int = 200, tolerance: Double = 1e-4,
    floor: Double = 1e-6, seed: UInt64 = 42
  ) {
    self.clusters = clusters
    self.shape = shape
    self.iterations = iterations
    self.tolerance = tolerance
    self.floor = floor
    self.seed = seed
  }

  /// Finds the clouds of `points`, one row a point.
  public func fit(
    _ points: Matrix, execution: Execution = Execution()
  ) throws -> GaussianMixtureModel {
    guard iterations >= 1 else {
      throw SegmentationError.setting("iterations", mustBe: "at least 1")
    }
    let start = try KMeans(clusters: clusters, starts: 3, seed: seed).fit(
      points, execution: execution.part(0...0.2))
    let centred = points.centred
    let variance =
      centred.values.reduce(0) { $0 + $1 * $1 } / Double(points.rows * points.columns)
    let run = MixtureRun(
      centred, clusters: clusters, shape: shape, least: max(variance * floor, 1e-300))
    try run.maximise(from: start.labels)
    var before = -Double.infinity
    var steps = 0
    for step in 1...iterations {
      try execution.check()
      steps = step
      let now = try run.expect(execution)
      execution.progress?(0.2 + 0.8 * Double(step) / Double(iterations))
      if abs(now - before) < tolerance || step == iterations { break }
      before = now
      try run.maximise(execution)
    }
    execution.progress?(1)
    return GaussianMixtureModel(run, means: points.columnMeans, steps: steps, shape: shape)
  }
}

/// Clouds that were found, and the group of each row.
public struct GaussianMixtureModel: Hashable, Sendable {
  /// The likeliest cloud of each row; a cloud that is no row's likeliest has no label.
  public let labels: ClusterLabels
  /// The probability that each row belongs to its cloud.
  public let probabilities: [Double]
  /// The weights of the clouds, in the order of the labels.
  public let weights: [Double]
  /// The places of the clouds, one a row.
  public let centres: Matrix
  /// The covariances of the clouds.
  public let covariances: [Matrix]
  /// The mean log-likelihood of a row.
  public let meanLogLikelihood: Double
  /// The Bayesian information criterion: small is good.
  public let bic: Double
  /// The number of iterations.
  public let iterations: Int

  init(_ run: MixtureRun, means: [Double], steps: Int, shape: MixtureShape) {
    let (likeliest, probabilities) = run.likeliest
    let (labels, groups) = ClusterLabels.ordered(likeliest)
    self.labels = labels
    self.probabilities = probabilities
    weights = groups.map { run.weights[$0] }
    var centres = Matrix(rows: groups.count, columns: means.count)
    for (row, group) in groups.enumerated() {
      for (column, mean) in means.enumerated() {
        centres[row, column] = run.centres[group, column] + mean
      }
    }
    self.centres = centres
    covariances = groups.map { run.covariances[$0] }
    meanLogLikelihood = run.meanLogLikelihood
    let (k, d, n) = (Double(run.clusters), Double(means.count), Double(labels.labels.count))
    let ofShape = shape == .full ? d * (d + 1) / 2 : d
    let parameters = k * (d + ofShape) + k - 1
    bic = -2 * run.meanLogLikelihood * n + parameters * Self.log(n)
    iterations = steps
  }

  /// A cloud turned into a round one of unit size: of `factor` times a row's difference to the
  /// centre, half the sum of squares less than `constant` is the log-density times the weight.
  public func whitening(of cloud: Int) -> (factor: Matrix, constant: Double) {
    let covariance = covariances[cloud]
    let d = covariance.rows
    // Cholesky's lower triangle, then its inverse, column by column.
    var lower = Matrix(rows: d, columns: d)
    for row in 0..<d {
      for column in 0...row {
        var sum = covariance[row, column]
        for k in 0..<column { sum -= lower[row, k] * lower[column, k] }
        lower[row, column] =
          row == column ? max(sum, 1e-300).squareRoot() : sum / lower[column, column]
      }
    }
    var inverse = Matrix(rows: d, columns: d)
    for column in 0..<d {
      inverse[column, column] = 1 / lower[column, column]
      for row in (column + 1)..<max(column + 1, d) {
        var sum = 0.0
        for k in column..<row { sum -= lower[row, k] * inverse[k, column] }
        inverse[row, column] = sum / lower[row, row]
      }
    }
    let logRoot = (0..<d).reduce(0) { $0 + Self.log(lower[$1, $1]) }
    return (inverse, Self.log(max(weights[cloud], 1e-300)) - logRoot)
  }
}
