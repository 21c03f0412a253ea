extension SeededGenerator {
  /// Puts `values` into a random order, each order equally likely.
  ///
  /// Source: Fisher and Yates as Durstenfeld wrote it ("Algorithm 235: random permutation", CACM 7,
  /// 1964). The standard library's shuffle may change with its version; this one does not.
  @inlinable
  public mutating func shuffle<Element>(_ values: inout [Element]) {
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, uniform(below: last + 1))
    }
  }

  /// One of `values`, all equally likely; there must be at least one.
  @inlinable
  public mutating func pick<Element>(_ values: [Element]) -> Element {
    values[uniform(below: values.count)]
  }
}
