/// How tightly operators bind, from the loosest to the tightest.
enum Precedence {
  static let or = 1
  static let and = 2
  static let not = 3
  static let comparison = 4
  static let coalesce = 5
  static let add = 6
  static let multiply = 7
  static let negate = 8
}

extension Parser {
  /// Reads an expression whose operators bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: Int = Precedence.or) -> ExpressionSyntax {
    var left = prefixed(minimum)
    var leftHeight = height
    var hasCompared = false
    while let (operation, precedence) = infixOperator(), precedence >= minimum {
      if precedence == Precedence.comparison {
        left = hasCompared ? chainedComparison(left, operation) : comparison(left, operation)
        hasCompared = true
      } else if kind == .percent {
        left = remainder(left)
      } else {
        takeOperator()
        let right = expression(precedence + 1)
        left = ExpressionSyntax(.binary(operation, left, right), left.span.joined(with: right.span))
      }
      leftHeight = max(leftHeight, height) + 1
      guard leftHeight <= Parser.maximumHeight else { return tooLong(left) }
    }
    height = leftHeight
    return left
  }

  /// The operator that stands here; `in` and `is` count as comparisons.
  private func infixOperator() -> (BinaryOperator, Int)? {
    switch kind {
    case .or: return (.or, Precedence.or)
    case .and: return (.and, Precedence.and)
    case .equalEqual: return (.equal, Precedence.comparison)
    case .notEqual: return (.notEqual, Precedence.comparison)
    case .less: return (.less, Precedence.comparison)
    case .lessEqual: return (.lessOrEqual, Precedence.comparison)
    case .greater: return (.greater, Precedence.comparison)
    case .greaterEqual: return (.greaterOrEqual, Precedence.comparison)
    case .in, .is: return (.equal, Precedence.comparison)
    case .not where kind(at: 1) == .in || negatesForeignWord:
      return (.equal, Precedence.comparison)
    case .coalesce: return (.coalesce, Precedence.coalesce)
    case .plus: return (.add, Precedence.add)
    case .minus: return (.subtract, Precedence.add)
    case .star: return (.multiply, Precedence.multiply)
    case .slash: return (.divide, Precedence.multiply)
    default: return foreignOperator()
    }
  }

  private mutating func tooLong(_ left: ExpressionSyntax) -> ExpressionSyntax {
    fail(
      Diagnostic(
        "E215", "this expression has too many operators", at: place,
        label: "split it, or compare with a list: `x in [a, b]`"))
    index = limit
    height = 1
    return ExpressionSyntax(.hole, left.span)
  }

  // MARK: Comparisons

  private mutating func comparison(
    _ left: ExpressionSyntax, _ operation: BinaryOperator
  ) -> ExpressionSyntax {
    switch kind {
    case .is:
      advance()
      return nullTest(left)
    case .in, .not:
      if negatesForeignWord { return foreignComparison(left) }
      let isNegated = kind == .not
      if isNegated { advance() }
      return membership(left, isNegated: isNegated)
    case .word:
      return foreignComparison(left)
    case .equal:
      return singleEqual(left)
    default:
      takeOperator()
      let right = expression(Precedence.coalesce)
      return ExpressionSyntax(.binary(operation, left, right), left.span.joined(with: right.span))
    }
  }

  /// Reads `in` and what stands right of it.
  mutating func membership(_ left: ExpressionSyntax, isNegated: Bool) -> ExpressionSyntax {
    advance()
    let right = membershipSide()
    return ExpressionSyntax(
      .membership(left, right, isNegated: isNegated), left.span.joined(with: right.span))
  }

  /// Reads what stands right of `in`: a range or a value.
  private mutating func membershipSide() -> ExpressionSyntax {
    if kind == .leftParen, let list = foreignTuple() { return list }
    let low = expression(Precedence.coalesce)
    guard kind == .dotDot else { return low }
    let lowHeight = height
    advance()
    let high = expression(Precedence.coalesce)
    height = max(lowHeight, height) + 1
    return ExpressionSyntax(.range(low, high), low.span.joined(with: high.span))
  }

  /// Reads what stands behind `is`.
  mutating func nullTest(_ left: ExpressionSyntax) -> ExpressionSyntax {
    let word = lexed.tokens[index - 1]
    let isNegated = kind == .not
    if isNegated { advance() }
    if kind == .word, ["NULL", "Null", "None", "missing", "NA"].contains(spelling) {
      report(foreignSpelling(place, "null"))
      advance()
    } else if kind == .null {
      advance()
    } else {
      let operation = isNegated ? "!=" : "=="
      let span = SourceSpan(word.span.start, previousEnd)
      fail(
        Diagnostic(
          "E208", "`is` only tests for null", at: span, label: "write `\(operation)`",
          fix: .init(span, operation)))
      _ = expression(Precedence.coalesce)
    }
    height = 1
    return ExpressionSyntax(
      .isNull(left, isNegated: isNegated), SourceSpan(left.span.start, previousEnd))
  }

  /// Tells `1 < x < 5`, which is two comparisons, and reads it as such.
  private mutating func chainedComparison(
    _ left: ExpressionSyntax, _ operation: BinaryOperator
  ) -> ExpressionSyntax {
    guard case .binary(let first, _, let middle) = left.kind, first.isComparison else {
      fail(
        Diagnostic(
          "E217", "comparisons do not chain", at: place, label: "join two of them with `and`"))
      return comparison(left, operation)
    }
    let text = lexed.text(middle.span)
    report(
      Diagnostic(
        "E217", "comparisons do not chain", at: place, label: "write `and \(text)` before it",
        fix: .init(SourceSpan(middle.span.end, middle.span.end), " and \(text)")))
    let right = comparison(middle, operation)
    return ExpressionSyntax(.binary(.and, left, right), left.span.joined(with: right.span))
  }

  // MARK: Prefixes

  private mutating func prefixed(_ minimum: Int) -> ExpressionSyntax {
    switch kind {
    case .not:
      let start = position
      if minimum > Precedence.not {
        report(
          Diagnostic(
            "E201", "`not` binds looser than what stands before it", at: place,
            label: "put it in brackets: `(not …)`"))
      }
      advance()
      return prefix(.not, Precedence.not, from: start)
    case .minus:
      let start = position
      advance()
      return prefix(.negate, Precedence.negate, from: start)
    case .bang:
      let start = position
      report(foreignSpelling(place, "not", suffix: " "))
      advance()
      return prefix(.not, Precedence.negate, from: start)
    case .plus:
      report(needless(place, "a number needs no `+`"))
      advance()
      return nested { $0.prefixed(minimum) } ?? hole()
    default:
      return power()
    }
  }

  private mutating func prefix(
    _ operation: UnaryOperator, _ precedence: Int, from start: Int
  ) -> ExpressionSyntax {
    guard let operand = nested({ $0.expression(precedence) }) else { return hole() }
    height += 1
    return ExpressionSyntax(
      .unary(operation, operand), SourceSpan(start, max(operand.span.end, previousEnd)))
  }

  /// Reads `base ^ exponent`, grouped from the right.
  private mutating func power() -> ExpressionSyntax {
    let base = postfixed(primary())
    guard kind == .caret || kind == .doubleStar else { return base }
    if kind == .doubleStar { report(foreignSpelling(place, "^")) }
    let baseHeight = height
    advance()
    guard let exponent = nested({ $0.expression(Precedence.negate) }) else { return hole() }
    height = max(baseHeight, height) + 1
    return ExpressionSyntax(
      .binary(.power, base, exponent), base.span.joined(with: exponent.span))
  }

  /// An expression that is missing at this place.
  mutating func hole() -> ExpressionSyntax {
    height = 1
    return ExpressionSyntax(.hole, gap)
  }
}
