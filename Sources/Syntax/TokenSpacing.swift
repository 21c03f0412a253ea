/// The units of a run of tokens, with the blanks that belong between them.
struct TokenSpacing {
  private let formatter: Formatter
  private(set) var units: [LayoutUnit] = []
  private var depth = 0

  init(_ formatter: Formatter, _ range: Range<Int>) {
    self.formatter = formatter
    for index in range { add(index, in: range) }
  }

  private var tokens: [Token] { formatter.lexed.tokens }

  private mutating func add(_ index: Int, in range: Range<Int>) {
    let token = tokens[index]
    let next = index + 1 < range.upperBound ? tokens[index + 1].kind : .endOfInput
    if token.kind == .comma {
      guard !units.isEmpty, !next.isClosing else { return }
      units[units.count - 1].text += ","
      return
    }
    if token.kind.isClosing { depth -= 1 }
    let previous = index > range.lowerBound ? tokens[index - 1].kind : nil
    let space = previous.map { needsSpace(after: $0, index) } ?? false
    units.append(
      LayoutUnit(
        text: text(of: index), space: space ? 1 : 0,
        lineBreak: lineBreak(before: token.kind, after: previous), token: index))
    if token.kind.isOpening { depth += 1 }
  }

  private func lineBreak(before kind: TokenKind, after previous: TokenKind?) -> LayoutUnit.Break {
    switch (previous, kind) {
    case (nil, _): .never
    case (.comma, _): kind.isClosing ? .never : .inner
    case (_, .and), (_, .or), (_, .pipe), (_, .when), (_, .else): .inner
    default: .never
    }
  }

  /// Whether a blank stands between the token at `index` and the one before it.
  private func needsSpace(after previous: TokenKind, _ index: Int) -> Bool {
    let kind = tokens[index].kind
    if previous.isOpening || kind.isClosing { return false }
    if previous == .comma { return true }
    switch (previous, kind) {
    case (.dot, _), (_, .dot), (.dotDot, _), (_, .dotDot), (_, .colon), (.questionMark, _):
      return false
    case (.minus, .minus):
      // Two signs in a row would be read as the comment of another language.
      return true
    case (.minus, _):
      return !isUnary(index - 1)
    case (_, .leftParen):
      return !isCall(index - 1)
    case (_, .leftBracket):
      return true
    default:
      return true
    }
  }

  /// Whether the minus at `index` is a sign.
  private func isUnary(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = tokens[index - 1]
    switch before.kind {
    case .literal, .text, .interpolation, .quotedName, .variable, .rightParen, .rightBracket,
      .rightBrace, .end, .null, .true, .false:
      return false
    case .word:
      // A verb or a form stands before its first item.
      return isVerb(index - 1)
    default:
      return true
    }
  }

  /// Whether the word at `index` is called by the bracket behind it.
  private func isCall(_ index: Int) -> Bool {
    guard tokens[index].kind == .word else { return false }
    return formatter.lexed.text(tokens[index].span) != "except" && !isVerb(index)
  }

  /// Whether the word at `index` is a verb or its form.
  private func isVerb(_ index: Int) -> Bool {
    formatter.verbs.starts.contains(tokens[index].span.start)
  }

  // MARK: Spelling

  private func text(of index: Int) -> String {
    let token = tokens[index]
    let text = formatter.lexed.text(token.span)
    switch token.kind {
    case .pipe: return "|"
    case .optionName: return text.prefix { $0 != ":" && !$0.isWhitespace } + ":"
    case .quotedName: return unquoted(index) ?? text
    default: return text
    }
  }

  /// The name without its backticks, where a bare name says the same.
  private func unquoted(_ index: Int) -> String? {
    let before = index > 0 ? tokens[index - 1].kind : .endOfInput
    let after = index + 1 < tokens.count ? tokens[index + 1].kind : .endOfInput
    // As the value of an option a bare name may be a word; before a colon it would become one.
    guard before != .optionName, after != .colon, after != .leftParen, before != .colon else {
      return nil
    }
    let name = Parser.unquoted(formatter.lexed.text(tokens[index].span))
    return NameSyntax.isPlain(name) && !formatter.shapes.knows(name) ? name : nil
  }
}

extension NameSyntax {
  /// Whether a name needs no backticks: letters, digits and underscores, and no reserved word.
  package static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    guard first == "_" || first.properties.isAlphabetic else { return false }
    return name.unicodeScalars.allSatisfy(isNameCharacter) && TokenKind.reserved[name] == nil
      && Parser.foreignConstants[name] == nil
  }

  /// The name as it is written in a cell, in backticks if it needs them.
  package static func written(_ name: String) -> String {
    guard !isPlain(name) else { return name }
    // Scalars: a backtick with an accent on it still ends the name.
    var quoted = String.UnicodeScalarView("`".unicodeScalars)
    for scalar in name.unicodeScalars {
      quoted.append(scalar)
      if scalar == "`" { quoted.append(scalar) }
    }
    quoted.append("`")
    return String(quoted)
  }
}

extension VerbShapes {
  /// Whether a word means something to the parser besides being a name.
  fileprivate func knows(_ word: String) -> Bool {
    if sources[word] != nil || stages[word] != nil { return true }
    if Parser.contextualWords.contains(word) { return true }
    return sources.values.contains { $0.forms.contains(word) }
      || stages.values.contains { $0.forms.contains(word) }
  }
}

extension Parser {
  /// Words that mean something at some places, ours and foreign.
  static let contextualWords: Set<String> = [
    "param", "def", "use", "note", "respond", "except", "distinct", "between", "like", "ilike",
    "BETWEEN", "LIKE", "ILIKE", "AND", "And", "OR", "Or", "NOT", "Not", "IN", "In", "IS", "Is",
    "asc", "ASC", "DESC", "Desc", "ascending", "descending", "let", "var", "const", "val", "set",
    "SET", "LET", "from", "FROM", "From", "select", "SELECT", "with", "insert", "update", "f", "r",
  ]
}
