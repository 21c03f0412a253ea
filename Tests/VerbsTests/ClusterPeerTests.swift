import FoundationEssentials
import Tables
import Testing

private let customers = ProcessInfo.processInfo.environment["TEFF_DATA"].map { "\($0)/customers" }

/// What peers computed on real customers, through the verb.
@Suite(.needsEngine, .enabled(if: customers != nil, "TEFF_DATA names no folder"))
struct ClusterPeerTests {
  private func selection(_ stage: String, of file: String) throws -> Table {
    let folder = try #require(customers)
    return try CellBench().table(
      "g = load \"\(folder)/\(file).csv\" | cluster \(stage)\ng.selection")
  }

  private func numbers(_ table: Table, _ name: String) throws -> [Double] {
    try #require(table[name]).values.compactMap(\.asNumber)
  }

  private func isNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
  }

  @Test func `k-means finds the groups that scikit-learn finds in incomes and spending`() throws {
    let table = try selection(
      "Annual_Income, Spending_Score k: (2..5), scale: none, logs: false", of: "mall_customers")
    #expect(
      isNear(
        try numbers(table, "inertia"),
        [181363.59595959607, 106348.37306211119, 73679.78903948837, 44448.45544793369]))
    #expect(
      isNear(
        try numbers(table, "silhouette"),
        [0.2968969162503008, 0.46761358158775435, 0.4931963109249047, 0.553931997444648]))
    #expect(
      isNear(
        try numbers(table, "davies_bouldin"),
        [1.256774385118528, 0.715276820248462, 0.7103644068779904, 0.5725628995597083]))
    #expect(
      isNear(
        try numbers(table, "calinski_harabasz"),
        [96.74654578369159, 151.5570090006799, 174.0644335433684, 247.35899338037282]))
    #expect(
      try #require(table["chosen"]).values == [
        .bool(false), .bool(false), .bool(false), .bool(true),
      ])
  }

  @Test(arguments: [
    ("ward", 0.5529945955148897), ("complete", 0.5529945955148897), ("average", 0.4791911539647448),
    ("single", 0.2694896445402342),
  ])
  func `trees are cut as scipy cuts them`(linkage: String, silhouette: Double) throws {
    let table = try selection(
      "Annual_Income, Spending_Score k: 5, method: hierarchical, linkage: \(linkage), scale: none, "
        + "logs: false", of: "mall_customers")
    #expect(isNear(try numbers(table, "silhouette"), [silhouette]))
  }

  /// The app's own code reaches 0.306 and 0.199 on this file, because it groups by the id too.
  @Test func `ward without the id fits the supermarket's customers as well as the app can`() throws
  {
    let table = try selection(
      "method: hierarchical, k: (2..4)", of: "ethiopian_supermarket_customers")
    let silhouettes = try numbers(table, "silhouette")
    #expect(silhouettes[0] >= 0.387)
    #expect(silhouettes[2] >= 0.247)
  }
}
