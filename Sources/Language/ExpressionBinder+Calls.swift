import Planning
import Syntax
package import Tables

extension ExpressionBinder {
  func call(_ name: NameSyntax, _ arguments: [ArgumentSyntax], at span: SourceSpan)
    throws(Diagnostic) -> Expression
  {
    if let definition = environment.definitions[name.text] {
      return try expanded(definition, name, arguments, at: span)
    }
    guard let function = environment.functions[name.text] else { throw unknownFunction(name) }
    let call = FunctionCall(
      function: function.name, span: span,
      arguments: try matched(arguments, to: function, at: span), site: site)
    return try function.lower(call)
  }

  private func unknownFunction(_ name: NameSyntax) -> Diagnostic {
    if let advice = ForeignWords.function(name.text) {
      return Diagnostic(
        "E104", "there is no function `\(name.text)`", at: name.span, label: advice.label,
        fix: advice.replacement.map { .init(name.span, $0) })
    }
    let known = environment.functions.names + environment.definitions.keys.sorted()
    let near = Suggestion.nearest(to: name.text, in: known)
    return Diagnostic(
      "E104", "there is no function `\(name.text)`", at: name.span,
      label: near.map { "did you mean `\($0)`?" } ?? "`?functions` lists them",
      fix: near.map { .init(name.span, $0) })
  }

  private func matched(
    _ arguments: [ArgumentSyntax], to function: Function, at span: SourceSpan
  ) throws(Diagnostic) -> [String: [FunctionCall.Argument]] {
    var bound: [String: [FunctionCall.Argument]] = [:]
    let positional = function.parameters.filter { !$0.isNamedOnly }
    var next = 0
    for argument in arguments {
      let parameter: Function.Parameter
      if let name = argument.name {
        guard let named = function.parameters.first(where: { $0.name == name.text }) else {
          throw Diagnostic(
            "E402", "`\(function.name)` has no option `\(name.text):`", at: name.span,
            label: function.signature)
        }
        if bound[named.name] != nil {
          throw Diagnostic("E402", "`\(name.text):` is given twice", at: argument.span)
        }
        parameter = named
      } else {
        guard next < positional.count else {
          throw Diagnostic(
            "E402", "`\(function.name)` has too many arguments", at: argument.span,
            label: function.signature)
        }
        parameter = positional[next]
        if !parameter.isVariadic { next += 1 }
      }
      let value = try read(argument, as: parameter, of: function)
      bound[parameter.name, default: []].append(.init(value, span: argument.span))
    }
    for parameter in function.parameters where !parameter.isOptional && bound[parameter.name] == nil
    {
      throw Diagnostic(
        "E402", "`\(function.name)` needs `\(parameter.name)`: \(parameter.summary.asClause)",
        at: span, label: function.signature)
    }
    return bound
  }

  private func read(
    _ argument: ArgumentSyntax, as parameter: Function.Parameter, of function: Function
  ) throws(Diagnostic) -> FunctionCall.Argument.Value {
    let syntax = argument.value
    // Aggregates and windows are computed over the rows below them, not over each other's groups.
    var inner = self
    if function.kind != .scalar, site.mode == .group {
      inner = ExpressionBinder(
        schema: schema, roles: roles, dropped: dropped,
        site: CallSite(mode: .scalar, now: site.now), environment: environment)
      inner.madeHere = Set(earlier.map(\.name)).union(keys.filter(\.isNew).map(\.name))
      inner.definitionDepth = definitionDepth
    }
    switch parameter.accepts {
    case .word(let words):
      let word: String? =
        switch syntax.kind {
        case .column(let path) where path.count == 1: path[0].text
        case .literal(.text(let text)): text
        default: nil
        }
      guard let word, words.contains(word) else {
        throw Diagnostic(
          "E305",
          "`\(parameter.name):` of `\(function.name)` is one of "
            + words.joined(separator: ", "), at: syntax.span)
      }
      return .word(word)
    case .step:
      if case .step(let step) = try inner.operand(syntax) { return .step(step) }
      throw Diagnostic(
        "E401", "`\(function.name)` needs a length of time here", at: syntax.span,
        label: "such as 1mo, 1w or 1d")
    case .condition:
      return .expression(try inner.condition(syntax))
    case .constant(let types):
      let value = try inner.constantOperand(syntax)
      if case .step(let step) = value { return .step(step) }
      guard case .expression(let expression) = value, case .literal = expression,
        expression.type.fits(types)
      else {
        throw Diagnostic(
          "E401",
          "`\(parameter.name)` of `\(function.name)` is a constant"
            + (types.isEmpty ? "" : ": \(types.map(\.described).joined(separator: " or "))"),
          at: syntax.span)
      }
      return .expression(expression)
    case .value(let types):
      let operand = try inner.operand(syntax)
      if case .step(let step) = operand, types.contains(.duration) || types.isEmpty,
        step.literal == nil
      {
        return .step(step)
      }
      let expression = try inner.expression(of: operand, at: syntax)
      guard expression.type.fits(types) else {
        throw function.mismatch(parameter, found: expression, at: syntax.span)
      }
      return .expression(expression)
    }
  }

