import NumericalMethods
public import Tasks

/// EASEᴿ: the linear model that predicts each item of a user from the others, in closed form.
///
/// With G the common users of all pairs of items plus λ on the diagonal and P its inverse, item i
/// speaks for item j by -P(i,j) ÷ P(j,j). Source: Steck, "Embarrassingly shallow autoencoders for
/// sparse data", WWW 2019. Weighting the user's last events more is often its largest gain.
public struct EASE: RecencyWeighting {
  /// The most items that take part unless told otherwise: 12,000 take 600 MB.
  public static let mostItems = 12_000

  /// λ, the weight of the penalty: more of it for more users.
  public let regularization: Double
  /// How older events of a user count.
  public let recency: Recency
  /// The items that were left out because there were too many, those of fewest users.
  public let itemsLeftOut: Int
  let counts: ItemCounts
  let weights: TiledMatrix

  /// The model and what was chosen for it.
  public var name: String {
    "EASE, λ \(shortNumber(regularization))" + (recency == .none ? "" : ", \(recency)")
  }
  /// The number of items.
  public var itemCount: Int { counts.placeOfItem.count }

  /// Fits the model; it needs OpenBLAS.
  ///
  /// - Parameters:
  ///   - interactions: Who had to do with what.
  ///   - regularization: λ.
  ///   - recency: How older events of a user count when items are scored.
  ///   - largest: The most items to take part: memory grows with their square.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done.
  /// - Throws: `LinearAlgebraError` or `CancellationRequested`.
  public init(
    _ interactions: Interactions, regularization: Double = 400, recency: Recency = .none,
    largest: Int = EASE.mostItems, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    let counts = try ItemCounts(
      interactions, limit: largest, threads: threads, cancellation: cancellation
    ) { progress?($0 / 2) }
    try self.init(
      counts, of: interactions, regularization: regularization, recency: recency, threads: threads,
      cancellation: cancellation)
    progress?(1)
  }

  init(
    _ counts: ItemCounts, of interactions: Interactions, regularization: Double, recency: Recency,
    threads: Int, cancellation: Cancellation
  ) throws {
    (self.counts, self.regularization, self.recency) = (counts, regularization, recency)
    itemsLeftOut =
      (0..<interactions.itemCount).count { interactions.users(of: $0) > 0 } - counts.items.count
    let order = counts.items.count
    var matrix = [Float](repeating: 0, count: order * order)
    for (place, column) in counts.columns.enumerated() {
      for row in 0...place { matrix[place * order + row] = column[row] }
      matrix[place * (order + 1)] += Float(regularization)
    }
    try cancellation.check()
    if order > 0 {
      let library = try LinearAlgebra.load()
      try matrix.withUnsafeMutableBufferPointer { matrix in
        guard let start = matrix.baseAddress else { return }
        try library.choleskyInverse(start, order: order)
      }
    }
    try cancellation.check()
    let inverse = matrix
    let width = TiledMatrix.width
    let strips = try parallelMap((order + width - 1) / width, threads: threads) { strip in
      Self.strip(strip * width..<min(order, (strip + 1) * width), of: inverse, order: order)
    }
    weights = TiledMatrix(sources: order, targets: order, strips: strips)
  }

  /// The weights to some targets; the inverse is symmetric, so rows are read as columns.
  private static func strip(_ targets: Range<Int>, of inverse: [Float], order: Int) -> [Float] {
    let width = TiledMatrix.width
    var values = [Float](repeating: 0, count: order * width)
    inverse.withUnsafeBufferPointer { inverse in
      values.withUnsafeMutableBufferPointer { values in
        var scales = [Float](repeating: 0, count: width)
        for (lane, target) in targets.enumerated() {
          scales[lane] = -1 / inverse[target * (order + 1)]
        }
        for source in 0..<order {
          for (lane, target) in targets.enumerated() where source != target {
            values[source * width + lane] = inverse[source * order + target] * scales[lane]
          }
        }
      }
    }
    return values
  }

  private init(_ other: EASE, recency: Recency) {
    (regularization, itemsLeftOut) = (other.regularization, other.itemsLeftOut)
    (counts, weights) = (other.counts, other.weights)
    self.recency = recency
  }

  /// The same weights, with another weight of older events.
  public func with(_ recency: Recency) -> EASE { EASE(self, recency: recency) }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    weights.score(
      starts: histories.starts,
      rows: histories.items.map { Int($0) < itemCount ? counts.placeOfItem[Int($0)] : -1 },
      weights: histories.weights(recency), place: { Int(counts.items[$0]) }, into: &scores,
      stride: itemCount)
  }

  /// How much of the score of an item each item of the first history brings.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    let target = Int(counts.placeOfItem[item])
    let weights = histories.weights(recency)
    return (0..<histories.starts[1]).map { place in
      let item = Int(histories.items[place])
      let source = item < itemCount ? Int(counts.placeOfItem[item]) : -1
      return source < 0 || target < 0 ? 0 : weights[place] * self.weights[source, target]
    }
  }
}
