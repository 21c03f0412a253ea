import Planning
import Syntax
import Tables

extension ExpressionBinder {
  func unary(_ sign: UnaryOperator, _ inner: ExpressionSyntax, at span: SourceSpan)
    throws(Diagnostic) -> Operand
  {
    if sign == .not {
      return .expression(.call(.not, [try condition(inner)], .bool))
    }
    switch try operand(inner) {
    case .step(var step):
      step.amount = -step.amount
      return .step(step)
    case .period:
      throw Diagnostic("E403", "`-` does not go with a period", at: span)
    case .expression(.literal(.int(let value), _)):
      return .expression(.literal(.int(0 &- value), .int))
    case .expression(.literal(.number(let value), _)):
      return .expression(.literal(.number(-value), .number))
    case .expression(let value):
      guard value.type.isNumeric || value.type == .duration || value.type == .null else {
        throw Diagnostic(
          "E403", "`-` needs a number, and this is \(value.type.described)", at: inner.span)
      }
      return .expression(.call(.negate, [value], value.type))
    }
  }

  func binary(
    _ sign: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    switch sign {
    case .and, .or:
      return .call(
        sign == .and ? .and : .or, [try condition(left), try condition(right)], .bool)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(sign, left, right, at: span)
    case .coalesce:
      let (a, b) = (try bind(left), try bind(right))
      let type = try widened(a.type, b.type, at: span)
      return .call(.coalesce, [a.widened(to: type), b.widened(to: type)], type)
    case .add, .subtract, .multiply, .divide, .power:
      return try arithmetic(sign, left, right, at: span)
    }
  }

  private func arithmetic(
    _ sign: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    let (a, b) = (try operand(left), try operand(right))
    if let dated = try dateArithmetic(sign, a, b, left, right, at: span) { return dated }
    let (x, y) = (try numeric(a, left, sign), try numeric(b, right, sign))
    let isInt = x.type != .number && y.type != .number
    switch sign {
    case .divide: return .call(.divide, [x, y], .number)
    case .power: return .call(.power, [x, y], .number)
    case .multiply: return .call(.multiply, [x, y], isInt ? .int : .number)
    case .subtract: return .call(.subtract, [x, y], isInt ? .int : .number)
    default: return .call(.add, [x, y], isInt ? .int : .number)
    }
  }

