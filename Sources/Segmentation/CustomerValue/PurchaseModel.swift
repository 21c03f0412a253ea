import Glibc
import NumericalMethods
import Tasks

/// When customers buy and when they silently leave: BG/NBD.
///
/// While alive a customer buys at random at a rate of its own (gamma with `r`, `alpha`), and leaves
/// after each purchase with a chance of its own (beta with `a`, `b`). Fader, Hardie and Lee,
/// "Counting your customers the easy way", Marketing Science 24, 2005.
public struct PurchaseModel: Hashable, Sendable {
  /// The shape of the rates.
  public let r: Double
  /// The scale of the rates, in the unit of time.
  public let alpha: Double
  /// The first shape of the chances to leave.
  public let a: Double
  /// The second shape of the chances to leave.
  public let b: Double
  /// The logarithm of the likelihood at the best place.
  public let logLikelihood: Double
  /// The number of Newton's steps that the fit took.
  public let steps: Int
  /// Whether a parameter ran to the edge of what is looked at: the data say nothing about it.
  public let isAtEdge: Bool

  /// Makes a model from known parameters.
  public init(r: Double, alpha: Double, a: Double, b: Double) {
    (self.r, self.alpha, self.a, self.b) = (r, alpha, a, b)
    (logLikelihood, steps, isAtEdge) = (.nan, 0, false)
  }

  /// Fits the model to customers; at least one must have bought again.
  public init(fitting histories: [PurchaseHistory], execution: Execution = Execution()) throws {
    try PurchaseHistory.check(histories)
    let unit = Self.unit(histories)
    try self.init(GroupedHistories(histories, unit: unit), unit: unit, execution: execution)
  }

  /// The longest age: times in it are at most 1, whatever the unit of the data.
  static func unit(_ histories: [PurchaseHistory]) -> Double {
    let longest = histories.reduce(0) { max($0, $1.age) }
    return longest > 0 ? longest : 1
  }

  init(
    _ grouped: GroupedHistories, unit: Double, from start: PurchaseModel? = nil,
    execution: Execution
  ) throws {
    guard grouped.mostFrequent > 0 else {
      throw SegmentationError.noConvergence("a model of customers who never bought again")
    }
    try execution.check()
    let likelihood = PurchaseLikelihood(grouped)
    let begin = start.map { [log($0.r), log($0.alpha / unit), log($0.a), log($0.b)] }
    let bound = 12.0
    let ascent = NewtonAscent(
      from: begin?.map { min(bound - 1, max(1 - bound, $0)) } ?? [0, 0, 0, 0], bound: bound
    ) { execution.cancellation.isCancelled ? likelihood.nowhere : likelihood.surface(at: $0) }
    try execution.check()
    // Long before the bound, larger parameters change nothing that could be seen.
    let isAtEdge = ascent.place.contains { abs($0) >= bound - 3 }
    guard ascent.hasConverged || isAtEdge else {
      throw SegmentationError.noConvergence("the model of purchases")
    }
    r = exp(ascent.place[0])
    alpha = exp(ascent.place[1]) * unit
    a = exp(ascent.place[2])
    b = exp(ascent.place[3])
    // The density of times shrinks with each purchase when the unit of time grows.
    logLikelihood = ascent.value - likelihood.purchases * log(unit)
    steps = ascent.steps
    self.isAtEdge = isAtEdge
  }

  /// The probability that a customer has not left.
  ///
  /// 1 without a repeat purchase: in this model customers leave only after one.
  public func probabilityAlive(_ customer: PurchaseHistory) -> Double {
    1 / (1 + oddsOfHavingLeft(customer))
  }

  private func oddsOfHavingLeft(_ customer: PurchaseHistory) -> Double {
    guard customer.frequency > 0 else { return 0 }
    let x = Double(customer.frequency)
    let ratio = log((alpha + customer.age) / (alpha + customer.recency))
    return a / (b + x - 1) * exp((r + x) * ratio)
  }

  /// The number of purchases to be expected of a customer in the next `time`.
  public func expectedPurchases(_ customer: PurchaseHistory, in time: Double) -> Double {
    purchasesIfAlive(Double(customer.frequency), age: customer.age, in: time)
      / (1 + oddsOfHavingLeft(customer))
  }

  /// The number of repeat purchases to be expected of a new customer in its first `time`.
  public func expectedPurchases(ofNewCustomerIn time: Double) -> Double {
    purchasesIfAlive(0, age: 0, in: time)
  }

  /// Equation 10 of the paper above its denominator, after Euler's transformation of 2F1.
  ///
  /// (1 - z)^(r + x) 2F1(r + x, b + x; c; z) = (1 - z)^(a - 1) 2F1(a + b - 1 - r, a - 1; c; z) with
  /// c = a + b + x - 1: small parameters, so nothing overflows. Both factors are 1 + (a - 1) times
  /// something, which is computed instead, so that a = 1 and c = 0 are ordinary values.
  private func purchasesIfAlive(_ x: Double, age: Double, in time: Double) -> Double {
    guard time > 0 else { return 0 }
    let z = time / (alpha + age + time)
    let c = a + b + x - 1
    let logRest = log1p(-z)
    if (a - 1) * -logRest > Self.largestExponent {
      return c / (a - 1) * -expm1(logWeightedSeries(x, z: z, c: c, logRest: logRest))
    }
    let power = a == 1 ? logRest : expm1((a - 1) * logRest) / (a - 1)
    // c (F - 1) / (a - 1), term by term.
    var term = (a + b - 1 - r) * z
    var series = term
    var n = 1.0
    while abs(term) > 1e-17 * abs(series) && n < 100_000 {
      term *= (a + b - 1 - r + n) * (a + n - 1) / ((c + n) * (n + 1)) * z
      series += term
      n += 1
    }
    return max(0, -(c * power + series + (a - 1) * power * series))
  }

  /// Beyond this the transformed series overflows, as (1 - z)^(a - 1) vanishes.
  private static let largestExponent = 20.0

  /// log((1 - z)^(r + x) 2F1(r + x, b + x; c; z)): all terms are positive, and the sum is scaled.
  private func logWeightedSeries(_ x: Double, z: Double, c: Double, logRest: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var logScale = 0.0
    var n = 0.0
    while term > 1e-17 * sum && n < 1_000_000 {
      term *= (r + x + n) * (b + x + n) / ((c + n) * (n + 1)) * z
      sum += term
      n += 1
      if sum > 1e250 {
        term *= 1e-250
        sum *= 1e-250
        logScale += 250 * log(10)
      }
    }
    return log(sum) + logScale + (r + x) * logRest
  }
}
