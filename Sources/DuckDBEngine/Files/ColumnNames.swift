import Planning

/// Makes the names of a file's columns fit for a table.
enum ColumnNames {
  /// Each name once: a repeated one gets `_2`, `_3`, …, an empty one its position.
  static func unique(_ names: [String]) -> [String] {
    let all = Set(names)
    var taken: Set<String> = []
    return names.enumerated().map { index, name in
      let name = name.isEmpty ? "column_\(index + 1)" : name
      if taken.insert(name).inserted { return name }
      var number = 2
      while taken.contains("\(name)_\(number)") || all.contains("\(name)_\(number)") { number += 1 }
      taken.insert("\(name)_\(number)")
      return "\(name)_\(number)"
    }
  }

  /// A name in the engine for each column: those that differ only by case are told apart.
  static func identifiers(of names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var identifier = name
      var number = 2
      while !taken.insert(identifier.lowercased()).inserted {
        identifier = "\(name)_\(number)"
        number += 1
      }
      return identifier
    }
  }

  /// `CustomerID` becomes `customer_id`, `Annual Income (k$)` becomes `annual_income_k`.
  static func snake(_ name: String) -> String {
    var result = ""
    let letters = Array(name)
    for (index, letter) in letters.enumerated() {
      guard letter.isLetter || letter.isNumber else {
        if !result.isEmpty && result.last != "_" { result.append("_") }
        continue
      }
      if letter.isUppercase, index > 0 {
        let before = letters[index - 1]
        let isNextLower = index + 1 < letters.count && letters[index + 1].isLowercase
        // A word begins after a small letter or a digit, and with the last capital of a run.
        if before.isLowercase || before.isNumber || (before.isUppercase && isNextLower) {
          if result.last != "_" { result.append("_") }
        }
      }
      result += letter.lowercased()
    }
    while result.last == "_" { result.removeLast() }
    return result
  }

  /// The names by the rule that was asked for.
  static func apply(_ rule: FileSource.Names, to names: [String]) -> [String] {
    unique(rule == .snake ? names.map(snake) : names)
  }
}