  private func numeric(_ operand: Operand, _ syntax: ExpressionSyntax, _ sign: BinaryOperator)
    throws(Diagnostic) -> Expression
  {
    guard case .expression(let value) = operand else {
      throw Diagnostic(
        "E403", "`\(sign.rawValue)` does not go with this", at: syntax.span,
        label: "a number is wanted")
    }
    switch value.type {
    case .int, .number, .null: return value
    case .text where sign == .add:
      throw Diagnostic(
        "E403", "`+` adds numbers; texts are joined by an f-string", at: syntax.span,
        label: #"write f"{a} {b}""#)
    case .text:
      throw Diagnostic(
        "E403", "`\(sign.rawValue)` needs numbers, and this is a text", at: syntax.span,
        label: "convert it: number(…)",
        fix: syntax.columnName.map { .init(syntax.span, "number(\($0))") })
    case .bool:
      throw Diagnostic(
        "E403", "`\(sign.rawValue)` needs numbers, and this is true or false", at: syntax.span,
        label: "write if(…, 1, 0)")
    default:
      throw Diagnostic(
        "E403", "`\(sign.rawValue)` does not go with \(value.type.described)", at: syntax.span)
    }
  }

  /// Sums and differences with dates, datetimes and durations; nil when neither side is
  /// one.
  private func dateArithmetic(
    _ sign: BinaryOperator, _ a: Operand, _ b: Operand, _ left: ExpressionSyntax,
    _ right: ExpressionSyntax, at span: SourceSpan
  ) throws(Diagnostic) -> Expression? {
    if case .expression(let date) = a, date.type.isTemporal {
      guard sign == .add || sign == .subtract else {
        throw Diagnostic("E403", "`\(sign.rawValue)` does not go with a date", at: span)
      }
      switch b {
      case .step(let step): return try moved(date, by: step, backwards: sign == .subtract, at: span)
      case .period: break
      case .expression(let other):
        if other.type.isTemporal && sign == .subtract {
          return .call(.timeBetween, [date, other], .duration)
        }
        if date.type == .date, let days = other.wholeDays {
          let shift = Expression.literal(.int(sign == .add ? days : -days), .int)
          return .call(.addDays, [date, shift], .date)
        }
        if other.type == .duration {
          let shift = sign == .add ? other : .call(.negate, [other], .duration)
          return .call(.addDuration, [date, shift], .datetime)
        }
        if other.type.isNumeric {
          throw Diagnostic(
            "E403", "a date plus a plain number has no unit", at: right.span,
            label: "write a length of time, such as 1d",
            fix: .init(SourceSpan(right.span.end, right.span.end), "d"))
        }
      }
      throw Diagnostic("E403", "`\(sign.rawValue)` does not go with these two", at: span)
    }
    if case .step(let step) = a, case .expression(let date) = b, date.type.isTemporal,
      sign == .add
    {
      return try moved(date, by: step, backwards: false, at: span)
    }
    guard let x = duration(a), let y = duration(b) else {
      return try scaled(sign, a, b, at: span)
    }
    switch sign {
    case .add: return .call(.add, [x, y], .duration)
    case .subtract: return .call(.subtract, [x, y], .duration)
    case .divide: return .call(.divideDurations, [x, y], .number)
    default: throw Diagnostic("E403", "`\(sign.rawValue)` does not go with durations", at: span)
    }
  }

  /// duration × number, number × duration, duration ÷ number.
  private func scaled(_ sign: BinaryOperator, _ a: Operand, _ b: Operand, at span: SourceSpan)
    throws(Diagnostic) -> Expression?
  {
    if let x = duration(a), case .expression(let factor) = b {
      guard factor.type.isNumeric, sign == .multiply || sign == .divide else {
        throw Diagnostic("E403", "`\(sign.rawValue)` does not go with a duration here", at: span)
      }
      let by =
        sign == .multiply
        ? factor : .call(.divide, [.literal(.number(1), .number), factor], .number)
      return .call(.scaleDuration, [x, by], .duration)
    }
    if let y = duration(b), case .expression(let factor) = a {
      guard factor.type.isNumeric, sign == .multiply else {
        throw Diagnostic("E403", "`\(sign.rawValue)` does not go with a duration here", at: span)
      }
      return .call(.scaleDuration, [y, factor], .duration)
    }
    return nil
  }

  private func duration(_ operand: Operand) -> Expression? {
    switch operand {
    case .step(let step): step.literal
    case .expression(let value): value.type == .duration ? value : nil
    case .period: nil
    }
  }

  /// A date or datetime moved by a step: days and months keep a date a date.
  private func moved(
    _ date: Expression, by step: DurationSyntax, backwards: Bool, at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    let amount = backwards ? -step.amount : step.amount
    if let months = step.unit.months {
      return .call(
        .addMonths, [date, .literal(.int(Int64(amount) * Int64(months)), .int)], date.type)
    }
    let isWholeDays = (step.unit == .day || step.unit == .week) && amount == amount.rounded()
    if date.type == .date && isWholeDays {
      let days = Int64(amount) * (step.unit == .week ? 7 : 1)
      return .call(.addDays, [date, .literal(.int(days), .int)], .date)
    }
    let micros = Int64(amount * Double(step.unit.microseconds ?? 0))
    return .call(.addDuration, [date, .literal(.duration(micros), .duration)], .datetime)
  }
}

extension Expression {
  /// The number of days of a constant length of time; nil for parts of a day.
  fileprivate var wholeDays: Int64? {
    guard case .literal(.duration(let length), _) = self, length % 86_400_000_000 == 0 else {
      return nil
    }
    return length / 86_400_000_000
  }
}

extension ExpressionSyntax {
  /// The name, if the expression is just a column.
  package var columnName: String? {
    if case .column(let path) = kind, path.count == 1 { path[0].text.asName } else { nil }
  }
}
