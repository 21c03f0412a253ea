import Planning
import Syntax
import Tables

extension ExpressionBinder {
  func comparison(
    _ sign: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    let (a, b) = (try operand(left), try operand(right))
    switch (a, b) {
    case (.period(let period), .expression(let date)):
      return try compare(date, sign.mirrored, with: .days(period), left, at: right.span)
    case (.expression(let date), .period(let period)):
      return try compare(date, sign, with: .days(period), right, at: left.span)
    case (.step, .expression), (.expression, .step), (.step, .step):
      let (x, y) = (try bind(left), try bind(right))
      try checkComparable(x, y, left, right, at: span)
      return .call(sign.operation, [x, y], .bool)
    case (.period, _), (_, .period):
      throw Diagnostic("E412", "a period is compared with dates", at: span)
    case (.expression(let x), .expression(let y)):
      if x.type == .datetime, y.type == .date {
        return compare(x, sign, withSpan: dayStart(y), dayEnd(y))
      }
      if x.type == .date, y.type == .datetime {
        return compare(y, sign.mirrored, withSpan: dayStart(x), dayEnd(x))
      }
      try checkComparable(x, y, left, right, at: span)
      warnOfUnknownText(x, y, right)
      warnOfUnknownText(y, x, left)
      return .call(sign.operation, [x, y], .bool)
    }
  }

  /// `value in set`: a range with both ends included, a list, or a list column.
  func membership(_ value: ExpressionSyntax, in set: ExpressionSyntax, at span: SourceSpan)
    throws(Diagnostic) -> Expression
  {
    if case .range(let low, let high) = set.kind {
      let above = try comparison(.greaterOrEqual, value, low, at: span)
      let below = try comparison(.lessOrEqual, value, high, at: span)
      return .call(.and, [above, below], .bool)
    }
    if case .list(let elements) = set.kind, elements.contains(where: \.isPeriod) {
      return try anyOf(elements, value, at: span)
    }
    let right = try operand(set)
    if case .period = right { return try comparison(.equal, value, set, at: span) }
    guard case .expression(let list) = right else {
      throw Diagnostic("E414", "`in` needs a range or a list", at: set.span, label: "x in [a, b]")
    }
    guard case .list(let element) = list.type else {
      throw Diagnostic(
        "E414", "`in` needs a range or a list, and this is \(list.type.described)", at: set.span,
        label: "write `==`, `low..high` or [a, b]")
    }
    let item = try bind(value)
    if case .literal(.list(let values), _) = list {
      if item.type == .datetime && element == .date, case .list(let elements) = set.kind {
        return try anyOf(elements, value, at: span)
      }
      try checkComparable(item, .literal(.null, element), value, set, at: span)
      for text in values { warnOfUnknownText(item, .literal(text, element), set) }
      return .call(.isIn, [item] + values.map { .literal($0, element) }, .bool)
    }
    if case .call(.makeList, let items, _) = list {
      try checkComparable(item, .literal(.null, element), value, set, at: span)
      return .call(.isIn, [item] + items, .bool)
    }
    guard item.type.widened(with: element) != nil else {
      throw clash(item.type, element, at: span, fixing: value)
    }
    return .call(.isInList, [item, list], .bool)
  }

  /// `x == a or x == b …`, for elements that stand for spans of time.
  private func anyOf(
    _ elements: [ExpressionSyntax], _ value: ExpressionSyntax, at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    var result = Expression.literal(.bool(false), .bool)
    for (index, element) in elements.enumerated() {
      let equal = try comparison(.equal, value, element, at: span)
      result = index == 0 ? equal : .call(.or, [result, equal], .bool)
    }
    return result
  }

  /// The days that a literal stands for.
  private enum Days {
    case days(PeriodSyntax)
  }

  private func compare(
    _ value: Expression, _ sign: BinaryOperator, with days: Days, _ period: ExpressionSyntax,
    at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    guard case .days(let period) = days, value.type.isTemporal else {
      throw Diagnostic(
        "E412", "\(value.type.described) compared with a period", at: span,
        label: "only dates are compared with periods")
    }
    let first = Expression.literal(.date(period.first), .date)
    let next = Expression.literal(.date(period.last + 1), .date)
    return value.type == .date
      ? compare(value, sign, withSpan: first, next)
      : compare(value, sign, withSpan: dayStart(first), dayStart(next))
  }

