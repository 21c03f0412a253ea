/// The text of an operation with places for its arguments.
///
/// `$1` is the first argument as it stands, `#1` the same as an operand (in parentheses if it needs
/// them), `%1` as a 32-bit integer, `$*` all arguments between commas.
struct SQLTemplate: ExpressibleByStringLiteral {
  private let text: String

  init(stringLiteral text: String) { self.text = text }

  /// The text with the arguments in their places.
  func filled(_ arguments: [String]) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      guard "$#%".contains(character), let next = rest.first else {
        result.append(character)
        continue
      }
      if next == "*" {
        result += arguments.joined(separator: ", ")
      } else if let number = next.wholeNumberValue, number >= 1, number <= arguments.count {
        let argument = arguments[number - 1]
        switch character {
        case "#": result += Self.operand(argument)
        case "%":
          result += Int(argument) == nil ? "CAST(\(argument) AS INT)" : argument
        default: result += argument
        }
      } else {
        result.append(character)
        continue
      }
      rest = rest.dropFirst()
    }
    return result
  }

  /// `text`, in parentheses unless it is one name, literal or call.
  static func operand(_ text: String) -> String { isAtomic(text) ? text : "(\(text))" }

  /// Whether the text is one name, literal, call or `CASE … END`, so that no operator can split it.
  static func isAtomic(_ text: String) -> Bool {
    if text.hasPrefix("CASE ") && text.hasSuffix(" END") && isOneCase(text) { return true }
    for word in ["DATE ", "TIMESTAMP ", "INTERVAL ", "float8 "] where text.hasPrefix(word) {
      return isOneQuoted(text.dropFirst(word.count))
    }
    var depth = 0
    var quote: Character?
    var rest = text[...]
    while let character = rest.first {
      if let open = quote {
        if character == open { quote = nil }
      } else if "'\"`".contains(character) {
        quote = character
      } else if "([".contains(character) {
        depth += 1
      } else if ")]".contains(character) {
        depth -= 1
      } else if depth == 0, " +-*/%<>=|~".contains(character) {
        // The clauses of an aggregate or window belong to its call.
        guard let clause = callClauses.first(where: rest.hasPrefix) else { return false }
        rest = rest.dropFirst(clause.count - 2)
      }
      rest = rest.dropFirst()
    }
    return true
  }

  private static let callClauses = [" OVER (", " FILTER (", " WITHIN GROUP ("]

  private static func isOneQuoted(_ text: Substring) -> Bool {
    guard text.first == "'", text.last == "'" else { return false }
    return !text.dropFirst().dropLast().contains("'")
  }

  private static func isOneCase(_ text: String) -> Bool {
    text.dropFirst(5).dropLast(4).range(ofWord: "CASE") == nil
      && text.dropFirst(5).dropLast(4).range(ofWord: "END") == nil
  }
}

extension Substring {
  /// Where `word` begins as a word of its own.
  fileprivate func range(ofWord word: String) -> Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) { return index }
      index = self.index(after: index)
    }
    return nil
  }
}

/// The operations that all engines spell alike.
let sharedTemplates: [Operation: SQLTemplate] = [
  .add: "#1 + #2", .subtract: "#1 - #2", .multiply: "#1 * #2", .negate: "-#1",
  .absolute: "abs($1)",
  .squareRoot: "sqrt(CASE WHEN #1 >= 0 THEN $1 END)",
  .naturalLogarithm: "ln(CASE WHEN #1 > 0 THEN $1 END)",
  .commonLogarithm: "log10(CASE WHEN #1 > 0 THEN $1 END)",
  .least: "least($*)", .greatest: "greatest($*)",
  .coalesce: "coalesce($*)", .nullIf: "nullif($1, $2)",
  .lower: "lower($1)", .upper: "upper($1)", .reverse: "reverse($1)",
  .left: "left($1, %2)", .right: "right($1, %2)",
  .replace: "replace($1, $2, $3)", .splitPart: "split_part($1, $2, %3)",
  .padLeft: "lpad($1, CAST(greatest($2, length($1)) AS INT), $3)",
  .padRight: "rpad($1, CAST(greatest($2, length($1)) AS INT), $3)",
  .addDays: "#1 + %2", .md5: "md5($1)",
  .equal: "#1 = #2", .notEqual: "#1 <> #2", .less: "#1 < #2", .lessOrEqual: "#1 <= #2",
  .greater: "#1 > #2", .greaterOrEqual: "#1 >= #2", .and: "#1 AND #2", .or: "#1 OR #2",
  .not: "NOT #1", .isNull: "#1 IS NULL", .isNotNull: "#1 IS NOT NULL",
]
