public import GradientBoosting
public import Tasks
public import TextAnalysis

/// Two stages: several models propose items, and trees that have seen what people came back for put
/// the proposals in order.
///
/// The trees learn from the last part of each history: models fitted to what was before it propose,
/// and what the user then took is relevant. So nothing that the trees see at training was known only
/// later. The models that propose are then fitted again to everything. Source of the order: Burges,
/// "From RankNet to LambdaRank to LambdaMART", 2010, grown by LightGBM.
public struct Ranked: Recommender {
  /// What is chosen before the fit.
  public struct Options: Hashable, Sendable, Codable {
    /// The most proposals a user gets.
    public var candidates = 100
    /// The trees.
    public var rounds = 150
    /// The most leaves of a tree.
    public var leaves = 15
    /// How far each tree goes.
    public var learningRate = 0.05
    /// The most users that the trees learn from.
    public var mostUsers = 4_000
    /// How what the trees learn from parts from what they must not know.
    public var window = SplitRule.temporal(share: 0.125)
    /// Whether what a user already had is not proposed.
    public var excludesSeen = true
    /// Decides who the trees learn from.
    public var seed: UInt64 = 42

    /// The usual choices.
    public init() {}
  }

  /// What was chosen before the fit.
  public let options: Options
  /// The trees that order the proposals.
  public let trees: BoostedTrees
  /// The users that the trees learned from.
  public let teachers: Int
  let stage: CandidateStage

  /// The model and what was chosen for it.
  public var name: String {
    "ranked, \(options.candidates) proposals of \(stage.models.count) models, \(trees.rounds) trees"
  }
  /// The number of items.
  public var itemCount: Int { stage.itemCount }

  /// Who proposes when nobody says: models with and without weights of older events, since trees learn
  /// from where they disagree.
  public static func usualModels(
    excludesSeen: Bool = true, withContent: Bool = false
  ) -> [ModelSpec.Weighted] {
    let (late, later) = (Recency.events(halfLife: 3), Recency.events(halfLife: 10))
    var models: [ModelSpec.Weighted] = [
      .init(.ease(regularization: 300, late)), .init(.walk().recent(late)),
      .init(.neighbours(.jaccard).recent(late), 0.3), .init(.ease(regularization: 300, later), 0.3),
      .init(.factors().recent(later), 0.3), .init(.ease(regularization: 300), 0.1),
    ]
    if withContent { models.append(.init(.content().recent(late), 0.3)) }
    if !excludesSeen { models.append(.init(.ownHistory(late), 0.3)) }
    return models
  }

  /// What the trees went by, the most important first: a short name and the share of the gain.
  public func importance() throws -> [(name: String, share: Double)] {
    let gains = try trees.importance()
    let total = max(gains.reduce(0, +), .leastNormalMagnitude)
    return zip(stage.names, gains).map { ($0, $1 / total) }
      .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
  }

  /// Writes the scores of the proposals for each history; all other items have none.
  public func score(_ histories: Histories, into scores: inout [Float]) {
    // Small blocks: each model writes a row of all items a history.
    let size = max(1, 2_000_000 / max(1, itemCount * stage.models.count))
    for from in stride(from: 0, to: histories.count, by: size) {
      let rows = from..<min(histories.count, from + size)
      let found = stage.proposals(for: histories.rows(rows))
      // The columns are those of the fit, so the trees have no reason to refuse.
      guard let margins = try? trees.margins(found.features, threads: 1) else { continue }
      for row in rows {
        for place in found.starts[row - from]..<found.starts[row - from + 1] {
          scores[row * itemCount + found.items[place]] = Self.positive(margins[place])
        }
      }
    }
  }

  /// The same order above 0, which means that there is nothing to say.
  private static func positive(_ margin: Double) -> Float {
    Float(margin >= 0 ? 1 + margin : 1 / (1 - margin))
  }

  /// The items nearest to `item` by the models that propose.
  public func similar(to item: Int, limit: Int) -> [ScoredItem] {
    Blend(stage.models).similar(to: item, limit: limit)
  }

  /// How much each item of the first history speaks for the proposal of `item`.
  public func contributions(of histories: Histories, to item: Int) -> [Float]? {
    Blend(stage.models).contributions(of: histories, to: item)
  }
}

extension Ranked {
  /// Fits both stages; it needs LightGBM, and OpenBLAS for some of the models.
  ///
  /// - Parameters:
  ///   - events: What happened, with times.
  ///   - models: Who proposes, each with how much its standardised scores count.
  ///   - options: What is chosen before.
  ///   - content: What describes the items, in their order.
  ///   - prices: The price of each item, NaN where it is not known.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work.
  /// - Throws: `ModelError`, `SplitError`, `BoostingError`, `LinearAlgebraError` or
  ///   `CancellationRequested`.
  public init(
    _ events: Events, models: [ModelSpec.Weighted], options: Options = Options(),
    content: (any Vectors)? = nil, prices: [Double]? = nil, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) throws {
    try self.init(
      ModelFitter(
        events, content: content, prices: prices, threads: threads, cancellation: cancellation),
      models: models, options: options, cancellation: cancellation)
  }

  init(
    _ fitter: ModelFitter, models: [ModelSpec.Weighted], options: Options,
    cancellation: Cancellation
  ) throws {
    guard let events = fitter.events else { throw ModelError.noEvents }
    // Nobody should wait for fits to learn that the library is not there.
    _ = try LightGBM.load()
    let lesson = try RankingLesson(
      events, models: models, options: options, content: fitter.content, prices: fitter.prices,
      threads: fitter.threads, cancellation: cancellation)
    trees = try BoostedTrees.fit(
      lesson.training, lesson.parameters, threads: fitter.threads, cancellation: cancellation)
    teachers = lesson.users.count
    self.options = options
    stage = try CandidateStage(fitter, models: models, options: options)
  }
}

extension CandidateStage {
  /// Fits the models that propose.
  init(_ fitter: ModelFitter, models: [ModelSpec.Weighted], options: Ranked.Options) throws {
    let fitted = try models.map { Blend.Part(try fitter.fit($0.spec), weight: $0.weight) }
    self.init(
      fitted, words: fitted.map(\.model.name),
      facts: ItemFacts(fitter.interactions, prices: fitter.prices), limit: options.candidates,
      excludesSeen: options.excludesSeen)
  }
}
