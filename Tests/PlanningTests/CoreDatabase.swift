import DuckDBEngine
import Planning
import Tables

/// DuckDB with the tables of the core set: nulls, ties, quotes, days before 1970.
func coreDatabase(threads: Int = 1) throws -> DuckDB {
  let engine = DuckDB(threads: threads)
  try engine.execute(
    """
    CREATE TABLE orders(
      id BIGINT, day DATE, "at" TIMESTAMP, customer VARCHAR, product VARCHAR, quantity BIGINT,
      price DOUBLE, paid BOOLEAN)
    """)
  try engine.execute(
    """
    INSERT INTO orders VALUES
      (1, '2024-01-31', '2024-01-31 10:15:00', 'Ann', 'apple', 2, 2.5, true),
      (2, '2024-02-29', '2024-02-29 23:59:59', 'Bob', 'pear', 1, 4.0, false),
      (3, NULL, '1969-12-31 22:30:00', 'Ann', 'fig', 5, NULL, true),
      (4, '1969-12-29', '1970-01-01 00:00:00', NULL, 'apple', 3, 3.0, NULL),
      (5, '2024-02-10', '2024-02-10 09:00:00', 'O''Hara', 'O''Hara', NULL, 7.25, true),
      (6, '2024-02-10', NULL, 'Bob', 'apple', 4, 2.5, false),
      (7, '2023-03-01', '2023-03-01 12:00:00', 'Ann', NULL, 1, 0.3, NULL),
      (8, '1969-11-30', '1969-11-30 01:01:01', NULL, NULL, 2, -2.5, true)
    """)
  try engine.execute(
    "CREATE TABLE products(product VARCHAR, category VARCHAR, price DOUBLE, stock BIGINT)")
  try engine.execute(
    """
    INSERT INTO products VALUES
      ('apple', 'fruit', 1.0, 10), ('pear', 'fruit', 2.0, 0), ('12', 'Fruit', NULL, 3),
      (NULL, 'none', 2.675, NULL), ('1.5', 'x', -1.5, 1), ('2024-02-29', 'x', 1e15, 2),
      ('29/02/2024', 'x', 0.0, 3), ('true', 'x', 1.0, 4)
    """)
  try engine.execute("CREATE VIEW things AS SELECT * FROM products")
  return engine
}

/// An engine that tests share when they need no table; opening one takes its time.
let sharedEngine = DuckDB(threads: 1)

/// One row without a meaning, over which an expression is evaluated.
let oneRow = Plan.query("SELECT 1 AS one", Schema([Field("one", .int)]))

extension DuckDB {
  /// The value of an expression that reads no column.
  func value(of expression: Expression) throws -> Value? {
    let relation = Relation(oneRow.projected([NamedExpression("v", expression)]), in: self)
    return try relation.collect()["v"]?[0]
  }

  /// The rows of a plan.
  func rows(_ plan: Plan) throws -> [[Value]] {
    let table = try Relation(plan, in: self).collect()
    return (0..<table.rowCount).map(table.row)
  }

  /// One column of a plan.
  func column(_ name: String, of plan: Plan) throws -> [Value] {
    try Relation(plan, in: self).collect()[name]?.values ?? []
  }
}
