public import Tables
public import Tasks

/// What is in a table: its columns one by one, what is missing together, and what to stop at.
public struct TableProfile: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// One profile for each column, left to right.
  public let columns: [ColumnProfile]
  /// The columns that are null together, the commonest pattern first.
  public let missing: [MissingPattern]
  /// The rows that equal an earlier one; nil when they were not to be counted.
  public let repeatedRows: Int?
  /// What an analyst would stop at: the table first, then columns left to right.
  public let findings: [ProfileFinding]

  private enum Piece: Sendable {
    case column(ColumnProfile)
    case repeated(Int)
    case missing([MissingPattern])
  }

  /// Looks at all of `table`, columns side by side.
  public init(
    of table: Table, options: ProfileOptions = ProfileOptions(),
    cancellation: Cancellation = Cancellation()
  ) throws {
    // What takes longest begins first.
    let pieces = try parallelMap(table.columns.count + 2, threads: options.threads) {
      index throws -> Piece in
      switch index {
      case 0:
        return .repeated(
          options.countsDuplicates ? try RepeatedRows.count(in: table, cancellation) : 0)
      case 1: return .missing(try MissingPattern.all(in: table, cancellation: cancellation))
      default:
        let column = table.columns[index - 2]
        return .column(
          try ColumnProfile(
            column, named: table.schema.names[index - 2], options: options,
            cancellation: cancellation))
      }
    }
    var columns: [ColumnProfile] = []
    var missing: [MissingPattern] = []
    var repeated = 0
    for piece in pieces {
      switch piece {
      case .column(let profile): columns.append(profile)
      case .repeated(let count): repeated = count
      case .missing(let patterns): missing = patterns
      }
    }
    self.init(
      rows: table.rowCount, columns: columns, missing: missing,
      repeatedRows: options.countsDuplicates ? repeated : nil)
  }

  /// Puts together profiles of columns, however they were made, and finds what to stop at.
  public init(
    rows: Int, columns: [ColumnProfile], missing: [MissingPattern], repeatedRows: Int?
  ) {
    self.rows = rows
    self.columns = columns
    self.missing = missing
    self.repeatedRows = repeatedRows
    var findings = columns.flatMap(ProfileFinding.findings)
    if let repeatedRows, repeatedRows > 0 {
      findings.insert(ProfileFinding(column: nil, kind: .repeatedRows(repeatedRows)), at: 0)
    }
    self.findings = findings
  }

  /// One profile for each group of rows with equal values in the columns at `keys`, in the order of
  /// these values; the keys themselves are not profiled.
  public static func byGroup(
    of table: Table, keys: [Int], options: ProfileOptions = ProfileOptions(),
    cancellation: Cancellation = Cancellation()
  ) throws -> [(key: [Value], profile: TableProfile)] {
    let groups = try RowGroups(of: keys.map { table.columns[$0] }, cancellation: cancellation)
    let others = table.columns.indices.filter { !keys.contains($0) }
    let described = Table(others.map { (table.schema.names[$0], table.columns[$0]) })
    var inner = options
    inner.threads = 1
    let single = inner
    let profiles = try parallelMap(groups.rows.count, threads: options.threads) { index in
      try cancellation.check()
      return try TableProfile(
        of: described.rows(groups.rows[index]), options: single, cancellation: cancellation)
    }
    return Array(zip(groups.keys, profiles)).map { (key: $0, profile: $1) }
  }
}
