/// What a token is; verbs, marks and functions are plain words.
package enum TokenKind: UInt8, Hashable, Sendable {
  // Names and literals.
  case word, quotedName, optionName, variable
  case literal, text, interpolation

  // Reserved words.
  case and, or, not, `in`, `is`, null, `true`, `false`
  case `case`, when, then, `else`, end
  case by, sort, on, using, desc, `as`

  // Signs.
  case pipe, comma, dot, dotDot, colon, equal, questionMark
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case equalEqual, notEqual, less, lessEqual, greater, greaterEqual
  case coalesce, plus, minus, star, slash, caret

  // Signs of other languages, kept so that the parser can teach ours.
  case doublePipe, ampersand, bang, diamond, doubleStar, percent, percentPipe, semicolon
  case tripleEqual, walrus, arrow, unknown

  /// What stands after the last token of a stretch.
  case endOfInput

  /// The reserved words by spelling.
  package static let reserved: [String: TokenKind] = [
    "and": .and, "or": .or, "not": .not, "in": .in, "is": .is, "null": .null, "true": .true,
    "false": .false, "case": .case, "when": .when, "then": .then, "else": .else, "end": .end,
    "by": .by, "sort": .sort, "on": .on, "using": .using, "desc": .desc, "as": .as,
  ]

  var isReservedWord: Bool {
    rawValue >= TokenKind.and.rawValue && rawValue <= TokenKind.as.rawValue
  }

  var isOpening: Bool { self == .leftParen || self == .leftBracket || self == .leftBrace }

  var isClosing: Bool { self == .rightParen || self == .rightBracket || self == .rightBrace }

  /// Whether the word starts a clause of a verb.
  var isClauseStart: Bool { self == .by || self == .sort || self == .on || self == .using }

  /// The bracket that closes this one.
  var closing: TokenKind? {
    switch self {
    case .leftParen: .rightParen
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }
}

/// A stretch of text that means one thing.
package struct Token: Hashable, Sendable {
  package var kind: TokenKind
  /// Whether nothing but white space stands before it on its line.
  package var startsLine: Bool
  /// Whether the lexer has something to say of it.
  var isFaulty = false
  /// The number of the literal or f-string, or the length of an option's name.
  var payload: Int32 = 0
  package var span: SourceSpan
}

/// The tokens of a cell with what they stand for.
package struct LexedText: Sendable {
  package var bytes: [UInt8]
  package var tokens: [Token] = []
  package var comments: [SourceSpan] = []
  /// What is wrong with single tokens, by their number.
  var faults: [Int: [Diagnostic]] = [:]
  /// What is wrong between the tokens.
  var looseDiagnostics: [Diagnostic] = []
  var literals: [LiteralSyntax] = []
  var interpolations: [[InterpolationStretch]] = []
  /// A text that the end of the cell cuts off, and whether it may hold newlines.
  var unterminated: (span: SourceSpan, isMultiline: Bool)?

  /// The text of a span.
  package func text(_ span: SourceSpan) -> String {
    String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }
}

/// A part of an f-string before its expressions are parsed.
enum InterpolationStretch: Hashable, Sendable {
  case text(String)
  case hole(SourceSpan, format: SourceSpan?)
}
