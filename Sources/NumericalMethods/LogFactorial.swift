import Glibc

/// The natural logarithm of `n`!, to about 1e-15 relative.
///
/// Up to 15 from exact products, above by Stirling's series (Abramowitz and Stegun 6.1.41). The C
/// library's `lgamma` is not used: it writes a global sign.
public func logFactorial(_ n: Int) -> Double {
  precondition(n >= 0, "the factorial of a negative number is not defined")
  guard n > 15 else { return n < 2 ? 0 : log(Double((2...n).reduce(1, *))) }
  let x = Double(n) + 1
  let inverse = 1 / x
  let square = inverse * inverse
  let series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
  return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + series
}
