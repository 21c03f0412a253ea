import DuckDBEngine
import Planning
import Tables
import Testing

/// Ruling 1: comparisons are never null; `and or not` read null as false before `not`.
@Suite struct NullLogicTests {
  static let null = Expression.literal(.null, .int)
  static let unknown = Expression.literal(.null, .bool)
  static let yes = Expression.literal(.bool(true), .bool)
  static let no = Expression.literal(.bool(false), .bool)

  struct Case: CustomTestStringConvertible {
    let name: String
    let expression: Expression
    let value: Bool

    init(_ name: String, _ expression: Expression, _ value: Bool) {
      self.name = name
      self.expression = expression
      self.value = value
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case("null == null", test(.equal, null, null), true),
    Case("null == 1", test(.equal, null, int(1)), false),
    Case("1 == 1", test(.equal, int(1), int(1)), true),
    Case("null != null", test(.notEqual, null, null), false),
    Case("null != 1", test(.notEqual, null, int(1)), true),
    Case("null < 1", test(.less, null, int(1)), false),
    Case("null >= null", test(.greaterOrEqual, null, null), false),
    Case("not null < 1", test(.not, test(.less, null, int(1))), true),
    Case("not null", test(.not, unknown), true),
    Case("not not null", test(.not, test(.not, unknown)), false),
    Case("null and true", test(.and, unknown, yes), false),
    Case("null or true", test(.or, unknown, yes), true),
    Case("null or false", test(.or, unknown, no), false),
    Case("not (null or false)", test(.not, test(.or, unknown, no)), true),
    Case("not (null and true)", test(.not, test(.and, unknown, yes)), true),
    Case("null in [1]", test(.isIn, null, int(1)), false),
    Case("null in [1, null]", test(.isIn, null, int(1), null), true),
    Case("1 in [2, null]", test(.isIn, int(1), int(2), null), false),
    Case("not 1 in [2, null]", test(.not, test(.isIn, int(1), int(2), null)), true),
    Case("1 in []", test(.isIn, int(1)), false),
    Case("null is null", test(.isNull, null), true),
    Case(
      "case when null", .branches([.init(when: unknown, then: yes)], otherwise: no, .bool), false),
  ]

  @Test(arguments: cases) func aConditionIsNeverNull(_ test: Case) throws {
    #expect(try sharedEngine.value(of: test.expression) == .bool(test.value))
    // The same as a filter, where the text is another one.
    let kept = try Relation(oneRow.filtered(by: test.expression), in: sharedEngine).count()
    #expect(kept == (test.value ? 1 : 0))
  }

  @Test func aPredicateOfNullStaysNullAsAValue() throws {
    let starts = call(.startsWith, .literal(.null, .text), text("C"), type: .bool)
    #expect(try sharedEngine.value(of: starts) == .null)
  }
}
