package import Planning
package import Syntax
package import Tables

extension VerbParameter {
  private static func option(
    _ name: String, _ summary: String, accepts: ParameterDescription.Accepts,
    required: Bool = false, defaultText: String? = nil,
    read: @escaping @Sendable (inout V, inout StageBinder, OptionSyntax) throws(Diagnostic) -> Void
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: accepts, required: required,
      defaultText: defaultText, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else {
        if required { throw binder.missing(description) }
        return
      }
      try read(&verb, &binder, option)
    }
  }

  /// A column, required unless said otherwise.
  package static func column(
    _ property: Property<V, ColumnName>, _ name: String, _ summary: String, of types: DataType...,
    required: Bool = true
  ) -> Self {
    option(name, summary, accepts: .column(types), required: required) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      verb[keyPath: property] = try binder.column(
        option.expression(named: name), of: types, for: "\(name):")
    }
  }

  /// An expression over the input's columns.
  package static func expression(
    _ property: Property<V, Expression>, _ name: String, _ summary: String, of types: DataType...,
    required: Bool = true
  ) -> Self {
    option(name, summary, accepts: .expressions, required: required) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      let expression = try binder.expressions(.scalar).bind(syntax)
      guard expression.type.fits(types) else {
        throw Diagnostic(
          "E401",
          "`\(name):` needs \(types.describedChoice), and this is "
            + expression.type.described, at: syntax.span)
      }
      verb[keyPath: property] = expression
    }
  }

  /// A whole number in a range.
  package static func option(
    _ property: Property<V, Int>, _ name: String, _ summary: String,
    in range: ClosedRange<Int> = Int.min...Int.max, default value: Int
  ) -> Self {
    option(name, summary, accepts: .number, defaultText: String(value)) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      guard case .int(let given) = try binder.constant(syntax, .int, for: "\(name):"),
        let number = Int(exactly: given), range.contains(number)
      else { throw outside(range, name, at: syntax.span) }
      verb[keyPath: property] = number
    }
  }

  private static func outside(_ range: ClosedRange<Int>, _ name: String, at span: SourceSpan)
    -> Diagnostic
  {
    let limits =
      range.lowerBound == Int.min
      ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Diagnostic("E304", "`\(name):` is \(limits)", at: span)
  }

  /// A whole number that may be left out.
  package static func option(
    _ property: Property<V, Int?>, _ name: String, _ summary: String,
    in range: ClosedRange<Int> = Int.min...Int.max
  ) -> Self {
    option(name, summary, accepts: .number) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      guard case .int(let given) = try binder.constant(syntax, .int, for: "\(name):"),
        let number = Int(exactly: given), range.contains(number)
      else { throw outside(range, name, at: syntax.span) }
      verb[keyPath: property] = number
    }
  }

  /// True or false.
  package static func option(
    _ property: Property<V, Bool>, _ name: String, _ summary: String, default value: Bool
  ) -> Self {
    option(name, summary, accepts: .bool, defaultText: value ? "true" : "false") {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      guard case .bool(let flag) = try binder.constant(syntax, .bool, for: "\(name):") else {
        throw Diagnostic("E304", "`\(name):` is true or false", at: syntax.span)
      }
      verb[keyPath: property] = flag
    }
  }

  /// A text that may be left out.
  package static func option(_ property: Property<V, String?>, _ name: String, _ summary: String)
    -> Self
  {
    option(name, summary, accepts: .text) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      guard case .text(let text) = try binder.constant(syntax, .text, for: "\(name):") else {
        throw Diagnostic("E304", "`\(name):` is a text", at: syntax.span)
      }
      verb[keyPath: property] = text
    }
  }

  /// A word of a fixed list, as an enum; words of the language that this release does not have are
  /// refused and not described.
  package static func word<W: RawRepresentable & CaseIterable & Sendable>(
    _ property: Property<V, W>, _ name: String, _ summary: String, default value: W,
    later: Set<String> = []
  ) -> Self where W.RawValue == String {
    let words = W.allCases.map(\.rawValue)
    return option(name, summary, accepts: .words(words), defaultText: value.rawValue) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      if case .expression(let syntax) = option.value, case .column(let path) = syntax.kind,
        path.count == 1, later.contains(path[0].text)
      {
        throw Diagnostic(
          "E311", "`\(name): \(path[0].text)` comes in a later release", at: syntax.span,
          label: "for instance  \(name): \(value.rawValue)")
      }
      let word = try binder.word(option.value, among: words, for: name)
      if let value = W(rawValue: word) { verb[keyPath: property] = value }
    }
  }

  /// A word of a fixed list that may be left out, with its place.
  package static func word<W: RawRepresentable & CaseIterable & Sendable>(
    _ property: Property<V, Given<W>?>, _ name: String, _ summary: String, default value: W
  ) -> Self where W.RawValue == String {
    let words = W.allCases.map(\.rawValue)
    return option(name, summary, accepts: .words(words), defaultText: value.rawValue) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let word = try binder.word(option.value, among: words, for: name)
      if let value = W(rawValue: word) { verb[keyPath: property] = Given(value, option.span) }
    }
  }

  /// A whole number in a range that may be left out, with its place.
  package static func option(
    _ property: Property<V, Given<Int>?>, _ name: String, _ summary: String,
    in range: ClosedRange<Int>, default value: Int
  ) -> Self {
    option(name, summary, accepts: .number, defaultText: String(value)) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      guard case .int(let given) = try binder.constant(syntax, .int, for: "\(name):"),
        let number = Int(exactly: given), range.contains(number)
      else { throw outside(range, name, at: syntax.span) }
      verb[keyPath: property] = Given(number, option.span)
    }
  }

  /// Any constant, for options whose type depends on other things.
  package static func scalar(
    _ property: Property<V, Given<Scalar>?>, _ name: String, _ summary: String,
    accepts: ParameterDescription.Accepts, defaultText: String? = nil
  ) -> Self {
    option(name, summary, accepts: accepts, defaultText: defaultText) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      verb[keyPath: property] = Given(try binder.scalar(syntax), syntax.span)
    }
  }

  /// An option of the language that this release does not have: it is refused and not described.
  package static func later(_ name: String) -> Self {
    var description = ParameterDescription(name, "", place: .option, accepts: .values)
    description.isDescribed = false
    return Self(description) { (_: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      throw Diagnostic(
        "E311", "`\(name):` of `\(binder.syntax.name.text)` comes in a later release",
        at: option.name.span)
    }
  }

  /// A new column name, written bare or as a text.
  package static func newName(
    _ property: Property<V, String>, _ name: String, _ summary: String, default value: String
  ) -> Self {
    option(name, summary, accepts: .newNames, defaultText: value) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      let syntax = try option.expression(named: name)
      switch syntax.kind {
      case .column(let path) where path.count == 1: verb[keyPath: property] = path[0].text
      case .literal(.text(let text)): verb[keyPath: property] = text
      default: throw Diagnostic("E304", "`\(name):` is a new name", at: syntax.span)
      }
    }
  }

  /// Not written by anybody: what a verb must know of its input's rows before it knows its columns;
  /// declare it last.
  package static func asked(
    _ ask: @escaping @Sendable (inout V, inout StageBinder) throws(Diagnostic) -> Void
  ) -> Self {
    var description = ParameterDescription("", "", place: .option, accepts: .values)
    description.isDescribed = false
    return Self(description, bind: ask)
  }

  /// The option as it stands, for verbs that read it themselves.
  package static func syntax(
    _ property: Property<V, ExpressionSyntax?>, _ name: String, _ summary: String,
    accepts: ParameterDescription.Accepts
  ) -> Self {
    option(name, summary, accepts: accepts) {
      (verb: inout V, binder: inout StageBinder, option: OptionSyntax) throws(Diagnostic) in
      verb[keyPath: property] = try option.expression(named: name)
    }
  }
}

extension OptionSyntax {
  /// The option's expression; a pipeline is refused.
  package func expression(named name: String) throws(Diagnostic) -> ExpressionSyntax {
    guard case .expression(let expression) = value else {
      throw Diagnostic("E304", "`\(name):` takes no table", at: span)
    }
    return expression
  }
}
