/// Reads days and instants as ISO 8601 writes them, out of all bytes of a text.
package enum ISOText {
  /// Days since 1970 of `2011-12-09`; nil if the bytes are anything else, or no day.
  package static func date(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    guard bytes.count == 10, bytes[4] == minus, bytes[7] == minus,
      let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2),
      let day = digits(bytes, 8, 2), year >= 1, (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    return Int32(CivilDate(year: year, month: month, day: day).daysSince1970)
  }

  /// Microseconds since 1970 of `2011-12-09T08:26`, with a space or seconds or a fraction or a
  /// zone, or of a date; a zone is counted off.
  package static func datetime(_ bytes: UnsafeRawBufferPointer) -> (micros: Int64, isZoned: Bool)? {
    guard bytes.count >= 10, let days = date(.init(rebasing: bytes[..<10])) else { return nil }
    let start = Int64(days) * 86_400_000_000
    if bytes.count == 10 { return (start, false) }
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == space,
      let hour = digits(bytes, 11, 2), hour < 24, bytes[13] == colon,
      let minute = digits(bytes, 14, 2), minute < 60
    else { return nil }
    var micros = start + Int64(hour * 3600 + minute * 60) * 1_000_000
    var place = 16
    if place < bytes.count, bytes[place] == colon {
      guard let second = digits(bytes, 17, 2), second < 60 else { return nil }
      micros += Int64(second) * 1_000_000
      place = 19
      if place < bytes.count, bytes[place] == point {
        place += 1
        var unit: Int64 = 100_000
        let begin = place
        while place < bytes.count, let digit = digits(bytes, place, 1) {
          micros += Int64(digit) * unit
          unit /= 10
          place += 1
        }
        guard place > begin, place <= begin + 9 else { return nil }
      }
    }
    if place == bytes.count { return (micros, false) }
    if bytes[place] == UInt8(ascii: "Z") { return place + 1 == bytes.count ? (micros, true) : nil }
    guard bytes[place] == minus || bytes[place] == plus, let hours = digits(bytes, place + 1, 2),
      hours < 24
    else { return nil }
    let isEast = bytes[place] == plus
    place += 3
    var minutes = 0
    if place < bytes.count {
      if bytes[place] == colon { place += 1 }
      guard let found = digits(bytes, place, 2), found < 60, place + 2 == bytes.count else {
        return nil
      }
      minutes = found
    }
    let offset = Int64(hours * 60 + minutes) * 60_000_000
    return (isEast ? micros - offset : micros + offset, true)
  }

  private static let minus = UInt8(ascii: "-")
  private static let plus = UInt8(ascii: "+")
  private static let point = UInt8(ascii: ".")
  private static let colon = UInt8(ascii: ":")
  private static let space = UInt8(ascii: " ")

  private static func digits(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for place in start..<start + count {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
