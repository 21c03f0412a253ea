import Glibc

extension SeededGenerator {
  /// A gamma number with mean `shape` × `scale`; both must be positive.
  ///
  /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26,
  /// 2000, with their power transform for shapes below 1.
  public mutating func gamma(shape: Double, scale: Double = 1) -> Double {
    precondition(shape > 0 && scale > 0, "shape and scale of a gamma number must be positive")
    if shape < 1 {
      let boost = pow(1 - uniform(), 1 / shape)
      return boost * gamma(shape: shape + 1, scale: scale)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = 1 - uniform()
      // The squeeze accepts most draws without a logarithm.
      if u < 1 - 0.0331 * x * x * x * x { return d * v * scale }
      if log(u) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v * scale }
    }
  }

  /// A beta number between 0 and 1 with mean `a` / (`a` + `b`), as a ratio of gamma numbers.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(shape: a)
    let y = gamma(shape: b)
    // Both can underflow to zero when the shapes are tiny; then the mass sits at the two ends.
    return x + y > 0 ? x / (x + y) : (chance(a / (a + b)) ? 1 : 0)
  }
}
