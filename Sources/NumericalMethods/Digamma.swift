import Glibc

/// The derivative of the logarithm of the gamma function, for x > 0.
///
/// Steps up to x ≥ 10, then the series 6.3.18 of Abramowitz and Stegun; about 14 digits.
public func digamma(_ x: Double) -> Double {
  guard x > 0 else { return .nan }
  var (x, below) = (x, 0.0)
  while x < 10 {
    below -= 1 / x
    x += 1
  }
  let r = 1 / (x * x)
  let series =
    r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132)))))
  return below + log(x) - 0.5 / x - series
}

/// The derivative of `digamma`, for x > 0.
///
/// Steps up to x ≥ 10, then the series 6.4.12 of Abramowitz and Stegun; about 14 digits.
public func trigamma(_ x: Double) -> Double {
  guard x > 0 else { return .nan }
  var (x, below) = (x, 0.0)
  while x < 10 {
    below += 1 / (x * x)
    x += 1
  }
  let r = 1 / (x * x)
  let series =
    r * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * (5.0 / 66)))))
  return below + 1 / x + r / 2 + series / x
}
