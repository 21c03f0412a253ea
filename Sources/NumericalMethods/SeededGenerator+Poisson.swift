import Glibc

extension SeededGenerator {
  /// A Poisson count; `mean` must not be negative.
  ///
  /// Small means are drawn by multiplying uniform numbers (Knuth, The Art of Computer Programming 2,
  /// section 3.4.1), means of 10 and more by the transformed rejection PTRS of Hörmann ("The
  /// transformed rejection method for generating Poisson random variables", Insurance: Mathematics
  /// and Economics 12, 1993).
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean < 1e15, "the mean of a Poisson count must be in 0 ..< 1e15")
    return mean < 10 ? smallPoisson(mean) : largePoisson(mean)
  }

  private mutating func smallPoisson(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var product = uniform()
    var count = 0
    while product > limit {
      product *= uniform()
      count += 1
    }
    return count
  }

  private mutating func largePoisson(_ mean: Double) -> Int {
    let root = mean.squareRoot()
    let logMean = log(mean)
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let accepted = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = 1 - uniform()
      let us = 0.5 - abs(u)
      guard us > 0 else { continue }
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07 && v <= accepted { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      let bound = k * logMean - mean - logFactorial(Int(k))
      if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= bound { return Int(k) }
    }
  }

  /// A negative binomial count: a Poisson count whose mean is a gamma number.
  ///
  /// The variance is `mean` + `mean`² / `size`: the smaller the size, the wilder the counts.
  public mutating func negativeBinomial(mean: Double, size: Double) -> Int {
    guard mean > 0 else { return 0 }
    return poisson(mean: gamma(shape: size, scale: mean / size))
  }
}
