/// Remembers the latest signatures, so that a message counts once.
package struct ReplayGuard: Sendable {
  /// The first 16 bytes of a signature's 32 or more hex digits: chance never makes two equal.
  private struct Mark: Hashable {
    var high: UInt64
    var low: UInt64
  }

  private let capacity: Int
  private var seen: Set<Mark> = []
  private var order: [Mark] = []
  private var oldest = 0

  package init(capacity: Int = 65_536) { self.capacity = capacity }

  /// Whether a checked signature is new; it is old from now on.
  package mutating func admits(_ signature: [UInt8]) -> Bool {
    var mark = Mark(high: 0, low: 0)
    for byte in signature.prefix(32) {
      let digit: UInt8 = byte >= UInt8(ascii: "a") ? byte - UInt8(ascii: "a") + 10 : byte & 15
      mark.high = mark.high << 4 | mark.low >> 60
      mark.low = mark.low << 4 | UInt64(digit)
    }
    guard seen.insert(mark).inserted else { return false }
    if order.count < capacity {
      order.append(mark)
    } else {
      seen.remove(order[oldest])
      order[oldest] = mark
      oldest = (oldest + 1) % capacity
    }
    return true
  }
}
