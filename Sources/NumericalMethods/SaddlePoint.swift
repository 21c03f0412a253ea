import Glibc

/// The pieces of Loader's saddle-point expansion, which keep all digits where differences of
/// log-gammas would lose them.
///
/// C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000.
enum SaddlePoint {
  /// log(n!) less Stirling's formula, log(√(2πn) (n/e)ⁿ), for n > 0.
  static func stirlingError(_ n: Double) -> Double {
    guard n > 15 else {
      return logGamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * Double.pi)
    }
    let square = n * n
    let inner = 1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square
    return (1.0 / 12 - (1.0 / 360 - inner / square) / square) / n
  }

  /// The deviance x log(x/m) + m - x, without cancellation when x is near m; both are above 0.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var power = 2 * x * v
    for odd in stride(from: 3.0, to: 2_000, by: 2) {
      power *= v * v
      let next = sum + power / odd
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// The Poisson weight xᵃ e⁻ˣ / Γ(a + 1) for a, x > 0.
  static func poisson(_ a: Double, mean x: Double) -> Double {
    exp(-stirlingError(a) - deviance(a, x)) / (2 * Double.pi * a).squareRoot()
  }

  /// xᵃ (1 - x)ᵇ / B(a, b), where `complement` is 1 - x with all its digits.
  static func beta(_ a: Double, _ b: Double, at x: Double, complement: Double) -> Double {
    let n = a + b
    let exponent =
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x)
      - deviance(b, n * complement)
    return exp(exponent) * (a * b / (2 * Double.pi * n)).squareRoot()
  }
}
