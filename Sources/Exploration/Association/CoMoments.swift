/// The sums of squares and products of two columns around their means, over the rows that have both.
///
/// Blocks of 1,024 pairs around their own means, merged as Pébay (2008) shows.
struct CoMoments {
  private(set) var count = 0
  private(set) var meanA = 0.0
  private(set) var meanB = 0.0
  private(set) var squaresA = 0.0
  private(set) var squaresB = 0.0
  private(set) var products = 0.0

  private static let block = 1_024

  /// The sums over `rows` of two columns; nil flags mean that every row has a value.
  init(
    _ a: UnsafeBufferPointer<Double>, _ flagsA: [Bool]?, _ b: UnsafeBufferPointer<Double>,
    _ flagsB: [Bool]?, rows: Range<Int>
  ) {
    if flagsA == nil && flagsB == nil {
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.block) {
        let part = start..<min(rows.upperBound, start + Self.block)
        add(UnsafeBufferPointer(rebasing: a[part]), UnsafeBufferPointer(rebasing: b[part]))
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Self.block) { scratch in
      let x = UnsafeMutableBufferPointer(rebasing: scratch[..<Self.block])
      let y = UnsafeMutableBufferPointer(rebasing: scratch[Self.block...])
      var filled = 0
      for row in rows where (flagsA?[row] ?? true) && (flagsB?[row] ?? true) {
        x[filled] = a[row]
        y[filled] = b[row]
        filled += 1
        if filled == Self.block {
          add(UnsafeBufferPointer(x), UnsafeBufferPointer(y))
          filled = 0
        }
      }
      add(
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(x)[..<filled]),
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(y)[..<filled]))
    }
  }

  private mutating func add(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) {
    let count = a.count
    guard count > 0 else { return }
    let whole = count / 8 * 8
    var (sumsA, sumsB) = (SIMD8<Double>(), SIMD8<Double>())
    for index in stride(from: 0, to: whole, by: 8) {
      sumsA += a.vector(index)
      sumsB += b.vector(index)
    }
    var (sumA, sumB) = (sumsA.sum(), sumsB.sum())
    for index in whole..<count {
      sumA += a[index]
      sumB += b[index]
    }
    let (ownA, ownB) = (sumA / Double(count), sumB / Double(count))
    var (aa, bb, ab) = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>())
    for index in stride(from: 0, to: whole, by: 8) {
      let (x, y) = (a.vector(index) - ownA, b.vector(index) - ownB)
      aa += x * x
      bb += y * y
      ab += x * y
    }
    var (squareA, squareB, product) = (aa.sum(), bb.sum(), ab.sum())
    for index in whole..<count {
      let (x, y) = (a[index] - ownA, b[index] - ownB)
      squareA += x * x
      squareB += y * y
      product += x * y
    }
    merge(count, ownA, ownB, squareA, squareB, product)
  }

  /// Takes the sums over further rows.
  mutating func merge(_ other: CoMoments) {
    merge(
      other.count, other.meanA, other.meanB, other.squaresA, other.squaresB, other.products)
  }

  private mutating func merge(
    _ otherCount: Int, _ otherA: Double, _ otherB: Double, _ squareA: Double, _ squareB: Double,
    _ product: Double
  ) {
    guard otherCount > 0 else { return }
    let n = Double(count + otherCount)
    let share = Double(otherCount) / n
    let weight = Double(count) * share
    let (deltaA, deltaB) = (otherA - meanA, otherB - meanB)
    squaresA += squareA + deltaA * deltaA * weight
    squaresB += squareB + deltaB * deltaB * weight
    products += product + deltaA * deltaB * weight
    meanA += deltaA * share
    meanB += deltaB * share
    count += otherCount
  }

  /// Pearson's correlation; nil when a column is constant over the rows or there are fewer than two.
  var correlation: Double? {
    guard count > 1 else { return nil }
    // What is left of a constant after rounding is no spread.
    let noise = 1e-26 * Double(count)
    guard squaresA > noise * meanA * meanA, squaresB > noise * meanB * meanB else { return nil }
    let r = products / squaresA.squareRoot() / squaresB.squareRoot()
    return r.isFinite ? min(1, max(-1, r)) : nil
  }
}