  /// A constant, computed when it is more than a literal.
  func constantOperand(_ syntax: ExpressionSyntax) throws(Diagnostic) -> Operand {
    let operand = try operand(syntax)
    guard case .expression(let expression) = operand else { return operand }
    if case .literal = expression { return operand }
    guard expression.isConstant else { return operand }
    return .expression(
      .literal(try environment.evaluate(expression, at: syntax.span), expression.type))
  }

  /// The body of a `def` with the caller's arguments in place of its formals.
  private func expanded(
    _ definition: DefinitionSyntax, _ name: NameSyntax, _ arguments: [ArgumentSyntax],
    at span: SourceSpan
  ) throws(Diagnostic) -> Expression {
    guard case .expression(let body) = definition.body else {
      throw Diagnostic(
        "E104", "`\(name.text)` is a stage, not a value", at: name.span,
        label: "use it after a pipe sign: | \(name.text)(…)")
    }
    guard definitionDepth < Self.deepestDefinition else {
      throw Diagnostic("E110", "`def`s call each other without end", at: span)
    }
    try environment.expansions.spend(arguments, at: span)
    var inner = self
    inner.definitionDepth += 1
    let expansion = try DefinitionExpansion(definition, arguments: arguments, at: span)
    let expression = try expansion.expression(body)
    return try expansion.explaining { () throws(Diagnostic) in try inner.bind(expression) }
  }

  /// More `def`s inside each other are taken for an endless chain.
  package static let deepestDefinition = 32

  /// An f-string: its pieces printed and joined.
  func interpolation(_ pieces: [InterpolationPiece], at span: SourceSpan) throws(Diagnostic)
    -> Expression
  {
    var texts: [Expression] = []
    for piece in pieces {
      switch piece {
      case .text(let text): texts.append(.literal(.text(text), .text))
      case .value(let syntax, let format):
        var text = try printed(try bind(syntax), format: format, at: syntax.span)
        if let nullText {
          text = .call(.coalesce, [text, .literal(.text(nullText), .text)], .text)
        }
        texts.append(text)
      }
    }
    if texts.isEmpty { return .literal(.text(""), .text) }
    return .call(.concatenate, texts, .text)
  }

  private func printed(_ value: Expression, format: String?, at span: SourceSpan)
    throws(Diagnostic) -> Expression
  {
    switch value.type {
    case .text, .null:
      guard format == nil else {
        throw Diagnostic(
          "E416", "a text takes no format", at: span, label: "leave `:\(format ?? "")` out")
      }
      return value.widened(to: .text)
    case .int, .number:
      if let format {
        do throws(FormatSpec.Failure) {
          _ = try FormatSpec(format)
        } catch {
          throw Diagnostic("E416", error.message, at: span, label: error.label)
        }
      }
      return .call(.formatNumber, [value, .literal(.text(format ?? ""), .text)], .text)
    case .date, .datetime:
      guard let format else { return .call(.convert, [value], .text) }
      do throws(DatePattern.Failure) {
        _ = try DatePattern(format)
      } catch {
        throw Diagnostic("E416", error.message, at: span, label: error.label)
      }
      return .call(.formatDate, [value, .literal(.text(format), .text)], .text)
    case .bool, .duration, .list:
      guard format == nil else {
        throw Diagnostic("E416", "\(value.type.described) takes no format", at: span)
      }
      return .call(.convert, [value], .text)
    }
  }
}

extension DataType {
  /// Whether the type is one of `types`, an int where a number is, or null; no types = any.
  package func fits(_ types: [DataType]) -> Bool {
    if types.isEmpty || self == .null || types.contains(self) { return true }
    if self == .int && types.contains(.number) { return true }
    if case .list = self {
      return types.contains { if case .list = $0 { true } else { false } }
    }
    return false
  }
}

extension [DataType] {
  /// "a number or a text".
  package var describedChoice: String { map(\.described).joined(separator: " or ") }
}

extension Expression {
  /// Whether the expression uses no column, aggregate or window.
  package var isConstant: Bool {
    switch self {
    case .literal: true
    case .column, .aggregate, .window: false
    case .call(_, let arguments, _): arguments.allSatisfy(\.isConstant)
    case .branches(let branches, let otherwise, _):
      branches.allSatisfy { $0.condition.isConstant && $0.value.isConstant }
        && otherwise?.isConstant ?? true
    }
  }
}

extension Function {
  /// The call as help shows it: `round(x, digits)`.
  package var signature: String {
    let shown = parameters.map { parameter in
      let name = parameter.isNamedOnly ? parameter.name + ": …" : parameter.name
      return parameter.isOptional ? "[\(name)]" : name + (parameter.isVariadic ? ", …" : "")
    }
    return "\(name)(\(shown.joined(separator: ", ")))"
  }
}
