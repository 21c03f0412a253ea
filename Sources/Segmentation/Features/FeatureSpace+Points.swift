import Glibc
public import NumericalMethods
public import Tables

extension FeatureSpace {
  /// The rows of `table` as points; missing values are filled as they were when it was learned.
  ///
  /// A text that was not seen then belongs to no level.
  public func points(of table: Table, execution: Execution = Execution()) throws -> Matrix {
    let raw = try rawValues(of: table, execution.part(0...0.6))
    var result = Matrix(rows: table.rowCount, columns: features.count)
    for (index, feature) in features.enumerated() {
      try execution.check()
      execution.progress?(0.6 + 0.4 * Double(index) / Double(features.count))
      for row in 0..<table.rowCount {
        let value = raw[index][row] ?? medians[feature.column] ?? 0
        let number = feature.kind == .logarithm ? log1p(max(-1 + 1e-12, value)) : value
        result[row, index] = (number - feature.centre) / feature.scale
      }
    }
    return result
  }

  /// The values of each feature in the table's own units, nil where one is missing.
  func rawValues(of table: Table, _ execution: Execution) throws -> [[Double?]] {
    var readings: [String: ColumnReading] = [:]
    return try features.enumerated().map { index, feature in
      try execution.check()
      execution.progress?(Double(index) / Double(features.count))
      guard let column = table[feature.column] else {
        throw SegmentationError.setting(
          "the table", mustBe: "one with the column \(feature.column)")
      }
      let reading =
        readings[feature.column]
        ?? ColumnReading(
          column, ordinal: options.ordinals[feature.column], last: lastDays[feature.column])
      readings[feature.column] = reading
      switch (reading, feature.kind) {
      case (.levels(let levels, let names), .level(let level)):
        let isMissing = level == Self.missing && !names.contains(level)
        let wanted = isMissing ? -1 : names.firstIndex(of: level)
        return levels.map { $0 == wanted ? 1 : 0 }
      case (.numbers(let values, let present, _), _):
        return values.indices.map {
          present[$0] && abs(values[$0]) <= Self.largest ? values[$0] : nil
        }
      default:
        throw SegmentationError.setting(
          "the column \(feature.column)", mustBe: "of the type that it was learned with")
      }
    }
  }
}

/// Rows of a table as points, with the space that they lie in.
public struct FeatureMatrix: Hashable, Sendable {
  /// What the columns are, and what was left out or filled.
  public let space: FeatureSpace
  /// The points, one row a row of the table.
  public let points: Matrix

  /// Learns a space from `table` and puts its rows into it.
  public init(
    _ table: Table, options: FeatureOptions = FeatureOptions(), execution: Execution = Execution()
  ) throws {
    space = try FeatureSpace(
      learning: table, options: options, execution: execution.part(0...0.4))
    points = try space.points(of: table, execution: execution.part(0.4...1))
  }
}
