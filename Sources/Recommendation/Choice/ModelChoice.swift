import GradientBoosting
import NumericalMethods
public import Tasks
public import TextAnalysis

/// The model that did best on the last part of what is known, fitted again to all of it.
///
/// Popularity always takes part, and wins when no model is certainly better: a list of what is
/// popular is an honest answer to data without personal signal.
public struct ModelChoice: Sendable {
  /// What the choice goes by.
  public struct Options: Hashable, Sendable {
    /// How the known events part into those to fit and those to choose with; nil takes the last
    /// eighth of each user's events, or an eighth by chance of events without times.
    public var validation: SplitRule?
    /// The length of the lists.
    public var k = 10
    /// Whether lists leave out what a user already had.
    public var excludesSeen = true
    /// The most users to choose with.
    public var mostUsers = 3_000
    /// Whether users without a history count in the choice.
    public var includesColdUsers = false
    /// The fewest users to choose with for which a learned ranking is tried.
    public var rankedUsers = 1_000
    /// The models to choose from; nil takes those that suit.
    public var models: [ModelSpec]?

    /// The usual choices.
    public init() {}
  }

  /// A model with how it did.
  public struct Entry: Sendable {
    /// The model.
    public let spec: ModelSpec
    /// How it did on the validation events.
    public let evaluation: Evaluation
    /// Its mean NDCG less that of the best list for everybody, over the same users.
    public let advantage: MeanOverUsers
  }

  /// The chosen model, fitted to all events.
  public let model: any Recommender
  /// The place of the chosen model in the leaderboard.
  public let chosen: Int
  /// All models that took part, the best first.
  public let leaderboard: [Entry]
  /// How the events were parted for the choice.
  public let validation: SplitRule
  /// The kinds of models that could not take part because a library is missing, each with the reason
  /// and the way out.
  public let leftOut: [String]
  /// Whether popularity was chosen because no better model was certainly better.
  public let isUncertain: Bool

  /// Chooses a model for `events`.
  ///
  /// - Parameters:
  ///   - events: What is known.
  ///   - options: What the choice goes by.
  ///   - content: What describes the items, in their order: then hybrids take part.
  ///   - prices: The price of each item, NaN where it is not known: learned rankings look at it.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  ///   - progress: Is told the share of the work done and the model at hand.
  /// - Throws: `SplitError`, `ModelError`, `LinearAlgebraError` or `CancellationRequested`.
  public init(
    _ events: Events, options: Options = Options(), content: (any Vectors)? = nil,
    prices: [Double]? = nil, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double, String) -> Void)? = nil
  ) throws {
    let rule =
      options.validation
      ?? (events.times.isEmpty ? .random(share: 0.125, seed: 42) : .temporal(share: 0.125))
    let split = try EventSplit(events, by: rule)
    let fitter = ModelFitter(
      split.train, content: content, prices: prices, threads: threads, cancellation: cancellation)
    let task = EvaluationTask(
      train: fitter.interactions, test: split.test, k: options.k,
      excludesSeen: options.excludesSeen,
      includesColdUsers: options.includesColdUsers, mostUsers: options.mostUsers)
    var search = ModelSearch(
      task: task, fitter: fitter, rule: rule, rankedUsers: options.rankedUsers,
      cancellation: cancellation, progress: progress)
    if let models = options.models {
      try search.run(models)
    } else {
      try search.run(hasTimes: !events.times.isEmpty)
    }
    leftOut = search.leftOut
    let ranked = search.ranked
    let popular = ranked.first { $0.spec.isPopular }
    leaderboard = ranked.map { found in
      Entry(
        spec: found.spec, evaluation: found.evaluation,
        advantage: found.evaluation.advantage(
          over: popular?.evaluation ?? found.evaluation, in: \.ndcg))
    }
    let best = leaderboard.first
    // With one user there is no interval, and nothing is certain.
    let isCertain = best.map { $0.spec.isPopular || $0.advantage.low > 0 } ?? true
    chosen = isCertain ? 0 : leaderboard.firstIndex { $0.spec.isPopular } ?? 0
    isUncertain = !isCertain
    validation = rule
    progress?(0.95, "fit of the chosen model")
    model = try ModelFitter(
      events, content: content, prices: prices, threads: threads, cancellation: cancellation
    ).fit(leaderboard[chosen].spec)
    progress?(1, "done")
  }
}

/// Tries models one after the other.
struct ModelSearch {
  let task: EvaluationTask
  let fitter: ModelFitter
  /// How the events were parted for the choice.
  let rule: SplitRule
  let rankedUsers: Int
  let cancellation: Cancellation
  let progress: (@Sendable (Double, String) -> Void)?
  private(set) var found: [(spec: ModelSpec, evaluation: Evaluation)] = []
  /// The kinds of models that could not be tried, with the reason.
  private(set) var leftOut: [String] = []
  private var done = 0.0

  init(
    task: EvaluationTask, fitter: ModelFitter, rule: SplitRule, rankedUsers: Int,
    cancellation: Cancellation,
    progress: (@Sendable (Double, String) -> Void)?
  ) {
    (self.task, self.fitter, self.rule) = (task, fitter, rule)
    self.rankedUsers = rankedUsers
    self.cancellation = cancellation
    self.progress = progress
  }

  /// What was tried, the best first; of equals the one tried first.
  var ranked: [(spec: ModelSpec, evaluation: Evaluation)] {
    let scores = found.map { $0.evaluation.mean(\.ndcg).mean }
    return found.indices.sorted { a, b in
      scores[a] == scores[b] || scores[a].isNaN ? a < b : scores[a] > scores[b]
    }.map { found[$0] }
  }

