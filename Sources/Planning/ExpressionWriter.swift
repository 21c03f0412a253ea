import Tables

/// Writes expressions over the columns of one FROM clause.
struct ExpressionWriter {
  let dialect: any SQLDialect
  /// How each column is written, by its name in the plan.
  let columns: [String: String]
  let budget: WritingBudget

  /// A written expression and how tightly it holds together.
  struct Fragment {
    var text: String
    var level: Level

    /// The text, in parentheses if an operator of `level` would split it.
    func inside(_ level: Level) -> String { self.level < level ? "(\(text))" : text }
  }

  /// From the loosest operator to what nothing splits.
  enum Level: Int, Comparable {
    case or, and, not, comparison, sum, product, atom

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  /// The expression as a value; conditions are never null.
  func value(_ expression: Expression) -> Fragment {
    let stub = Fragment(text: "NULL", level: .atom)
    guard budget.refusal == nil else { return stub }
    let fragment = written(expression)
    if case .literal = expression { budget.admit(fragment.text) }
    return budget.allows(fragment.text) ? fragment : stub
  }

  private func written(_ expression: Expression) -> Fragment {
    switch expression {
    case .literal(let value, let type):
      return Fragment(literal(value, type))
    case .column(let name, _):
      return Fragment(columns[name] ?? dialect.identifier(HiddenColumn.readable(name)))
    case .call(let operation, let arguments, let type):
      if operation.isCondition { return conditionValue(expression, operation, arguments) }
      return call(operation, arguments, type)
    case .branches(let branches, let otherwise, _):
      return Fragment(text: branchesText(branches, otherwise), level: .atom)
    case .aggregate(let call):
      return Fragment(aggregate(call))
    case .window(let call):
      return Fragment(window(call))
    }
  }

  /// The expression where null counts as false: in WHERE, FILTER, CASE WHEN.
  func condition(_ expression: Expression) -> Fragment {
    switch expression {
    case .literal(.null, _): return Fragment(text: "FALSE", level: .atom)
    case .call(let operation, let arguments, _) where operation.isCondition:
      return conditionText(operation, arguments)
    default: return value(expression)
    }
  }

  /// The expression as a column of a SELECT: with the type of its column even if it is a bare literal.
  func item(_ expression: Expression) -> String {
    let text = value(expression).text
    switch expression {
    case .literal(.null, let type): return dialect.cast("NULL", to: type)
    case .literal(_, .number), .literal(_, .bool), .literal(_, .text): return text
    default:
      return expression.type == .int && !expression.isLong ? dialect.cast(text, to: .int) : text
    }
  }

  /// `PARTITION BY … ORDER BY …` in parentheses, after OVER.
  func over(_ partition: [Expression], _ order: [SortKey], frame: String = "") -> String {
    var clauses: [String] = []
    if !partition.isEmpty {
      clauses.append("PARTITION BY " + partition.map { value($0).text }.joined(separator: ", "))
    }
    if !order.isEmpty {
      clauses.append("ORDER BY " + order.map { key($0).clause }.joined(separator: ", "))
    }
    if !frame.isEmpty { clauses.append(frame) }
    return " OVER (" + clauses.joined(separator: " ") + ")"
  }

  /// A key of an order.
  func key(_ key: SortKey) -> WrittenAggregate.WrittenKey {
    let type = key.expression.type
    return WrittenAggregate.WrittenKey(
      text: dialect.ordered(value(key.expression).text, type: type), type: type,
      isDescending: key.isDescending)
  }

  private func literal(_ value: Value, _ type: DataType) -> String {
    // An int where a number is meant would divide and overflow as an int.
    if case .int(let number) = value, type == .number {
      return dialect.literal(.number(Double(number)), type: type)
    }
    return dialect.literal(value, type: type)
  }

  private func call(_ operation: Operation, _ arguments: [Expression], _ type: DataType) -> Fragment
  {
    var written =
      operation.isArithmetic || operation == .divide
      ? operands(arguments) : arguments.map { value($0) }
    let needsLong = type == .int && !arguments.contains(where: \.isLong)
    if needsLong, operation.isArithmetic, let first = written.first {
      written[0] = Fragment(dialect.cast(first.text, to: .int))
    }
    let level: Level? =
      switch operation {
      case .add, .subtract: .sum
      case .multiply: .product
      default: nil
      }
    if let level, written.count == 2 {
      let sign = operation == .add ? "+" : operation == .subtract ? "-" : "*"
      let right: Level = operation == .add || operation == .multiply ? level : .atom
      let text = "\(written[0].inside(level)) \(sign) \(protected(written[1].inside(right)))"
      return Fragment(text: text, level: level)
    }
    let text = dialect.call(operation, written.map(\.text), of: arguments, type: type)
    return Fragment(text, or: type == .bool ? .comparison : .sum)
  }

