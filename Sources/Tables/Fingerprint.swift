/// A short mark of content: equal content has an equal one, on every machine (64 bits, after Fowler,
/// Noll and Vo).
///
/// It tells changes by accident, not by malice.
package struct Fingerprint: Hashable, Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  private static let prime: UInt64 = 0x100_0000_01b3

  /// Takes bytes in, after all before them, eight at a time.
  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      let whole = bytes.count / 8 * 8
      for place in stride(from: 0, to: whole, by: 8) {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        state = (state ^ word) &* Self.prime
        state ^= state >> 29
      }
      for byte in bytes[whole...] { state = (state ^ UInt64(byte)) &* Self.prime }
    }
  }

  /// Takes a text in, with its end: "ab", "c" is not "a", "bc".
  package mutating func add(_ text: String) { add(Array(text.utf8) + [0xff]) }

  /// Sixteen digits.
  package var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
