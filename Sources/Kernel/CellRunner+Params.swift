import Language
import Rendering
import Syntax
import Tables

extension CellRunner {
  /// Runs a `param` line: its default counts again, unless the caller gave a value.
  func declare(_ syntax: ParamSyntax) throws(Diagnostic) {
    guard let type = DataType(name: syntax.type.text) else {
      throw Diagnostic(
        "E305", "`\(syntax.type.text)` is not a type", at: syntax.type.span,
        label: "types are int, number, text, bool, date, datetime, duration, list")
    }
    if case .answer = workspace[syntax.name.text] {
      throw Diagnostic(
        "E107", "`\(syntax.name.text)` is a table already", at: syntax.name.span,
        label: "choose another name")
    }
    try checkName(syntax.name)
    let binder = ExpressionBinder.scalars(in: self)
    var parameter = DeclaredParameter(
      name: syntax.name.text, type: type, value: nil, allowed: nil, text: syntax.text)
    if let allowed = syntax.allowed {
      parameter.allowed = try self.allowed(allowed, for: parameter, binder)
    }
    if let given = surroundings.overrides[parameter.name] {
      try set(parameter, to: .value(.text(given), .text), at: syntax.name.span)
    } else if let value = syntax.value {
      try set(parameter, to: try binder.scalar(value), at: value.span)
    } else {
      workspace.bind(parameter.name, to: .parameter(parameter))
    }
  }

  private func allowed(
    _ syntax: ExpressionSyntax, for parameter: DeclaredParameter, _ binder: ExpressionBinder
  ) throws(Diagnostic) -> DeclaredParameter.Allowed {
    switch syntax.kind {
    case .range(let low, let high):
      return .range(
        try converted(try binder.scalar(low), to: parameter.type, of: parameter, at: low.span),
        try converted(try binder.scalar(high), to: parameter.type, of: parameter, at: high.span))
    case .list(let elements):
      var values: [Value] = []
      for element in elements {
        let type: DataType
        if case .list = parameter.type {
          guard case .value(let value, _) = try binder.scalar(element) else { continue }
          values.append(value)
          continue
        } else {
          type = parameter.type
        }
        values.append(
          try converted(try binder.scalar(element), to: type, of: parameter, at: element.span))
      }
      return .list(values)
    default:
      throw Diagnostic("E414", "`in` of a param takes a range or a list", at: syntax.span)
    }
  }

  /// Sets a param to a value, converted to its type and checked.
  func set(_ parameter: DeclaredParameter, to scalar: Scalar, at span: SourceSpan)
    throws(Diagnostic)
  {
    var parameter = parameter
    var scalar = scalar
    if let given = surroundings.overrides[parameter.name] { scalar = .value(.text(given), .text) }
    if case .step(let step) = scalar, parameter.type == .duration {
      parameter.value = .step(step)
      try check(step.nominal, of: parameter, at: span)
    } else {
      let value = try converted(scalar, to: parameter.type, of: parameter, at: span)
      try check(value, of: parameter, at: span)
      let type: DataType
      if case .list = parameter.type { type = value.type } else { type = parameter.type }
      parameter.value = .value(value, type)
    }
    workspace.bind(parameter.name, to: .parameter(parameter))
  }

  private func check(_ value: Value, of parameter: DeclaredParameter, at span: SourceSpan)
    throws(Diagnostic)
  {
    guard let allowed = parameter.allowed, !value.isNull else { return }
    let elements: [Value]
    if case .list(let values) = value { elements = values } else { elements = [value] }
    for element in elements {
      switch allowed {
      case .list(let values) where !values.contains(element):
        throw Diagnostic(
          "E304", "the param `\(parameter.name)` cannot be \(ValueText.plain(element))", at: span,
          label: "one of \(values.map(ValueText.plain).joined(separator: ", "))")
      case .range(let low, let high)
      where element.isOrderedBefore(low) || high.isOrderedBefore(element):
        throw Diagnostic(
          "E304", "the param `\(parameter.name)` cannot be \(ValueText.plain(element))", at: span,
          label: "from \(ValueText.plain(low)) to \(ValueText.plain(high))")
      default: break
      }
    }
  }

  /// A scalar as a value of a param's type: texts are read, ints widen, periods are their first day.
  private func converted(
    _ scalar: Scalar, to type: DataType, of parameter: DeclaredParameter, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    let failure = Diagnostic(
      "E304", "the param `\(parameter.name)` is \(type.described)", at: span,
      label: "and this is \(scalar.described)")
    switch scalar {
    case .period(let period) where type == .date: return .date(period.first)
    case .step(let step) where type == .duration: return step.nominal
    case .value(let value, let found):
      if value.isNull || found == type { return value }
      if case .list = type, case .list = found { return value }
      if type == .number, let number = value.asNumber, found == .int { return .number(number) }
      if case .date(let day) = value, type == .datetime {
        return .datetime(Int64(day) * 86_400_000_000)
      }
      guard case .text(let text) = value else { throw failure }
      guard let read = read(text, as: type) else {
        var failure = failure
        failure.label = "\"\(text)\" does not read as one"
        throw failure
      }
      return read
    default: throw failure
    }
  }

  /// Reads what papermill or a command line gave as a text, with the literals of the language.
  private func read(_ text: String, as type: DataType) -> Value? {
    if type == .text { return .text(text) }
    let candidates = type.isTemporal ? ["@" + text, text] : [text]
    for candidate in candidates {
      let cell = Parser.parse(candidate, shapes: VerbShapes(sources: [:], stages: [:]))
      guard cell.diagnostics.isEmpty, cell.statements.count == 1,
        case .scalar(let expression) = cell.statements[0].kind,
        let scalar = try? ExpressionBinder.scalars(in: self).scalar(expression)
      else { continue }
      switch (scalar, type) {
      case (.value(let value, let found), _) where found == type: return value
      case (.value(let value, .int), .number): return value.asNumber.map(Value.number)
      case (.value(let value, .list), .list): return value
      case (.value(.date(let day), _), .datetime): return .datetime(Int64(day) * 86_400_000_000)
      case (.period(let period), .date): return .date(period.first)
      case (.step(let step), .duration): return step.nominal
      default: continue
      }
    }
    return nil
  }
}

extension DurationSyntax {
  /// The step as a fixed length; months, quarters and years count as 30, 91 and 365 days.
  var nominal: Value {
    if let micros = unit.microseconds { return .duration(Int64(amount * Double(micros))) }
    let days: Double = unit == .month ? 30 : unit == .quarter ? 91 : 365
    return .duration(Int64(amount * days) * 86_400_000_000)
  }
}

extension Value {
  /// Whether this value comes before another of a like type.
  func isOrderedBefore(_ other: Value) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    case (.date(let a), .date(let b)): a < b
    case (.datetime(let a), .datetime(let b)), (.duration(let a), .duration(let b)): a < b
    default:
      if let a = asNumber, let b = other.asNumber { a < b } else { false }
    }
  }
}
