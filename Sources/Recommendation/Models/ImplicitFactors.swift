import NumericalMethods
public import Tasks

/// iALS: users and items as vectors whose products are near 1 where something happened and near 0
/// elsewhere.
///
/// The loss is Σ (ŷ - 1)² over what happened + α₀ Σ ŷ² over all pairs + λ Σ (n + α₀ N)^ν |vector|²,
/// with n the pairs of a user or item and N the number of the others. Source: Rendle, Krichene, Zhang
/// and Koren, "Revisiting the performance of iALS on item recommendation benchmarks", RecSys 2022.
/// A user's vector is always solved from the history, so new users need no new fit.
public struct ImplicitFactors: RecencyWeighting {
  /// What is chosen before the fit.
  public struct Options: Hashable, Codable, Sendable {
    /// The length of the vectors.
    public var factors = 64
    /// α₀, the weight of what did not happen.
    public var unobserved = 0.3
    /// λ, the weight of the penalty; nil takes more of it where users have few items.
    public var regularization: Double?
    /// ν, how the penalty grows with the pairs.
    public var exponent = 1.0
    /// How often both sides are solved.
    public var epochs = 10
    /// The seed of the first vectors.
    public var seed: UInt64 = 42

    /// The usual choices.
    public init() {}

    /// The same with the usual penalty for these histories: a tenth over the mean number of a user's
    /// items, from 0.003, which suits hundreds, to 0.03, which suits a basket of three.
    func settled(for interactions: Interactions) -> Self {
      var settled = self
      let pairs = Double(interactions.items.count) / Double(max(1, interactions.userCount))
      let usual = min(max(100 / max(1, pairs), 3), 30).rounded() / 1000
      settled.regularization = regularization ?? usual
      return settled
    }
  }

  /// What was chosen before the fit.
  public let options: Options
  /// How older events of a user count.
  public let recency: Recency
  /// The number of items.
  public let itemCount: Int
  /// The vectors of the items, one after the other.
  let vectors: [Float]
  private let solver: FactorSolver
  private let tiled: TiledMatrix

  /// The model and what was chosen for it.
  public var name: String {
    "iALS, \(options.factors) factors, α₀ \(shortNumber(options.unobserved)), "
      + "λ \(shortNumber(options.regularization ?? 0))" + (recency == .none ? "" : ", \(recency)")
  }

  /// Fits the vectors; it needs OpenBLAS.
  ///
  /// - Parameters:
  ///   - interactions: Who had to do with what.
  ///   - options: What is chosen before.
  ///   - recency: How older events of a user count when items are scored.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done.
  /// - Throws: `LinearAlgebraError` or `CancellationRequested`.
  public init(
    _ interactions: Interactions, options: Options = Options(), recency: Recency = .none,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws {
    let options = options.settled(for: interactions)
    let factors = options.factors
    var random = SeededGenerator(seed: options.seed)
    let spread = 0.1 / Double(factors).squareRoot()
    var items = (0..<interactions.itemCount * factors).map { _ in Float(random.normal(sd: spread)) }
    let tracker = WorkTracker(total: 2 * options.epochs, progress)
    for _ in 0..<options.epochs {
      let users = try FactorSolver(items, options).solveAll(
        starts: interactions.starts, others: interactions.items, threads: threads,
        cancellation: cancellation)
      try tracker.finish()
      items = try FactorSolver(users, options).solveAll(
        starts: interactions.itemStarts, others: interactions.itemUsers, threads: threads,
        cancellation: cancellation)
      try tracker.finish()
    }
    (self.options, self.recency, itemCount) = (options, recency, interactions.itemCount)
    vectors = items
    solver = try FactorSolver(items, options)
    tiled = Self.tile(items, factors)
  }

  /// The vectors turned over: a strip of items holds all their first numbers, then the second ones.
  private static func tile(_ vectors: [Float], _ factors: Int) -> TiledMatrix {
    let count = vectors.count / factors
    let width = TiledMatrix.width
    let strips = (0..<(count + width - 1) / width).map { strip in
      var values = [Float](repeating: 0, count: factors * width)
      for lane in 0..<min(width, count - strip * width) {
        for factor in 0..<factors {
          values[factor * width + lane] = vectors[(strip * width + lane) * factors + factor]
        }
      }
      return values
    }
    return TiledMatrix(sources: factors, targets: count, strips: strips)
  }

  private init(_ other: ImplicitFactors, recency: Recency) {
    (options, itemCount, vectors) = (other.options, other.itemCount, other.vectors)
    (solver, tiled) = (other.solver, other.tiled)
    self.recency = recency
  }

  /// The same vectors, with another weight of older events.
  public func with(_ recency: Recency) -> ImplicitFactors {
    ImplicitFactors(self, recency: recency)
  }

  /// Writes the scores of all items for each history.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    let weights = histories.weights(recency)
    let factors = options.factors
    var users = [Float](repeating: 0, count: histories.count * factors)
    var scratch = FactorSolver.Scratch(factors)
    for row in 0..<histories.count {
      let range = histories.starts[row]..<histories.starts[row + 1]
      solver.solve(histories.items[range], weights[range], &scratch)
      for factor in 0..<factors { users[row * factors + factor] = scratch.side[factor] }
    }
    let all = (0..<Int32(factors))
    tiled.score(
      starts: (0...histories.count).map { $0 * factors },
      rows: (0..<histories.count).flatMap { _ in all }, weights: users, place: { $0 },
      into: &scores, stride: itemCount)
  }

  /// The user's vector is linear in what happened, so a score is a sum over the items.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    contributions(of: histories, to: [item])?.first
  }

  /// The same for several items at once: the user's matrix is factored once.
  public func contributions(of histories: Histories, to items: [Int]) -> [[Float]]? {
    let weights = histories.weights(recency)
    let factors = options.factors
    let range = 0..<histories.starts[1]
    var scratch = FactorSolver.Scratch(factors)
    return items.enumerated().map { index, item in
      let side = Array(vectors[item * factors..<(item + 1) * factors])
      if index == 0 {
        solver.solve(histories.items[range], weights[range], &scratch, side: side)
      } else {
        solver.solveAgain(&scratch, side: side)
      }
      return range.map { place in
        let other = Int(histories.items[place])
        guard other < itemCount else { return 0 }
        return (0..<factors).reduce(Float(0)) {
          $0 + scratch.side[$1] * vectors[other * factors + $1]
        } * weights[place]
      }
    }
  }
}
