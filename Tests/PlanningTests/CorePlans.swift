import Planning
import Tables
import Testing

/// A plan of the core set, which every dialect must be able to write.
struct CorePlan: CustomTestStringConvertible {
  let name: String
  let plan: Plan

  var testDescription: String { name }

  /// The core set over `orders` and `products`, tables of the dialect's engine.
  static func all(in dialect: any SQLDialect) -> [CorePlan] {
    let tables = CoreTables(dialect: dialect)
    let groups = [
      tables.rowPlans, tables.conditionPlans, tables.groupPlans, tables.windowPlans,
      tables.combiningPlans, tables.calendarPlans, tables.datePlans, tables.textPlans,
      tables.numberPlans,
    ]
    return groups.joined().map { CorePlan(name: $0.0, plan: $0.1) }
  }
}

/// The tables that the core set reads.
struct CoreTables {
  let dialect: any SQLDialect

  /// A file: its rows have an order of their own.
  var orders: Plan {
    .scan(
      Plan.Scan(
        relation: dialect.identifier("orders"), name: "orders", schema: Self.orders,
        isOrdered: dialect.name == "DuckDB"))
  }

  /// A table of a database without an order.
  var products: Plan {
    .scan(
      Plan.Scan(
        relation: dialect.identifier("products"), name: "products", schema: Self.products,
        isOrdered: false))
  }

  static let orders = Schema([
    Field("id", .int), Field("day", .date), Field("at", .datetime), Field("customer", .text),
    Field("product", .text), Field("quantity", .int), Field("price", .number),
    Field("paid", .bool),
  ])

  static let products = Schema([
    Field("product", .text), Field("category", .text), Field("price", .number),
    Field("stock", .int),
  ])
}

// Short spellings, so that a plan reads like the pipeline it stands for.

func column(_ name: String, _ type: DataType) -> Expression { .column(name, type) }
func int(_ value: Int64) -> Expression { .literal(.int(value), .int) }
func number(_ value: Double) -> Expression { .literal(.number(value), .number) }
func text(_ value: String) -> Expression { .literal(.text(value), .text) }
func call(_ operation: Operation, _ arguments: Expression..., type: DataType) -> Expression {
  .call(operation, arguments, type)
}
func test(_ operation: Operation, _ arguments: Expression...) -> Expression {
  .call(operation, arguments, .bool)
}
func total(
  _ function: AggregateFunction, _ arguments: Expression..., where condition: Expression? = nil,
  order: [SortKey] = [], type: DataType
) -> Expression {
  .aggregate(AggregateCall(function, arguments, where: condition, order: order, type: type))
}
func over(
  _ function: WindowFunction, _ arguments: Expression..., where condition: Expression? = nil,
  by partition: [Expression] = [], sort order: [SortKey] = [], type: DataType
) -> Expression {
  .window(
    WindowCall(
      function, arguments, where: condition, partition: partition, order: order, type: type))
}

infix operator <- : AssignmentPrecedence
/// A column with a name.
func <- (name: String, expression: Expression) -> NamedExpression {
  NamedExpression(name, expression)
}

let id = column("id", .int)
let day = column("day", .date)
let at = column("at", .datetime)
let customer = column("customer", .text)
let product = column("product", .text)
let quantity = column("quantity", .int)
let price = column("price", .number)
let paid = column("paid", .bool)
let amount = call(.multiply, call(.convert, quantity, type: .number), price, type: .number)
