/// How far two groups are apart.
public enum Linkage: String, CaseIterable, Hashable, Sendable {
  /// By how much the sum of squares would grow; Ward's criterion as in R's ward.D2 and scipy.
  case ward
  /// The distance of the farthest pair.
  case complete
  /// The mean distance of all pairs.
  case average
  /// The distance of the nearest pair; tends to make chains.
  case single
}

/// One step of a tree: two nodes become one.
public struct Merge: Hashable, Sendable {
  /// The node with the smaller number; leaves are 0 ..< n, the i-th merge is n + i.
  public var left: Int
  /// The node with the larger number.
  public var right: Int
  /// How far the two are apart.
  public var height: Double
  /// The number of leaves of the new node.
  public var size: Int

  /// Makes a step.
  public init(left: Int, right: Int, height: Double, size: Int) {
    self.left = left
    self.right = right
    self.height = height
    self.size = size
  }
}
