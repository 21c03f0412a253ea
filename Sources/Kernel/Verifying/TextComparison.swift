/// Compares texts byte by byte, or with some room for their numbers.
struct TextComparison: Sendable {
  /// The first place at which two texts part.
  struct Difference: Hashable, Sendable {
    /// Counted from 1.
    var line: Int
    /// The line in each text, nil behind its end.
    var expected: String?
    var found: String?
    /// Where the lines part, in code points of `found` from 0.
    var column: Int
  }

  /// How far numbers may be apart, as a share of the larger one; nil compares bytes.
  var tolerance: Double?

  /// Where the texts part, nil when they are the same.
  func difference(_ expected: String, _ found: String) -> Difference? {
    // `==` would call texts equal that only look so.
    if expected.utf8.elementsEqual(found.utf8) { return nil }
    var (before, now) = (Self.lines(expected), Self.lines(found))
    if tolerance != nil {
      before = Self.withoutContentNames(before)
      now = Self.withoutContentNames(now)
    }
    for index in 0..<max(before.count, now.count) {
      let left = index < before.count ? before[index] : nil
      let right = index < now.count ? now[index] : nil
      let column: Int?
      if let left, let right { column = part(left, right) } else { column = 0 }
      guard let column else { continue }
      return Difference(
        line: index + 1, expected: left.map { String(decoding: $0, as: UTF8.self) },
        found: right.map { String(decoding: $0, as: UTF8.self) }, column: column)
    }
    return nil
  }

  private static func lines(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Where two lines part, in code points of the second one.
  private func part(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    guard left != right else { return nil }
    var position = 0
    if let tolerance {
      var (a, b) = (NumberScanner(left), NumberScanner(right))
      while true {
        let (next, other) = (a.next(), b.next())
        if next == nil && other == nil { return nil }
        guard let next, let other, next.isClose(to: other, tolerance) else { break }
        position = b.position
      }
    } else {
      position =
        zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset
        ?? min(left.count, right.count)
      // Not into the middle of a code point.
      while position > 0, position < right.count, right[position] & 0xC0 == 0x80 { position -= 1 }
    }
    return right[..<position].count { $0 & 0xC0 != 0x80 }
  }

  /// Names that are made from a table's content stand for its place instead: with a number that
  /// differs, the name differs too.
  private static func withoutContentNames(_ lines: [[UInt8]]) -> [[UInt8]] {
    let prefix = Array("teff-".utf8)
    let digits = 16
    var places: [ArraySlice<UInt8>: Int] = [:]
    return lines.map { line in
      var result: [UInt8] = []
      var index = 0
      while index < line.count {
        let end = index + prefix.count + digits
        if end <= line.count, line[index...].starts(with: prefix),
          line[(index + prefix.count)..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }
          )
        {
          let place = places[line[index..<end], default: places.count + 1]
          places[line[index..<end]] = place
          result += Array("teff-#\(place)".utf8)
          index = end
        } else {
          result.append(line[index])
          index += 1
        }
      }
      return result
    }
  }
}

/// Takes a line apart into numbers and single bytes of other text.
private struct NumberScanner {
  enum Piece {
    case number(Double)
    case byte(UInt8)

    func isClose(to other: Piece, _ tolerance: Double) -> Bool {
      switch (self, other) {
      case (.byte(let a), .byte(let b)): a == b
      case (.number(let a), .number(let b)):
        a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
      default: false
      }
    }
  }

  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Piece? {
    guard position < bytes.count else { return nil }
    guard isDigit(position) else {
      position += 1
      return .byte(bytes[position - 1])
    }
    var digits = takeDigits()
    // 1,234,567 as numbers are shown.
    if digits.count <= 3 {
      while byte(position) == UInt8(ascii: ","), (1...3).allSatisfy({ isDigit(position + $0) }),
        !isDigit(position + 4)
      {
        position += 1
        digits += takeDigits()
      }
    }
    if byte(position) == UInt8(ascii: "."), isDigit(position + 1) {
      position += 1
      digits += [UInt8(ascii: ".")] + takeDigits()
    }
    if byte(position).map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      let isSigned = [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte(position + 1))
      if isDigit(position + (isSigned ? 2 : 1)) {
        digits += bytes[position..<(position + (isSigned ? 2 : 1))]
        position += isSigned ? 2 : 1
        digits += takeDigits()
      }
    }
    return .number(Double(String(decoding: digits, as: UTF8.self)) ?? .infinity)
  }

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func isDigit(_ index: Int) -> Bool {
    byte(index).map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private mutating func takeDigits() -> [UInt8] {
    let start = position
    while isDigit(position) { position += 1 }
    return Array(bytes[start..<position])
  }
}
