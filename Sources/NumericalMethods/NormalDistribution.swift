import Glibc

/// The normal distribution with mean 0 and deviation 1.
public enum NormalDistribution {
  /// The probability below `z`.
  public static func cdf(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The probability above `z`, exact in the tail.
  public static func survival(_ z: Double) -> Double { cdf(-z) }

  /// The probability of a value as far from 0 as `z`, on either side.
  public static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// The density at `z`.
  public static func density(_ z: Double) -> Double {
    exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }

  /// The place with the probability `p` below it.
  ///
  /// A rational start (Abramowitz and Stegun 26.2.23), then Newton's steps on the logarithm.
  public static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard p > 0 else { return -.infinity }
    guard p < 1 else { return .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    if p == 0.5 { return 0 }
    let t = (-2 * log(p)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = numerator / denominator - t
    for _ in 0..<6 {
      let below = cdf(z)
      let step = log(below / p) * below / density(z)
      z -= step
      if abs(step) <= 1e-16 * abs(z) { break }
    }
    return z
  }

  /// The place with the probability `p` above it.
  public static func upperQuantile(_ p: Double) -> Double { -quantile(p) }
}