  /// Comparison with a span of time, from `start` up to before `end`.
  private func compare(
    _ value: Expression, _ sign: BinaryOperator, withSpan start: Expression, _ end: Expression
  ) -> Expression {
    let from = Expression.call(.greaterOrEqual, [value, start], .bool)
    let before = Expression.call(.less, [value, end], .bool)
    switch sign {
    case .equal: return .call(.and, [from, before], .bool)
    case .notEqual: return .call(.not, [.call(.and, [from, before], .bool)], .bool)
    case .less: return .call(.less, [value, start], .bool)
    case .lessOrEqual: return before
    case .greater: return .call(.greaterOrEqual, [value, end], .bool)
    default: return from
    }
  }

  private func dayStart(_ date: Expression) -> Expression {
    if case .literal(.date(let day), _) = date {
      return .literal(.datetime(Int64(day) * 86_400_000_000), .datetime)
    }
    return .call(.convert, [date], .datetime)
  }

  private func dayEnd(_ date: Expression) -> Expression {
    if case .literal(.date(let day), _) = date {
      return .literal(.datetime(Int64(day + 1) * 86_400_000_000), .datetime)
    }
    return .call(.convert, [.call(.addDays, [date, .literal(.int(1), .int)], .date)], .datetime)
  }

  private func checkComparable(
    _ x: Expression, _ y: Expression, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    at span: SourceSpan
  ) throws(Diagnostic) {
    guard x.type.widened(with: y.type) == nil else { return }
    let fixed = x.type == .text && y.type != .text ? left : right
    throw clash(x.type, y.type, at: fixed.span, fixing: fixed)
  }

  /// "text compared with a date", with the conversion that mends it.
  private func clash(
    _ a: DataType, _ b: DataType, at span: SourceSpan, fixing syntax: ExpressionSyntax
  ) -> Diagnostic {
    // The text leads the sentence: it is what has to change.
    let (first, other) = b == .text ? (b, a) : (a, b)
    var error = Diagnostic("E412", "\(first.name) compared with \(other.described)", at: span)
    switch (other, syntax.kind) {
    case (.date, .literal(.text(let text))), (.datetime, .literal(.text(let text))):
      if text.looksLikeDay {
        error.label = "write @\(text)"
        error.fix = .init(syntax.span, "@" + text)
      } else {
        error.label = "write a day such as @2011-12-01"
      }
    case (.int, .literal(.text(let text))), (.number, .literal(.text(let text))):
      if Double(text) != nil {
        error.label = "write \(text) without quotes"
        error.fix = .init(syntax.span, text)
      } else {
        error.label = "both sides must be of one type"
      }
    case (.int, _) where a == .text || b == .text, (.number, _) where a == .text || b == .text:
      if let name = syntax.columnName {
        error.label = "convert it: number(\(name))"
        error.fix = .init(syntax.span, "number(\(name))")
      } else {
        error.label = "both sides must be of one type"
      }
    case (.date, _) where a == .text || b == .text, (.datetime, _) where a == .text || b == .text:
      if let name = syntax.columnName {
        error.label = "convert it: date(\(name))"
        error.fix = .init(syntax.span, "date(\(name))")
      }
    default: error.label = "both sides must be of one type"
    }
    return error
  }

  /// A warning when a column of known values is compared with a text that is none of them.
  private func warnOfUnknownText(_ x: Expression, _ y: Expression, _ syntax: ExpressionSyntax) {
    guard case .column(let name, _) = x, case .literal(.text(let text), _) = y,
      let known = roles.knownValues[name], !known.contains(text)
    else { return }
    let near = Suggestion.nearest(to: text, in: known)
    environment.warn(
      Diagnostic(
        "W602", "`\(name)` never is \"\(text)\"", at: syntax.span,
        label: near.map { "did you mean \"\($0)\"?" } ?? "",
        notes: ["values: \(known.joined(separator: ", "))"], severity: .warning))
  }
}

extension BinaryOperator {
  fileprivate var operation: Operation {
    switch self {
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: .equal
    }
  }

  /// The operator with its sides exchanged.
  fileprivate var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}

extension ExpressionSyntax {
  fileprivate var isPeriod: Bool {
    if case .literal(.period) = kind { true } else { false }
  }
}

extension String {
  /// Whether the text is a day as ISO 8601 writes it.
  fileprivate var looksLikeDay: Bool {
    let bytes = Array(utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return false }
    return bytes.enumerated().allSatisfy { $0 == 4 || $0 == 7 || (48...57).contains($1) }
  }
}
