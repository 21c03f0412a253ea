package import Planning
package import Syntax
package import Tables

/// Turns the text of an expression into a typed one: resolves names, checks types, reads constants.
package struct ExpressionBinder {
  package let schema: Schema
  let roles: Roles
  /// Columns that an earlier stage dropped, for better messages.
  let dropped: [String: NameSyntax]
  /// Items made earlier in the same stage; in `summarize` they stand for their aggregates.
  package var earlier: [NamedExpression]
  /// Group keys, which may stand outside aggregates in `summarize`.
  package var keys: [NamedExpression] = []
  package let site: CallSite
  let environment: any Environment
  /// What a null piece of an f-string prints as; nil makes the whole text null.
  package var nullText: String?
  /// Inside an aggregate: names that the stage itself makes, of which no aggregate can be taken.
  var madeHere: Set<String> = []
  /// How many `def`s the text stands in.
  var definitionDepth = 0

  package init(
    schema: Schema, roles: Roles = Roles(), dropped: [String: NameSyntax] = [:],
    earlier: [NamedExpression] = [], site: CallSite, environment: any Environment
  ) {
    self.schema = schema
    self.roles = roles
    self.dropped = dropped
    self.earlier = earlier
    self.site = site
    self.environment = environment
  }

  /// A binder for constants: no columns, no aggregates.
  package static func constants(in environment: any Environment) -> ExpressionBinder {
    ExpressionBinder(
      schema: Schema(), site: CallSite(mode: .scalar, now: environment.now),
      environment: environment)
  }

  /// A side of an operator; periods and steps have a meaning only beside dates.
  enum Operand {
    case expression(Expression)
    case period(PeriodSyntax)
    case step(DurationSyntax)
  }

  /// The typed expression, or the first thing that is wrong with it.
  package func bind(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Expression {
    try expression(of: operand(syntax), at: syntax)
  }

  /// An operand that must be a value by itself.
  func expression(of operand: Operand, at syntax: ExpressionSyntax) throws(Diagnostic)
    -> Expression
  {
    switch operand {
    case .expression(let expression): return expression
    case .period(let period):
      throw Diagnostic(
        "E411", "`@\(period.spelling)` is a period, not a day", at: syntax.span,
        label: "use it with `==`, `<`, `in`, or write a day such as @2011-12-01")
    case .step(let step):
      guard let literal = step.literal else {
        throw Diagnostic(
          "E410", "a calendar step has no fixed length", at: syntax.span,
          label: "add it to a date, or use days: 30d")
      }
      return literal
    }
  }

  /// A condition: true or false, never a number or a text.
  package func condition(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Expression {
    let expression = try bind(syntax)
    switch expression.type {
    case .bool, .null: return expression
    case .int, .number:
      throw Diagnostic(
        "E413", "a condition is true or false, and this is a number", at: syntax.span,
        label: "write `… != 0`",
        fix: .init(SourceSpan(syntax.span.end, syntax.span.end), " != 0"))
    default:
      throw Diagnostic(
        "E413", "a condition is true or false, and this is \(expression.type.described)",
        at: syntax.span, label: "compare it with something, for instance `… is not null`")
    }
  }

  func operand(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Operand {
    let span = syntax.span
    switch syntax.kind {
    case .literal(.period(let period)): return .period(period)
    case .literal(.duration(let step)): return .step(step)
    case .literal(.datetime(let instant, isZoned: true)):
      return .expression(.literal(.datetime(environment.local(instant)), .datetime))
    case .literal(let literal): return .expression(literal.expression)
    case .variable(let path): return try variable(path, at: span)
    case .column(let path): return .expression(try column(path, at: span))
    case .call(let name, let arguments):
      return .expression(try call(name, arguments, at: span))
    case .unary(let sign, let inner): return try unary(sign, inner, at: span)
    case .binary(let sign, let left, let right):
      return .expression(try binary(sign, left, right, at: span))
    case .membership(let value, let set, let isNegated):
      let found = try membership(value, in: set, at: span)
      return .expression(isNegated ? .call(.not, [found], .bool) : found)
    case .isNull(let inner, let isNegated):
      return .expression(.call(isNegated ? .isNotNull : .isNull, [try bind(inner)], .bool))
    case .list(let elements): return .expression(try list(elements, at: span))
    case .caseWhen(let branches, let otherwise):
      return .expression(try branch(branches, otherwise, at: span))
    case .interpolation(let pieces): return .expression(try interpolation(pieces, at: span))
    case .range:
      throw Diagnostic("E414", "a range stands after `in`", at: span, label: "x in low..high")
    case .record:
      throw Diagnostic("E414", "a record stands only in an option or after `name =`", at: span)
    case .allColumns:
      throw Diagnostic("E414", "`*` stands for columns, not for a value", at: span)
    case .hole:
      throw Diagnostic("E201", "something is missing here", at: span)
    }
  }

  private func variable(_ path: [NameSyntax], at span: SourceSpan) throws(Diagnostic) -> Operand {
    switch try environment.variable(path) {
    case .value(let value, let type): return .expression(.literal(value, type))
    case .step(let step): return .step(step)
    case .period(let period): return .period(period)
    case .record:
      throw Diagnostic(
        "E108", "`$\(path[0].text)` is a record", at: span,
        label: "name one of its fields: $\(path[0].text).field")
    }
  }

  private func list(_ elements: [ExpressionSyntax], at span: SourceSpan) throws(Diagnostic)
    -> Expression
  {
    var items: [Expression] = []
    var element = DataType.null
    for syntax in elements {
      let item = try bind(syntax)
      guard let wider = element.widened(with: item.type) else {
        throw Diagnostic(
          "E415",
          "a list holds values of one type, and this has \(element.described) and "
            + item.type.described, at: syntax.span)
      }
      element = wider
      items.append(item)
    }
    let values = items.compactMap { item -> Value? in
      guard case .literal(let value, _) = item else { return nil }
      return element == .number ? value.asNumber.map(Value.number) ?? .null : value
    }
    guard values.count == items.count else { return .call(.makeList, items, .list(element)) }
    return .literal(.list(values), .list(element))
  }

  private func branch(
    _ branches: [CaseBranchSyntax], _ otherwise: ExpressionSyntax?, at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    var type = DataType.null
    var bound: [Expression.Branch] = []
    for branch in branches {
      let value = try bind(branch.value)
      type = try widened(type, value.type, at: branch.value.span)
      bound.append(.init(when: try condition(branch.condition), then: value))
    }
    var last: Expression?
    if let otherwise {
      let value = try bind(otherwise)
      type = try widened(type, value.type, at: otherwise.span)
      last = value
    }
    return .branches(
      bound.map { .init(when: $0.condition, then: $0.value.widened(to: type)) },
      otherwise: last?.widened(to: type), type)
  }

  func widened(_ a: DataType, _ b: DataType, at span: SourceSpan) throws(Diagnostic) -> DataType {
    guard let type = a.widened(with: b) else {
      throw Diagnostic(
        "E415",
        "the results must be of one type, and these are \(a.described) and "
          + b.described, at: span)
    }
    return type
  }
}

extension LiteralSyntax {
  /// The literal as a typed expression; periods and calendar steps have none.
  package var expression: Expression {
    switch self {
    case .null: .literal(.null, .null)
    case .bool(let value): .literal(.bool(value), .bool)
    case .int(let value): .literal(.int(value), .int)
    case .number(let value), .percent(let value): .literal(.number(value), .number)
    case .text(let value): .literal(.text(value), .text)
    case .date(let value): .literal(.date(value), .date)
    case .datetime(let value, _): .literal(.datetime(value), .datetime)
    case .period(let period): .literal(.date(period.first), .date)
    case .duration(let step): step.literal ?? .literal(.null, .duration)
    }
  }
}

extension DurationSyntax {
  /// The step as a duration of fixed length; nil for months, quarters and years.
  package var literal: Expression? {
    unit.microseconds.map { .literal(.duration(Int64(amount * Double($0))), .duration) }
  }

  /// The step as it is written: `1mo`.
  package var spelling: String {
    let amount = self.amount == self.amount.rounded() ? "\(Int(self.amount))" : "\(self.amount)"
    return amount + unit.rawValue
  }
}

extension DataType {
  /// The type in a sentence: "a number", "a text".
  package var described: String {
    switch self {
    case .int: "an int"
    case .number: "a number"
    case .text: "a text"
    case .bool: "true or false"
    case .date: "a date"
    case .datetime: "a datetime"
    case .duration: "a duration"
    case .list: "a list"
    case .null: "null"
    }
  }
}

extension Expression {
  /// The value of a parameter that was not given.
  package static let unset = Expression.literal(.null, .null)

  /// The expression with its values converted to a wider type.
  package func widened(to type: DataType) -> Expression {
    if self.type == type { return self }
    if case .literal(.null, _) = self { return .literal(.null, type) }
    if case .literal(.int(let value), _) = self, type == .number {
      return .literal(.number(Double(value)), .number)
    }
    if self.type == .int && type == .number { return .call(.convert, [self], .number) }
    return self
  }
}
