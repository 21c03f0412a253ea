public import Tasks

/// Things that have vectors, so that the near ones can be found.
///
/// Search is exact: all things are scored. A catalogue of thousands needs no index.
public protocol Vectors: Sendable {
  /// How many things there are.
  var count: Int { get }

  /// How near every thing is to the one at `place`; larger is nearer.
  func similarities(to place: Int) -> [Float]
}

/// Things that can be searched with a text.
public protocol TextSearchable: Sendable {
  /// How many things there are.
  var count: Int { get }

  /// How well every thing answers `text`; 0 is not at all.
  func scores(for text: String) -> [Float]
}

/// A thing that was found, with its score.
public struct Match: Hashable, Sendable {
  /// The place of the thing.
  public let place: Int
  /// The score; larger is better.
  public let score: Float
}

extension Vectors {
  /// The things nearest to the one at `place`, without itself; equals go by place.
  public func nearest(to place: Int, limit: Int = 10) -> [Match] {
    Match.best(limit, of: similarities(to: place), excluding: place)
  }

  /// The nearest things of every thing; the result does not depend on the threads.
  ///
  /// - Throws: `CancellationRequested`.
  public func allNearest(
    limit: Int, threads: Int = Threads.available, cancellation: Cancellation = Cancellation()
  ) throws -> [[Match]] {
    try parallelMap(count, threads: threads) { place in
      try cancellation.check()
      return nearest(to: place, limit: limit)
    }
  }
}

extension TextSearchable {
  /// The things that answer `text` best; equals go by place, and what does not answer is left out.
  public func search(_ text: String, limit: Int = 10) -> [Match] {
    Match.best(limit, of: scores(for: text), excluding: -1)
  }
}

extension Match {
  /// The greatest of `scores` above 0, the best first.
  static func best(_ limit: Int, of scores: [Float], excluding: Int) -> [Match] {
    guard limit > 0 else { return [] }
    var kept: [Match] = []
    for (place, score) in scores.enumerated() where score > 0 && place != excluding {
      guard kept.count < limit || score > kept[kept.count - 1].score else { continue }
      // What is kept stands in order, and a new score mostly belongs near the end.
      var at = kept.count
      while at > 0 && kept[at - 1].score < score { at -= 1 }
      kept.insert(Match(place: place, score: score), at: at)
      if kept.count > limit { kept.removeLast() }
    }
    return kept
  }
}
