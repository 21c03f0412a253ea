import Language
import Planning
import Rendering
import Syntax
import Tables

/// What stands behind a verb as one line each: as it is written, with the values of variables.
struct ParameterText {
  /// The value of `$name`, nil if it has none.
  let variable: ([NameSyntax]) -> Scalar?

  init(variable: @escaping ([NameSyntax]) -> Scalar?) { self.variable = variable }

  /// Items or the keys of a clause; nil if there are none.
  func list(_ items: [ItemSyntax]) -> String? {
    guard !items.isEmpty else { return nil }
    return items.map { item in
      let name = item.name.map { "\($0.text.asName) = " } ?? ""
      let except = item.except.map(\.text.asName).joined(separator: ", ")
      return name + text(item.expression) + (item.except.isEmpty ? "" : " except (\(except))")
        + (item.isDescending ? " desc" : "")
    }.joined(separator: ", ")
  }

  func value(_ value: OptionSyntax.Value) -> String {
    switch value {
    case .expression(let expression): text(expression)
    case .pipeline(let pipeline): table(pipeline.source) + (pipeline.stages.isEmpty ? "" : " | …")
    }
  }

  /// A table by its name; of a pipeline its start.
  func table(_ source: SourceSyntax) -> String {
    switch source.kind {
    case .reference(let path): self.path(path)
    case .verb(let verb): verb.name.text + " …"
    case .nested(let pipeline): value(.pipeline(pipeline))
    case .hole: "…"
    }
  }

  private func path(_ path: [NameSyntax]) -> String {
    path.map(\.text.asName).joined(separator: ".")
  }

  private func list(_ expressions: [ExpressionSyntax]) -> String {
    expressions.map { text($0) }.joined(separator: ", ")
  }

  func text(_ expression: ExpressionSyntax) -> String {
    switch expression.kind {
    case .literal(let literal): return text(literal)
    case .variable(let names): return variable(names).map(text) ?? "$" + path(names)
    case .column(let names): return path(names)
    case .call(let name, let arguments):
      let shown = arguments.map { argument in
        (argument.name.map { "\($0.text): " } ?? "") + text(argument.value)
      }
      return "\(name.text)(\(shown.joined(separator: ", ")))"
    case .unary(.negate, let inner): return "-" + operand(inner)
    case .unary(.not, let inner): return "not " + operand(inner)
    case .binary(let sign, let a, let b):
      return "\(operand(a, of: sign)) \(sign.rawValue) \(operand(b, of: sign, isRight: true))"
    case .membership(let a, let b, let isNegated):
      return "\(operand(a)) \(isNegated ? "not in" : "in") \(operand(b))"
    case .isNull(let inner, let isNegated):
      return operand(inner) + (isNegated ? " is not null" : " is null")
    case .range(let low, let high): return "\(operand(low))..\(operand(high))"
    case .list(let elements): return "[\(list(elements))]"
    case .record(let fields):
      let shown = fields.map { "\($0.name.text.asName): \(text($0.value))" }
      return "{\(shown.joined(separator: ", "))}"
    case .caseWhen(let branches, let otherwise):
      let shown = branches.map { "when \(text($0.condition)) then \(text($0.value))" }
      let end = otherwise.map { " else \(text($0))" } ?? ""
      return "case \(shown.joined(separator: " "))\(end) end"
    case .interpolation(let pieces): return "f\"" + pieces.map(text).joined() + "\""
    case .allColumns: return "*"
    case .hole: return "…"
    }
  }

  /// A part of an operation, in parentheses where it would be read otherwise.
  private func operand(
    _ expression: ExpressionSyntax, of sign: BinaryOperator? = nil, isRight: Bool = false
  ) -> String {
    switch expression.kind {
    case .binary(let inner, _, _):
      let binds = sign.map {
        isRight ? inner.strength > $0.strength : inner.strength >= $0.strength
      }
      return binds == true ? text(expression) : "(\(text(expression)))"
    case .unary, .membership, .isNull, .range, .caseWhen: return "(\(text(expression)))"
    default: return text(expression)
    }
  }

  private func text(_ piece: InterpolationPiece) -> String {
    switch piece {
    case .text(let text): text
    case .value(let value, let format): "{\(text(value))\(format.map { ":" + $0 } ?? "")}"
    }
  }

  private func text(_ literal: LiteralSyntax) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .number(let value): PlainNumber.text(value)
    case .percent(let value): PlainNumber.text(value * 100) + "%"
    case .text(let value): quoted(value)
    case .date(let day): text(.value(.date(day), .date))
    case .datetime(let moment, let isZoned):
      text(.value(.datetime(moment), .datetime)) + (isZoned ? "Z" : "")
    case .period(let period): "@" + period.spelling
    case .duration(let step): PlainNumber.text(step.amount) + step.unit.rawValue
    }
  }

  private func text(_ scalar: Scalar) -> String {
    switch scalar {
    case .value(.text(let value), _): quoted(value)
    case .value(.null, _): "null"
    case .value(let value, .date), .value(let value, .datetime):
      "@" + ValueText.plain(value).replacingText(" ", with: "T")
    default: scalar.text
    }
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}

extension BinaryOperator {
  /// How strongly the operator binds; more is tighter.
  fileprivate var strength: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .coalesce: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 7
    default: 3
    }
  }
}
