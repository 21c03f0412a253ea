import DuckDBEngine
import Planning
import Tables
import Testing

/// Expressions of literals have the same value with an engine and without.
@Suite struct ConstantTests {
  private static let integers: [Int64] = [0, 1, -1, 7, -13, 1 << 40, .max, .min, .max / 3]
  private static let numbers: [Double] = [0, 0.1, -0.1, 0.2, 1.5, -2.25, 1e300, 1e-300, 3e9, 1 / 3]
  private static let signs: [Operation] = [.add, .subtract, .multiply]
  private static let comparisons: [Operation] = [
    .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
  ]

  private static func pairs<T>(_ values: [T]) -> [(T, T)] {
    values.flatMap { first in values.map { (first, $0) } }
  }

  static let expressions: [Expression] = {
    var all: [Expression] = []
    for (x, y) in pairs(integers) {
      all += signs.map { call($0, int(x), int(y), type: .int) }
      all += comparisons.map { call($0, int(x), int(y), type: .bool) }
    }
    for (x, y) in pairs(numbers) {
      all += (signs + [.divide]).map { call($0, number(x), number(y), type: .number) }
      all += comparisons.map { call($0, number(x), number(y), type: .bool) }
      all.append(
        call(.subtract, call(.add, number(x), number(y), type: .number), int(3), type: .number))
    }
    for (x, y) in pairs([true, false]) {
      let flags = [x, y].map { Expression.literal(.bool($0), .bool) }
      all += [.call(.and, flags, .bool), .call(.or, flags, .bool), .call(.not, [flags[0]], .bool)]
    }
    all += [
      call(.concatenate, text("a "), text("ü"), type: .text), call(.negate, int(5), type: .int),
      call(.negate, number(0.5), type: .number), call(.concatenate, text("it's"), type: .text),
    ]
    return all
  }()

  @Test func theyAgree() throws {
    let known = Self.expressions.compactMap { expression in
      expression.constant.map { (expression, $0) }
    }
    #expect(known.count > 800)
    let one = Plan.query("SELECT 1 AS one", Schema([Field("one", .int)]))
    for start in stride(from: 0, to: known.count, by: 100) {
      let part = known[start..<min(start + 100, known.count)]
      let plan = one.projected(
        part.enumerated().map { NamedExpression("c\($0)", $1.0) })
      let row = try #require(try sharedEngine.rows(plan).first)
      for ((expression, value), computed) in zip(part, row) {
        #expect(value == computed, "\(expression)")
      }
    }
  }

  @Test(arguments: [
    call(.add, int(.max), int(1), type: .int),
    call(.multiply, number(1e300), number(1e300), type: .number),
    call(.divide, int(7), int(0), type: .number), call(.negate, int(.min), type: .int),
    call(.add, .literal(.null, .int), int(1), type: .int), column("x", .int),
    call(.add, number(0.5), int(.max), type: .number),
  ])
  func whatAnEngineDefinesIsLeftToIt(_ expression: Expression) {
    #expect(expression.constant == nil)
  }
}
