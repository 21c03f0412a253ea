import Glibc

/// A table from which positions are drawn in proportion to their weights, in constant time.
///
/// Source: the alias method of Walker ("An efficient method for generating discrete random variables
/// with general distributions", ACM TOMS 3, 1977), built as Vose showed ("A linear algorithm for
/// generating random numbers with a given distribution", IEEE TSE 17, 1991).
public struct WeightedChoice: Sendable {
  private var thresholds: [Double]
  private var aliases: [Int]

  /// Makes a table; weights must be finite, none negative, and their sum positive.
  public init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(
      total > 0 && total.isFinite && weights.allSatisfy { $0 >= 0 },
      "weights must not be negative and must have a positive, finite sum")
    let count = weights.count
    var scaled = weights.map { $0 / total * Double(count) }
    thresholds = [Double](repeating: 1, count: count)
    aliases = Array(0..<count)
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let less = small.last, let more = large.last {
      small.removeLast()
      thresholds[less] = scaled[less]
      aliases[less] = more
      scaled[more] -= 1 - scaled[less]
      if scaled[more] < 1 {
        large.removeLast()
        small.append(more)
      }
    }
    // Rounding may leave a position without a partner. A weight of zero must stay impossible.
    for position in small where weights[position] == 0 {
      thresholds[position] = 0
      aliases[position] = weights.firstIndex { $0 > 0 } ?? position
    }
  }

  /// A table over `count` ranks in which rank r (from 0) weighs (r + 1)^-`exponent`: Zipf's law.
  public static func zipf(count: Int, exponent: Double) -> WeightedChoice {
    WeightedChoice((1...count).map { pow(Double($0), -exponent) })
  }

  /// The number of positions.
  public var count: Int { thresholds.count }

  /// A position, drawn with the probability of its weight.
  public func draw(from generator: inout SeededGenerator) -> Int {
    // The integer part of one number chooses the column, its fraction the side of it.
    let number = generator.uniform() * Double(thresholds.count)
    let column = min(Int(number), thresholds.count - 1)
    return number - Double(column) < thresholds[column] ? column : aliases[column]
  }
}
