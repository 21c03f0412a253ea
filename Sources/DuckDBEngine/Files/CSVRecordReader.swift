import Glibc

/// Reads a text file record by record, as it stands: nothing is guessed, trimmed or repaired.
struct CSVRecordReader {
  /// The place of a field in the file, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    /// Whether a doubled quote within stands for one.
    var hasDoubledQuotes: Bool
  }

  enum Outcome {
    case record
    /// The record is not well-formed; reading goes on with the next line.
    case broken(String)
    case end
  }

  let bytes: UnsafeRawBufferPointer
  let format: CSVFormat
  /// The fields of the last record.
  private(set) var fields: [Field] = []
  /// The line on which the last record starts, from 1.
  private(set) var line = 0
  /// Where the last record starts.
  private(set) var start = 0
  /// Whether lines without any sign are passed over.
  var skipsBlankLines = true

  private var position: Int
  private var nextLine = 1

  init(_ bytes: UnsafeRawBufferPointer, _ format: CSVFormat) {
    self.bytes = bytes
    self.format = format
    position = format.start
  }

  /// Reads the next record into `fields`.
  mutating func next() -> Outcome {
    fields.removeAll(keepingCapacity: true)
    while true {
      guard position < bytes.count else { return .end }
      guard let blank = blankLineLength(), skipsBlankLines || position + blank >= bytes.count
      else { break }
      position += blank
      nextLine += 1
    }
    line = nextLine
    start = position
    while true {
      let isLast: Bool
      if position < bytes.count && bytes[position] == format.quote {
        switch quotedField() {
        case .more: isLast = false
        case .last: isLast = true
        case .broken(let reason):
          recover()
          return .broken(reason)
        }
      } else {
        isLast = plainField()
      }
      if isLast { return .record }
    }
  }

  /// The text of the last record, without its line end.
  var recordBytes: UnsafeRawBufferPointer {
    var end = position
    if end > start && bytes[end - 1] == format.newline { end -= 1 }
    if end > start && bytes[end - 1] == carriageReturn && format.newline != carriageReturn {
      end -= 1
    }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// The bytes of a field; doubled quotes are still doubled.
  func bytes(of field: Field) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  private enum FieldEnd {
    case more, last
    case broken(String)
  }

  private let carriageReturn = UInt8(ascii: "\r")

  /// The length of an empty line here, its end included, or nil when something stands here.
  private func blankLineLength() -> Int? {
    if bytes[position] == format.newline { return 1 }
    if bytes[position] == carriageReturn && position + 1 < bytes.count
      && bytes[position + 1] == format.newline
    {
      return 2
    }
    return nil
  }

  /// Reads a field without quotes; tells whether it ends the record.
  private mutating func plainField() -> Bool {
    let begin = position
    let delimiter = format.delimiter
    let newline = format.newline
    let count = bytes.count
    var place = position
    while place < count {
      let byte = bytes[place]
      if byte == delimiter {
        fields.append(Field(start: begin, end: place, hasDoubledQuotes: false))
        position = place + 1
        return false
      }
      if byte == newline { break }
      place += 1
    }
    var end = place
    if place < count {
      if end > begin && bytes[end - 1] == carriageReturn { end -= 1 }
      nextLine += 1
      position = place + 1
    } else {
      position = count
    }
    fields.append(Field(start: begin, end: end, hasDoubledQuotes: false))
    return true
  }

  /// Reads a field in quotes, which may hold delimiters and line ends.
  private mutating func quotedField() -> FieldEnd {
    let quote = format.quote
    let begin = position + 1
    var place = begin
    var hasDoubled = false
    let count = bytes.count
    guard let base = bytes.baseAddress else { return .last }
    while true {
      guard place < count, let found = memchr(base + place, Int32(quote), count - place) else {
        return .broken("a quote is opened and never closed")
      }
      place = UnsafeRawPointer(found) - base
      if place + 1 < count && bytes[place + 1] == quote {
        hasDoubled = true
        place += 2
        continue
      }
      break
    }
    let end = place
    nextLine += newlines(begin..<end)
    fields.append(Field(start: begin, end: end, hasDoubledQuotes: hasDoubled))
    place += 1
    if place == count {
      position = count
      return .last
    }
    if bytes[place] == format.delimiter {
      position = place + 1
      return .more
    }
    if bytes[place] == carriageReturn && place + 1 < count && bytes[place + 1] == format.newline {
      place += 1
    }
    guard bytes[place] == format.newline else {
      return .broken("text follows a closing quote")
    }
    nextLine += 1
    position = place + 1
    return .last
  }

  private func newlines(_ range: Range<Int>) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var count = 0
    var place = range.lowerBound
    while place < range.upperBound,
      let found = memchr(base + place, Int32(format.newline), range.upperBound - place)
    {
      count += 1
      place = UnsafeRawPointer(found) - base + 1
    }
    return count
  }

  /// Goes on after the line on which a broken record starts.
  private mutating func recover() {
    fields.removeAll(keepingCapacity: true)
    nextLine = line + 1
    guard let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(format.newline), bytes.count - start)
    else {
      position = bytes.count
      return
    }
    position = UnsafeRawPointer(found) - base + 1
  }
}
