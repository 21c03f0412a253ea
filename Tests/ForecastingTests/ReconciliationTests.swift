import Forecasting
import Glibc
import Testing

/// Values by hierarchicalforecast 1.5.3.
struct ReconciliationTests {
  private let hierarchy = Hierarchy(
    paths: [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]])
  private let base: [Double] = [100, 55, 40, 20, 30, 22, 25]

  private func expect(
    _ found: [Double], _ expected: [Double], _ location: SourceLocation = #_sourceLocation
  ) {
    for (one, other) in zip(found, expected) {
      #expect(abs(one - other) < 1e-9, sourceLocation: location)
    }
  }

  /// How far sums are from what they should be.
  private func gap(_ values: [Double], _ hierarchy: Hierarchy) -> Double {
    hierarchy.nodes.indices.filter { !hierarchy.nodes[$0].children.isEmpty }.map { node in
      abs(values[node] - hierarchy.nodes[node].children.reduce(0) { $0 + values[$1] })
    }.max() ?? 0
  }

  @Test func `Nodes go from the whole to the given series`() {
    #expect(
      hierarchy.nodes.map(\.path) == [
        [], ["a"], ["b"], ["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"],
      ])
    #expect(hierarchy.leafCounts == [4, 2, 2, 1, 1, 1, 1])
    #expect(hierarchy.sums([1, 2, 3, 4]) == [10, 3, 7, 1, 2, 3, 4])
  }

  @Test func `Least squares agree with the peer`() {
    expect(
      Reconciliation.ols.reconciled(base, hierarchy: hierarchy),
      [
        98.142_857_142_857_14, 54.571_428_571_428_57, 43.571_428_571_428_57,
        22.285_714_285_714_285, 32.285_714_285_714_285, 20.285_714_285_714_285,
        23.285_714_285_714_285,
      ])
    expect(
      Reconciliation.wls.reconciled(base, hierarchy: hierarchy),
      [
        97.333_333_333_333_34, 53.166_666_666_666_66, 44.166_666_666_666_67,
        21.583_333_333_333_332, 31.583_333_333_333_332, 20.583_333_333_333_332,
        23.583_333_333_333_332,
      ])
  }

  @Test func `The least variance agrees with the peer`() {
    let errors = (0..<7).map { row in
      (0..<12).map { column in
        sin(Double(12 * row + column) * 1.7) * [5, 3, 3, 1.5, 2, 1, 2.5][row]
      }
    }
    let found = Reconciliation.mint.reconciled(base, hierarchy: hierarchy, errors: errors)
    let expected = [95.602_37, 50.487_93, 45.114_44, 22.342_37, 28.145_56, 19.991_41, 25.123_03]
    for (one, other) in zip(found, expected) { #expect(abs(one - other) < 0.35) }
    #expect(gap(found, hierarchy) < 1e-9)
  }

  @Test(arguments: Reconciliation.allCases) func `Sums are exact, and what adds up stays`(
    _ method: Reconciliation
  ) {
    let errors = (0..<7).map { row in (0..<9).map { cos(Double(9 * row + $0)) * Double(row + 1) } }
    let moved = method.reconciled(base, hierarchy: hierarchy, errors: errors)
    #expect(gap(moved, hierarchy) < 1e-9)
    let consistent = hierarchy.sums([20, 31, 22, 25])
    expect(method.reconciled(consistent, hierarchy: hierarchy, errors: errors), consistent)
  }

  @Test func `Three levels and many series, exact to a billionth`() {
    let paths = (0..<300).map { ["r\($0 / 60)", "s\($0 / 6)", "p\($0)"] }
    let wide = Hierarchy(paths: paths)
    let forecasts = wide.nodes.indices.map { 100 + 50 * sin(Double($0)) }
    for method in [Reconciliation.bottomUp, .topDown, .ols, .wls] {
      #expect(gap(method.reconciled(forecasts, hierarchy: wide), wide) < 1e-9)
    }
    let top = Reconciliation.topDown.reconciled(forecasts, hierarchy: wide)
    #expect(abs(top[0] - forecasts[0]) < 1e-9)
  }

  @Test func `Nothing falls below zero if it must not`() {
    let low: [Double] = [10, 4, 30, 5, 4, 1, 2]
    for method in [Reconciliation.ols, .wls] {
      let free = method.reconciled(low, hierarchy: hierarchy)
      let held = method.reconciled(low, hierarchy: hierarchy, isNonNegative: true)
      #expect(held.allSatisfy { $0 >= 0 })
      #expect(gap(held, hierarchy) < 1e-9)
      if free.suffix(4).allSatisfy({ $0 >= 0 }) { expect(held, free) }
    }
    let negative: [Double] = [1, -5, 6, -4, 1, 3, 3]
    let held = Reconciliation.ols.reconciled(negative, hierarchy: hierarchy, isNonNegative: true)
    #expect(held.allSatisfy { $0 >= 0 })
    #expect(gap(held, hierarchy) < 1e-9)
  }
}
