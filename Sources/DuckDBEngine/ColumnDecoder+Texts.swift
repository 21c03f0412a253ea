import CDuckDB
import Tables

/// Values that become texts: those of DuckDB, words of enumerations, and types that we do not have.
extension ColumnDecoder {
  /// Adds texts of the engine.
  mutating func appendTexts(
    _ values: UnsafeBufferPointer<DuckDBString>, _ mask: UnsafeMutablePointer<UInt64>?
  ) {
    guard let base = values.baseAddress else { return }
    for row in 0..<values.count {
      if Self.isValid(mask, row) { texts.append(base + row) } else { texts.appendNull() }
    }
  }

  /// Adds the words of an enumeration, which is stored as their numbers.
  mutating func appendWords(
    _ data: UnsafeRawPointer, _ rows: Int, _ words: [String], _ storage: DuckDBType,
    _ mask: UnsafeMutablePointer<UInt64>?
  ) {
    for row in 0..<rows {
      guard Self.isValid(mask, row) else {
        texts.appendNull()
        continue
      }
      let code =
        switch storage {
        case DuckDBTypeUTinyInt: Int(data.loadElement(row, as: UInt8.self))
        case DuckDBTypeUSmallInt: Int(data.loadElement(row, as: UInt16.self))
        default: Int(data.loadElement(row, as: UInt32.self))
        }
      texts.append(code < words.count ? words[code] : "")
    }
  }

  /// Adds values of a type that we show as text.
  mutating func appendFormatted<T>(
    _ values: UnsafeBufferPointer<T>, _ mask: UnsafeMutablePointer<UInt64>?,
    _ format: (T) -> String
  ) {
    for (row, value) in values.enumerated() {
      if Self.isValid(mask, row) { texts.append(format(value)) } else { texts.appendNull() }
    }
  }

  // MARK: Texts of types that we do not have

  /// `08:26:00`, with a fraction and the distance from UTC where there is one.
  static func time(_ raw: Int64, _ id: DuckDBType) -> String {
    var micros = raw
    var zone = ""
    if id == DuckDBTypeTimeNS { micros = raw / 1000 }
    if id == DuckDBTypeTimeTZ {
      let bits = UInt64(bitPattern: raw)
      micros = Int64(bits >> 24)
      // The lower 24 bits count down from the largest offset, 15:59:59.
      let offset = 57_599 - Int(bits & 0xff_ffff)
      let minutes = abs(offset) / 60
      zone = (offset < 0 ? "-" : "+") + (minutes / 60).padded(to: 2)
      if minutes % 60 != 0 { zone += ":" + (minutes % 60).padded(to: 2) }
    }
    var text = ClockTime(microseconds: micros).text(.seconds)
    let fraction = Int(micros % 1_000_000)
    if fraction != 0 {
      var digits = String(fraction + 1_000_000).dropFirst()
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    return text + zone
  }

  /// `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
  static func uuid(_ value: DuckDBHugeInt) -> String {
    // The highest bit is stored flipped, so that the numbers sort as the texts do.
    let high = UInt64(bitPattern: value.upper) ^ (1 << 63)
    let digits = hexadecimal(high) + hexadecimal(value.lower)
    var parts: [Substring] = []
    var rest = Substring(digits)
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
