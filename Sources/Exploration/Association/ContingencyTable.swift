public import Tables
public import Tasks

/// How often each pair of two columns' values occurs; only pairs that occur are kept.
public struct ContingencyTable: Hashable, Sendable {
  /// The values of the first column, ascending.
  public let rowValues: [Value]
  /// The values of the second column, ascending.
  public let columnValues: [Value]
  /// The rows of each value of the first column.
  public let rowTotals: [Int]
  /// The rows of each value of the second column.
  public let columnTotals: [Int]
  /// The pairs that occur, by the first and then by the second value.
  public let cells: [Cell]
  /// All rows that have both values.
  public let total: Int

  /// One pair that occurs.
  public struct Cell: Hashable, Sendable {
    /// The place in `rowValues`.
    public let row: Int
    /// The place in `columnValues`.
    public let column: Int
    /// The rows with this pair; above 0.
    public let count: Int
  }

  /// Counts the pairs of two equally long columns, over the rows that have both values.
  public init(_ a: Column, _ b: Column, cancellation: Cancellation = Cancellation()) throws {
    let (first, second) = (
      try DenseCodes(of: a, cancellation), try DenseCodes(of: b, cancellation)
    )
    let width = UInt64(max(1, second.count))
    var keys: [UInt64] = []
    keys.reserveCapacity(a.count)
    for row in 0..<a.count where a.validity[row] && b.validity[row] {
      keys.append(UInt64(first.codes[row]) * width + UInt64(second.codes[row]))
    }
    let sorted = try RadixSort.sorted(keys, cancellation)
    var found: [(row: Int, column: Int, count: Int)] = []
    for key in sorted {
      let (row, column) = (Int(key / width), Int(key % width))
      if let last = found.last, last.row == row, last.column == column {
        found[found.count - 1].count += 1
      } else {
        found.append((row, column, 1))
      }
    }
    // Values that only occur beside a null are left out.
    let rowCodes = Set(found.map(\.row)).sorted()
    let columnCodes = Set(found.map(\.column)).sorted()
    func places(_ codes: [Int]) -> [Int: Int] {
      Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    }
    let (rowPlaces, columnPlaces) = (places(rowCodes), places(columnCodes))
    var rows = [Int](repeating: 0, count: rowCodes.count)
    var columns = [Int](repeating: 0, count: columnCodes.count)
    cells = found.map { cell in
      let (row, column) = (rowPlaces[cell.row] ?? 0, columnPlaces[cell.column] ?? 0)
      rows[row] += cell.count
      columns[column] += cell.count
      return Cell(row: row, column: column, count: cell.count)
    }
    (rowTotals, columnTotals, total) = (rows, columns, sorted.count)
    rowValues = Self.values(rowCodes, first.codes, a)
    columnValues = Self.values(columnCodes, second.codes, b)
  }

  /// A table of counts; its values are numbered from 0, and rows and columns of zeros left out.
  public init(counts: [[Int]]) {
    let width = counts.map(\.count).max() ?? 0
    let keptRows = counts.indices.filter { counts[$0].contains { $0 > 0 } }
    let keptColumns = (0..<width).filter { column in
      counts.contains { column < $0.count && $0[column] > 0 }
    }
    var cells: [Cell] = []
    for (row, from) in keptRows.enumerated() {
      for (column, place) in keptColumns.enumerated() where place < counts[from].count {
        let count = counts[from][place]
        if count > 0 { cells.append(Cell(row: row, column: column, count: count)) }
      }
    }
    self.cells = cells
    rowValues = keptRows.map { .int(Int64($0)) }
    columnValues = keptColumns.map { .int(Int64($0)) }
    rowTotals = keptRows.map { counts[$0].reduce(0, +) }
    columnTotals = keptColumns.map { column in
      counts.reduce(0) { $0 + (column < $1.count ? $1[column] : 0) }
    }
    total = rowTotals.reduce(0, +)
  }

  private static func values(_ wanted: [Int], _ codes: [Int32], _ column: Column) -> [Value] {
    var first: [Int32: Int] = [:]
    let missing = Set(wanted.map { Int32($0) })
    for (row, code) in codes.enumerated() where missing.contains(code) && first[code] == nil {
      guard column.validity[row] else { continue }
      first[code] = row
      if first.count == wanted.count { break }
    }
    return wanted.map { code in first[Int32(code)].map { column[$0] } ?? .null }
  }

  /// The count of a pair.
  public func count(row: Int, column: Int) -> Int {
    cells.first { $0.row == row && $0.column == column }?.count ?? 0
  }

  // MARK: Chi-squared

  /// Pearson's chi-squared statistic, without a correction for continuity.
  public var chiSquared: Double {
    guard total > 0 else { return 0 }
    // n (Σ o² / (r c) - 1) loses digits when all is as expected; this sum does not.
    var sum = 0.0
    var seen = 0.0
    for cell in cells {
      let expected =
        Double(rowTotals[cell.row]) * Double(columnTotals[cell.column]) / Double(total)
      let difference = Double(cell.count) - expected
      sum += difference * difference / expected
      seen += expected
    }
    // Each pair that does not occur adds what was expected of it.
    return sum + max(0, Double(total) - seen)
  }

  /// The degrees of freedom of the chi-squared statistic.
  public var degrees: Int { max(0, (rowTotals.count - 1) * (columnTotals.count - 1)) }

  /// The smallest number of rows that a pair should have if the columns were unrelated.
  public var leastExpected: Double {
    guard let row = rowTotals.min(), let column = columnTotals.min(), total > 0 else { return 0 }
    return Double(row) * Double(column) / Double(total)
  }

  /// The share of pairs of which fewer than five rows are expected.
  public var shareExpectedBelowFive: Double {
    guard total > 0 else { return 1 }
    let columns = columnTotals.sorted()
    var below = 0
    for row in rowTotals {
      // Columns ascend, so that one place parts them.
      var (low, high) = (0, columns.count)
      while low < high {
        let middle = (low + high) / 2
        if Double(row) * Double(columns[middle]) / Double(total) < 5 {
          low = middle + 1
        } else {
          high = middle
        }
      }
      below += low
    }
    return Double(below) / Double(rowTotals.count * columnTotals.count)
  }

  /// Cochran's rule: no expected count below 1, and at most a fifth below 5.
  public var isLargeEnough: Bool { leastExpected >= 1 && shareExpectedBelowFive <= 0.2 }

  /// Cramér's V, from 0 to 1; nil when a column has fewer than two values.
  ///
  /// As it is, or corrected for its bias in small tables (W. Bergsma, 2013).
  public func cramersV(biasCorrected: Bool = false) -> Double? {
    let (r, c, n) = (Double(rowTotals.count), Double(columnTotals.count), Double(total))
    guard min(r, c) > 1, n > 1 else { return nil }
    let phi = chiSquared / n
    guard biasCorrected else { return min(1, (phi / (min(r, c) - 1)).squareRoot()) }
    let corrected = max(0, phi - (r - 1) * (c - 1) / (n - 1))
    let (rows, columns) = (r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1))
    let least = min(rows, columns) - 1
    return least > 0 ? min(1, (corrected / least).squareRoot()) : nil
  }
}
