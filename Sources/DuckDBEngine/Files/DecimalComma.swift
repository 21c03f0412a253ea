/// Numbers as much of Europe writes them: `1.234,56`.
enum DecimalComma {
  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")

  /// Whether the bytes are such a number with a comma in it.
  static func isNumber(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count < 40, bytes.contains(comma) else { return false }
    return withNormal(bytes) { TextValue.number($0)?.isFinite == true } ?? false
  }

  /// Hands over the number with a point in place of the comma and without points between thousands;
  /// nil when the bytes are no number of this kind.
  static func withNormal<Result>(
    _ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    guard bytes.count < 64, let first = bytes.first, !bytes.isEmpty else { return nil }
    let hasSign = first == UInt8(ascii: "-") || first == UInt8(ascii: " ")
    return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer -> Result? in
      var count = 0
      // Digits since the start or the last point; nil once a comma was seen.
      var group: Int? = 0
      var hasGroups = false
      for (place, byte) in bytes.enumerated() {
        switch byte {
        case comma:
          guard let digits = group, digits > 0, !hasGroups || digits == 3 else { return nil }
          group = nil
          buffer[count] = point
        case point:
          guard let digits = group, hasGroups ? digits == 3 : (1...3).contains(digits) else {
            return nil
          }
          hasGroups = true
          group = 0
          continue
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
          group = group.map { $0 + 1 }
          buffer[count] = byte
        case UInt8(ascii: " "): continue
        default:
          guard hasSign && place <= 1 else { return nil }
          buffer[count] = byte
        }
        count += 1
      }
      if hasGroups, let digits = group, digits != 3 { return nil }
      return body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
    }
  }
}