  /// The operands of an operator: beside a number, a literal takes its type without being told.
  func operands(_ expressions: [Expression]) -> [Fragment] {
    let hasNumber = expressions.contains { $0.type == .number && $0.literalValue == nil }
    return expressions.map { expression in
      guard hasNumber, let number = expression.literalValue?.asNumber, expression.type == .number,
        let text = Self.decimal(number)
      else { return value(expression) }
      return Fragment(text: text, level: number < 0 ? .sum : .atom)
    }
  }

  /// A number as a decimal that any engine converts without loss, if it is short enough.
  private static func decimal(_ number: Double) -> String? {
    let text = "\(number)"
    guard number.isFinite, text.utf8.count <= 15, !text.contains("e") else { return nil }
    return text
  }

  /// A negative number after a sign would read as a comment.
  private func protected(_ text: String) -> String { text.hasPrefix("-") ? "(\(text))" : text }

  func branchesText(_ branches: [Expression.Branch], _ otherwise: Expression?) -> String {
    var text = "CASE"
    for branch in branches {
      text += " WHEN \(condition(branch.condition).text) THEN \(value(branch.value).text)"
    }
    if let otherwise, otherwise.literalValue != .null { text += " ELSE \(value(otherwise).text)" }
    return text + " END"
  }

  private func aggregate(_ call: AggregateCall) -> String {
    dialect.aggregate(
      WrittenAggregate(
        function: call.function, arguments: call.arguments.map { value($0).text },
        argumentTypes: call.arguments.map(\.type),
        condition: call.condition.map { condition($0).text }, order: call.order.map(key),
        over: "", type: call.type, usesFilter: true))
  }
}

extension ExpressionWriter.Fragment {
  /// Text that is one name, literal or call, else an operation of `level`.
  init(_ text: String, or level: ExpressionWriter.Level = .sum) {
    self.init(text: text, level: SQLTemplate.isAtomic(text) ? .atom : level)
  }
}

extension Operation {
  /// Whether the result is a condition, which is never null.
  var isCondition: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .not,
      .isNull,
      .isNotNull, .isIn, .isInList:
      true
    default: false
    }
  }

  /// Whether the engine computes in the wider type of the arguments.
  var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .negate, .modulo: true
    default: false
    }
  }
}

extension Expression {
  /// Whether an int of this expression has 64 bits in every engine; literals may have 32.
  var isLong: Bool {
    switch self {
    case .literal(.int(let value), _): return Int32(exactly: value) == nil
    case .literal: return false
    case .call(let operation, let arguments, _):
      switch operation {
      // The writer itself widens arithmetic.
      case .add, .subtract, .multiply, .negate, .modulo: return true
      case .coalesce, .least, .greatest, .nullIf, .absolute, .round:
        return arguments.contains(where: \.isLong)
      default: return true
      }
    case .branches(let branches, let otherwise, _):
      return branches.contains { $0.value.isLong } || otherwise?.isLong == true
    case .column, .aggregate, .window: return true
    }
  }

  /// Whether the value is certainly not null.
  var isNeverNull: Bool {
    switch self {
    case .literal(let value, _): return !value.isNull
    case .column: return false
    case .call(let operation, let arguments, _):
      if operation.isCondition { return true }
      switch operation {
      case .coalesce: return arguments.contains(where: \.isNeverNull)
      case .add, .subtract, .multiply, .negate: return arguments.allSatisfy(\.isNeverNull)
      default: return false
      }
    case .branches(let branches, let otherwise, _):
      return branches.allSatisfy { $0.value.isNeverNull } && otherwise?.isNeverNull == true
    case .aggregate(let call): return call.function.isNeverNull
    case .window(let call):
      switch call.function {
      case .aggregate(let function): return function.isNeverNull
      case .rowNumber, .rank, .denseRank, .ntile, .cumulativeCount: return true
      default: return false
      }
    }
  }
}

extension AggregateFunction {
  /// Whether it gives a value for no rows too.
  fileprivate var isNeverNull: Bool {
    switch self {
    case .count, .countDistinct, .sum, .unroundedSum, .any, .all, .list: true
    default: false
    }
  }
}
