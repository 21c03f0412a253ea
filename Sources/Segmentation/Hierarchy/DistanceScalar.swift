import CVectors

/// A number that distances are stored as, and the inner loops over them.
protocol DistanceScalar: BinaryFloatingPoint, Sendable {
  init(_ value: Double)
  static func least(
    _ values: UnsafePointer<Self>, _ penalties: UnsafePointer<Self>, _ count: Int
  ) -> Self
  static func raise(_ into: UnsafeMutablePointer<Self>, _ other: UnsafePointer<Self>, _ count: Int)
  static func mean(
    _ into: UnsafeMutablePointer<Self>, _ other: UnsafePointer<Self>, _ a: Double, _ b: Double,
    _ count: Int)
}

extension Float: DistanceScalar {
  static func least(
    _ values: UnsafePointer<Float>, _ penalties: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    cvectors_least_float(values, penalties, count)
  }

  static func raise(
    _ into: UnsafeMutablePointer<Float>, _ other: UnsafePointer<Float>, _ count: Int
  ) {
    cvectors_raise_float(into, other, count)
  }

  static func mean(
    _ into: UnsafeMutablePointer<Float>, _ other: UnsafePointer<Float>, _ a: Double, _ b: Double,
    _ count: Int
  ) {
    cvectors_mean_float(into, other, a, b, count)
  }
}

extension Double: DistanceScalar {
  static func least(
    _ values: UnsafePointer<Double>, _ penalties: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    cvectors_least_double(values, penalties, count)
  }

  static func raise(
    _ into: UnsafeMutablePointer<Double>, _ other: UnsafePointer<Double>, _ count: Int
  ) {
    cvectors_raise_double(into, other, count)
  }

  static func mean(
    _ into: UnsafeMutablePointer<Double>, _ other: UnsafePointer<Double>, _ a: Double,
    _ b: Double, _ count: Int
  ) {
    cvectors_mean_double(into, other, a, b, count)
  }
}
