extension SeededGenerator {
  /// A number in 0 ..< 1 with 53 random bits.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number between the bounds of `range`.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// An integer in 0 ..< `bound`, all equally likely; `bound` must be positive.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019: one
  /// multiplication, and a division only where the draw could be biased.
  public mutating func uniform(below bound: Int) -> Int {
    precondition(bound > 0, "the bound of a random integer must be positive")
    let bound = UInt64(bound)
    var (high, low) = next().multipliedFullWidth(by: bound)
    if low < bound {
      let biased = (0 &- bound) % bound
      while low < biased {
        (high, low) = next().multipliedFullWidth(by: bound)
      }
    }
    return Int(high)
  }

  /// An integer of `range`, all equally likely; the range must hold fewer than 2^63 integers.
  public mutating func uniform(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + uniform(below: range.upperBound - range.lowerBound + 1)
  }

  /// True with the given probability.
  @inlinable
  public mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }
}
