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
    case .popular, .blend: nil
    case .ownHistory: .ownHistory(recency)
    case .neighbours(let similarity, let count, _): .neighbours(similarity, count: count, recency)
    case .walk(let alpha, let beta, let count, _):
      .walk(alpha: alpha, beta: beta, count: count, recency)
    case .ease(let regularization, _): .ease(regularization: regularization, recency)
    case .factors(let options, _): .factors(options, recency)
    case .content(let count, _): .content(count: count, recency)
    }
  }

  /// Whether it recommends the same to everybody.
  public var isPopular: Bool { if case .popular = self { true } else { false } }
}

/// Why a model cannot be fitted.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A model by content, without vectors of the items.
  case noContent

  /// What it is, in plain words.
  public var description: String {
    "this model goes by what describes the items: name the columns of the product table"
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
  private let cancellation: Cancellation
  private var counts: ItemCounts?
  /// Fits without their recency: the next model is often one of them with another.
  private var fits: [(spec: ModelSpec, model: any RecencyWeighting)] = []
  /// How many fits are kept; of many items only one, for their size.
  private var mostFits: Int { interactions.itemCount > 6_000 ? 1 : 12 }

  /// Prepares to fit models to `interactions`, with vectors that describe the items if there are any.
  public init(
    _ interactions: Interactions, content: (any Vectors)? = nil, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) {
    precondition(content.map { $0.count == interactions.itemCount } ?? true, "a vector an item")
    self.content = content
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
    if fits.count >= mostFits { fits.removeFirst() }
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
    case .ownHistory, .popular, .blend: return OwnHistory(itemCount: interactions.itemCount)
    }
  }
}
