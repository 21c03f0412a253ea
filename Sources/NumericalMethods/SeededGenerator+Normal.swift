import Glibc

extension SeededGenerator {
  /// A normal number.
  ///
  /// Source: the polar method of Marsaglia and Bray, "A convenient method for generating normal
  /// variables", SIAM Review 6, 1964. The second number of each pair is given up, so that a draw
  /// leaves nothing behind but the generator's state.
  public mutating func normal(mean: Double = 0, sd: Double = 1) -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0 && square < 1 {
        return mean + sd * x * (-2 * log(square) / square).squareRoot()
      }
    }
  }

  /// A log-normal number with the given median; `sigma` is the deviation of its logarithm.
  public mutating func logNormal(median: Double, sigma: Double) -> Double {
    median * exp(normal(sd: sigma))
  }
}
