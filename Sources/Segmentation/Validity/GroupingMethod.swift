public import NumericalMethods

/// A way to part points into a wanted number of groups.
public enum GroupingMethod: Hashable, Sendable {
  /// A cut through a tree.
  case hierarchical(Linkage)
  /// Centres and their nearest rows.
  case kMeans(starts: Int, seed: UInt64)
  /// A mixture of normal clouds.
  case mixture(MixtureShape, seed: UInt64)

  /// The groups for each of `counts`; a tree is built once for all of them.
  public func labels(
    of points: Matrix, counts: [Int], execution: Execution = Execution()
  ) throws -> [ClusterLabels] {
    switch self {
    case .hierarchical(let linkage):
      let tree = try Dendrogram(of: points, linkage: linkage, execution: execution)
      return try counts.map { try tree.labels(count: $0) }
    case .kMeans(let starts, let seed):
      return try counts.enumerated().map { index, count in
        try KMeans(clusters: count, starts: starts, seed: seed).fit(
          points, execution: Self.step(execution, index, counts.count)
        ).labels
      }
    case .mixture(let shape, let seed):
      return try counts.enumerated().map { index, count in
        try GaussianMixture(clusters: count, shape: shape, seed: seed).fit(
          points, execution: Self.step(execution, index, counts.count)
        ).labels
      }
    }
  }

  /// The same with few starts, for the many samples of a measure.
  var quick: GroupingMethod {
    if case .kMeans(let starts, let seed) = self {
      .kMeans(starts: min(3, starts), seed: seed)
    } else {
      self
    }
  }

  private static func step(_ execution: Execution, _ index: Int, _ count: Int) -> Execution {
    execution.part(Double(index) / Double(count)...Double(index + 1) / Double(count))
  }
}
