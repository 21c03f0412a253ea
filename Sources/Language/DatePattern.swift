package import Tables

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

  /// The date or datetime in this pattern; nil for null and for what is neither.
  package func text(of value: Value) -> String? {
    let day: Int
    let seconds: Int
    switch value {
    case .date(let number): (day, seconds) = (Int(number), 0)
    case .datetime(let microseconds):
      let total = Int(microseconds)
      day = Int((Double(total) / 86_400_000_000).rounded(.down))
      seconds = (total - day * 86_400_000_000) / 1_000_000
    default: return nil
    }
    let date = CivilDate(day)
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .field(let field): text += Self.text(field, date, day: day, seconds: seconds)
      }
    }
    return text
  }

  private static func text(_ field: Field, _ date: CivilDate, day: Int, seconds: Int) -> String {
    switch field {
    case .year: String(date.year)
    case .shortYear: padded(((date.year % 100) + 100) % 100, 2)
    case .fullYear: padded(date.year, 4)
    case .month: String(date.month)
    case .paddedMonth: padded(date.month, 2)
    case .shortMonthName: String(CivilDate.monthNames[date.month - 1].prefix(3))
    case .monthName: CivilDate.monthNames[date.month - 1]
    case .day: String(date.day)
    case .paddedDay: padded(date.day, 2)
    case .shortDayName: String(CivilDate.dayNames[CivilDate.weekday(day) - 1].prefix(3))
    case .dayName: CivilDate.dayNames[CivilDate.weekday(day) - 1]
    case .hour: String(seconds / 3_600)
    case .paddedHour: padded(seconds / 3_600, 2)
    case .minute: String(seconds / 60 % 60)
    case .paddedMinute: padded(seconds / 60 % 60, 2)
    case .second: padded(seconds % 60, 2)
    case .quarter: String((date.month + 2) / 3)
    case .week: String(CivilDate.week(day))
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }
}
