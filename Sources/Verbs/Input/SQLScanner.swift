/// Reads raw SQL just far enough to find its words, its `$names` and its ends of statements.
struct SQLScanner {
  /// A stretch of the query.
  private enum Piece {
    case word(String)
    case variable(String)
    /// Quoted text, comments and signs, kept as they are.
    case other(String)
    case semicolon
  }
  private let pieces: [Piece]

  init(_ query: String) {
    var pieces: [Piece] = []
    // Scalars, not characters: to the engine a quote with an accent on it is a quote.
    let text = Array(query.trimmed.unicodeScalars)
    var index = 0
    func isName(_ sign: Unicode.Scalar) -> Bool {
      sign.properties.isAlphabetic || sign.properties.numericType != nil || sign == "_"
    }
    func string(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text[range])
      return String(view)
    }
    func isNewline(_ sign: Unicode.Scalar) -> Bool { sign == "\n" || sign == "\r" }
    func end(of start: Int, closing: Unicode.Scalar, hasEscapes: Bool = false) -> Int {
      var end = start + 1
      while end < text.count {
        if hasEscapes, text[end] == "\\" {
          end += 2
          continue
        }
        if text[end] == closing {
          if end + 1 < text.count, text[end + 1] == closing {
            end += 2
            continue
          }
          return end + 1
        }
        end += 1
      }
      return text.count
    }
    /// Behind the comment that starts here; comments nest.
    func endOfComment(from start: Int) -> Int {
      var (end, depth) = (start + 2, 1)
      while end < text.count, depth > 0 {
        let next = end + 1 < text.count ? text[end + 1] : " "
        switch (text[end], next) {
        case ("/", "*"): (end, depth) = (end + 2, depth + 1)
        case ("*", "/"): (end, depth) = (end + 2, depth - 1)
        default: end += 1
        }
      }
      return min(end, text.count)
    }
    /// Behind the text `$tag$…$tag$` that starts here; nil if none does.
    func endOfDollarQuote(from start: Int) -> Int? {
      guard let close = text[(start + 1)...].firstIndex(where: { !isName($0) }),
        text[close] == "$", close == start + 1 || text[start + 1].properties.numericType == nil
      else { return nil }
      let sign = text[start...close]
      var end = close + 1
      while end + sign.count <= text.count {
        if text[end..<(end + sign.count)].elementsEqual(sign) { return end + sign.count }
        end += 1
      }
      return text.count
    }
    while index < text.count {
      let start = index
      let character = text[index]
      if character == "'" || character == "\"" {
        var hasEscapes = false
        if character == "'", case .word(let word)? = pieces.last {
          hasEscapes = word.lowercased() == "e"
        }
        index = end(of: index, closing: character, hasEscapes: hasEscapes)
        // A quoted identifier can name a table of the session too.
        let quoted = string(start..<index)
        pieces.append(.other(quoted))
      } else if character == "$", let end = endOfDollarQuote(from: index) {
        index = end
        pieces.append(.other(string(start..<index)))
      } else if character == "-", index + 1 < text.count, text[index + 1] == "-" {
        while index < text.count, !isNewline(text[index]) { index += 1 }
        pieces.append(.other(" "))
      } else if character == "/", index + 1 < text.count, text[index + 1] == "*" {
        index = endOfComment(from: index)
        pieces.append(.other(" "))
      } else if character == "$", index + 1 < text.count, text[index + 1].properties.isAlphabetic {
        index += 1
        while index < text.count,
          isName(text[index])
            || text[index] == "." && index + 1 < text.count
              && text[index + 1].properties.isAlphabetic
        { index += 1 }
        pieces.append(.variable(string((start + 1)..<index)))
      } else if isName(character) {
        while index < text.count, isName(text[index]) { index += 1 }
        pieces.append(.word(string(start..<index)))
      } else {
        index += 1
        pieces.append(character == ";" ? .semicolon : .other(string(start..<index)))
      }
    }
    self.pieces = pieces
  }

  /// All words and quoted names, in small letters.
  var words: Set<String> {
    Set(
      pieces.compactMap { piece in
        switch piece {
        case .word(let word): word.lowercased()
        case .other(let text) where text.first == "\"":
          text.dropFirst().dropLast().lowercased()
        default: nil
        }
      })
  }

  /// The names after `$`, with their parts (`m.n`), each once.
  var variables: [String] {
    var names: [String] = []
    for case .variable(let name) in pieces where !names.contains(name) { names.append(name) }
    return names
  }

  /// The first word, in small letters.
  var firstWord: String? {
    for piece in pieces {
      switch piece {
      case .word(let word): return word.lowercased()
      case .other(let text) where text.allSatisfy { $0.isWhitespace || $0 == "(" }: continue
      default: return nil
      }
    }
    return nil
  }

  /// Whether the query is `with recursive …`.
  var isRecursive: Bool {
    var words: [String] = []
    for case .word(let word) in pieces.prefix(8) { words.append(word.lowercased()) }
    return words.starts(with: ["with", "recursive"])
  }

  /// Whether something follows a semicolon.
  var hasSeveralStatements: Bool {
    var seen = false
    for piece in pieces {
      switch piece {
      case .semicolon: seen = true
      case .other(let text) where text.allSatisfy(\.isWhitespace): continue
      default: if seen { return true }
      }
    }
    return false
  }

  /// The query with each `$name` replaced.
  func replacingVariables<E: Error>(_ literal: (String) throws(E) -> String) throws(E) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .word(let text), .other(let text): result += text
      case .semicolon: result += ";"
      case .variable(let name): result += try literal(name)
      }
    }
    return result.trimmed
  }
}

extension String {
  /// The text without white space and semicolons at its ends.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }
}
