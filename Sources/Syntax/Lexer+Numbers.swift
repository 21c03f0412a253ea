extension Lexer {
  /// Reads a number, a percentage or a duration.
  mutating func readNumber() {
    let start = position
    skipDigits()
    var isWhole = true
    if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
      isWhole = false
      position += 1
      skipDigits()
    }
    let hasExponent = skipExponent()
    let numberEnd = position
    let digits = lexed.text(SourceSpan(start, numberEnd)).filter { $0 != "_" }
    let value = Double(digits) ?? .infinity

    if peek() == UInt8(ascii: "%"), peek(1) != UInt8(ascii: ">"), !hasExponent {
      position += 1
      return addLiteral(.percent(value / 100), from: start)
    }
    skipName()
    if position > numberEnd {
      return readDuration(value, isWhole: isWhole && !hasExponent, from: start, unitAt: numberEnd)
    }
    addNumber(digits, value, isWhole: isWhole && !hasExponent, from: start)
  }

  /// Reads `.5`, which lacks its zero.
  mutating func readBareFraction() {
    let start = position
    position += 1
    skipDigits()
    let digits = lexed.text(SourceSpan(start, position)).filter { $0 != "_" }
    addLiteral(.number(Double("0" + digits) ?? 0), from: start)
    blame(
      Diagnostic(
        "E208", "a number starts with a digit", at: SourceSpan(start, position),
        label: "write `0\(digits)`", fix: .init(SourceSpan(start, start), "0")))
  }

  private mutating func skipDigits() {
    while isDigit(peek()) || peek() == UInt8(ascii: "_") { position += 1 }
  }

  private mutating func skipExponent() -> Bool {
    guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
    let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard isDigit(peek(signed ? 2 : 1)) else { return false }
    position += signed ? 2 : 1
    while isDigit(peek()) { position += 1 }
    return true
  }

  private mutating func addNumber(_ digits: String, _ value: Double, isWhole: Bool, from start: Int)
  {
    let span = SourceSpan(start, position)
    if isWhole, let whole = Int64(digits) { return addLiteral(.int(whole), from: start) }
    addLiteral(.number(value), from: start)
    if isWhole {
      blame(
        Diagnostic(
          "E209", "this whole number is too large; the largest is 9223372036854775807", at: span,
          label: "write it with `.0` for a rounded number",
          fix: .init(SourceSpan(position, position), ".0")))
    } else if !value.isFinite {
      blame(Diagnostic("E209", "this number is too large", at: span, label: "at most 1.79e308"))
    }
  }

  /// Reads the unit after a number; the position stands behind it.
  private mutating func readDuration(
    _ value: Double, isWhole: Bool, from start: Int, unitAt unitStart: Int
  ) {
    let span = SourceSpan(start, position)
    let unitSpan = SourceSpan(unitStart, position)
    let spelling = lexed.text(unitSpan)
    let number = lexed.text(SourceSpan(start, unitStart))
    guard let unit = DurationSyntax.Unit(rawValue: spelling) else {
      addLiteral(.number(value), from: start)
      if spelling == "m" {
        return blame(
          Diagnostic(
            "E209", "`m` could mean minutes or months", at: span,
            label: "write `\(number)min` or `\(number)mo`"))
      }
      if let unit = Lexer.unitNames[spelling.lowercased()] {
        return blame(
          Diagnostic(
            "E209", "there is no unit `\(spelling)`", at: span, label: "write `\(number)\(unit)`",
            fix: .init(unitSpan, unit)))
      }
      return blame(
        Diagnostic(
          "E209", "`\(spelling)` cannot stand right after a number", at: unitSpan,
          label: "the units are ms s min h d w mo q y"))
    }
    addLiteral(.duration(DurationSyntax(amount: value, unit: unit)), from: start)
    if unit.months != nil, !isWhole {
      blame(
        Diagnostic(
          "E209", "months, quarters and years come whole", at: span,
          label: "write a whole number, or a smaller unit"))
    } else if !Lexer.isRepresentable(value, unit) {
      blame(
        Diagnostic("E209", "this duration is too long", at: span, label: "at most 10,000 years"))
    }
  }

  /// Whether a duration stays within ten thousand years.
  private static func isRepresentable(_ value: Double, _ unit: DurationSyntax.Unit) -> Bool {
    if let months = unit.months { return value * Double(months) <= 120_000 }
    let microseconds = Double(unit.microseconds ?? 0)
    return value * microseconds <= 10_000 * 366 * 86_400_000_000.0
  }

  /// Units as other languages name them.
  private static let unitNames: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "millisecond": "ms",
    "milliseconds": "ms", "mins": "min", "minute": "min", "minutes": "min", "hr": "h", "hrs": "h",
    "hour": "h", "hours": "h", "day": "d", "days": "d", "wk": "w", "week": "w", "weeks": "w",
    "mon": "mo", "month": "mo", "months": "mo", "quarter": "q", "quarters": "q", "yr": "y",
    "yrs": "y", "year": "y", "years": "y", "s": "s", "h": "h", "d": "d", "w": "w", "q": "q",
    "y": "y", "mo": "mo", "min": "min", "ms": "ms",
  ]
}
