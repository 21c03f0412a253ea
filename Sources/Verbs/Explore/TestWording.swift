import Exploration
import Language
import Rendering
import Tables

/// A test in plain English: what differs, by how much, and how sure that is.
struct TestWording {
  private let test: HypothesisTest
  private let column: String
  private let group: String
  private let groups: TestGroups

  init(_ test: HypothesisTest, of column: String, by group: String, groups: TestGroups) {
    self.test = test
    self.column = column
    self.group = group
    self.groups = groups
  }

  /// One sentence, the effect with its interval first.
  var conclusion: String {
    "\(effect): \(difference); \(certainty)"
  }

  private var effect: String {
    let effect = test.effect
    let level = PlainNumber.text(effect.level * 100)
    let isShare = effect.kind == .riskDifference
    func text(_ value: Double) -> String {
      isShare ? (value * 100).rounded(to: 1) : value.rounded(to: 2)
    }
    return "\(effect.kind.title) \(text(effect.value))\(isShare ? " points" : "") "
      + "(\(level)% interval \(text(effect.low)) to \(text(effect.high)))"
  }

  private var difference: String {
    let sizes = groups.sizes
    switch test.effect.kind {
    case .hedgesG, .cohensD:
      guard sizes.count == 2, let a = sizes[0].mean, let b = sizes[1].mean else {
        return "the means of `\(column)` differ, \(size) difference"
      }
      return
        "the mean of `\(column)` is \(Self.number(a)) for \(name(0)) and \(Self.number(b)) for "
        + "\(name(1)), \(size) difference"
    case .rankBiserial:
      let isHigher = test.effect.value >= 0
      return "`\(column)` tends to be higher for \(name(isHigher ? 0 : 1)) than for "
        + "\(name(isHigher ? 1 : 0)), \(size) difference"
    case .omegaSquared, .epsilonSquared:
      let share = Self.percent(test.effect.value)
      let what = test.effect.kind == .omegaSquared ? "variance" : "variance of the ranks"
      return "`\(group)` explains \(share) of the \(what) of `\(column)`, \(size) effect"
    case .cramersV:
      return "\(size) association of `\(column)` with `\(group)`"
    case .riskDifference:
      guard let shares = groups.shares, shares.shares.count == 2 else {
        return "the shares of `\(column)` differ"
      }
      return
        "`\(column)` is \(shares.value.quotedText) in \(Self.percent(shares.shares[0])) of the rows "
        + "of \(name(0)) and \(Self.percent(shares.shares[1])) of those of \(name(1))"
    }
  }

  private func name(_ place: Int) -> String {
    groups.sizes.indices.contains(place) ? groups.sizes[place].key.quotedText : ""
  }

  /// How likely such data are without an effect, in words, with the probability last.
  private var certainty: String {
    let p = test.pValue
    let text = p < 0.001 ? "p < 0.001" : "p = \(p.rounded(to: 3))"
    let alpha = 1 - test.effect.level
    return p < alpha
      ? "chance alone would rarely show this (\(text))"
      : "the data are compatible with no difference at all (\(text))"
  }

  /// The size in words, by the limits of Cohen (1988), which are habits, no laws.
  private var size: String {
    let limits: (Double, Double, Double) =
      switch test.effect.kind {
      case .hedgesG, .cohensD: (0.2, 0.5, 0.8)
      case .omegaSquared, .epsilonSquared: (0.01, 0.06, 0.14)
      case .rankBiserial, .cramersV, .riskDifference: (0.1, 0.3, 0.5)
      }
    let value = abs(test.effect.value)
    if value < limits.0 { return "a very small" }
    if value < limits.1 { return "a small" }
    return value < limits.2 ? "a medium" : "a large"
  }

  private static func number(_ value: Double) -> String { value.significant(4) }

  private static func percent(_ share: Double) -> String { (share * 100).rounded(to: 1) + "%" }
}

extension Double {
  /// The number with at most so many digits after the point, and with two where that would leave
  /// nothing of it.
  fileprivate func rounded(to digits: Int) -> String {
    let smallest = digits == 1 ? 0.1 : digits == 2 ? 0.01 : 0.001
    if self != 0, abs(self) < smallest { return significant(2) }
    let scale = digits == 1 ? 10.0 : digits == 2 ? 100 : 1_000
    let rounded = (self * scale).rounded() / scale
    return ValueText.number(rounded == 0 ? 0 : rounded)
  }

  /// The number with so many significant digits, all before the point.
  fileprivate func significant(_ digits: Int) -> String {
    guard isFinite, self != 0 else { return ValueText.number(self) }
    let exact = DecimalNumber(self)
    return exact.plainText(significant: max(digits, exact.point))
  }
}

extension HypothesisTest.Method {
  /// The name of the test as people write it.
  var title: String {
    switch self {
    case .welch: "Welch’s t test"
    case .student: "Student’s t test"
    case .welchANOVA: "Welch’s analysis of variance"
    case .anova: "analysis of variance"
    case .mannWhitney: "Mann-Whitney test"
    case .mannWhitneyExact: "exact Mann-Whitney test"
    case .kruskalWallis: "Kruskal-Wallis test"
    case .chiSquared: "chi-squared test"
    case .fisherExact: "Fisher’s exact test"
    case .twoProportions: "z test of two shares"
    }
  }
}

extension HypothesisTest {
  /// The statistic with its degrees of freedom: `F(2, 45.3) = 6.1`.
  var written: String {
    let sign =
      switch method {
      case .welch, .student: "t"
      case .welchANOVA, .anova: "F"
      case .mannWhitney, .mannWhitneyExact: "U"
      case .kruskalWallis: "H"
      case .chiSquared: "χ²"
      case .fisherExact: "odds ratio"
      case .twoProportions: "z"
      }
    let degrees = degrees.map { $0.significant(4) }.joined(separator: ", ")
    let value = statistic.isFinite ? statistic.significant(4) : "∞"
    return "\(sign)\(degrees.isEmpty ? "" : "(\(degrees))") = \(value)"
  }
}

extension EffectSize.Kind {
  /// The name of the measure as people write it.
  var title: String {
    switch self {
    case .hedgesG: "Hedges’ g"
    case .cohensD: "Cohen’s d"
    case .omegaSquared: "ω²"
    case .rankBiserial: "rank-biserial correlation"
    case .epsilonSquared: "ε²"
    case .cramersV: "Cramér’s V"
    case .riskDifference: "difference of shares"
    }
  }
}
