/// An expression with its place.
package struct ExpressionSyntax: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    case literal(LiteralSyntax)
    /// `$name`, `$name.part`.
    case variable([NameSyntax])
    /// A column, or a dotted name that the binder refuses (or a word, as the value of an option).
    case column([NameSyntax])
    case call(NameSyntax, [ArgumentSyntax])
    case unary(UnaryOperator, ExpressionSyntax)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    /// `x in y`, `x not in y`; the right side is a `.range`, a `.list` or another expression.
    case membership(ExpressionSyntax, ExpressionSyntax, isNegated: Bool)
    case isNull(ExpressionSyntax, isNegated: Bool)
    /// `low..high`, both ends included.
    case range(ExpressionSyntax, ExpressionSyntax)
    case list([ExpressionSyntax])
    case record([RecordFieldSyntax])
    case caseWhen([CaseBranchSyntax], otherwise: ExpressionSyntax?)
    case interpolation([InterpolationPiece])
    /// `*`.
    case allColumns
    case hole
  }
  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// `- x` and `not x`.
package enum UnaryOperator: String, Hashable, Sendable {
  case negate = "-"
  case not
}

/// The operators between two expressions, by their spelling.
package enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"

  /// Whether the operator compares two values.
  package var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

/// A literal, already read into its value.
package enum LiteralSyntax: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case number(Double)
  /// `5%` is 0.05.
  case percent(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00; with a zone or offset already converted to UTC.
  case datetime(Int64, isZoned: Bool)
  /// `@2011`, `@2011-Q4`, `@2011-12`.
  case period(PeriodSyntax)
  case duration(DurationSyntax)
}

/// A year, quarter or month: days `first` to `last`, both included.
package struct PeriodSyntax: Hashable, Sendable {
  package var first: Int32
  package var last: Int32
  /// `2011`, `2011-Q4` or `2011-12`.
  package var spelling: String

  package init(first: Int32, last: Int32, spelling: String) {
    self.first = first
    self.last = last
    self.spelling = spelling
  }
}

/// `30d`, `1.5h`, `1mo`.
package struct DurationSyntax: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    case millisecond = "ms"
    case second = "s"
    case minute = "min"
    case hour = "h"
    case day = "d"
    case week = "w"
    case month = "mo"
    case quarter = "q"
    case year = "y"

    /// Microseconds of a fixed unit; nil for calendar steps.
    package var microseconds: Int64? {
      switch self {
      case .millisecond: 1_000
      case .second: 1_000_000
      case .minute: 60_000_000
      case .hour: 3_600_000_000
      case .day: 86_400_000_000
      case .week: 604_800_000_000
      case .month, .quarter, .year: nil
      }
    }

    /// Months of a calendar step; nil for fixed units.
    package var months: Int? {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      default: nil
      }
    }
  }
  package var amount: Double
  package var unit: Unit

  package init(amount: Double, unit: Unit) {
    self.amount = amount
    self.unit = unit
  }
}

/// `name: value` in braces.
package struct RecordFieldSyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var value: ExpressionSyntax

  package init(name: NameSyntax, value: ExpressionSyntax) {
    self.name = name
    self.value = value
  }
}

/// `when condition then value`.
package struct CaseBranchSyntax: Hashable, Sendable {
  package var condition: ExpressionSyntax
  package var value: ExpressionSyntax

  package init(condition: ExpressionSyntax, value: ExpressionSyntax) {
    self.condition = condition
    self.value = value
  }
}

/// A stretch of an f-string.
package enum InterpolationPiece: Hashable, Sendable {
  case text(String)
  /// `{expression:format}`.
  case value(ExpressionSyntax, format: String?)
}
