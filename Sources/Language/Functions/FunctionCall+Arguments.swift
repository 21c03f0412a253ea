import Planning
import Syntax
import Tables

extension FunctionCall {
  /// The expression of a parameter that must be given.
  func value(_ name: String) throws(Diagnostic) -> Expression {
    if let expression = self[name] { return expression }
    if let step = step(name) {
      guard let literal = step.literal else {
        throw Diagnostic(
          "E410", "a calendar step has no fixed length", at: span(of: name),
          label: "use days, such as 30d")
      }
      return literal
    }
    throw Diagnostic("E402", "`\(function)` needs `\(name)`", at: span)
  }

  /// The type of an argument; null if it was left out.
  func type(of name: String) -> DataType { self[name]?.type ?? .null }

  /// A constant whole number, `fallback` if it was left out, within `range`.
  func integer(
    _ name: String, default fallback: Int? = nil, in range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    if let fallback, arguments[name] == nil { return fallback }
    guard case .literal(.int(let value), _) = try value(name) else {
      throw Diagnostic(
        "E421", "`\(name)` of `\(function)` is a constant whole number", at: span(of: name),
        label: "write a number such as \(max(range.lowerBound, fallback ?? 1))")
    }
    guard let number = Int(exactly: value), range.contains(number) else {
      let limit =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw Diagnostic(
        "E420", "`\(name)` of `\(function)` is \(value)", at: span(of: name),
        label: "must be \(limit)")
    }
    return number
  }

  /// A constant number, ints included.
  func number(_ name: String) throws(Diagnostic) -> Double {
    if case .literal(let value, _) = try value(name), let number = value.asNumber {
      return number
    }
    throw Diagnostic(
      "E421", "`\(name)` of `\(function)` is a constant number", at: span(of: name),
      label: "write a number")
  }

  /// A constant text.
  func text(_ name: String) throws(Diagnostic) -> String {
    if case .literal(.text(let text), _) = try value(name) { return text }
    throw Diagnostic(
      "E421", "`\(name)` of `\(function)` is a constant text", at: span(of: name),
      label: "write it in quotes")
  }

  /// A constant `true` or `false`, false if it was left out.
  func flag(_ name: String) throws(Diagnostic) -> Bool {
    guard let expression = self[name] else { return false }
    if case .literal(.bool(let flag), _) = expression { return flag }
    throw Diagnostic(
      "E421", "`\(name)` of `\(function)` is true or false", at: span(of: name),
      label: "write \(name): true")
  }

  /// The values of a constant list, nil if it was left out.
  func constants(_ name: String) throws(Diagnostic) -> [Value]? {
    guard let expression = self[name] else { return nil }
    if case .literal(.list(let values), _) = expression { return values }
    if case .call(.makeList, let elements, _) = expression {
      let values = elements.compactMap { element -> Value? in
        if case .literal(let value, _) = element { value } else { nil }
      }
      if values.count == elements.count { return values }
    }
    throw Diagnostic(
      "E421", "`\(name)` of `\(function)` is a list of constants", at: span(of: name),
      label: "write a list such as [10, 20]")
  }

  /// Brings arguments to one type; `what` names them in the error.
  func aligned(
    _ expressions: [Expression], _ what: String
  ) throws(Diagnostic) -> ([Expression], DataType) {
    var type = DataType.null
    for expression in expressions {
      guard let wider = type.widened(with: expression.type) else {
        throw Diagnostic(
          "E415", "\(what) of `\(function)` are \(type.name) and \(expression.type.name)", at: span,
          label: "convert one of them, such as \(conversion(type, expression.type))")
      }
      type = wider
    }
    return (expressions.map { $0.converted(to: type) }, type)
  }

  /// The conversion to suggest where two types do not go together.
  private func conversion(_ first: DataType, _ second: DataType) -> String {
    if first.isTemporal && second.isTemporal { return "datetime(…)" }
    if first == .text && second.isNumeric || second == .text && first.isNumeric {
      return "number(…)"
    }
    return "text(…)"
  }
}
