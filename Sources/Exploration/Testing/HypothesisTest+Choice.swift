public import Tables
public import Tasks

extension HypothesisTest {
  /// What a caller may ask for; the test follows from the types and the number of groups.
  public enum Approach: String, CaseIterable, Hashable, Sendable {
    /// Means with free variances (Welch) for numbers, Fisher's exact test for small tables of two by
    /// two and chi-squared for other categories.
    case automatic
    /// Means with equal variances: Student or ANOVA.
    case equalVariances
    /// Ranks: Mann-Whitney or Kruskal-Wallis.
    case ranks
    /// Counts: chi-squared.
    case chiSquared
    /// Counts of two by two: Fisher's exact test.
    case fisher
    /// Counts of two by two: the z test of two shares.
    case proportions
  }

  /// Tests whether `column` differs between the groups that the values of `group` make.
  public static func between(
    _ column: Column, by group: Column, approach: Approach = .automatic, level: Double = 0.95,
    cancellation: Cancellation = Cancellation()
  ) throws -> HypothesisTest {
    let isCount =
      switch approach {
      case .chiSquared, .fisher, .proportions: true
      case .equalVariances, .ranks: false
      case .automatic: !Association.isNumeric(column.type)
      }
    if isCount {
      return try counts(
        ContingencyTable(group, column, cancellation: cancellation), approach, level)
    }
    guard Association.isNumeric(column.type) || column.type == .bool else {
      throw TestRefusal.wrongType
    }
    let groups = try GroupedNumbers(column, by: group, cancellation: cancellation)
    return try numbers(groups, approach, level, cancellation)
  }

  /// Tests whether the groups' numbers differ.
  public static func between(
    _ groups: GroupedNumbers, approach: Approach = .automatic, level: Double = 0.95,
    cancellation: Cancellation = Cancellation()
  ) throws -> HypothesisTest {
    try numbers(groups, approach, level, cancellation)
  }

  private static func numbers(
    _ grouped: GroupedNumbers, _ approach: Approach, _ level: Double, _ cancellation: Cancellation
  ) throws -> HypothesisTest {
    let groups = grouped.groups
    guard groups.count > 1 else { throw TestRefusal.tooFewGroups }
    if approach == .ranks {
      return groups.count == 2
        ? try mannWhitney(
          groups[0].values, groups[1].values, level: level, cancellation: cancellation)
        : try kruskalWallis(groups.map(\.values), level: level, cancellation: cancellation)
    }
    let moments = groups.map(\.moments)
    let isEqual = approach == .equalVariances
    return groups.count == 2
      ? try means(moments[0], moments[1], equalVariances: isEqual, level: level)
      : try severalMeans(moments, equalVariances: isEqual, level: level)
  }

  private static func counts(
    _ table: ContingencyTable, _ approach: Approach, _ level: Double
  ) throws -> HypothesisTest {
    let isTwoByTwo = table.rowTotals.count == 2 && table.columnTotals.count == 2
    if approach == .fisher || approach == .proportions {
      guard isTwoByTwo else {
        throw TestRefusal.notTwoGroups(max(table.rowTotals.count, table.columnTotals.count))
      }
    }
    guard isTwoByTwo else { return try chiSquared(table, level: level) }
    let a = table.count(row: 0, column: 0)
    let c = table.count(row: 1, column: 0)
    if approach == .proportions {
      return try twoProportions(
        a, of: table.rowTotals[0], c, of: table.rowTotals[1], level: level)
    }
    // Among few rows chi-squared is no good approximation of its exact distribution.
    guard approach == .fisher || (approach == .automatic && table.leastExpected < 5) else {
      return try chiSquared(table, level: level)
    }
    return try fisherExact(
      a, table.rowTotals[0] - a, c, table.rowTotals[1] - c, level: level)
  }
}
