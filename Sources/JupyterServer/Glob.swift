/// A pattern for whole texts: `*` is any text, `?` one character, `[a-z]` and `[!a-z]` one of some.
package struct Glob {
  private enum Part {
    case anything
    case one
    case literal(Unicode.Scalar)
    case among([ClosedRange<Unicode.Scalar>], isNegated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anything, .one: true
      case .literal(let expected): scalar == expected
      case .among(let ranges, let isNegated):
        ranges.contains { $0.contains(scalar) } != isNegated
      }
    }

    var isAnything: Bool {
      if case .anything = self { true } else { false }
    }
  }

  private let parts: [Part]

  package init(_ pattern: String) {
    let scalars = Array(pattern.unicodeScalars)
    var parts: [Part] = []
    var position = 0
    while position < scalars.count {
      switch scalars[position] {
      case "*": parts.append(.anything)
      case "?": parts.append(.one)
      case "[":
        if let (set, end) = Glob.set(in: scalars, from: position + 1) {
          parts.append(set)
          position = end
        } else {
          parts.append(.literal("["))
        }
      case let scalar: parts.append(.literal(scalar))
      }
      position += 1
    }
    self.parts = parts
  }

  /// Whether the whole text fits; the time grows with the product of both lengths at worst.
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var part = 0
    var position = 0
    var retry: (part: Int, position: Int)?
    while position < scalars.count {
      if part < parts.count, parts[part].isAnything {
        retry = (part + 1, position)
        part += 1
      } else if part < parts.count, parts[part].matches(scalars[position]) {
        part += 1
        position += 1
      } else if let (afterStar, start) = retry {
        part = afterStar
        position = start + 1
        retry = (afterStar, start + 1)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy(\.isAnything)
  }

  /// The set that begins after a bracket, with the place of its end; nil when it has none.
  private static func set(
    in scalars: [Unicode.Scalar], from start: Int
  ) -> (part: Part, end: Int)? {
    var position = start
    var isNegated = false
    if position < scalars.count, scalars[position] == "!" || scalars[position] == "^" {
      isNegated = true
      position += 1
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let first = position
    while position < scalars.count {
      if scalars[position] == "]", position > first {
        return (.among(ranges, isNegated: isNegated), position)
      }
      let low = scalars[position]
      if position + 2 < scalars.count, scalars[position + 1] == "-", scalars[position + 2] != "]" {
        let high = scalars[position + 2]
        if low <= high { ranges.append(low...high) }
        position += 3
      } else {
        ranges.append(low...low)
        position += 1
      }
    }
    return nil
  }
}
