import NumericalMethods
import Segmentation
import Tables

/// The rows of a table that have a value to be compared by, as points.
///
/// A missing value among others is filled; a row without any value is no point.
struct ComparableRows {
  /// The rows that are points.
  let table: Table
  let features: FeatureMatrix
  /// Where they stand among all rows; nil if all are points.
  let places: [Int]?
  private let total: Int

  var points: Matrix { features.points }
  var space: FeatureSpace { features.space }
  /// The number of rows without any value.
  var withoutValue: Int { total - table.rowCount }

  init(_ whole: Table, options: FeatureOptions, execution: Execution) throws {
    let first = try FeatureMatrix(whole, options: options, execution: execution.part(0...0.5))
    total = whole.rowCount
    let names = Set(first.space.features.map(\.column))
    guard let places = Self.rowsWithValue(of: names.compactMap { whole[$0] }, total) else {
      (table, features, self.places) = (whole, first, nil)
      return
    }
    let table = whole.rows(places)
    self.table = table
    self.places = places
    features = try FeatureMatrix(table, options: options, execution: execution.part(0.5...1))
  }

  /// The rows in which one column has a value at least; nil if all rows are such.
  private static func rowsWithValue(of columns: [Column], _ count: Int) -> [Int]? {
    var hasValue = [Bool](repeating: false, count: count)
    for column in columns {
      if case .number(let values) = column.storage {
        for row in 0..<count where column.validity[row] && values[row].isFinite {
          hasValue[row] = true
        }
      } else {
        if column.validity.nullCount == 0 { return nil }
        for row in 0..<count where column.validity[row] { hasValue[row] = true }
      }
    }
    let rows = (0..<count).filter { hasValue[$0] }
    return rows.count == count ? nil : rows
  }

  /// A column of the whole table: `values` of the points, null for the other rows.
  func column(_ values: [Int]) -> Column {
    spread(values.map(Int64.init), 0) { .int($0) }
  }

  /// A column of the whole table: `values` of the points, null for the other rows.
  func column(_ values: [Double]) -> Column {
    spread(values, 0) { .number($0) }
  }

  private func spread<T>(
    _ values: [T], _ nothing: T, _ storage: ([T]) -> Column.Storage
  ) -> Column {
    guard let places else { return Column(storage(values)) }
    var all = [T](repeating: nothing, count: total)
    var flags = [Bool](repeating: false, count: total)
    for (value, place) in zip(values, places) {
      all[place] = value
      flags[place] = true
    }
    return Column(storage(all), validity: Validity(flags))
  }

  /// What was done to the columns, for a footer.
  var described: [String] {
    var parts: [String] = []
    let logged = space.features.filter { $0.kind == .logarithm }.map(\.column)
    if !logged.isEmpty { parts.append("log of \(logged.joined(separator: ", "))") }
    if !space.twoValued.isEmpty {
      let names = space.twoValued.prefix(4).joined(separator: ", ")
      let more = space.twoValued.count > 4 ? " and \(space.twoValued.count - 4) more" : ""
      parts.append("two values of \(names)\(more) 1 apart")
    }
    if !space.filled.isEmpty {
      let filled = space.filled.map { "\($0.column) \($0.count.grouped)" }
      parts.append("filled \(filled.joined(separator: ", "))")
    }
    parts.append(table.rowCount.counted("row"))
    if withoutValue > 0 { parts.append("\(withoutValue.grouped) left out (no value at all)") }
    return parts
  }
}
