import NumericalMethods
public import Tables
public import Tasks

/// The correlations of all pairs of columns of numbers, each over the rows that have both values.
public struct CorrelationMatrix: Hashable, Sendable {
  /// How two columns are compared.
  public enum Method: String, CaseIterable, Hashable, Sendable {
    /// The linear correlation.
    case pearson
    /// The linear correlation of ranks, equal values sharing their mean rank.
    case spearman
  }

  /// One pair of columns, the left one first.
  public struct Pair: Hashable, Sendable {
    /// The place of the left column.
    public let a: Int
    /// The place of the right column.
    public let b: Int
    /// The correlation; nil when one column is constant over the rows.
    public let correlation: Double?
    /// The rows that have both values.
    public let rows: Int
    /// The probability of a correlation as far from 0 between unrelated columns (two-sided, by
    /// Student's t); nil for fewer than three rows.
    public let pValue: Double?
  }

  /// All pairs, by the left and then by the right column.
  public let pairs: [Pair]

  /// The rows that one thread takes at a time.
  private static let chunk = 1 << 16

  /// Correlates `columns`, which hold ints, numbers, booleans or times and are equally long; columns
  /// of other types make pairs without rows.
  public init(
    of columns: [Column], method: Method, threads: Int = Threads.available,
    cancellation: Cancellation = Cancellation()
  ) throws {
    let numeric = try parallelMap(columns.count, threads: threads) { index in
      try cancellation.check()
      return NumericColumn(columns[index])?.inRange()
    }
    switch method {
    case .pearson:
      pairs = try Self.pearson(numeric, threads, cancellation)
    case .spearman:
      pairs = try Self.spearman(numeric, threads, cancellation)
    }
  }

  private static func places(_ count: Int) -> [(a: Int, b: Int)] {
    (0..<count).flatMap { a in (a + 1..<max(a + 1, count)).map { (a, $0) } }
  }

  private static func pearson(
    _ columns: [NumericColumn?], _ threads: Int, _ cancellation: Cancellation
  ) throws -> [Pair] {
    let places = places(columns.count)
    let rows = columns.lazy.compactMap { $0?.values.count }.first ?? 0
    let chunks = max(1, (rows + chunk - 1) / chunk)
    // A chunk of rows serves all pairs while it is near; sums are merged in the order of chunks.
    let sums = try parallelMap(chunks, threads: threads) { index in
      try cancellation.check()
      let part = index * chunk..<min(rows, (index + 1) * chunk)
      return try places.map { place -> CoMoments? in
        try cancellation.check()
        guard let a = columns[place.a], let b = columns[place.b] else { return nil }
        return coMoments(a, b, part)
      }
    }
    return places.enumerated().map { index, place in
      var total: CoMoments?
      for sum in sums {
        guard let own = sum[index] else { continue }
        if total == nil { total = own } else { total?.merge(own) }
      }
      return pair(place, total)
    }
  }

  private static func spearman(
    _ columns: [NumericColumn?], _ threads: Int, _ cancellation: Cancellation
  ) throws -> [Pair] {
    let ranks = try parallelMap(columns.count, threads: threads) { index in
      try columns[index].map { try AverageRanks($0, cancellation) }
    }
    let places = places(columns.count)
    return try parallelMap(places.count, threads: threads) { index in
      let place = places[index]
      try cancellation.check()
      guard let a = columns[place.a], let b = columns[place.b], let ranksA = ranks[place.a],
        let ranksB = ranks[place.b]
      else { return pair(place, nil) }
      // Ranks count only the rows of the pair.
      let x = b.flags.map { ranksA.ranks(within: $0) } ?? ranksA.ranks
      let y = a.flags.map { ranksB.ranks(within: $0) } ?? ranksB.ranks
      var sums: CoMoments?
      try x.withUnsafeBufferPointer { x in
        try y.withUnsafeBufferPointer { y in
          for start in stride(from: 0, to: x.count, by: chunk) {
            try cancellation.check()
            let own = CoMoments(
              x, a.flags, y, b.flags, rows: start..<min(x.count, start + chunk))
            if sums == nil { sums = own } else { sums?.merge(own) }
          }
        }
      }
      return pair(place, sums)
    }
  }

  private static func coMoments(
    _ a: NumericColumn, _ b: NumericColumn, _ rows: Range<Int>
  ) -> CoMoments {
    a.values.withUnsafeBufferPointer { x in
      b.values.withUnsafeBufferPointer { y in CoMoments(x, a.flags, y, b.flags, rows: rows) }
    }
  }

  private static func pair(_ place: (a: Int, b: Int), _ sums: CoMoments?) -> Pair {
    let correlation = sums?.correlation
    let rows = sums?.count ?? 0
    return Pair(
      a: place.a, b: place.b, correlation: correlation, rows: rows,
      pValue: correlation.flatMap { pValue($0, rows: rows) })
  }

  /// The two-sided probability of a correlation, by Student's t with n - 2 degrees of freedom.
  static func pValue(_ correlation: Double, rows: Int) -> Double? {
    guard rows > 2 else { return nil }
    let rest = (1 - correlation) * (1 + correlation)
    guard rest > 0 else { return 0 }
    let degrees = Double(rows - 2)
    return StudentDistribution(degrees: degrees)
      .twoSided(correlation * (degrees / rest).squareRoot())
  }
}
