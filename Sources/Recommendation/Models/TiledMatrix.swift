/// Weights from every source to every target, cut into strips of 32 targets.
///
/// A strip with all its sources fits the nearer caches, so one strip serves a block of histories
/// before the next one is read from memory.
struct TiledMatrix: Sendable {
  static let width = 32
  let sources: Int
  let targets: Int
  /// One a strip: the 32 weights of source 0, then those of source 1 and so on.
  let strips: [[Float]]

  /// Adds up weighted rows for each history and writes the sums to rows of `stride` scores.
  ///
  /// - Parameters:
  ///   - starts: Where each history begins in `rows`, and the end.
  ///   - rows: The sources of each history; negative ones are passed over.
  ///   - weights: How much each counts.
  ///   - place: Where the score of a target stands in its row.
  ///   - scores: The rows of scores.
  ///   - stride: The length of a row.
  func score(
    starts: [Int], rows: [Int32], weights: [Float], place: (Int) -> Int, into scores: inout [Float],
    stride: Int
  ) {
    let isPlain = weights.allSatisfy { $0 == 1 }
    scores.withUnsafeMutableBufferPointer { scores in
      rows.withUnsafeBufferPointer { rows in
        weights.withUnsafeBufferPointer { weights in
          for (strip, values) in strips.enumerated() {
            let first = strip * Self.width
            let count = min(Self.width, targets - first)
            let places = (0..<count).map { place(first + $0) }
            values.withUnsafeBytes { values in
              for history in 0..<starts.count - 1 {
                let range = starts[history]..<starts[history + 1]
                let sums =
                  isPlain
                  ? Self.sum(values, rows, range) : Self.sum(values, rows, weights, range)
                let row = history * stride
                for lane in 0..<count {
                  scores[row + places[lane]] = sums[lane / 8][lane % 8]
                }
              }
            }
          }
        }
      }
    }
  }

  private static func sum(
    _ values: UnsafeRawBufferPointer, _ rows: UnsafeBufferPointer<Int32>,
    _ weights: UnsafeBufferPointer<Float>, _ range: Range<Int>
  ) -> InlineArray<4, SIMD8<Float>> {
    var (a, b, c, d) = (
      SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero
    )
    let vector = MemoryLayout<SIMD8<Float>>.size
    for place in range where rows[place] >= 0 {
      let weight = weights[place]
      let at = Int(rows[place]) * width * MemoryLayout<Float>.size
      a += weight * values.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
      b += weight * values.loadUnaligned(fromByteOffset: at + vector, as: SIMD8<Float>.self)
      c += weight * values.loadUnaligned(fromByteOffset: at + 2 * vector, as: SIMD8<Float>.self)
      d += weight * values.loadUnaligned(fromByteOffset: at + 3 * vector, as: SIMD8<Float>.self)
    }
    return [a, b, c, d]
  }

  private static func sum(
    _ values: UnsafeRawBufferPointer, _ rows: UnsafeBufferPointer<Int32>, _ range: Range<Int>
  ) -> InlineArray<4, SIMD8<Float>> {
    var (a, b, c, d) = (
      SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero, SIMD8<Float>.zero
    )
    let vector = MemoryLayout<SIMD8<Float>>.size
    for place in range where rows[place] >= 0 {
      let at = Int(rows[place]) * width * MemoryLayout<Float>.size
      a += values.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
      b += values.loadUnaligned(fromByteOffset: at + vector, as: SIMD8<Float>.self)
      c += values.loadUnaligned(fromByteOffset: at + 2 * vector, as: SIMD8<Float>.self)
      d += values.loadUnaligned(fromByteOffset: at + 3 * vector, as: SIMD8<Float>.self)
    }
    return [a, b, c, d]
  }

  /// The weight from `source` to `target`.
  subscript(_ source: Int, _ target: Int) -> Float {
    strips[target / Self.width][source * Self.width + target % Self.width]
  }
}
