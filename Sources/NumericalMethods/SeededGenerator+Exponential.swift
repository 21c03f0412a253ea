import Glibc

extension SeededGenerator {
  /// A waiting time with mean 1 / `rate`, by inversion of the distribution function.
  public mutating func exponential(rate: Double = 1) -> Double {
    // 1 - u lies in (0, 1], so that the logarithm is finite.
    -log(1 - uniform()) / rate
  }
}
