import Glibc
import NumericalMethods

/// How much customers spend on a purchase: Gamma-Gamma.
///
/// Each customer has a mean of its own, which is independent of how often it buys. Fader and
/// Hardie, "The Gamma-Gamma model of monetary value", 2013.
public struct SpendModel: Hashable, Sendable {
  /// The shape of a customer's purchases.
  public let p: Double
  /// The shape of the customers' scales.
  public let q: Double
  /// The scale of the customers' scales, in the unit of money.
  public let v: Double
  /// The logarithm of the likelihood at the best place.
  public let logLikelihood: Double
  /// The number of customers with repeat purchases of a positive value.
  public let customers: Int
  /// The correlation of frequency and mean value among them; the model wants none.
  public let correlation: Double
  /// Whether a parameter ran to the edge of what is looked at: the data say nothing about it.
  public let isAtEdge: Bool

  /// Above this, frequency and value go together, and the model misleads.
  public static let correlationLimit = 0.3

  /// Makes a model from known parameters.
  public init(p: Double, q: Double, v: Double) {
    (self.p, self.q, self.v) = (p, q, v)
    (logLikelihood, customers, correlation, isAtEdge) = (.nan, 0, .nan, false)
  }

  /// Fits the model to the customers with a repeat purchase of positive mean value.
  public init(fitting histories: [PurchaseHistory], execution: Execution = Execution()) throws {
    try PurchaseHistory.check(histories)
    try self.init(
      SpendLikelihood(histories, counts: nil), histories, from: nil, execution: execution)
  }

  init(
    _ likelihood: SpendLikelihood, _ histories: [PurchaseHistory], from start: SpendModel?,
    execution: Execution
  ) throws {
    guard likelihood.count >= 2 else {
      throw SegmentationError.tooFewRows(rows: likelihood.count, needed: 2)
    }
    try execution.check()
    let begin = start.map { [log($0.p), log($0.q), log($0.v / likelihood.unit)] }
    let bound = 15.0
    let ascent = NewtonAscent(from: begin ?? [0, 0, 0], bound: bound) { likelihood.surface(at: $0) }
    // Long before the bound, larger parameters change nothing that could be seen.
    isAtEdge = ascent.place.contains { abs($0) >= bound - 3 }
    guard ascent.hasConverged || isAtEdge else {
      throw SegmentationError.noConvergence("the model of spend")
    }
    p = exp(ascent.place[0])
    q = exp(ascent.place[1])
    v = exp(ascent.place[2]) * likelihood.unit
    logLikelihood = ascent.value - Double(likelihood.count) * log(likelihood.unit)
    customers = likelihood.count
    correlation = likelihood.correlation
  }

  /// The mean value of a purchase over all customers; infinite if q ≤ 1.
  public var meanValue: Double { q > 1 ? p * v / (q - 1) : .infinity }

  /// The mean value to be expected of a customer's purchases: between its own and that of all.
  public func expectedValue(_ customer: PurchaseHistory) -> Double {
    guard let z = customer.monetary, z > 0, customer.frequency > 0 else { return meanValue }
    let x = Double(customer.frequency)
    let divisor = p * x + q - 1
    return divisor > 0 ? p * (v + x * z) / divisor : .infinity
  }
}

/// The logarithm of the Gamma-Gamma likelihood with its derivatives, by logarithms of parameters.
struct SpendLikelihood: Sendable {
  private let customers: [(x: Double, z: Double, weight: Double)]
  /// The customers of each frequency, for gamma functions.
  private let counts: [(x: Double, weight: Double)]
  /// The mean value, by which values are divided, so that all numbers are near 1.
  let unit: Double
  let correlation: Double
  /// The number of customers.
  var count: Int { Int(customers.reduce(0) { $0 + $1.weight }) }

  /// Takes each customer `counts[customer]` times; once each if nil.
  init(_ histories: [PurchaseHistory], counts drawn: [Int]?) {
    var used: [(x: Double, z: Double, weight: Double)] = []
    for (index, history) in histories.enumerated() {
      guard history.frequency > 0, let z = history.monetary, z > 0, z.isFinite else { continue }
      let weight = Double(drawn?[index] ?? 1)
      if weight > 0 { used.append((Double(history.frequency), z, weight)) }
    }
    let total = used.reduce(0) { $0 + $1.weight }
    let mean = used.reduce(0) { $0 + $1.weight * $1.z } / max(1, total)
    let meanX = used.reduce(0) { $0 + $1.weight * $1.x } / max(1, total)
    var (xx, zz, xz) = (0.0, 0.0, 0.0)
    for customer in used {
      let (dx, dz) = (customer.x - meanX, customer.z - mean)
      xx += customer.weight * dx * dx
      zz += customer.weight * dz * dz
      xz += customer.weight * dx * dz
    }
    correlation = xx > 0 && zz > 0 ? xz / (xx * zz).squareRoot() : 0
    unit = mean > 0 ? mean : 1
    var byCount: [Double: Double] = [:]
    for customer in used { byCount[customer.x, default: 0] += customer.weight }
    counts = byCount.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let divisor = unit
    customers = used.map { ($0.x, $0.z / divisor, $0.weight) }
  }

  func surface(at logs: [Double]) -> NewtonAscent.Surface {
    let (p, q, v) = (exp(logs[0]), exp(logs[1]), exp(logs[2]))
    var value = 0.0
    var g = [0.0, 0, 0]
    var h = [[Double]](repeating: [0, 0, 0], count: 3)
    let (logGammaQ, digammaQ, trigammaQ) = (logGamma(q), digamma(q), trigamma(q))
    for (x, weight) in counts {
      value += weight * (logGamma(p * x + q) - logGamma(p * x) - logGammaQ + p * x * log(x))
      let (psi, tri) = (digamma(p * x + q), trigamma(p * x + q))
      g[0] += weight * x * (psi - digamma(p * x) + log(x))
      g[1] += weight * (psi - digammaQ)
      h[0][0] += weight * x * x * (tri - trigamma(p * x))
      h[0][1] += weight * x * tri
      h[1][1] += weight * (tri - trigammaQ)
    }
    let logV = log(v)
    for (x, z, weight) in customers {
      let sum = x * z + v
      let (logSum, logZ) = (log(sum), log(z))
      value += weight * (q * logV + (p * x - 1) * logZ - (p * x + q) * logSum)
      g[0] += weight * x * (logZ - logSum)
      g[1] += weight * (logV - logSum)
      g[2] += weight * (q / v - (p * x + q) / sum)
      h[0][2] -= weight * x / sum
      h[1][2] += weight * (1 / v - 1 / sum)
      h[2][2] += weight * ((p * x + q) / (sum * sum) - q / (v * v))
    }
    let scale = [p, q, v]
    for i in 0..<3 {
      for j in 0..<3 {
        if j >= i { h[i][j] *= scale[i] * scale[j] } else { h[i][j] = h[j][i] }
      }
      g[i] *= scale[i]
      h[i][i] += g[i]
    }
    return NewtonAscent.Surface(value: value, gradient: g, hessian: h)
  }
}
