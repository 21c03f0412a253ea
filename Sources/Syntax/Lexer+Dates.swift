extension Lexer {
  /// Reads a date, datetime or period after `@`.
  mutating func readDate() {
    let start = position
    position += 1
    guard let year = readDigits(4) else { return readBrokenDate(from: start) }
    if peek() == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "Q") {
      return readQuarter(of: year, from: start)
    }
    guard peek() == UInt8(ascii: "-"), isDigit(peek(1)) else {
      return addPeriod(year: year, months: 1...12, from: start)
    }
    position += 1
    guard let month = readDigits(2) else { return readBrokenDate(from: start) }
    guard peek() == UInt8(ascii: "-"), isDigit(peek(1)), isDigit(peek(2)) else {
      return addPeriod(year: year, months: month...month, from: start)
    }
    position += 1
    guard let day = readDigits(2) else { return readBrokenDate(from: start) }
    guard let number = CalendarDay.number(year: year, month: month, day: day) else {
      if peek() == UInt8(ascii: "T") { skipDateCharacters() }
      return addImpossibleDate(year: year, month: month, from: start)
    }
    guard peek() == UInt8(ascii: "T") else {
      return finishDate(.date(number), from: start)
    }
    position += 1
    readTime(on: number, from: start)
  }

  /// Exactly `count` digits, not followed by another; nil leaves the position as it is.
  private mutating func readDigits(_ count: Int) -> Int? {
    var value = 0
    for offset in 0..<count {
      guard isDigit(peek(offset)) else { return nil }
      value = value * 10 + Int(peek(offset) - UInt8(ascii: "0"))
    }
    guard !isDigit(peek(count)) else { return nil }
    position += count
    return value
  }

  private mutating func readQuarter(of year: Int, from start: Int) {
    position += 2
    guard let quarter = readDigits(1), (1...4).contains(quarter) else {
      return readBrokenDate(from: start)
    }
    addPeriod(year: year, months: (quarter * 3 - 2)...(quarter * 3), from: start)
  }

  private mutating func addPeriod(year: Int, months: ClosedRange<Int>, from start: Int) {
    let (first, last) = (months.lowerBound, months.upperBound)
    guard let firstDay = CalendarDay.number(year: year, month: first, day: 1),
      let lastDay = CalendarDay.number(
        year: year, month: last, day: CalendarDay.length(ofMonth: last, year: year))
    else { return addImpossibleDate(year: year, month: first, from: start) }
    let spelling = lexed.text(SourceSpan(start + 1, position))
    finishDate(
      .period(PeriodSyntax(first: firstDay, last: lastDay, spelling: spelling)), from: start)
  }

  private mutating func readTime(on day: Int32, from start: Int) {
    guard let hour = readDigits(2), peek() == UInt8(ascii: ":") else {
      return readBrokenDate(from: start)
    }
    position += 1
    guard let minute = readDigits(2) else { return readBrokenDate(from: start) }
    var second = 0
    var microsecond = 0
    if peek() == UInt8(ascii: ":") {
      position += 1
      guard let digits = readDigits(2) else { return readBrokenDate(from: start) }
      second = digits
      microsecond = readFraction()
    }
    var offset: Int?
    let sign = peek()
    if sign == UInt8(ascii: "Z") {
      position += 1
      offset = 0
    } else if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      isDigit(peek(1)), isDigit(peek(2)), peek(3) == UInt8(ascii: ":")
    {
      position += 1
      let hours = readDigits(2)
      position += 1
      guard let hours, let minutes = readDigits(2), hours <= 18, minutes < 60 else {
        return readBrokenDate(from: start)
      }
      offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
    guard hour < 24, minute < 60, second < 60 else {
      addLiteral(.date(day), from: start)
      return blame(
        Diagnostic(
          "E210", "there is no such time of day", at: SourceSpan(start, position),
          label: "hours go to 23, minutes and seconds to 59"))
    }
    let seconds = Int64(day) * 86_400 + Int64((hour * 60 + minute - (offset ?? 0)) * 60 + second)
    finishDate(
      .datetime(seconds * 1_000_000 + Int64(microsecond), isZoned: offset != nil), from: start)
  }

  /// The fraction of a second in microseconds; further digits are cut.
  private mutating func readFraction() -> Int {
    guard peek() == UInt8(ascii: "."), isDigit(peek(1)) else { return 0 }
    position += 1
    var value = 0
    var count = 0
    while isDigit(peek()) {
      if count < 6 { value = value * 10 + Int(peek() - UInt8(ascii: "0")) }
      count += 1
      position += 1
    }
    while count < 6 {
      value *= 10
      count += 1
    }
    return value
  }

  private mutating func finishDate(_ value: LiteralSyntax, from start: Int) {
    guard !isNameStart(), !isDigit(peek()) else { return readBrokenDate(from: start) }
    addLiteral(value, from: start)
  }

  private mutating func addImpossibleDate(year: Int, month: Int, from start: Int) {
    addLiteral(.null, from: start)
    let span = SourceSpan(start, position)
    guard (1...12).contains(month), year > 0 else {
      return blame(
        Diagnostic(
          "E210", "there is no such \(year > 0 ? "month" : "year")", at: span,
          label: year > 0 ? "months go from 01 to 12" : "years go from 0001 to 9999"))
    }
    let length = CalendarDay.length(ofMonth: month, year: year)
    let yearAndMonth = lexed.text(SourceSpan(start, start + 8))
    blame(
      Diagnostic(
        "E210", "there is no such day", at: span,
        label: "the month ends with \(yearAndMonth)-\(length)"))
  }

  private mutating func skipDateCharacters() {
    while isASCIILetter(peek()) || isDigit(peek()) || peek() == UInt8(ascii: ":")
      || ((peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "/"))
        && (isDigit(peek(1)) || peek(1) == UInt8(ascii: "Q")))
    {
      position += 1
    }
  }

  /// Text after `@` that is no date.
  private mutating func readBrokenDate(from start: Int) {
    position = start + 1
    skipDateCharacters()
    let text = lexed.text(SourceSpan(start, position))
    addLiteral(.null, from: start)
    let span = SourceSpan(start, position)
    if let repaired = Lexer.repairedDate(text) {
      return blame(
        Diagnostic(
          "E210", "months and days have two digits", at: span, label: "write \(repaired)",
          fix: .init(span, repaired)))
    }
    blame(
      Diagnostic(
        "E210", "`\(text)` is no date", at: span,
        label: "write it as @2011-12-09, @2011-12-09T08:26, @2011-12, @2011-Q4 or @2011"))
  }

  /// `@2011-6-1` with its zeros, if that makes a date.
  private static func repairedDate(_ text: String) -> String? {
    let parts = text.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
      parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count,
      CalendarDay.number(
        year: numbers[0], month: numbers[1], day: numbers.count > 2 ? numbers[2] : 1) != nil
    else { return nil }
    return "@\(parts[0])"
      + parts.dropFirst().map { $0.utf8.count == 1 ? "-0\($0)" : "-\($0)" }.joined()
  }
}
