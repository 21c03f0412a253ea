import Tables

/// The columns of a table that can say something about others, and why the rest cannot.
struct ColumnSurvey {
  /// The columns that stay, in their order.
  let kept: Table
  /// Those left out, each with the reason.
  let leftOut: [(name: String, reason: String)]

  /// Categories beyond this number are names, not groups.
  static let mostCategories = 100

  /// Looks at all columns but `key`; a table without rows stays as it is.
  ///
  /// With `keepsOddOnes` ids and constants stay, because somebody asked for them.
  init(
    of table: Table, keepsOddOnes: Bool = false, key: String? = nil, limitsCategories: Bool = true
  ) {
    var leftOut: [(name: String, reason: String)] = []
    var kept: [(name: String, column: Column)] = []
    for (name, column) in zip(table.schema.names, table.columns) {
      let reason =
        keepsOddOnes || table.rowCount == 0 || name == key
        ? nil : Self.reason(against: column, name, limitsCategories)
      if let reason { leftOut.append((name, reason)) } else { kept.append((name, column)) }
    }
    self.leftOut = leftOut
    self.kept = Table(kept)
  }

  /// What was left out, in a sentence.
  var notice: String { Self.notice(of: leftOut) }

  /// The same for any columns with their reasons.
  static func notice(of leftOut: [(name: String, reason: String)]) -> String {
    let shown = leftOut.prefix(8).map { "`\($0.name)` (\($0.reason))" }
    let rest = leftOut.count - shown.count
    return "left out: " + shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func reason(against column: Column, _ name: String, _ limitsCategories: Bool)
    -> String?
  {
    let present = column.count - column.validity.nullCount
    if present == 0 { return "no value" }
    if column.distinctCount(upTo: 2) < 2 { return "one value" }
    switch column.type {
    case .text:
      let distinct = column.distinctCount()
      if distinct == present && present > 2 { return "every value once, as an id" }
      if limitsCategories && distinct > mostCategories { return "\(distinct.grouped) values" }
      return nil
    case .int: return isID(name, column, present) ? "an id" : nil
    default: return nil
    }
  }

  /// Whether a column of ints is called like an id: `id`, `customer_id`, `CustomerID`, and if every
  /// value stands once also `customerid`.
  private static func isID(_ name: String, _ column: Column, _ present: Int) -> Bool {
    let lowered = name.lowercased()
    guard lowered.hasSuffix("id") else { return false }
    return lowered == "id" || lowered.hasSuffix("_id") || lowered.hasSuffix(" id")
      || name.hasSuffix("ID") || name.hasSuffix("Id") || column.distinctCount() == present
  }
}

extension Column {
  /// The number of different values that are there; counting stops at `most`.
  func distinctCount(upTo most: Int = .max) -> Int {
    func count<T: Hashable>(_ values: [T]) -> Int {
      var seen: Set<T> = []
      for (row, value) in values.enumerated() where validity[row] {
        seen.insert(value)
        if seen.count >= most { break }
      }
      return seen.count
    }
    switch storage {
    case .int(let values), .datetime(let values), .duration(let values): return count(values)
    case .number(let values): return count(values)
    case .bool(let values): return count(values)
    case .date(let values): return count(values)
    case .list(let values, _): return count(values)
    case .text(let texts):
      var seen = [Bool](repeating: false, count: texts.dictionary.count)
      for (row, code) in texts.codes.enumerated() where validity[row] { seen[Int(code)] = true }
      return seen.count { $0 }
    }
  }
}

extension Column {
  /// Truth values turned around, so that true comes first among the values.
  var withTruthFirst: Column {
    guard case .bool(let values) = storage else { return self }
    return Column(.bool(values.map { !$0 }), validity: validity)
  }

  /// Truth values as 0 and 1.
  var asNumbers: Column {
    guard case .bool(let values) = storage else { return self }
    return Column(.int(values.map { $0 ? 1 : 0 }), validity: validity)
  }
}

extension Value {
  /// A number, or null where there is none that can be shown.
  init(_ number: Double?) {
    self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }
}
