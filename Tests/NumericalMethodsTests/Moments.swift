/// The mean of `values`.
func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The mean of the squared distances from the mean.
func variance(_ values: [Double]) -> Double {
  let centre = mean(values)
  return mean(values.map { ($0 - centre) * ($0 - centre) })
}

/// The mean of the cubed standardised distances from the mean.
func skewness(_ values: [Double]) -> Double {
  let centre = mean(values)
  let spread = variance(values).squareRoot()
  return mean(
    values.map { value in
      let distance = (value - centre) / spread
      return distance * distance * distance
    })
}

/// Pearson's statistic of counts against weights; positions expected fewer than five times are put
/// together.
func chiSquare(_ counts: [Int], _ weights: [Double]) -> Double {
  let draws = Double(counts.reduce(0, +))
  let total = weights.reduce(0, +)
  var statistic = 0.0
  var rest = (seen: 0.0, expected: 0.0)
  for (count, weight) in zip(counts, weights) {
    let expected = draws * weight / total
    if expected < 5 {
      rest.seen += Double(count)
      rest.expected += expected
    } else {
      statistic += (Double(count) - expected) * (Double(count) - expected) / expected
    }
  }
  if rest.expected > 0 {
    statistic += (rest.seen - rest.expected) * (rest.seen - rest.expected) / max(rest.expected, 1)
  }
  return statistic
}

/// A limit that a true null exceeds less than once in ten thousand: mean plus five deviations, and
/// room for the skew of few degrees of freedom.
func chiSquareLimit(_ degrees: Int) -> Double {
  Double(degrees) + 5 * (2 * Double(degrees)).squareRoot() + 10
}
