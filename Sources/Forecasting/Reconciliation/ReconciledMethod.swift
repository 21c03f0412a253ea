import Glibc
public import Tasks

/// A method whose forecasts of a hierarchy are made to add up.
///
/// The panel holds all nodes of the hierarchy in its order. Points are reconciled step by step;
/// bounds that are tried on the past are then those of the reconciled points.
public struct ReconciledMethod: PanelMethod {
  private let inner: any PanelMethod
  private let hierarchy: Hierarchy
  private let reconciliation: Reconciliation

  /// How many earlier stretches the errors for `mint` come from.
  private static let mostWindows = 4

  /// The method `inner` over the nodes of a hierarchy.
  public init(_ inner: any PanelMethod, hierarchy: Hierarchy, by reconciliation: Reconciliation) {
    self.inner = inner
    self.hierarchy = hierarchy
    self.reconciliation = reconciliation
  }

  /// What the inner method needs.
  public func leastPast(_ panel: Panel) -> Int { inner.leastPast(panel) }

  /// The same with the inner method settled on this panel.
  public func settled(for panel: Panel) -> any PanelMethod {
    ReconciledMethod(inner.settled(for: panel), hierarchy: hierarchy, by: reconciliation)
  }

  /// Forecasts each node, and makes the points add up.
  public func outlook(
    _ panel: Panel, threads: Int, cancellation: Cancellation
  ) throws -> [Outlook] {
    var outlooks = try inner.outlook(panel, threads: threads, cancellation: cancellation)
    let isNonNegative = !panel.series.contains { $0.values.contains { $0 < 0 } }
    let errors =
      reconciliation == .mint ? try errors(panel, threads: threads, cancellation) : nil
    // A series without any value says nothing, and counts for nothing.
    let steps = panel.axis.horizon
    for step in 0..<steps {
      let base = outlooks.map { outlook -> Double in
        let point = outlook.points[step]
        guard point.isFinite else { return 0 }
        return isNonNegative ? max(0, point) : point
      }
      var exact = reconciliation.reconciled(
        base, hierarchy: hierarchy, errors: errors, isNonNegative: isNonNegative)
      // What is zero for certain stays so.
      let bottom = outlooks.indices.suffix(hierarchy.bottomCount)
      let closed = bottom.filter {
        outlooks[$0].points[step] == 0 && outlooks[$0].scales[step] == 0
      }
      if !closed.isEmpty {
        for node in closed { exact[node] = 0 }
        exact = hierarchy.sums(Array(exact[bottom]))
      }
      let sums = Self.even(exact, hierarchy)
      for node in outlooks.indices { outlooks[node].points[step] = sums[node] }
    }
    return outlooks
  }

  /// The same values on a grid of twelve digits of the largest, so that sums of sums have no dust.
  private static func even(_ values: [Double], _ hierarchy: Hierarchy) -> [Double] {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return values }
    let places = 11 - Int(log10(largest).rounded(.down))
    guard (-200...200).contains(places) else { return values }
    let unit = pow(10, Double(places))
    let bottom = values.suffix(hierarchy.bottomCount).map { ($0 * unit).rounded() / unit }
    return hierarchy.sums(bottom).map { ($0 * unit).rounded() / unit }
  }

  /// What the method missed of each node on earlier stretches, all known at the panel's origin.
  private func errors(
    _ panel: Panel, threads: Int, _ cancellation: Cancellation
  ) throws -> [[Double]]? {
    let horizon = panel.axis.horizon
    let least = max((panel.seasons.first ?? 1) * 2, 8)
    var errors = [[Double]](repeating: [], count: panel.series.count)
    for window in 1...Self.mostWindows {
      let origin = panel.axis.count - window * horizon
      guard origin >= least else { break }
      let earlier = try inner.outlook(
        panel.known(after: origin, horizon: horizon), threads: threads, cancellation: cancellation)
      for node in panel.series.indices {
        for step in 0..<horizon {
          let error = panel.series[node].values[origin + step] - earlier[node].points[step]
          errors[node].append(error.isFinite ? error : 0)
        }
      }
    }
    return errors.contains { $0.isEmpty } ? nil : errors
  }
}
