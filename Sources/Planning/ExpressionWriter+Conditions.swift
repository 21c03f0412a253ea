import Tables

extension ExpressionWriter {
  /// A condition where null counts as false, written plainly.
  func conditionText(_ operation: Operation, _ arguments: [Expression]) -> Fragment {
    switch operation {
    case .and, .or:
      let level: Level = operation == .and ? .and : .or
      let word = operation == .and ? " AND " : " OR "
      let text = arguments.map { condition($0).inside(level) }.joined(separator: word)
      return Fragment(text: text, level: level)
    case .not:
      guard let argument = arguments.first else { return Fragment("FALSE") }
      if case .call(.isNull, let inner, _) = argument { return nullTest(inner, "IS NOT NULL") }
      if case .call(.isNotNull, let inner, _) = argument { return nullTest(inner, "IS NULL") }
      if case .call(.not, let inner, _) = argument, let inner = inner.first {
        return condition(inner)
      }
      return Fragment(text: "NOT " + twoValued(argument).inside(.atom), level: .not)
    case .isNull: return nullTest(arguments, "IS NULL")
    case .isNotNull: return nullTest(arguments, "IS NOT NULL")
    case .isIn: return membership(arguments)
    case .isInList:
      return Fragment(
        dialect.call(.isInList, arguments.map { value($0).text }, of: arguments, type: .bool),
        or: .comparison)
    default:
      return comparison(operation, arguments, nullCountsAsFalse: true)
    }
  }

  /// A condition as a value that is never null.
  func conditionValue(_ expression: Expression, _ operation: Operation, _ arguments: [Expression])
    -> Fragment
  {
    switch operation {
    case .not, .isNull, .isNotNull: return conditionText(operation, arguments)
    case .equal, .notEqual: return comparison(operation, arguments, nullCountsAsFalse: false)
    case .isIn where arguments.first?.isNeverNull == true,
      .isIn where arguments.dropFirst().contains { $0.literalValue == .null }:
      return guarded(
        conditionText(operation, arguments), unless: arguments.first?.isNeverNull == true)
    case .and, .or:
      return guarded(
        conditionText(operation, arguments), unless: arguments.allSatisfy(\.isPlainlyNeverNull))
    default:
      return guarded(
        conditionText(operation, arguments), unless: arguments.allSatisfy(\.isNeverNull))
    }
  }

  /// The expression with null read as false.
  private func twoValued(_ expression: Expression) -> Fragment {
    if case .literal(.null, _) = expression { return Fragment("FALSE") }
    if expression.isNeverNull { return value(expression) }
    return Fragment("coalesce(\(condition(expression).text), FALSE)")
  }

  private func guarded(_ fragment: Fragment, unless isNeverNull: Bool) -> Fragment {
    isNeverNull ? fragment : Fragment("coalesce(\(fragment.text), FALSE)")
  }

  private func nullTest(_ arguments: [Expression], _ words: String) -> Fragment {
    let text = arguments.first.map { value($0).inside(.sum) } ?? "NULL"
    return Fragment(text: "\(text) \(words)", level: .comparison)
  }

  private func comparison(
    _ operation: Operation, _ arguments: [Expression], nullCountsAsFalse: Bool
  ) -> Fragment {
    guard arguments.count == 2 else { return Fragment("FALSE") }
    let (left, right) = (arguments[0], arguments[1])
    let sides = operands(arguments)
    let (a, b) = (sides[0].inside(.sum), sides[1].inside(.sum))
    let areNeverNull = left.isNeverNull && right.isNeverNull
    let text: String
    switch operation {
    case .equal:
      let isPlain =
        areNeverNull || nullCountsAsFalse && (left.isPresentLiteral || right.isPresentLiteral)
      text = isPlain ? "\(a) = \(b)" : dialect.isSame(a, b)
    case .notEqual:
      text = areNeverNull ? "\(a) <> \(b)" : dialect.isDifferent(a, b)
    default:
      let sign =
        switch operation {
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        default: ">="
        }
      let type: DataType = left.type == .text && right.type == .text ? .text : .null
      text = "\(dialect.ordered(a, type: type)) \(sign) \(b)"
    }
    return Fragment(text: text, level: text.hasPrefix("NOT ") ? .not : .comparison)
  }

  /// `x IN (…)`; a null among the values matches a null x.
  private func membership(_ arguments: [Expression]) -> Fragment {
    guard let x = arguments.first else { return Fragment("FALSE") }
    let text = value(x).inside(.sum)
    let literals = arguments.dropFirst().filter(\.isPresentLiteral)
    var tests: [String] = []
    if !literals.isEmpty {
      let list = literals.map { value($0).text }.joined(separator: ", ")
      tests.append("\(text) IN (\(list))")
    }
    for other in arguments.dropFirst() where !other.isPresentLiteral {
      let isNull = other.literalValue == .null
      tests.append(isNull ? "\(text) IS NULL" : dialect.isSame(text, value(other).inside(.sum)))
    }
    switch tests.count {
    case 0: return Fragment("FALSE")
    case 1: return Fragment(text: tests[0], level: .comparison)
    default: return Fragment(text: tests.joined(separator: " OR "), level: .or)
    }
  }
}

extension Expression {
  /// Whether it is a literal other than null.
  fileprivate var isPresentLiteral: Bool { literalValue.map { !$0.isNull } ?? false }

  /// Whether the condition is never null as it is written where null counts as false.
  fileprivate var isPlainlyNeverNull: Bool {
    guard case .call(let operation, let arguments, _) = self, operation.isCondition else {
      return isNeverNull
    }
    switch operation {
    case .not, .isNull, .isNotNull: return true
    case .and, .or: return arguments.allSatisfy(\.isPlainlyNeverNull)
    default: return arguments.allSatisfy(\.isNeverNull)
    }
  }
}
