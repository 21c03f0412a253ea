package import Planning
package import Syntax
package import Tables

/// One function of the expression language; binding, errors, completion and the reference derive
/// from it.
package struct Function: Sendable {
  /// Where a function may stand.
  package enum Kind: Hashable, Sendable {
    /// One value a row.
    case scalar
    /// One value a group; in `derive`, `filter` and `assert` a window over the group.
    case aggregate
    /// A value from the rows around, in the stage's order.
    case window
  }

  /// The section of the reference.
  package enum Family: String, Hashable, Sendable, CaseIterable {
    case aggregate = "Aggregates"
    case window = "Windows"
    case number = "Numbers"
    case text = "Texts"
    case date = "Dates and times"
    case choose = "Nulls, types, choice"
    case list = "Lists"
  }

  /// One argument of a call.
  package struct Parameter: Sendable {
    /// What may be given.
    package enum Accepts: Hashable, Sendable {
      /// An expression of one of these types; empty = any type.
      case value([DataType])
      /// A true-or-false expression.
      case condition
      /// A constant of one of these types: a literal or `$name`; a calendar duration is `step`.
      case constant([DataType])
      /// A length of time written as a literal, such as `1mo` or `2w`.
      case step
      /// One of these words, or the same as a text.
      case word([String])
    }
    package var name: String
    package var summary: String
    package var accepts: Accepts
    /// Whether a call may leave it out.
    package var isOptional: Bool
    /// Only by `name: value`, as `where:` and `ignore_case:`.
    package var isNamedOnly: Bool
    /// Takes all remaining positional arguments.
    package var isVariadic: Bool

    package init(
      _ name: String, _ accepts: Accepts, _ summary: String, optional: Bool = false,
      namedOnly: Bool = false, variadic: Bool = false
    ) {
      self.name = name
      self.accepts = accepts
      self.summary = summary
      isOptional = optional || namedOnly
      isNamedOnly = namedOnly
      isVariadic = variadic
    }
  }

  package var name: String
  package var kind: Kind
  package var family: Family
  /// One sentence with a full stop.
  package var summary: String
  package var parameters: [Parameter]
  /// A call as one would write it.
  package var example: String
  /// Makes the typed expression, or says what does not fit; types of arguments were checked
  /// against `parameters` before.
  package var lower: @Sendable (FunctionCall) throws(Diagnostic) -> Expression

  package init(
    _ name: String, _ kind: Kind = .scalar, family: Family, summary: String,
    parameters: [Parameter], example: String,
    lower: @escaping @Sendable (FunctionCall) throws(Diagnostic) -> Expression
  ) {
    self.name = name
    self.kind = kind
    self.family = family
    self.summary = summary
    self.parameters = parameters
    self.example = example
    self.lower = lower
  }
}

/// A call whose arguments are bound and checked, as `Function.lower` receives it.
package struct FunctionCall: Sendable {
  /// An argument with its place.
  package struct Argument: Sendable {
    package enum Value: Sendable {
      case expression(Expression)
      case step(DurationSyntax)
      case word(String)
    }
    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, span: SourceSpan) {
      self.value = value
      self.span = span
    }
  }

  package let function: String
  package let span: SourceSpan
  /// By parameter name; a variadic parameter has several.
  package let arguments: [String: [Argument]]
  /// What the surrounding stage gives.
  package let site: CallSite

  package init(
    function: String, span: SourceSpan, arguments: [String: [Argument]], site: CallSite
  ) {
    self.function = function
    self.span = span
    self.arguments = arguments
    self.site = site
  }

  /// The expression given for `name`, if any.
  package subscript(_ name: String) -> Expression? {
    guard case .expression(let expression) = arguments[name]?.first?.value else { return nil }
    return expression
  }

  /// All expressions of a variadic parameter.
  package func all(_ name: String) -> [Expression] {
    (arguments[name] ?? []).compactMap {
      if case .expression(let expression) = $0.value { expression } else { nil }
    }
  }

  /// The constant given for `name`, if any.
  package func constant(_ name: String) -> Value? {
    guard case .literal(let value, _) = self[name] else { return nil }
    return value
  }

  /// The length of time given for `name`, if any.
  package func step(_ name: String) -> DurationSyntax? {
    guard case .step(let step) = arguments[name]?.first?.value else { return nil }
    return step
  }

  /// The word given for `name`, if any.
  package func word(_ name: String) -> String? {
    guard case .word(let word) = arguments[name]?.first?.value else { return nil }
    return word
  }

  /// The place of an argument, or of the whole call.
  package func span(of name: String) -> SourceSpan { arguments[name]?.first?.span ?? span }
}

/// What a stage gives to the functions in it.
package struct CallSite: Sendable {
  /// How aggregates and windows are read.
  package enum Mode: Hashable, Sendable {
    /// Among the aggregates of `summarize` and `pivot`.
    case group
    /// In `derive`, `filter`, `assert`: aggregates are windows over `partition`.
    case rows
    /// Where neither aggregates nor windows may stand (keys, channels, scalars).
    case scalar
  }
  package var mode: Mode
  /// The stage's `by`.
  package var partition: [Expression]
  /// The stage's `sort`, or the order that an earlier `sort` left; empty if there is none.
  package var order: [SortKey]
  /// The moment the cell started, in the session's zone, as microseconds since 1970.
  package var now: Int64

  package init(
    mode: Mode, partition: [Expression] = [], order: [SortKey] = [], now: Int64 = 0
  ) {
    self.mode = mode
    self.partition = partition
    self.order = order
    self.now = now
  }
}
