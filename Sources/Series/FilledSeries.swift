/// A series with the values that are missing between others put in.
public struct FilledSeries: Hashable, Sendable {
  /// The places from the first value to the last one.
  public let range: Range<Int>
  /// The values at these places.
  public let values: [Double]
  /// How many of them were missing.
  public let missing: Int

  /// Fills gaps with the straight line between their neighbours; nil without any value.
  ///
  /// Missing values at both ends have but one neighbour and are left out.
  public init?(_ values: [Double?]) {
    guard let first = values.firstIndex(where: { $0 != nil }),
      let last = values.lastIndex(where: { $0 != nil })
    else { return nil }
    range = first..<(last + 1)
    var filled: [Double] = []
    filled.reserveCapacity(range.count)
    var missing = 0
    var before = first
    for place in range {
      guard let value = values[place] else { continue }
      let gap = place - before - 1
      if gap > 0 {
        let start = filled[filled.count - 1]
        for step in 1...gap {
          filled.append(start + (value - start) * Double(step) / Double(gap + 1))
        }
        missing += gap
      }
      filled.append(value)
      before = place
    }
    self.values = filled
    self.missing = missing
  }
}
