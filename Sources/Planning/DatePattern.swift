/// A pattern for dates and times: the subset of the Unicode letters that every engine can print,
/// English names, literal text in `'…'`.
package struct DatePattern: Hashable, Sendable {
  /// One run of letters, or text that stands as it is.
  package enum Piece: Hashable, Sendable {
    case field(Field)
    case text(String)
  }

  /// What a run of letters prints; the raw value is its spelling.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case year = "y"
    case shortYear = "yy"
    case fullYear = "yyyy"
    case month = "M"
    case paddedMonth = "MM"
    case shortMonthName = "MMM"
    case monthName = "MMMM"
    case day = "d"
    case paddedDay = "dd"
    case shortDayName = "EEE"
    case dayName = "EEEE"
    case hour = "H"
    case paddedHour = "HH"
    case minute = "m"
    case paddedMinute = "mm"
    case second = "ss"
    case quarter = "Q"
    case week = "w"
  }

  /// Why a pattern is refused, and what to write.
  package struct Failure: Error, Hashable, Sendable {
    package var message: String
    package var label: String
  }

  package let pieces: [Piece]

  /// Reads a pattern; the error names the letters that are not known.
  package init(_ pattern: String) throws(Failure) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = Substring(pattern)
    while let character = rest.first {
      if character == "'" {
        rest.removeFirst()
        if rest.first == "'" {
          literal.append("'")
          rest.removeFirst()
          continue
        }
        try Self.readQuoted(&rest, into: &literal)
      } else if character.isASCII && character.isLetter {
        let run = rest.prefix { $0 == character }
        guard let field = Field(rawValue: String(run)) else { throw Self.refusal(of: run) }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        literal = ""
        pieces.append(.field(field))
        rest = rest.dropFirst(run.count)
      } else {
        literal.append(character)
        rest.removeFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
    self.pieces = pieces
  }

  /// A pattern without letters.
  init(printing text: String) { pieces = [.text(text)] }

  /// Reads up to the closing quote; a doubled quote inside stands for one.
  private static func readQuoted(
    _ rest: inout Substring, into literal: inout String
  ) throws(Failure) {
    while let character = rest.popFirst() {
      guard character == "'" else {
        literal.append(character)
        continue
      }
      guard rest.first == "'" else { return }
      literal.append("'")
      rest.removeFirst()
    }
    throw Failure(message: "a quote in the pattern is not closed", label: "add a ' after the text")
  }

  private static func refusal(of run: Substring) -> Failure {
    let letter = run.first.map(String.init) ?? ""
    let near = Field.allCases.map(\.rawValue).filter { $0.hasPrefix(letter) }
    let label =
      if !near.isEmpty {
        "write \(near.joined(separator: ", "))"
      } else if let other = ["Y": "yyyy", "D": "d", "h": "H", "S": "ss", "s": "ss"][letter] {
        "write \(other)"
      } else {
        "text that stands as it is goes in '…'"
      }
    return Failure(
      message: run.count == 1
        ? "`\(run)` is no letter of a date pattern" : "`\(run)` is no part of a date pattern",
      label: label)
  }

  package var fields: [Field] {
    pieces.compactMap { if case .field(let field) = $0 { field } else { nil } }
  }

  /// Whether it prints hours, minutes or seconds.
  package var hasTime: Bool {
    fields.contains {
      [.hour, .paddedHour, .minute, .paddedMinute, .second].contains($0)
    }
  }

  /// A text expression: pieces that `format` knows are written by it, the rest by `special`.
  func concatenated(
    codes: [Field: String], copy: (String) -> String, format: (String) -> String,
    special: (Field) -> String
  ) -> String {
    var parts: [String] = []
    var pending = ""
    for piece in pieces {
      switch piece {
      case .text(let text): pending += copy(text)
      case .field(let field):
        if let code = codes[field] {
          pending += code
        } else {
          if !pending.isEmpty { parts.append(format(pending)) }
          pending = ""
          parts.append(special(field))
        }
      }
    }
    if !pending.isEmpty || parts.isEmpty { parts.append(format(pending)) }
    return parts.joined(separator: " || ")
  }

  /// One text with the code of each field; fields without one are left out.
  func written(codes: [Field: String], copy: (String) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): copy(text)
      case .field(let field): codes[field] ?? ""
      }
    }.joined()
  }
}
