public import Tasks
public import TextAnalysis

/// A model before it is fitted: its kind and what is chosen for it.
public indirect enum ModelSpec: Hashable, Codable, Sendable {
  /// What is popular, older events counting less with a half-life in days.
  case popular(halfLife: Double? = nil)
  /// What the user had before.
  case ownHistory(Recency = .none)
  /// Items of the same users.
  case neighbours(ItemNeighbours.Similarity, count: Int = 200, Recency = .none)
  /// Random walks.
  case walk(alpha: Double = 0.7, beta: Double = 0.4, count: Int = 100, Recency = .none)
  /// EASE.
  case ease(regularization: Double = 400, Recency = .none)
  /// iALS.
  case factors(ImplicitFactors.Options = .init(), Recency = .none)
  /// Items that are described alike; it needs the items' vectors.
  case content(count: Int = 50, Recency = .none)
  /// Several as one, by weights.
  case blend([Weighted])
  /// What several propose, put in order by trees that learned from later events.
  case ranked([Weighted], Ranked.Options = .init())

  /// One of several models, with its weight.
  public struct Weighted: Hashable, Codable, Sendable {
    /// The model.
    public let spec: ModelSpec
    /// How much it counts.
    public let weight: Double

    /// Makes a weighted model.
    public init(_ spec: ModelSpec, _ weight: Double = 1) {
      (self.spec, self.weight) = (spec, weight)
    }
  }

  /// The same model, with another weight of older events; nil when it has none.
  public func with(_ recency: Recency) -> ModelSpec? {
    switch self {
    case .popular, .blend, .ranked: nil
    case .ownHistory: .ownHistory(recency)
    case .neighbours(let similarity, let count, _): .neighbours(similarity, count: count, recency)
    case .walk(let alpha, let beta, let count, _):
      .walk(alpha: alpha, beta: beta, count: count, recency)
    case .ease(let regularization, _): .ease(regularization: regularization, recency)
    case .factors(let options, _): .factors(options, recency)
    case .content(let count, _): .content(count: count, recency)
    }
  }

  /// The same model with another weight of older events, or as it is when it has none.
  func recent(_ recency: Recency) -> ModelSpec { with(recency) ?? self }

  /// Whether it recommends the same to everybody.
  public var isPopular: Bool { if case .popular = self { true } else { false } }
}

/// Why a model cannot be fitted.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A model by content, without vectors of the items.
  case noContent
  /// A ranking learns from what happened later, and only the sums of events are known.
  case noEvents
  /// So few users came back for something that no order can be learned.
  case tooFewReturns(Int)

  /// What it is, in plain words.
  public var description: String {
    switch self {
    case .noContent:
      "this model goes by what describes the items: name the columns of the product table"
    case .noEvents:
      "a learned ranking needs the events with their times"
    case .tooFewReturns(let count):
      (count == 0 ? "no user" : count == 1 ? "only 1 user" : "only \(count) users")
        + " came back for something that was proposed: too few to learn an order from; take a model "
        + "of one stage, such as EASE"
    }
  }
}

/// Fits models to the same interactions; what several models need is computed once.
public final class ModelFitter {
  /// What the models learn from.
  public let interactions: Interactions
  /// How many threads may work.
  public let threads: Int
  /// What describes the items, in their order.
  public let content: (any Vectors)?
  /// The price of each item, if prices are known.
  public let prices: [Double]?
  /// The events behind the interactions, if they are known.
  let events: Events?
  private let cancellation: Cancellation
  private var counts: ItemCounts?
  /// Fits without their recency: the next model is often one of them with another.
  private var fits: [(spec: ModelSpec, model: any RecencyWeighting)] = []
  /// How many fits are kept.
  private static let mostFits = 12
  /// Of so many items one fit of EASE is kept: its size grows with their square.
  private static let manyItems = 6_000