  /// Tries the given models, and popularity.
  mutating func run(_ models: [ModelSpec]) throws {
    if !models.contains(where: \.isPopular) { _ = try attempt(.popular()) }
    for spec in models { _ = try attempt(spec) }
  }

  /// Tries the models that suit: first as they are, then the best of each kind with weights of
  /// older events, then the best two together.
  mutating func run(hasTimes: Bool) throws {
    _ = try attempt(.popular())
    let lately = hasTimes ? [7.0, 30, 90].map { ModelSpec.popular(halfLife: $0) } : []
    let popular = try best(of: [.popular()] + lately)
    let neighbours = try best(of: [
      .neighbours(.cosine), .neighbours(.tfidf), .neighbours(.jaccard),
      .neighbours(.bm25(k1: 1.2, b: 0.5)), .neighbours(.shrunkCosine(shrinkage: 20)),
    ])
    let walk = try best(of: [.walk()])
    // A large inverse takes minutes: then one penalty has to do.
    let isLarge = fitter.interactions.itemCount > 6_000
    var leaders = [neighbours, walk]
    var ease: ModelSpec?
    if let first = try attempted(
      isLarge ? [.ease()] : Self.penalties.map { .ease(regularization: $0) })
    {
      ease = first
      leaders.append(first)
    }
    if let factors = try attempted(Self.factors) { leaders.append(factors) }
    if fitter.content != nil { leaders.append(try best(of: [.content()])) }
    if !task.excludesSeen { leaders.append(.ownHistory()) }
    guard hasTimes else { return try blends(leaders + [popular]) }
    let recent = try leaders.map { try withRecency($0) }
    if let ease, !isLarge, let place = leaders.firstIndex(of: ease),
      case .ease(_, let recency) = recent[place]
    {
      // The best penalty may move with the weights.
      for penalty in Self.penalties { _ = try attempt(.ease(regularization: penalty, recency)) }
    }
    try blends(recent + [popular])
    try rankings(recent, plain: leaders)
  }

  /// Lets trees order what all kinds propose.
  private mutating func rankings(_ leaders: [ModelSpec], plain: [ModelSpec]) throws {
    guard task.users.count >= rankedUsers, !rule.isOptimistic else { return }
    do {
      _ = try LightGBM.load()
    } catch {
      leftOut.append(error.description)
      return
    }
    var options = Ranked.Options()
    (options.excludesSeen, options.window) = (task.excludesSeen, rule)
    var weights: [ModelSpec: Double] = [:]
    if let best = ranked.first?.spec {
      if case .blend(let parts) = best {
        for part in parts { weights[part.spec] = part.weight }
      } else {
        weights[best] = 1
      }
    }
    var models = leaders.map { ModelSpec.Weighted($0, weights[$0] ?? 0.3) }
    for spec in plain where !leaders.contains(spec) { models.append(.init(spec, 0.1)) }
    progress?(min(0.95, done / 80), "learned ranking")
    do {
      _ = try attempt(.ranked(models, options))
    } catch is ModelError {
      // Too few users came back to learn an order from.
    }
  }

  private static let penalties = [100.0, 300, 1000]

  private static let factors = [0.1, 0.3, 1].map { unobserved -> ModelSpec in
    var options = ImplicitFactors.Options()
    options.unobserved = unobserved
    return .factors(options)
  }

  /// Adds the model that helps the best one most, then one more.
  private mutating func blends(_ leaders: [ModelSpec]) throws {
    var rest = leaders.sorted { score($0) > score($1) }
    guard !rest.isEmpty else { return }
    let first = rest.removeFirst()
    var parts = [ModelSpec.Weighted(first)]
    var best = score(first)
    for _ in 0..<2 {
      var better: (parts: [ModelSpec.Weighted], added: Int)?
      for (place, spec) in rest.enumerated() {
        for weight in [0.3, 1] {
          let blend = parts + [ModelSpec.Weighted(spec, weight)]
          _ = try attempt(.blend(blend))
          if score(.blend(blend)) > best {
            (best, better) = (score(.blend(blend)), (blend, place))
          }
        }
      }
      guard let better else { return }
      parts = better.parts
      rest.remove(at: better.added)
    }
  }

  /// The same model with the best weight of older events.
  private mutating func withRecency(_ spec: ModelSpec) throws -> ModelSpec {
    let ages: [Recency] =
      [2.5, 5, 10, 20, 40].map { .events(halfLife: $0) } + [1, 2, 4].map { .visits(halfLife: $0) }
    return try best(of: [spec] + ages.compactMap { spec.with($0) })
  }

  /// The best of some models; those that were tried before are not tried again.
  private mutating func best(of specs: [ModelSpec]) throws -> ModelSpec {
    var best = specs[0]
    for spec in specs {
      _ = try attempt(spec)
      if score(spec) > score(best) { best = spec }
    }
    return best
  }

  /// The best of models that need OpenBLAS; nil when it is not there.
  private mutating func attempted(_ specs: [ModelSpec]) throws -> ModelSpec? {
    do {
      return try best(of: specs)
    } catch let error as LinearAlgebraError {
      let reason = error.description
      if !leftOut.contains(reason) { leftOut.append(reason) }
      return nil
    }
  }

  private func score(_ spec: ModelSpec) -> Double {
    found.first { $0.spec == spec }?.evaluation.mean(\.ndcg).mean ?? -.infinity
  }

  private mutating func attempt(_ spec: ModelSpec) throws -> Evaluation {
    if let known = found.first(where: { $0.spec == spec }) { return known.evaluation }
    let model = try fitter.fit(spec)
    done += 1
    progress?(min(0.95, done / 80), model.name)
    let evaluation = try task.evaluate(model, threads: fitter.threads, cancellation: cancellation)
    found.append((spec, evaluation))
    return evaluation
  }
}
