import NumericalMethods
public import Tables
public import Tasks

/// How one group of rows differs from all others in one column, or in one value of a column.
public struct GroupContrast: Hashable, Sendable {
  /// The value that the group's rows share.
  public let group: Value
  /// The place of the column in which they differ.
  public let column: Int
  /// The value whose share differs; nil for columns of numbers.
  public let value: Value?
  /// The share of the value in the group, or nil.
  public let share: Double?
  /// The share of the value in the other rows, or nil.
  public let otherShare: Double?
  /// The mean in the group, or nil.
  public let mean: Double?
  /// The mean in the other rows, or nil.
  public let otherMean: Double?
  /// Cohen's d for numbers, the difference of shares for values, with its interval.
  public let effect: EffectSize
  /// The probability of such a difference between equal groups: Welch's t test, or the z test of two
  /// shares (Fisher's exact test for few rows).
  public let pValue: Double
  /// The same, adjusted for the number of contrasts (Benjamini and Hochberg).
  public let adjustedPValue: Double
  /// The rows of the group that have a value.
  public let rows: Int

  /// What distinguishes the groups that the values of the column at `key` make, the largest effects
  /// first; with two groups only the first is set against the second.
  ///
  /// `mostValues` bounds the values of a column of categories: the commonest are compared. Lists,
  /// and columns in which nothing differs or could differ, have no contrasts.
  public static func ranked(
    in table: Table, by key: Int, mostValues: Int = 20, level: Double = 0.95,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation()
  ) throws -> [GroupContrast] {
    let columns = table.columns.indices.filter { $0 != key }
    let contrasts = try parallelMap(columns.count, threads: threads) { index in
      try cancellation.check()
      let column = table.columns[columns[index]]
      return Association.isCategory(column.type)
        ? try shares(column, columns[index], table.columns[key], mostValues, level, cancellation)
        : try means(column, columns[index], table.columns[key], level, cancellation)
    }.flatMap(\.self)
    let adjusted = ProbabilityAdjustment.benjaminiHochberg.adjusted(contrasts.map(\.pValue))
    return zip(contrasts, adjusted).map { $0.adjusted(to: $1 ?? 1) }.enumerated().sorted {
      // Contrasts of equal size keep the order of columns, groups and values.
      (abs($1.element.effect.value), $0.offset) < (abs($0.element.effect.value), $1.offset)
    }.map(\.element)
  }

  private func adjusted(to adjusted: Double) -> GroupContrast {
    GroupContrast(
      group: group, column: column, value: value, share: share, otherShare: otherShare, mean: mean,
      otherMean: otherMean, effect: effect, pValue: pValue, adjustedPValue: adjusted, rows: rows)
  }

  private static func means(
    _ column: Column, _ place: Int, _ key: Column, _ level: Double, _ cancellation: Cancellation
  ) throws -> [GroupContrast] {
    let groups = try GroupedNumbers(column, by: key, cancellation: cancellation).groups
    guard groups.count > 1 else { return [] }
    let set = groups.count == 2 ? groups.prefix(1) : groups[...]
    return set.indices.compactMap { index in
      var others = Moments()
      for other in groups.indices where other != index { others.merge(groups[other].moments) }
      let own = groups[index].moments
      guard let test = try? HypothesisTest.means(own, others, level: level) else { return nil }
      return GroupContrast(
        group: groups[index].key, column: place, value: nil, share: nil, otherShare: nil,
        mean: own.mean, otherMean: others.mean,
        effect: .standardisedDifference(own, others, kind: .cohensD, level: level),
        pValue: test.pValue, adjustedPValue: test.pValue, rows: own.count)
    }
  }

  private static func shares(
    _ column: Column, _ place: Int, _ key: Column, _ mostValues: Int, _ level: Double,
    _ cancellation: Cancellation
  ) throws -> [GroupContrast] {
    let table = try ContingencyTable(key, column, cancellation: cancellation)
    guard table.rowTotals.count > 1, table.columnTotals.count > 1 else { return [] }
    let byRows = table.columnTotals.indices.sorted {
      (table.columnTotals[$1], $0) < (table.columnTotals[$0], $1)
    }
    // The second of two values says nothing that the first does not.
    let values = byRows.count == 2 ? [1] : Array(byRows.prefix(mostValues).sorted())
    var counts: [Int: [Int: Int]] = [:]
    for cell in table.cells { counts[cell.row, default: [:]][cell.column] = cell.count }
    let set = table.rowTotals.count == 2 ? 0..<1 : 0..<table.rowTotals.count
    var contrasts: [GroupContrast] = []
    for group in set {
      try cancellation.check()
      let total = table.rowTotals[group]
      let rest = table.total - total
      for value in values {
        let own = counts[group]?[value] ?? 0
        let others = table.columnTotals[value] - own
        let expected =
          Double(min(total, rest)) * Double(min(own + others, table.total - own - others))
          / Double(table.total)
        let test =
          expected < 5
          ? try? HypothesisTest.fisherExact(own, total - own, others, rest - others, level: level)
          : try? HypothesisTest.twoProportions(own, of: total, others, of: rest, level: level)
        guard let test else { continue }
        contrasts.append(
          GroupContrast(
            group: table.rowValues[group], column: place, value: table.columnValues[value],
            share: Double(own) / Double(total), otherShare: Double(others) / Double(rest),
            mean: nil, otherMean: nil, effect: test.effect, pValue: test.pValue,
            adjustedPValue: test.pValue, rows: total))
      }
    }
    return contrasts
  }
}