  /// Prepares to fit models to `interactions`, with vectors that describe the items if there are any.
  public convenience init(
    _ interactions: Interactions, content: (any Vectors)? = nil, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) {
    self.init(
      interactions, events: nil, content: content, prices: nil, threads: threads,
      cancellation: cancellation)
  }

  /// Prepares to fit models to `events`, with vectors that describe the items and with their prices
  /// (NaN where one is not known), if there are any.
  public convenience init(
    _ events: Events, content: (any Vectors)? = nil, prices: [Double]? = nil,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation()
  ) {
    self.init(
      Interactions(events), events: events, content: content, prices: prices, threads: threads,
      cancellation: cancellation)
  }

  private init(
    _ interactions: Interactions, events: Events?, content: (any Vectors)?, prices: [Double]?,
    threads: Int, cancellation: Cancellation
  ) {
    precondition(content.map { $0.count == interactions.itemCount } ?? true, "a vector an item")
    precondition(prices.map { $0.count == interactions.itemCount } ?? true, "a price an item")
    (self.content, self.prices, self.events) = (content, prices, events)
    (self.interactions, self.threads, self.cancellation) = (interactions, threads, cancellation)
  }

  /// Fits a model.
  ///
  /// - Throws: `ModelError`, `LinearAlgebraError` or `CancellationRequested`.
  public func fit(_ spec: ModelSpec) throws -> any Recommender {
    try cancellation.check()
    switch spec {
    case .popular(let halfLife): return Popular(interactions, halfLife: halfLife)
    case .blend(let parts):
      return Blend(try parts.map { Blend.Part(try fit($0.spec), weight: $0.weight) })
    case .ranked(let models, let options):
      return try Ranked(self, models: models, options: options, cancellation: cancellation)
    case .ownHistory(let recency): return try weighed(spec, recency)
    case .neighbours(_, _, let recency): return try weighed(spec, recency)
    case .walk(_, _, _, let recency): return try weighed(spec, recency)
    case .ease(_, let recency): return try weighed(spec, recency)
    case .factors(_, let recency): return try weighed(spec, recency)
    case .content(_, let recency): return try weighed(spec, recency)
    }
  }

  private func weighed(_ spec: ModelSpec, _ recency: Recency) throws -> any Recommender {
    let plain = spec.with(.none) ?? spec
    if let known = fits.first(where: { $0.spec == plain }) { return known.model.with(recency) }
    if case .ease = plain, interactions.itemCount > Self.manyItems {
      fits.removeAll { if case .ease = $0.spec { true } else { false } }
    }
    if fits.count >= Self.mostFits { fits.removeFirst() }
    let model = try fitPlain(plain)
    fits.append((plain, model))
    return model.with(recency)
  }

  private func fitPlain(_ spec: ModelSpec) throws -> any RecencyWeighting {
    switch spec {
    case .neighbours(let similarity, let count, _):
      return try ItemNeighbours(
        interactions, similarity: similarity, neighbours: count, threads: threads,
        cancellation: cancellation)
    case .walk(let alpha, let beta, let count, _):
      return try RandomWalk(
        interactions, alpha: alpha, beta: beta, neighbours: count, threads: threads,
        cancellation: cancellation)
    case .ease(let regularization, _):
      let counts =
        try counts
        ?? ItemCounts(
          interactions, limit: EASE.mostItems, threads: threads, cancellation: cancellation,
          progress: nil)
      self.counts = counts
      return try EASE(
        counts, of: interactions, regularization: regularization, recency: .none, threads: threads,
        cancellation: cancellation)
    case .factors(let options, _):
      return try ImplicitFactors(
        interactions, options: options, threads: threads, cancellation: cancellation)
    case .content(let count, _):
      guard let content else { throw ModelError.noContent }
      return try ContentNeighbours(
        content, neighbours: count, threads: threads, cancellation: cancellation)
    case .ownHistory, .popular, .blend, .ranked:
      return OwnHistory(itemCount: interactions.itemCount)
    }
  }
}
