import Glibc
import NumericalMethods

/// The logarithm of BG/NBD's likelihood with its derivatives, by the logarithms of the parameters.
struct PurchaseLikelihood {
  private let grouped: GroupedHistories
  /// The customers with each number of repeat purchases.
  private let counts: [(x: Int, weight: Double)]
  private let customers: Double
  /// The number of repeat purchases of all customers.
  let purchases: Double

  init(_ grouped: GroupedHistories) {
    self.grouped = grouped
    var counts: [Int: Double] = [:]
    for (group, weight) in zip(grouped.groups, grouped.weights) where weight > 0 {
      counts[group.frequency, default: 0] += weight
    }
    self.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    customers = grouped.weights.reduce(0, +)
    purchases = self.counts.reduce(0) { $0 + Double($1.x) * $1.weight }
  }

  /// A surface that no step enters.
  let nowhere = NewtonAscent.Surface(
    value: -.infinity, gradient: [0, 0, 0, 0],
    hessian: [[Double]](repeating: [0, 0, 0, 0], count: 4))

  func surface(at logs: [Double]) -> NewtonAscent.Surface {
    let (r, alpha, a, b) = (exp(logs[0]), exp(logs[1]), exp(logs[2]), exp(logs[3]))
    var value = 0.0
    var g = [0.0, 0, 0, 0]
    var h = [[Double]](repeating: [0, 0, 0, 0], count: 4)
    addCounts(r, alpha, a, b, &value, &g, &h)
    addTimes(r, alpha, a, b, &value, &g, &h)
    // From the parameters to their logarithms.
    let scale = [r, alpha, a, b]
    for i in 0..<4 {
      for j in 0..<4 {
        let (low, high) = (min(i, j), max(i, j))
        if j >= i { h[i][j] *= scale[i] * scale[j] } else { h[i][j] = h[low][high] }
      }
      g[i] *= scale[i]
      h[i][i] += g[i]
    }
    return NewtonAscent.Surface(value: value, gradient: g, hessian: h)
  }

  /// What depends on the number of purchases alone: gamma functions, once for each number.
  private func addCounts(
    _ r: Double, _ alpha: Double, _ a: Double, _ b: Double, _ value: inout Double,
    _ g: inout [Double], _ h: inout [[Double]]
  ) {
    let ofR = (logGamma(r), digamma(r), trigamma(r))
    let ofB = (logGamma(b), digamma(b), trigamma(b))
    let ofAB = (logGamma(a + b), digamma(a + b), trigamma(a + b))
    let logAlpha = log(alpha)
    for (count, weight) in counts {
      let x = Double(count)
      value +=
        weight
        * (logGamma(r + x) - ofR.0 + r * logAlpha + ofAB.0 + logGamma(b + x) - ofB.0
          - logGamma(a + b + x))
      let (psiAB, triAB) = (ofAB.1 - digamma(a + b + x), ofAB.2 - trigamma(a + b + x))
      g[0] += weight * (digamma(r + x) - ofR.1 + logAlpha)
      g[1] += weight * r / alpha
      g[2] += weight * psiAB
      g[3] += weight * (psiAB + digamma(b + x) - ofB.1)
      h[0][0] += weight * (trigamma(r + x) - ofR.2)
      h[0][1] += weight / alpha
      h[1][1] -= weight * r / (alpha * alpha)
      h[2][2] += weight * triAB
      h[2][3] += weight * triAB
      h[3][3] += weight * (triAB + trigamma(b + x) - ofB.2)
    }
  }

  /// What depends on times: the customer is alive, or left after the last purchase.
  private func addTimes(
    _ r: Double, _ alpha: Double, _ a: Double, _ b: Double, _ value: inout Double,
    _ g: inout [Double], _ h: inout [[Double]]
  ) {
    let logA = log(a)
    var (value0, g0, g1, g2, g3) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (h00, h01, h02, h03, h11) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (h12, h13, h22, h23, h33) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (group, weight) in zip(grouped.groups, grouped.weights) where weight > 0 {
      let x = Double(group.frequency)
      let aliveTime = alpha + group.age
      let logAlive = log(aliveTime)
      let rx = r + x
      if group.frequency == 0 {
        value0 -= weight * rx * logAlive
        g0 -= weight * logAlive
        g1 -= weight * rx / aliveTime
        h01 -= weight / aliveTime
        h11 += weight * rx / (aliveTime * aliveTime)
        continue
      }
      let leftTime = alpha + group.recency
      let logLeft = log(leftTime)
      let bx = b + x - 1
      let alive = -rx * logAlive
      let left = logA - log(bx) - rx * logLeft
      let top = max(alive, left)
      let sum = exp(alive - top) + exp(left - top)
      let wLeft = exp(left - top) / sum
      let wAlive = 1 - wLeft
      value0 += weight * (top + log(sum))
      let (mean1, mean11) = (
        wAlive / aliveTime + wLeft / leftTime,
        wAlive / (aliveTime * aliveTime) + wLeft / (leftTime * leftTime)
      )
      g0 -= weight * (wAlive * logAlive + wLeft * logLeft)
      g1 -= weight * rx * mean1
      g2 += weight * wLeft / a
      g3 -= weight * wLeft / bx
      // The second derivatives of each case, and the spread between the two cases.
      let spread = weight * wAlive * wLeft
      let d0 = logAlive - logLeft
      let d1 = rx * (1 / aliveTime - 1 / leftTime)
      let (d2, d3) = (1 / a, -1 / bx)
      h00 += spread * d0 * d0
      h01 += spread * d0 * d1 - weight * mean1
      h02 += spread * d0 * d2
      h03 += spread * d0 * d3
      h11 += spread * d1 * d1 + weight * rx * mean11
      h12 += spread * d1 * d2
      h13 += spread * d1 * d3
      h22 += spread * d2 * d2 - weight * wLeft / (a * a)
      h23 += spread * d2 * d3
      h33 += spread * d3 * d3 + weight * wLeft / (bx * bx)
    }
    value += value0
    for (index, part) in [g0, g1, g2, g3].enumerated() { g[index] += part }
    let parts = [[h00, h01, h02, h03], [0, h11, h12, h13], [0, 0, h22, h23], [0, 0, 0, h33]]
    for i in 0..<4 { for j in i..<4 { h[i][j] += parts[i][j] } }
  }
}
