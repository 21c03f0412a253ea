import Glibc

/// Intervals of the noncentrality of chi-squared and F statistics, which give the intervals of
/// effect sizes (Steiger and Fouladi, Noncentrality Interval Estimation, 1997).
public enum Noncentrality {
  /// The probability below `x` of a chi-squared variable with the noncentrality `lambda`.
  ///
  /// A Poisson mixture of central ones; each follows from the one above it by adding a term.
  public static func chiSquaredCDF(_ x: Double, degrees: Double, lambda: Double) -> Double {
    guard x > 0 else { return 0 }
    return mixture(lambda) { top, weights in
      let half = x / 2
      var lower = IncompleteGamma(degrees / 2 + top, half).lower
      var term = SaddlePoint.poisson(degrees / 2 + top, mean: half)
      var a = degrees / 2 + top
      return weights { weight in
        let value = weight * lower
        // P(a - 1, x) = P(a, x) + x^(a-1) e^-x / Γ(a), and that term is the one above times a / x.
        term *= a / half
        a -= 1
        lower = min(1, lower + term)
        return value
      }
    }
  }

  /// The probability below `f` of an F variable with the noncentrality `lambda`.
  public static func fCDF(
    _ f: Double, numerator: Double, denominator: Double, lambda: Double
  ) -> Double {
    guard f > 0 else { return 0 }
    let ratio = f * numerator / denominator
    let (x, complement) = (ratio / (1 + ratio), 1 / (1 + ratio))
    let b = denominator / 2
    return mixture(lambda) { top, weights in
      var a = numerator / 2 + top
      var lower = IncompleteBeta(a, b, at: x, complement: complement).lower
      // The term x^a (1-x)^b / (a B(a, b)) of I(a) = I(a + 1) + term.
      var term = SaddlePoint.beta(a, b, at: x, complement: complement) / a
      return weights { weight in
        let value = weight * lower
        term *= a / ((a + b - 1) * x)
        a -= 1
        lower = min(1, lower + term)
        return value
      }
    }
  }

  /// The noncentralities between which a chi-squared statistic leaves (1 - `level`) / 2 on each side.
  public static func chiSquaredInterval(
    _ x: Double, degrees: Double, level: Double
  ) -> ClosedRange<Double> {
    interval(around: x, level: level) { chiSquaredCDF(x, degrees: degrees, lambda: $0) }
  }

  /// The noncentralities between which an F statistic leaves (1 - `level`) / 2 on each side.
  public static func fInterval(
    _ f: Double, numerator: Double, denominator: Double, level: Double
  ) -> ClosedRange<Double> {
    interval(around: f * numerator, level: level) {
      fCDF(f, numerator: numerator, denominator: denominator, lambda: $0)
    }
  }

  /// Sums a Poisson mixture from its highest term that counts down to 0.
  private static func mixture(
    _ lambda: Double,
    _ evaluate: (_ top: Double, _ weights: ((Double) -> Double) -> Double) -> Double
  ) -> Double {
    let mean = lambda / 2
    let spread = mean.squareRoot()
    let top = mean > 0 ? (mean + 9 * spread + 30).rounded(.up) : 0
    return evaluate(top) { value in
      var weight = top > 0 ? SaddlePoint.poisson(top, mean: mean) : 1
      var (sum, j) = (0.0, top)
      while true {
        let next = value(weight)
        sum += next
        if j == 0 || (j < mean - 2 && weight < 1e-18) { break }
        weight *= j / mean
        j -= 1
      }
      return min(1, sum)
    }
  }

  private static func interval(
    around start: Double, level: Double, _ cdf: (Double) -> Double
  ) -> ClosedRange<Double> {
    let tail = (1 - level) / 2
    // The probability falls as the noncentrality grows.
    func place(_ target: Double) -> Double {
      if cdf(0) <= target { return 0 }
      var high = max(1, start)
      for _ in 0..<60 where cdf(high) > target { high *= 2 }
      return RootFinding.zero(between: 0, and: high, tolerance: 1e-13) { cdf($0) - target }
    }
    let low = place(1 - tail)
    return low...max(low, place(tail))
  }
}
