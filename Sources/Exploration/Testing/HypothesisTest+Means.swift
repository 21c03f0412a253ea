import NumericalMethods

extension HypothesisTest {
  /// Welch's t test of two means, or with `equalVariances` Student's, with Hedges' g.
  public static func means(
    _ a: [Double], _ b: [Double], equalVariances: Bool = false, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    try means(Moments(a), Moments(b), equalVariances: equalVariances, level: level)
  }

  /// The same from the moments of the groups.
  static func means(
    _ a: Moments, _ b: Moments, equalVariances: Bool = false, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    guard let va = a.variance, let vb = b.variance else { throw .tooFewRows }
    let (n, m) = (Double(a.count), Double(b.count))
    let difference = a.mean - b.mean
    let (t, degrees): (Double, Double)
    if equalVariances {
      let pooled = (a.squares + b.squares) / (n + m - 2)
      guard pooled > 0 else { throw .noSpread }
      (t, degrees) = (difference / (pooled * (1 / n + 1 / m)).squareRoot(), n + m - 2)
    } else {
      let (ea, eb) = (va / n, vb / m)
      guard ea + eb > 0 else { throw .noSpread }
      // Welch and Satterthwaite's degrees of freedom.
      let sum = ea + eb
      let (shareA, shareB) = (ea / sum, eb / sum)
      degrees = 1 / (shareA * shareA / (n - 1) + shareB * shareB / (m - 1))
      t = difference / sum.squareRoot()
    }
    return HypothesisTest(
      method: equalVariances ? .student : .welch, statistic: t, degrees: [degrees],
      pValue: StudentDistribution(degrees: degrees).twoSided(t),
      effect: EffectSize.standardisedDifference(a, b, kind: .hedgesG, level: level),
      rows: a.count + b.count, doubts: fewRows([a, b]))
  }

  /// The analysis of variance of several means, Welch's without `equalVariances`, with ω².
  public static func severalMeans(
    _ groups: [[Double]], equalVariances: Bool = false, level: Double = 0.95
  ) throws(TestRefusal) -> HypothesisTest {
    try severalMeans(groups.map { Moments($0) }, equalVariances: equalVariances, level: level)
  }

  /// The same from the moments of the groups.
  static func severalMeans(
    _ groups: [Moments], equalVariances: Bool, level: Double
  ) throws(TestRefusal) -> HypothesisTest {
    guard groups.count > 1 else { throw .tooFewGroups }
    let parts = VarianceParts(groups)
    let (f, below): (Double, Double)
    if equalVariances {
      guard parts.degreesWithin > 0 else { throw .tooFewRows }
      guard let ratio = parts.f else { throw .noSpread }
      (f, below) = (ratio, parts.degreesWithin)
    } else {
      (f, below) = try welch(groups)
    }
    let above = parts.degreesBetween
    // The population's share of variance from the noncentrality (Steiger 2004); Welch's F weighs
    // small even groups too much to be read as a share.
    let (plain, within) = parts.f.map { ($0, parts.degreesWithin) } ?? (f, below)
    let total = above + within + 1
    let omega = above * (plain - 1) / (above * plain + within + 1)
    let lambda = Noncentrality.fInterval(
      plain, numerator: above, denominator: within, level: level)
    let effect = EffectSize(
      kind: .omegaSquared, value: max(0, omega),
      low: lambda.lowerBound / (lambda.lowerBound + total),
      high: lambda.upperBound / (lambda.upperBound + total), level: level)
    return HypothesisTest(
      method: equalVariances ? .anova : .welchANOVA, statistic: f, degrees: [above, below],
      pValue: FDistribution(numerator: above, denominator: below).survival(f), effect: effect,
      rows: groups.reduce(0) { $0 + $1.count }, doubts: fewRows(groups))
  }

  /// Welch's F and the degrees of freedom below it (Biometrika 38, 1951).
  private static func welch(_ groups: [Moments]) throws(TestRefusal) -> (Double, Double) {
    let k = Double(groups.count)
    var weights: [Double] = []
    for group in groups {
      guard let variance = group.variance else { throw .tooFewRows }
      guard variance > 0 else { throw .noSpread }
      weights.append(Double(group.count) / variance)
    }
    let sum = weights.reduce(0, +)
    let mean = zip(weights, groups).reduce(0.0) { $0 + $1.0 / sum * $1.1.mean }
    var (between, correction) = (0.0, 0.0)
    for (weight, group) in zip(weights, groups) {
      let (distance, rest) = (group.mean - mean, 1 - weight / sum)
      between += weight * distance * distance
      correction += rest * rest / Double(group.count - 1)
    }
    let spread = correction / (k * k - 1)
    let f = between / (k - 1) / (1 + 2 * (k - 2) * spread)
    return (f, 1 / (3 * spread))
  }

  /// Means of small groups with long tails are doubtful.
  private static func fewRows(_ groups: [Moments]) -> [Doubt] {
    let doubtful = groups.filter { $0.count < 30 && abs($0.skew ?? 0) > 1 }
    return doubtful.map(\.count).min().map { [.fewRows(least: $0)] } ?? []
  }
}

extension EffectSize {
  /// The difference of two means in pooled standard deviations.
  ///
  /// The interval is Student's around it with Hedges and Olkin's standard error (1985).
  static func standardisedDifference(
    _ a: Moments, _ b: Moments, kind: Kind, level: Double
  ) -> EffectSize {
    let (n, m) = (Double(a.count), Double(b.count))
    let degrees = n + m - 2
    let pooled = ((a.squares + b.squares) / degrees).squareRoot()
    let raw = pooled > 0 ? (a.mean - b.mean) / pooled : 0
    let value = kind == .hedgesG ? raw * (1 - 3 / (4 * degrees - 1)) : raw
    let error = ((n + m) / (n * m) + value * value / (2 * (n + m))).squareRoot()
    let reach = error * StudentDistribution(degrees: degrees).upperQuantile((1 - level) / 2)
    return EffectSize(
      kind: kind, value: value, low: value - reach, high: value + reach, level: level)
  }
}
