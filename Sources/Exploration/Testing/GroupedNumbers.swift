import NumericalMethods
public import Tables
public import Tasks

/// The numbers of a column, parted by the values of another, in the order of these values.
public struct GroupedNumbers: Hashable, Sendable {
  /// One group of numbers.
  public struct Group: Hashable, Sendable {
    /// The value that the rows share.
    public let key: Value
    /// The numbers, in the order of the rows.
    public let values: [Double]
    /// Their moments.
    public let moments: Moments

    /// A group of finite numbers.
    public init(key: Value, values: [Double]) {
      self.key = key
      self.values = values
      moments = Moments(values)
    }

    /// The median; nil without numbers.
    public var median: Double? {
      guard !values.isEmpty else { return nil }
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1
        ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
    }
  }

  /// The groups with any number, in the order of their keys.
  public let groups: [Group]

  /// The groups given.
  public init(_ groups: [Group]) { self.groups = groups.filter { !$0.values.isEmpty } }

  /// Parts the numbers of a column of ints, numbers, booleans or times; rows without a number or
  /// without a key are left out.
  public init(
    _ column: Column, by key: Column, cancellation: Cancellation = Cancellation()
  ) throws {
    guard let numbers = NumericColumn(column) else {
      groups = []
      return
    }
    let rows = try RowGroups(of: [key], cancellation: cancellation)
    groups = zip(rows.keys, rows.rows).compactMap { keys, rows in
      guard let key = keys.first, !key.isNull else { return nil }
      var values: [Double] = []
      values.reserveCapacity(rows.count)
      for row in rows where numbers.flags?[row] ?? true { values.append(numbers.values[row]) }
      return values.isEmpty ? nil : Group(key: key, values: values)
    }
  }

  /// All numbers.
  public var count: Int { groups.reduce(0) { $0 + $1.moments.count } }

  /// How the variance parts between and within the groups.
  var variance: VarianceParts { VarianceParts(groups.map(\.moments)) }
}

/// The parts of a variance between and within groups.
struct VarianceParts {
  let between: Double
  let within: Double
  let degreesBetween: Double
  let degreesWithin: Double

  init(_ groups: [Moments]) {
    let count = groups.reduce(0.0) { $0 + Double($1.count) }
    let mean = groups.reduce(0.0) { $0 + Double($1.count) / count * $1.mean }
    between = groups.reduce(0.0) {
      let distance = $1.mean - mean
      return $0 + Double($1.count) * distance * distance
    }
    within = groups.reduce(0.0) { $0 + $1.squares }
    degreesBetween = Double(groups.count - 1)
    degreesWithin = count - Double(groups.count)
  }

  /// The ratio of the mean squares; nil without spread within or with fewer than two groups.
  var f: Double? {
    guard degreesBetween > 0, degreesWithin > 0, within > 0 else { return nil }
    let f = between / degreesBetween / (within / degreesWithin)
    return f.isFinite ? f : nil
  }

  var pValue: Double? {
    f.map { FDistribution(numerator: degreesBetween, denominator: degreesWithin).survival($0) }
  }

  /// The root of the share of the variance between the groups; nil without any variance.
  var correlationRatio: Double? {
    guard degreesBetween > 0, between + within > 0 else { return nil }
    return (between / (between + within)).squareRoot()
  }
}
