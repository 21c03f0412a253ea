/// How forecasts of a hierarchy are made to add up.
public enum Reconciliation: String, Hashable, Sendable, CaseIterable {
  /// The given series are believed; sums follow.
  case bottomUp = "bottom_up"
  /// The whole is believed; shares follow the forecasts below.
  case topDown = "top_down"
  /// All are moved by the least squares.
  case ols
  /// The same, a sum of many series being less certain.
  case wls
  /// The least variance, by the errors of all series on the past (MinT with shrinkage).
  case mint

  /// The forecasts of all nodes, one step, so that children add up to their parents.
  ///
  /// `base` has a value for each node of the hierarchy. `errors` are the past errors of each node,
  /// needed by `mint` only. With `isNonNegative` no given series is below zero.
  ///
  /// S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman 2019.
  public func reconciled(
    _ base: [Double], hierarchy: Hierarchy, errors: [[Double]]? = nil, isNonNegative: Bool = false
  ) -> [Double] {
    let inner = hierarchy.nodes.count - hierarchy.bottomCount
    switch self {
    case .bottomUp:
      let bottom = base[inner...].map { isNonNegative ? max(0, $0) : $0 }
      return hierarchy.sums(bottom)
    case .topDown: return Self.topDown(base, hierarchy)
    case .ols:
      return Self.weighted(
        base, hierarchy, base.map { _ in 1 }, isNonNegative)
    case .wls:
      return Self.weighted(base, hierarchy, hierarchy.leafCounts.map(Double.init), isNonNegative)
    case .mint:
      guard let errors, let estimate = MinimumTrace(hierarchy, errors: errors) else {
        return Self.weighted(base, hierarchy, hierarchy.leafCounts.map(Double.init), isNonNegative)
      }
      let bottom = estimate.bottom(base)
      guard isNonNegative, bottom.contains(where: { $0 < 0 }) else { return hierarchy.sums(bottom) }
      return Self.weighted(
        hierarchy.sums(bottom), hierarchy, estimate.variances, true)
    }
  }

  private static func topDown(_ base: [Double], _ hierarchy: Hierarchy) -> [Double] {
    var values = base
    for place in hierarchy.nodes.indices {
      let children = hierarchy.nodes[place].children
      let sum = children.reduce(0) { $0 + base[$1] }
      for child in children {
        let share = sum != 0 ? base[child] / sum : 1 / Double(children.count)
        values[child] = values[place] * share
      }
    }
    // Sums of shares are exact to rounding; sums of the leaves are exact.
    return hierarchy.sums(Array(values.suffix(hierarchy.bottomCount)))
  }

  /// The weighted least squares over a tree, by one walk up and one walk down: each node's estimate
  /// joins what its children say with what was forecast for itself.
  private static func weighted(
    _ base: [Double], _ hierarchy: Hierarchy, _ variances: [Double], _ isNonNegative: Bool
  ) -> [Double] {
    let nodes = hierarchy.nodes
    let inner = nodes.count - hierarchy.bottomCount
    var base = base
    var variances = variances
    // Leaves that would be below zero are set there, and the rest is solved again.
    for _ in 0...hierarchy.bottomCount {
      var estimates = base
      var spreads = variances
      var sums = [Double](repeating: 0, count: nodes.count)
      var sumSpreads = sums
      for place in nodes.indices.reversed() {
        if !nodes[place].children.isEmpty {
          let (sum, spread) = (sums[place], sumSpreads[place])
          let total = spread + variances[place]
          let share = total > 0 ? spread / total : 0
          estimates[place] = sum + share * (base[place] - sum)
          spreads[place] = total > 0 ? spread * variances[place] / total : 0
        }
        if let parent = nodes[place].parent {
          sums[parent] += estimates[place]
          sumSpreads[parent] += spreads[place]
        }
      }
      var values = estimates
      for place in nodes.indices where nodes[place].parent != nil {
        let parent = nodes[place].parent ?? 0
        let share = sumSpreads[parent] > 0 ? spreads[place] / sumSpreads[parent] : 0
        values[place] = estimates[place] + share * (values[parent] - sums[parent])
      }
      let below = (inner..<nodes.count).filter { values[$0] < 0 && variances[$0] > 0 }
      guard isNonNegative, !below.isEmpty else {
        let bottom = values[inner...].map { isNonNegative ? max(0, $0) : $0 }
        return hierarchy.sums(bottom)
      }
      for place in below { (base[place], variances[place]) = (0, 0) }
    }
    return hierarchy.sums(base[inner...].map { max(0, $0) })
  }
}
