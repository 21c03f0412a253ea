/// A pattern for dates in Unicode letters (ruling 33), taken apart.
struct DatePattern {
  /// A letter run such as `MMM`, or text to be copied.
  enum Piece: Hashable {
    case field(String)
    case text(String)
  }

  let pieces: [Piece]

  init(_ pattern: String) {
    var pieces: [Piece] = []
    var characters = Array(pattern)[...]
    func append(_ text: String) {
      if case .text(let before) = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(.text(text))
      }
    }
    while let character = characters.first {
      if character == "'" {
        characters = characters.dropFirst()
        if characters.first == "'" { append("'"); characters = characters.dropFirst(); continue }
        // A doubled quote inside stands for one.
        var isOpen = true
        while isOpen {
          let quoted = characters.prefix { $0 != "'" }
          append(String(quoted))
          characters = characters.dropFirst(quoted.count + 1)
          isOpen = characters.first == "'"
          if isOpen {
            append("'")
            characters = characters.dropFirst()
          }
        }
      } else if character.isLetter {
        let run = characters.prefix { $0 == character }
        pieces.append(.field(String(run)))
        characters = characters.dropFirst(run.count)
      } else {
        append(String(character))
        characters = characters.dropFirst()
      }
    }
    self.pieces = pieces
  }

  /// A text expression: pieces that `format` knows are written by it, the rest by `special`.
  func concatenated(
    codes: [String: String], copy: (String) -> String, format: (String) -> String,
    special: (String) -> String
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

  /// One text with the code of each field; unknown fields are left out.
  func written(codes: [String: String], copy: (String) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): copy(text)
      case .field(let field): codes[field] ?? ""
      }
    }.joined()
  }
}
