/// Sums of many numbers by eight partial sums, so that one addition need not wait for the last.
enum NumberSums {
  /// The sum of what `body` makes of eight numbers at a time.
  static func sum(
    _ numbers: UnsafeBufferPointer<Double>, _ body: (SIMD8<Double>) -> SIMD8<Double>
  ) -> Double {
    var sums = SIMD8<Double>(repeating: 0)
    let whole = numbers.count / 8 * 8
    guard let start = numbers.baseAddress else { return 0 }
    let bytes = UnsafeRawPointer(start)
    for index in stride(from: 0, to: whole, by: 8) {
      sums += body(bytes.loadUnaligned(fromByteOffset: index * 8, as: SIMD8<Double>.self))
    }
    var rest = SIMD8<Double>(repeating: 0)
    for index in whole..<numbers.count { rest[index - whole] = start[index] }
    // What `body` makes of zero is added for the lanes that are empty: it must be zero.
    return (sums + body(rest)).sum()
  }
}
