import Glibc

/// The natural logarithm of the absolute value of the gamma function.
///
/// The C library's `lgamma_r`, which unlike `lgamma` writes no global sign.
public func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// The error function, by the C library: within one unit of the last place.
public func errorFunction(_ x: Double) -> Double { erf(x) }

/// One less the error function, without the loss of digits for large `x`.
public func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
