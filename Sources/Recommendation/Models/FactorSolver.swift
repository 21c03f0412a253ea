import NumericalMethods
import Tasks

/// Solves the vectors of one side, given those of the other.
struct FactorSolver: Sendable {
  private let algebra: LinearAlgebra
  private let factors: Int
  /// The vectors of the other side.
  private let others: [Float]
  /// Their sum of outer products times α₀: what all that did not happen adds to each system.
  private let base: [Float]
  private let regularization: Double
  private let exponent: Double
  /// α₀ × the number of the others.
  private let floor: Double

  /// Room for one system, used again and again.
  struct Scratch {
    var matrix: [Float]
    /// The right-hand side, then the solution.
    var side: [Float]
    var gathered: [Float] = []

    init(_ factors: Int) {
      matrix = [Float](repeating: 0, count: factors * factors)
      side = [Float](repeating: 0, count: factors)
    }
  }

  init(_ others: [Float], _ options: ImplicitFactors.Options) throws {
    let algebra = try LinearAlgebra.load()
    let factors = options.factors
    let count = others.count / factors
    var base = [Float](repeating: 0, count: factors * factors)
    others.withUnsafeBufferPointer { others in
      base.withUnsafeMutableBufferPointer { base in
        guard let start = others.baseAddress, let base = base.baseAddress, count > 0 else { return }
        algebra.multiply(
          LinearAlgebra.Factor(start, stride: factors),
          LinearAlgebra.Factor(start, stride: factors, transposed: true), rows: factors,
          columns: factors, inner: count, alpha: Float(options.unobserved), into: base,
          stride: factors)
      }
    }
    (self.algebra, self.factors, self.others, self.base) = (algebra, factors, others, base)
    (regularization, exponent) = (options.regularization ?? 0, options.exponent)
    floor = options.unobserved * Double(count)
  }

  /// The vectors of all: the others of number i stand at `starts[i] ..< starts[i + 1]`.
  func solveAll(
    starts: [Int], others: [Int32], threads: Int, cancellation: Cancellation
  ) throws -> [Float] {
    let count = starts.count - 1
    let size = 128
    let found = try parallelMap((count + size - 1) / size, threads: threads) { chunk in
      try cancellation.check()
      var scratch = Scratch(factors)
      var solved: [Float] = []
      solved.reserveCapacity(size * factors)
      for index in chunk * size..<min(count, (chunk + 1) * size) {
        solve(others[starts[index]..<starts[index + 1]], nil, &scratch)
        solved.append(contentsOf: scratch.side)
      }
      return solved
    }
    return found.flatMap { $0 }
  }

  /// Solves for who had to do with `places`, each with its weight (1 without weights), into
  /// `scratch.side`; another right-hand side than theirs may be given.
  func solve(
    _ places: ArraySlice<Int32>, _ weights: ArraySlice<Float>?, _ scratch: inout Scratch,
    side: [Float]? = nil
  ) {
    guard !places.isEmpty else {
      for factor in 0..<factors { scratch.side[factor] = 0 }
      return
    }
    let (rows, amount) = gather(places, weights, &scratch)
    scratch.matrix.withUnsafeMutableBufferPointer { matrix in
      scratch.side.withUnsafeMutableBufferPointer { solution in
        scratch.gathered.withUnsafeBufferPointer { gathered in
          guard let matrix = matrix.baseAddress, let solution = solution.baseAddress,
            let gathered = gathered.baseAddress
          else { return }
          base.withUnsafeBufferPointer { base in
            if let start = base.baseAddress { matrix.update(from: start, count: base.count) }
          }
          algebra.addOuterProducts(
            gathered, rows: factors, columns: rows, stride: factors, into: matrix, stride: factors)
          let penalty = Float(regularization * power(amount + floor, exponent))
          for factor in 0..<factors { matrix[factor * (factors + 1)] += penalty }
          if let side { for factor in 0..<factors { solution[factor] = side[factor] } }
          do {
            try algebra.choleskyFactor(matrix, order: factors, stride: factors)
            algebra.choleskySolve(
              matrix, order: factors, stride: factors, sides: solution, columns: 1,
              sidesStride: factors)
          } catch {
            // The matrix is definite by its penalty; only numbers out of range fail, and they say
            // nothing.
            for factor in 0..<factors { solution[factor] = 0 }
          }
        }
      }
    }
  }

  /// Solves the system that `solve` left in `scratch`, factored, for another right-hand side.
  func solveAgain(_ scratch: inout Scratch, side: [Float]) {
    scratch.side = side
    scratch.matrix.withUnsafeMutableBufferPointer { matrix in
      scratch.side.withUnsafeMutableBufferPointer { solution in
        guard let matrix = matrix.baseAddress, let solution = solution.baseAddress else { return }
        algebra.choleskySolve(
          matrix, order: factors, stride: factors, sides: solution, columns: 1,
          sidesStride: factors)
      }
    }
  }

  /// Copies the vectors of `places`, each times the root of its weight, one after the other, and
  /// sums them into the right-hand side; gives their number and the sum of their weights.
  private func gather(
    _ places: ArraySlice<Int32>, _ weights: ArraySlice<Float>?, _ scratch: inout Scratch
  ) -> (Int, Double) {
    let needed = places.count * factors
    if scratch.gathered.count < needed {
      scratch.gathered = [Float](repeating: 0, count: needed)
    }
    let known = others.count / factors
    var rows = 0
    var amount = 0.0
    for factor in 0..<factors { scratch.side[factor] = 0 }
    others.withUnsafeBufferPointer { others in
      scratch.gathered.withUnsafeMutableBufferPointer { gathered in
        scratch.side.withUnsafeMutableBufferPointer { side in
          guard let others = others.baseAddress, let gathered = gathered.baseAddress,
            let side = side.baseAddress
          else { return }
          for index in places.indices where Int(places[index]) < known {
            let from = Int(places[index]) * factors
            let to = rows * factors
            let weight = weights?[index] ?? 1
            let root = weights == nil ? 1 : weight.squareRoot()
            Self.add(
              UnsafeRawPointer(others + from), weight, root, UnsafeMutableRawPointer(gathered + to),
              UnsafeMutableRawPointer(side), factors)
            rows += 1
            amount += Double(weight)
          }
        }
      }
    }
    return (rows, amount)
  }

  /// Writes `vector` × `root` to `copy` and adds `vector` × `weight` to `sum`.
  private static func add(
    _ vector: UnsafeRawPointer, _ weight: Float, _ root: Float, _ copy: UnsafeMutableRawPointer,
    _ sum: UnsafeMutableRawPointer, _ count: Int
  ) {
    let size = MemoryLayout<Float>.size
    var at = 0
    while at + 8 <= count {
      let values = vector.loadUnaligned(fromByteOffset: at * size, as: SIMD8<Float>.self)
      copy.storeBytes(of: root * values, toByteOffset: at * size, as: SIMD8<Float>.self)
      let old = sum.loadUnaligned(fromByteOffset: at * size, as: SIMD8<Float>.self)
      sum.storeBytes(of: old + weight * values, toByteOffset: at * size, as: SIMD8<Float>.self)
      at += 8
    }
    while at < count {
      let value = vector.load(fromByteOffset: at * size, as: Float.self)
      copy.storeBytes(of: root * value, toByteOffset: at * size, as: Float.self)
      let old = sum.load(fromByteOffset: at * size, as: Float.self)
      sum.storeBytes(of: old + weight * value, toByteOffset: at * size, as: Float.self)
      at += 1
    }
  }
}
