/// A table in memory: named columns of equal length.
public struct Table: Hashable, Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  /// The columns, left to right.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int

  /// Makes a table from named columns, which must be of equal length.
  public init(_ columns: [(name: String, column: Column)]) {
    let counts = Set(columns.map(\.column.count))
    precondition(counts.count <= 1, "columns of a table must have equal lengths")
    schema = Schema(columns.map { Field($0.name, $0.column.type) })
    self.columns = columns.map(\.column)
    rowCount = counts.first ?? 0
  }

  /// Makes a table of `schema` from rows of values.
  public init(schema: Schema, rows: [[Value]]) {
    self.schema = schema
    columns = schema.fields.enumerated().map { index, field in
      Column(rows.map { $0[index] }, type: field.type)
    }
    rowCount = rows.count
  }

  /// The column called `name`, if there is one.
  public subscript(_ name: String) -> Column? { schema.index(of: name).map { columns[$0] } }

  /// The values of row `row`, left to right.
  public func row(_ row: Int) -> [Value] { columns.map { $0[row] } }

  /// The rows at `rows`, in that order.
  public func rows(_ rows: [Int]) -> Table {
    Table(zip(schema.names, columns).map { ($0, $1.rows(rows)) })
  }
}
