import Glibc
import NumericalMethods

/// Customers from a hash of their number, which any language can make again.
enum Customers {
  private static func mix(_ number: UInt64) -> UInt64 {
    var z = number &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static func uniform(_ number: Int) -> Double {
    Double(mix(UInt64(number)) >> 11) * 0x1p-53
  }

  /// Clouds of customers.
  static func synthetic(
    _ count: Int, columns: Int = 8, clouds: Int = 6, spread: Double = 2
  ) -> Matrix {
    var matrix = Matrix(rows: count, columns: columns)
    for row in 0..<count {
      let cloud = Int(mix(800_000_000 + UInt64(row)) % UInt64(clouds))
      for column in 0..<columns {
        let centre = (uniform(900_000_000 + cloud * columns + column) - 0.5) * 8
        let first = 2 * (row * columns + column)
        let normal =
          (-2 * log1p(-uniform(first))).squareRoot() * cos(2 * Double.pi * uniform(first + 1))
        matrix[row, column] = centre + spread * normal
      }
    }
    return matrix
  }
}
