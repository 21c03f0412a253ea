package import Tables

extension Expression {
  /// The value of an expression of literals, nil where only an engine can tell.
  ///
  /// It has no columns to ask for, so `1 + 1` needs no database. Nulls, overflow and everything whose
  /// result engines define are left to them.
  package var constant: Value? {
    switch self {
    case .literal(let value, _): value
    case .call(let operation, let arguments, let type):
      Expression.constant(operation, arguments, type)
    case .column, .branches, .aggregate, .window: nil
    }
  }

  private static func constant(
    _ operation: Operation, _ arguments: [Expression], _ type: DataType
  ) -> Value? {
    if operation == .coalesce {
      return arguments.first.flatMap { first in
        first.type == type ? first.constant.flatMap { $0.isNull ? nil : $0 } : nil
      }
    }
    var values: [Value] = []
    for argument in arguments {
      guard let value = argument.constant, !value.isNull else { return nil }
      values.append(value)
    }
    switch (operation, type) {
    case (.convert, .text):
      return values.first?.integer.map { .text(String($0)) }
    case (.formatNumber, _):
      guard let number = values.first?.integer else { return nil }
      let format = values.dropFirst().first?.text.flatMap { try? FormatSpec($0) } ?? .plain
      guard format.decimals == nil else { return nil }
      return .text(format.isGrouped ? number.grouped : String(number))
    case (.concatenate, .text):
      let texts = values.compactMap(\.text)
      return texts.count == values.count ? .text(texts.joined()) : nil
    case (.not, _):
      guard case .bool(let flag)? = values.first else { return nil }
      return .bool(!flag)
    case (.and, _), (.or, _):
      let flags = values.compactMap(\.flag)
      guard flags.count == values.count else { return nil }
      return .bool(operation == .and ? flags.allSatisfy(\.self) : flags.contains(true))
    case (.negate, .int), (.add, .int), (.subtract, .int), (.multiply, .int):
      let integers = values.compactMap(\.integer)
      return integers.count == values.count ? constant(operation, integers).map(Value.int) : nil
    case (.negate, .number), (.add, .number), (.subtract, .number), (.multiply, .number),
      (.divide, .number):
      let numbers = values.compactMap(\.real)
      return numbers.count == values.count ? constant(operation, numbers).map(Value.number) : nil
    case (.equal, _), (.notEqual, _), (.less, _), (.lessOrEqual, _), (.greater, _),
      (.greaterOrEqual, _):
      return comparison(operation, values)
    default: return nil
    }
  }

  private static func constant(_ operation: Operation, _ operands: [Int64]) -> Int64? {
    guard let first = operands.first else { return nil }
    if operation == .negate { return first == .min ? nil : -first }
    guard operands.count == 2 else { return nil }
    let (result, overflow) =
      switch operation {
      case .add: first.addingReportingOverflow(operands[1])
      case .subtract: first.subtractingReportingOverflow(operands[1])
      default: first.multipliedReportingOverflow(by: operands[1])
      }
    return overflow ? nil : result
  }

  private static func constant(_ operation: Operation, _ operands: [Double]) -> Double? {
    guard let first = operands.first else { return nil }
    if operation == .negate { return -first }
    guard operands.count == 2 else { return nil }
    let result =
      switch operation {
      case .add: first + operands[1]
      case .subtract: first - operands[1]
      case .multiply: first * operands[1]
      default: first / operands[1]
      }
    return result.isFinite ? result : nil
  }

  private static func comparison(_ operation: Operation, _ values: [Value]) -> Value? {
    guard values.count == 2 else { return nil }
    func holds<T: Comparable>(_ x: T, _ y: T) -> Value {
      switch operation {
      case .equal: .bool(x == y)
      case .notEqual: .bool(x != y)
      case .less: .bool(x < y)
      case .lessOrEqual: .bool(x <= y)
      case .greater: .bool(x > y)
      default: .bool(x >= y)
      }
    }
    switch (values[0], values[1]) {
    case (.int(let x), .int(let y)): return holds(x, y)
    case (.number(let x), .number(let y)): return holds(x, y)
    case (.date(let x), .date(let y)): return holds(x, y)
    case (.datetime(let x), .datetime(let y)): return holds(x, y)
    case (.duration(let x), .duration(let y)): return holds(x, y)
    // The order of texts is the engine's.
    default: return nil
    }
  }
}

extension Value {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
  fileprivate var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  fileprivate var integer: Int64? { if case .int(let value) = self { value } else { nil } }

  /// A number; an integer only as far as a double holds it exactly.
  fileprivate var real: Double? {
    switch self {
    case .number(let value): value
    case .int(let value): Double(exactly: value)
    default: nil
    }
  }
}
