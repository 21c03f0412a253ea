import NumericalMethods

/// Vectors whose numbers are all kept, such as those of a language model, scaled to length 1.
public struct DenseVectors: Vectors {
  /// The number of things.
  public let count: Int
  /// How many numbers a vector has.
  public let dimensions: Int
  /// The numbers, one vector after the other.
  private let values: [Float]
  private let library: LinearAlgebra

  /// Scales vectors that stand one after the other; one of zeros stays so and is near nothing.
  ///
  /// - Throws: `LinearAlgebraError` when OpenBLAS is not there.
  public init(_ values: [Float], dimensions: Int) throws {
    precondition(dimensions > 0 && values.count % dimensions == 0, "vectors must be whole")
    self.dimensions = dimensions
    count = values.count / dimensions
    var scaled = values
    for place in 0..<count {
      let range = place * dimensions..<(place + 1) * dimensions
      let square = values[range].reduce(0.0) { $0 + Double($1) * Double($1) }
      guard square > 0 else { continue }
      let scale = Float(1 / square.squareRoot())
      for index in range { scaled[index] *= scale }
    }
    self.values = scaled
    library = try LinearAlgebra.load()
  }

  /// The cosines of the thing at `place` with all.
  public func similarities(to place: Int) -> [Float] {
    similarities(to: Array(values[place * dimensions..<(place + 1) * dimensions]))
  }

  /// The products of `vector` with all: their cosines when it has length 1.
  public func similarities(to vector: [Float]) -> [Float] {
    precondition(vector.count == dimensions, "vectors must be of one length")
    var scores = [Float](repeating: 0, count: count)
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        scores.withUnsafeMutableBufferPointer { scores in
          guard let values = values.baseAddress, let vector = vector.baseAddress,
            let scores = scores.baseAddress
          else { return }
          library.multiply(
            LinearAlgebra.Factor(values, stride: dimensions, transposed: true),
            LinearAlgebra.Factor(vector, stride: dimensions), rows: count, columns: 1,
            inner: dimensions, into: scores, stride: count, threads: 1)
        }
      }
    }
    return scores
  }
}
