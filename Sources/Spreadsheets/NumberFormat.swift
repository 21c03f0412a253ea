/// What the format of a cell says about its number.
enum NumberFormat: Hashable, Sendable {
  /// A number, a percentage, an amount.
  case number
  /// A day.
  case date
  /// A day with a time.
  case datetime
  /// A time of the day.
  case time
  /// Hours, minutes or seconds that go on counting past a day: `[h]:mm`.
  case elapsed

  /// The formats that have a number and no text (ECMA-376, part 1, 18.8.30), also those whose look
  /// depends on an East Asian language.
  init(builtIn id: Int) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 22: self = .datetime
    case 46: self = .elapsed
    default: self = .number
    }
  }

  /// Reads a format's text, such as `yyyy-mm-dd` or `#,##0.00;[Red]-#,##0.00`.
  init(_ code: String) {
    var letters = FormatLetters()
    letters.read(code)
    if letters.isElapsed {
      self = .elapsed
    } else if letters.hasDay {
      self = letters.hasTime ? .datetime : .date
    } else {
      self = letters.hasTime ? .time : .number
    }
  }
}

/// The letters of a format's first section that stand for parts of a date or a time.
private struct FormatLetters {
  var isElapsed = false
  var hasDay = false
  var hasTime = false
  /// A run of `m` after hours is minutes; before seconds too, else it is the month.
  private var waitsForSeconds = false
  private var followsHours = false

  mutating func read(_ code: String) {
    var rest = Substring(code)
    while let letter = rest.popFirst() {
      switch letter {
      case ";":
        finish()
        return
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let word = rest.prefix { $0 != "]" }.lowercased()
        rest = rest.dropFirst(word.count + 1)
        if let first = word.first, "hms".contains(first), word.allSatisfy({ $0 == first }) {
          isElapsed = true
        }
      case "G" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
      case "A" where rest.hasPrefix("M/PM"), "a" where rest.hasPrefix("m/pm"):
        rest = rest.dropFirst(4)
        hasTime = true
      case "A" where rest.hasPrefix("/P"):
        rest = rest.dropFirst(2)
        hasTime = true
      default: see(letter)
      }
    }
    finish()
  }

  private mutating func see(_ letter: Character) {
    switch letter {
    case "y", "Y", "d", "D", "e":
      finish()
      hasDay = true
    case "h", "H":
      finish()
      hasTime = true
      followsHours = true
    case "s", "S":
      waitsForSeconds = false
      followsHours = false
      hasTime = true
    case "m", "M":
      if !followsHours { waitsForSeconds = true } else { hasTime = true }
    default: break
    }
  }

  /// A month that no seconds followed was one.
  private mutating func finish() {
    if waitsForSeconds { hasDay = true }
    waitsForSeconds = false
    followsHours = false
  }
}
