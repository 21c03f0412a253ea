import Tasks

/// The sums of the first four powers of deviations from the mean.
///
/// Blocks of 1,024 numbers around their own means, in a vector of eight; blocks are merged by the
/// formulas of P. Pébay (One-Pass Computation of Covariances and Arbitrary-Order Statistical
/// Moments, 2008). The blocks are fixed, so the digits are too.
public struct Moments: Hashable, Sendable {
  /// How many numbers there are.
  public private(set) var count = 0
  /// The mean less the origin, both divided by the scale.
  private var scaledMean = 0.0
  /// Something near the mean, which is taken off first: what is left keeps its digits.
  private var origin = 0.0
  private var m2 = 0.0
  private var m3 = 0.0
  private var m4 = 0.0
  /// Numbers are divided by this power of two, so that fourth powers neither overflow nor vanish.
  private var scale = 1.0

  static let block = 1_024

  /// The moments of no numbers.
  public init() {}

  /// The moments of finite numbers.
  public init(_ values: [Double]) {
    let extent = values.withUnsafeBufferPointer { values in
      var extent = 0.0
      for value in values { extent = max(extent, abs(value)) }
      return extent
    }
    self.init(extent: extent)
    values.withUnsafeBufferPointer { add($0) }
    finish(isConstant: values.allSatisfy { $0 == values[0] })
  }

  /// The moments of finite numbers that lie between `low` and `high`, most of them around `middle`.
  init(
    _ values: [Double], from low: Double, to high: Double, around middle: Double,
    _ cancellation: Cancellation
  ) throws {
    self.init(extent: max(abs(low), abs(high)))
    // Around 0 nothing is gained, and small numbers between large ones would be lost.
    if low > 0 || high < 0 { origin = middle / scale }
    try values.withUnsafeBufferPointer { values in
      let stride = 64 * Self.block
      for start in Swift.stride(from: 0, to: values.count, by: stride) {
        try cancellation.check()
        add(UnsafeBufferPointer(rebasing: values[start..<min(values.count, start + stride)]))
      }
    }
    finish(isConstant: low == high)
    if low == high { scaledMean = low / scale - origin }
  }

  private init(extent: Double) {
    if extent > 1e70 || (extent < 1e-70 && extent > 0) {
      // Not below 2⁻¹⁰²², whose inverse is infinite.
      scale = Double(sign: .plus, exponent: max(-1_000, extent.exponent), significand: 1)
    }
  }

  private mutating func finish(isConstant: Bool) {
    if isConstant { (m2, m3, m4) = (0, 0, 0) }
  }

  private mutating func rescale(to scale: Double) { self = scaled(to: scale) }

  private func scaled(to scale: Double) -> Moments {
    guard scale != self.scale else { return self }
    let factor = self.scale / scale
    var result = self
    result.scale = scale
    result.scaledMean *= factor
    result.origin *= factor
    result.m2 *= factor * factor
    result.m3 *= factor * factor * factor
    result.m4 *= factor * factor * factor * factor
    return result
  }

  private mutating func add(_ values: UnsafeBufferPointer<Double>) {
    var start = 0
    while start < values.count {
      let end = min(values.count, start + Self.block)
      var block = Moments()
      block.scale = scale
      block.origin = origin
      block.fill(UnsafeBufferPointer(rebasing: values[start..<end]), 1 / scale)
      merge(block)
      start = end
    }
  }

  private mutating func fill(_ values: UnsafeBufferPointer<Double>, _ factor: Double) {
    count = values.count
    let whole = count / 8 * 8
    var sums = SIMD8<Double>()
    var index = 0
    while index < whole {
      sums += values.vector(index) * factor - origin
      index += 8
    }
    var sum = sums.sum()
    while index < count {
      sum += values[index] * factor - origin
      index += 1
    }
    scaledMean = sum / Double(count)
    var (second, third, fourth) = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>())
    index = 0
    while index < whole {
      let d = values.vector(index) * factor - origin - scaledMean
      let square = d * d
      second += square
      third += square * d
      fourth += square * square
      index += 8
    }
    (m2, m3, m4) = (second.sum(), third.sum(), fourth.sum())
    while index < count {
      let d = values[index] * factor - origin - scaledMean
      let square = d * d
      m2 += square
      m3 += square * d
      m4 += square * square
      index += 1
    }
  }

  /// Takes the moments of further numbers.
  mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    if scale != other.scale { rescale(to: max(scale, other.scale)) }
    let other = other.scaled(to: scale)
    let (a, b) = (Double(count), Double(other.count))
    let n = a + b
    let delta = other.scaledMean - scaledMean
    let (d1, d2) = (delta / n, delta * delta / n)
    let fourth =
      m4 + other.m4 + d2 * a * b * d1 * delta * (a * a - a * b + b * b) / n
      + 6 * d1 * d1 * (a * a * other.m2 + b * b * m2) + 4 * d1 * (a * other.m3 - b * m3)
    let third =
      m3 + other.m3 + d2 * d1 * a * b * (a - b) + 3 * d1 * (a * other.m2 - b * m2)
    m2 += other.m2 + d2 * a * b
    (m3, m4) = (third, fourth)
    scaledMean += d1 * b
    count += other.count
  }

  // MARK: Statistics

  /// The mean; 0 without numbers.
  public var mean: Double { (origin + scaledMean) * scale }

  /// The sum of squared deviations from the mean.
  public var squares: Double { m2 * scale * scale }

  /// The variance with n - 1 below; nil for fewer than two numbers.
  public var variance: Double? { count > 1 ? finite(squares / Double(count - 1)) : nil }

  /// The standard deviation with n - 1 below; nil for fewer than two numbers.
  public var sd: Double? {
    count > 1 ? finite((m2 / Double(count - 1)).squareRoot() * scale) : nil
  }

  /// The adjusted Fisher-Pearson skewness, as pandas; nil for fewer than three numbers or equal ones.
  public var skew: Double? {
    guard count > 2, m2 > 0 else { return nil }
    let n = Double(count)
    return finite(n * (n - 1).squareRoot() / (n - 2) * m3 / (m2 * m2.squareRoot()))
  }

  /// The adjusted excess kurtosis, as pandas; nil for fewer than four numbers or equal ones.
  public var kurtosis: Double? {
    guard count > 3, m2 > 0 else { return nil }
    let n = Double(count)
    let below = (n - 2) * (n - 3)
    return finite(
      n * (n + 1) * (n - 1) * m4 / (below * m2 * m2) - 3 * (n - 1) * (n - 1) / below)
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
