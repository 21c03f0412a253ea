import Glibc

/// Zeros of functions of one number.
public enum RootFinding {
  /// The place between `low` and `high` where `function` is 0; its signs there must differ.
  ///
  /// T. R. Chandrupatla's mix of inverse quadratic interpolation and halving (1997): never slower
  /// than halving by much, and no derivative. The place is exact to about `tolerance`, relative.
  public static func zero(
    between low: Double, and high: Double, tolerance: Double = 4e-16,
    of function: (Double) -> Double
  ) -> Double {
    var (a, b) = (low, high)
    var (fa, fb) = (function(a), function(b))
    var (c, fc) = (a, fa)
    var share = 0.5
    for _ in 0..<200 {
      let x = a + share * (b - a)
      let fx = function(x)
      if (fx < 0) == (fa < 0) {
        (c, fc) = (a, fa)
      } else {
        (c, fc) = (b, fb)
        (b, fb) = (a, fa)
      }
      (a, fa) = (x, fx)
      let best = abs(fa) < abs(fb) ? a : b
      if fa == 0 { return a }
      let limit = (2 * tolerance * abs(best) + 1e-300) / abs(b - a)
      if limit > 0.5 { return best }
      let xi = (a - b) / (c - b)
      let phi = (fa - fb) / (fc - fb)
      if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
        share =
          fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
      } else {
        share = 0.5
      }
      share = min(1 - limit, max(limit, share))
    }
    return abs(fa) < abs(fb) ? a : b
  }

  /// The x > 0 where a falling or rising probability passes `target`, sought by its logarithm.
  ///
  /// Logarithms of both sides keep the digits of a target of 1e-300.
  static func positive(where target: Double, is probability: (Double) -> Double) -> Double {
    let wanted = log(target)
    func distance(_ y: Double) -> Double {
      let value = log(probability(exp(y))) - wanted
      return value.isInfinite ? (value < 0 ? -1e300 : 1e300) : value
    }
    let middle = distance(0)
    if middle == 0 { return 1 }
    let rises = probability(2) > probability(0.5)
    let upward = (middle < 0) == rises
    var (from, step) = (0.0, 1.0)
    while abs(from) < 745 {
      let to = max(-745, min(709, from + (upward ? step : -step)))
      if (distance(to) < 0) != (middle < 0) {
        return exp(zero(between: min(from, to), and: max(from, to), of: distance))
      }
      if to == from { break }
      (from, step) = (to, 2 * step)
    }
    return upward ? .infinity : 0
  }
}
