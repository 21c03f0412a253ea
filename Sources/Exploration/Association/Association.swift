public import NumericalMethods
public import Tables
public import Tasks

/// How strongly two columns of any types hang together.
public struct Association: Hashable, Sendable {
  /// What the strength is.
  public enum Measure: String, CaseIterable, Hashable, Sendable {
    /// Pearson's correlation, -1 to 1.
    case pearson
    /// Spearman's rank correlation, -1 to 1.
    case spearman
    /// Cramér's V of two columns of categories, 0 to 1, without correction for bias.
    case cramersV
    /// The correlation ratio η of categories and numbers, 0 to 1: the root of the share of the
    /// numbers' variance that lies between the categories.
    case correlationRatio
  }

  /// The place of the left column.
  public let a: Int
  /// The place of the right column.
  public let b: Int
  /// Which measure fits the two types.
  public let measure: Measure
  /// The strength; nil when a column is constant.
  public let strength: Double?
  /// The rows that have both values.
  public let rows: Int
  /// The probability of such a strength between unrelated columns: Student's t, chi-squared, F.
  public let pValue: Double?
  /// The same, adjusted for the number of pairs.
  public let adjustedPValue: Double?

  /// The measures of all pairs of columns, the left one first, by the left and then the right one.
  ///
  /// Ints, numbers and times are numbers; texts and booleans are categories. Lists have no pairs.
  public static func all(
    of columns: [Column], method: CorrelationMatrix.Method,
    adjustment: ProbabilityAdjustment = .benjaminiHochberg, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) throws -> [Association] {
    let numeric = columns.indices.filter { isNumeric(columns[$0].type) }
    let matrix = try CorrelationMatrix(
      of: numeric.map { columns[$0] }, method: method, threads: threads,
      cancellation: cancellation)
    var found = matrix.pairs.map { pair in
      Association(
        a: numeric[pair.a], b: numeric[pair.b],
        measure: method == .pearson ? .pearson : .spearman, strength: pair.correlation,
        rows: pair.rows, pValue: pair.pValue, adjustedPValue: nil)
    }
    let usable = columns.indices.filter {
      isNumeric(columns[$0].type) || isCategory(columns[$0].type)
    }
    let mixed = usable.flatMap { a in usable.filter { $0 > a }.map { (a: a, b: $0) } }
      .filter { isCategory(columns[$0.a].type) || isCategory(columns[$0.b].type) }
    found += try parallelMap(mixed.count, threads: threads) { index in
      try cancellation.check()
      return try Association(columns, mixed[index].a, mixed[index].b, cancellation)
    }
    found.sort { ($0.a, $0.b) < ($1.a, $1.b) }
    let adjusted = adjustment.adjusted(found.map(\.pValue))
    return zip(found, adjusted).map { pair, adjusted in
      Association(
        a: pair.a, b: pair.b, measure: pair.measure, strength: pair.strength, rows: pair.rows,
        pValue: pair.pValue, adjustedPValue: adjusted)
    }
  }

  private init(
    a: Int, b: Int, measure: Measure, strength: Double?, rows: Int, pValue: Double?,
    adjustedPValue: Double?
  ) {
    (self.a, self.b, self.measure, self.strength) = (a, b, measure, strength)
    (self.rows, self.pValue, self.adjustedPValue) = (rows, pValue, adjustedPValue)
  }

  private init(_ columns: [Column], _ a: Int, _ b: Int, _ cancellation: Cancellation) throws {
    let (first, second) = (columns[a], columns[b])
    if Self.isCategory(first.type) && Self.isCategory(second.type) {
      let table = try ContingencyTable(first, second, cancellation: cancellation)
      let strength = table.cramersV()
      self.init(
        a: a, b: b, measure: .cramersV, strength: strength, rows: table.total,
        pValue: strength.map { _ in
          ChiSquaredDistribution(degrees: Double(table.degrees)).survival(table.chiSquared)
        }, adjustedPValue: nil)
      return
    }
    let isFirst = Self.isCategory(first.type)
    let groups = try GroupedNumbers(
      isFirst ? second : first, by: isFirst ? first : second, cancellation: cancellation)
    let variance = groups.variance
    self.init(
      a: a, b: b, measure: .correlationRatio, strength: variance.correlationRatio,
      rows: groups.count, pValue: variance.pValue, adjustedPValue: nil)
  }

  static func isNumeric(_ type: DataType) -> Bool {
    type.isNumeric || type.isTemporal || type == .duration
  }

  static func isCategory(_ type: DataType) -> Bool { type == .text || type == .bool }
}
