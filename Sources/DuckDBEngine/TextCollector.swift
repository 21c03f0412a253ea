import CDuckDB
import Glibc
import Tables

/// Codes texts as they come out of DuckDB; bytes are copied only for a text that is new.
struct TextCollector {
  private(set) var codes: [Int32] = []
  /// The texts so far: up to 12 bytes in the two words (length and all), longer ones with their
  /// first word and their place in `arena`.
  private var entries: [(first: UInt64, second: UInt64, hash: UInt64)] = []
  private var arena: [UInt8] = []
  /// Open addressing: a code plus one, or 0 for a free place.
  private var table: [Int32]
  private var mask: Int

  init(reserving rows: Int = 0) {
    codes.reserveCapacity(rows)
    table = [Int32](repeating: 0, count: 1024)
    mask = 1023
  }

  /// Adds the code of a row that is null.
  mutating func appendNull() { codes.append(0) }

  /// Adds a text that DuckDB holds.
  mutating func append(_ text: UnsafePointer<DuckDBString>) {
    let words = UnsafeRawPointer(text)
    let first = words.loadUnaligned(as: UInt64.self)
    let second = words.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let length = Int(text.pointee.length)
    if length <= 12 {
      let hash = Self.mix(first ^ Self.mix(second))
      append(first, second, hash, nil, length)
    } else if let bytes = text.pointee.pointer {
      let start = UnsafeRawPointer(bytes)
      append(first, 0, Self.hash(start, length), start, length)
    } else {
      codes.append(0)
    }
  }

  /// Adds a text of our own.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      let length = utf8.count
      if length > 12, let start = utf8.baseAddress {
        let bytes = UnsafeRawPointer(start)
        let prefix = UInt64(bytes.loadUnaligned(as: UInt32.self).littleEndian)
        append(UInt64(length) | prefix << 32, 0, Self.hash(bytes, length), bytes, length)
        return
      }
      var words = (UInt64(length), UInt64(0))
      withUnsafeMutableBytes(of: &words) { target in
        for (offset, byte) in utf8.enumerated() { target[4 + offset] = byte }
      }
      append(words.0, words.1, Self.mix(words.0 ^ Self.mix(words.1)), nil, length)
    }
  }

  /// The column of all texts.
  func finish() -> TextColumn {
    let dictionary = entries.map { entry -> String in
      let length = Int(UInt32(truncatingIfNeeded: entry.first))
      if length > 12 {
        let start = Int(entry.second)
        return arena.withUnsafeBufferPointer {
          String(decoding: UnsafeBufferPointer(rebasing: $0[start..<start + length]), as: UTF8.self)
        }
      }
      return withUnsafeBytes(of: (entry.first, entry.second)) {
        String(decoding: UnsafeRawBufferPointer(rebasing: $0[4..<4 + length]), as: UTF8.self)
      }
    }
    return TextColumn(codes: codes, dictionary: dictionary)
  }

  private mutating func append(
    _ first: UInt64, _ second: UInt64, _ hash: UInt64, _ bytes: UnsafeRawPointer?, _ length: Int
  ) {
    var place = Int(truncatingIfNeeded: hash) & mask
    while table[place] != 0 {
      let code = table[place] - 1
      let entry = entries[Int(code)]
      if entry.hash == hash && entry.first == first {
        let isSame =
          if let bytes {
            arena.withUnsafeBytes { arena in
              arena.baseAddress.map { memcmp($0 + Int(entry.second), bytes, length) == 0 } ?? false
            }
          } else {
            entry.second == second
          }
        if isSame {
          codes.append(code)
          return
        }
      }
      place = (place + 1) & mask
    }
    let code = Int32(entries.count)
    table[place] = code + 1
    codes.append(code)
    if let bytes {
      entries.append((first, UInt64(arena.count), hash))
      arena.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
    } else {
      entries.append((first, second, hash))
    }
    if entries.count * 2 > mask { grow() }
  }

  private mutating func grow() {
    mask = (mask + 1) * 2 - 1
    table = [Int32](repeating: 0, count: mask + 1)
    for (code, entry) in entries.enumerated() {
      var place = Int(truncatingIfNeeded: entry.hash) & mask
      while table[place] != 0 { place = (place + 1) & mask }
      table[place] = Int32(code) + 1
    }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = (value ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(
      by: 0xd6e8_feb8_6659_fd93)
    return high ^ low
  }

  private static func hash(_ bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    var hash = UInt64(length)
    var offset = 0
    while offset + 8 <= length {
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    if offset < length {
      // The last 8 bytes once more: longer texts have at least 13.
      hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self))
    }
    return hash
  }
}
