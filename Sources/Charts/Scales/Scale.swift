import Glibc

/// Where a value stands on the canvas: linear, or logarithmic for positive amounts.
struct Scale: Hashable {
  var lower: Double
  var upper: Double
  /// The pixels of the lower and of the upper end.
  var start: Double
  var end: Double
  var isLogarithmic = false

  /// The pixel of `value`.
  func callAsFunction(_ value: Double) -> Double {
    if isLogarithmic {
      let (low, high) = (log10(lower), log10(upper))
      return start + (log10(max(value, lower)) - low) / (high - low) * (end - start)
    }
    guard upper > lower else { return (start + end) / 2 }
    return start + (value - lower) / (upper - lower) * (end - start)
  }

  /// The pixels that one unit takes.
  var unit: Double { upper > lower ? (end - start).magnitude / (upper - lower) : 0 }

  var pixels: Double { (end - start).magnitude }
}

/// Round numbers on an axis: steps of 1, 2 or 5 times a power of ten.
enum RoundSteps {
  /// The 1-2-5 number nearest (in proportion) to `span` divided by `count`.
  static func step(span: Double, count: Double) -> Double {
    let raw = span / max(1, count)
    guard raw > 0, raw.isFinite else { return 1 }
    let base = pow(10, Double(NumberFormat.exponent(raw)))
    var best = base
    for factor in [1.0, 2, 5, 10] {
      let candidate = factor * base
      if log(candidate / raw).magnitude < log(best / raw).magnitude { best = candidate }
    }
    return best
  }

  /// The step for an axis of `pixels` with about one tick per `distance`, at least 3 ticks.
  static func step(
    _ lower: Double, _ upper: Double, pixels: Double, distance: Double, isWhole: Bool
  ) -> Double {
    let step = step(span: upper - lower, count: max(3, (pixels / distance).rounded()))
    // Below this, neighbouring ticks are the same floating-point number.
    let least = max(lower.magnitude, upper.magnitude) * 1e-12
    return max(isWhole ? max(1, step) : step, least)
  }

  /// `lower…upper` widened to whole steps.
  static func widened(_ lower: Double, _ upper: Double, to step: Double) -> (Double, Double) {
    ((lower / step + 1e-9).rounded(.down) * step, (upper / step - 1e-9).rounded(.up) * step)
  }

  /// The multiples of `step` from `lower` to `upper`.
  static func ticks(_ lower: Double, _ upper: Double, step: Double) -> [Double] {
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 200 else { return [lower] }
    // Multiplying by a step below one gathers error: divide by its reciprocal instead.
    let inverse = (1 / step).rounded()
    let isFraction = step < 1 && (1 / step - inverse).magnitude < 1e-6 * inverse
    return stride(from: first, through: last, by: 1).map { isFraction ? $0 / inverse : $0 * step }
  }
}
