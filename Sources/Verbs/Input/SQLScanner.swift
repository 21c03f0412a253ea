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
    let text = Array(query.trimmed)
    var index = 0
    func isName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    func end(of start: Int, closing: Character) -> Int {
      var end = start + 1
      while end < text.count {
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
    while index < text.count {
      let start = index
      let character = text[index]
      if character == "'" || character == "\"" {
        index = end(of: index, closing: character)
        // A quoted identifier can name a table of the session too.
        let quoted = String(text[start..<index])
        pieces.append(.other(quoted))
      } else if character == "-", index + 1 < text.count, text[index + 1] == "-" {
        while index < text.count, !text[index].isNewline { index += 1 }
        pieces.append(.other(" "))
      } else if character == "/", index + 1 < text.count, text[index + 1] == "*" {
        index += 2
        while index < text.count, !(text[index] == "/" && text[index - 1] == "*") { index += 1 }
        index = min(index + 1, text.count)
        pieces.append(.other(" "))
      } else if character == "$", index + 1 < text.count, text[index + 1].isLetter {
        index += 1
        while index < text.count,
          isName(text[index])
            || text[index] == "." && index + 1 < text.count && text[index + 1].isLetter
        { index += 1 }
        pieces.append(.variable(String(text[(start + 1)..<index])))
      } else if isName(character) {
        while index < text.count, isName(text[index]) { index += 1 }
        pieces.append(.word(String(text[start..<index])))
      } else {
        index += 1
        pieces.append(character == ";" ? .semicolon : .other(String(character)))
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
