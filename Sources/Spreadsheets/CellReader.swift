import Glibc
import Tables

/// Turns what stands in a cell's XML into its content.
struct CellReader {
  /// How the value of a cell is written.
  enum Form {
    case number, sharedText, text, bool, error, isoDate

    /// The form that the attribute `t` names.
    init(_ name: UnsafePointer<CChar>) {
      switch (UInt8(bitPattern: name[0]), name[0] == 0 ? 0 : UInt8(bitPattern: name[1])) {
      case (UInt8(ascii: "s"), 0): self = .sharedText
      case (UInt8(ascii: "s"), _), (UInt8(ascii: "i"), _): self = .text
      case (UInt8(ascii: "b"), _): self = .bool
      case (UInt8(ascii: "e"), _): self = .error
      case (UInt8(ascii: "d"), _): self = .isoDate
      default: self = .number
      }
    }
  }

  let texts: CellTexts
  let sharedCodes: [Int32]
  let formats: [NumberFormat]
  let dates: SerialDate

  /// The content, or nil when the cell holds an error or a value that is none.
  func content(
    _ form: Form, _ bytes: [UInt8], style: Int
  ) throws(SpreadsheetError) -> CellContent? {
    switch form {
    case .number:
      guard let number = Self.number(bytes) else { return nil }
      guard formats.indices.contains(style), formats[style] != .number else { return number }
      return try date(number, formats[style])
    case .sharedText:
      guard case let number? = Self.number(bytes), number.kind == .int,
        sharedCodes.indices.contains(Int(number.bits))
      else { throw .damaged("a cell names a text that is not there") }
      let code = sharedCodes[Int(number.bits)]
      return texts.texts[Int(code)].isEmpty ? .null : CellContent(kind: .text, bits: Int64(code))
    case .text:
      if bytes.isEmpty { return .null }
      let code = try texts.code(of: CellTexts.text(bytes))
      return CellContent(kind: .text, bits: Int64(code))
    case .bool:
      let isTrue = bytes == [UInt8(ascii: "1")] || bytes.elementsEqual("true".utf8)
      return CellContent(kind: .bool, bits: isTrue ? 1 : 0)
    case .error: return nil
    case .isoDate:
      return bytes.withUnsafeBytes { bytes in
        if let day = ISOText.date(bytes) { return CellContent(kind: .date, bits: Int64(day)) }
        return ISOText.datetime(bytes).map { CellContent(kind: .datetime, bits: $0.micros) }
      }
    }
  }

  private func date(
    _ number: CellContent, _ format: NumberFormat
  ) throws(SpreadsheetError) -> CellContent? {
    let serial =
      number.kind == .int
      ? Double(number.bits) : Double(bitPattern: UInt64(bitPattern: number.bits))
    switch dates.meaning(serial, format) {
    case .day(let day): return CellContent(kind: .date, bits: Int64(day))
    case .moment(let micros): return CellContent(kind: .datetime, bits: micros)
    case .time(let micros):
      let code = try texts.code(of: SerialDate.text(micros))
      return CellContent(kind: .text, bits: Int64(code))
    case .none: return nil
    }
  }

  // MARK: Numbers

  private static let powers: [Double] = (0...15).map { pow(10, Double($0)) }

  /// Reads a number, nil if it is none.
  ///
  /// Integers of up to 18 digits stay exact.
  static func number(_ bytes: [UInt8]) -> CellContent? {
    var place = 0
    let count = bytes.count
    var isNegative = false
    if place < count, bytes[place] == UInt8(ascii: "-") {
      isNegative = true
      place += 1
    }
    var digits: Int64 = 0
    var length = 0
    var decimals = -1
    while place < count, length < 18 {
      let digit = bytes[place] &- 48
      if digit < 10 {
        digits = digits * 10 + Int64(digit)
        length += 1
        if decimals >= 0 { decimals += 1 }
      } else if bytes[place] == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else {
        break
      }
      place += 1
    }
    if place == count, length > 0 {
      if decimals < 0, length <= 18 {
        return CellContent(kind: .int, bits: isNegative ? -digits : digits)
      }
      if length <= 15 {
        // Both are exact as doubles, so that one rounding gives the nearest number.
        let value = Double(digits) / powers[max(0, decimals)]
        return .number(isNegative ? -value : value)
      }
    }
    return slowNumber(bytes)
  }

  private static func slowNumber(_ bytes: [UInt8]) -> CellContent? {
    guard !bytes.isEmpty, bytes.count < 400 else { return nil }
    return (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        guard let start = text.baseAddress else { return nil }
        var end: UnsafeMutablePointer<CChar>?
        let value = strtod(start, &end)
        guard let end, UnsafePointer(end) == start + bytes.count, value.isFinite else { return nil }
        return CellContent.number(value)
      }
    }
  }
}
