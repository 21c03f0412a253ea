import DuckDBEngine
import Language
import Planning
import Syntax
import Tables
import Testing

/// An expression and its value.
struct ValueCase: CustomTestStringConvertible, Sendable {
  var text: String
  var value: Value
  var testDescription: String { text }

  init(_ text: String, _ value: Value) {
    self.text = text
    self.value = value
  }
}

/// Computes expressions over a small table in DuckDB.
struct Calculator: Sendable {
  private static let engine = DuckDB()
  let scan: Plan.Scan

  init(_ table: Table) throws { scan = try Self.engine.store(table) }

  /// A table with one row of nulls, for functions of null and for expressions without columns.
  static let nulls = Result {
    let types: [(String, DataType)] = [
      ("s", .text), ("i", .int), ("x", .number), ("b", .bool), ("d", .date), ("t", .datetime),
      ("u", .duration),
    ]
    let schema = Schema(types.map { Field($0, $1) })
    return try Calculator(Table(schema: schema, rows: [types.map { _ in Value.null }]))
  }

  /// The value of a scalar expression in the first row.
  func value(_ text: String) throws -> Value {
    let expression = try bound(text, over: scan.schema)
    let column = try column(of: .project(.scan(scan), [NamedExpression("v", expression)]))
    return checked(column[0], is: expression.type, text)
  }

  /// The value of an aggregate over all rows.
  func aggregate(_ text: String) throws -> Value {
    let expression = try bound(text, over: scan.schema, mode: .group)
    let plan = Plan.scan(scan).aggregated(keys: [], aggregates: [NamedExpression("v", expression)])
    return checked(try column(of: plan)[0], is: expression.type, text)
  }

  /// The values of an expression with windows, in the order of the column `n`.
  func rows(_ text: String) throws -> [Value] {
    let expression = try bound(text, over: scan.schema, mode: .rows)
    let n = Expression.column("n", .int)
    let items = [NamedExpression("v", expression), NamedExpression("n", n)]
    let column = try column(of: .sort(.project(.scan(scan), items), [SortKey(n)]))
    return (0..<column.count).map { checked(column[$0], is: expression.type, text) }
  }

  private func column(of plan: Plan) throws -> Column {
    let query = try SQLWriter(Self.engine.dialect).text(of: plan)
    let table = try Self.engine.collect(query)
    return try #require(table.columns.first, "\(query)")
  }

  /// The value, which must be of the type that the binder promised.
  private func checked(_ value: Value, is type: DataType, _ text: String) -> Value {
    let isPromised = value.isNull || value.type == type || value == .list([])
    #expect(isPromised, "\(text) is \(value.type.name), not \(type.name)")
    return value
  }
}

extension Value {
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Value {
    CalendarDay.number(year: year, month: month, day: day).map(Value.date) ?? .null
  }

  /// A moment, with its time as minutes since midnight.
  static func moment(_ year: Int, _ month: Int, _ day: Int, _ minutes: Int64) -> Value {
    guard let number = CalendarDay.number(year: year, month: month, day: day) else { return .null }
    return .datetime((Int64(number) * 1_440 + minutes) * 60_000_000)
  }
}
