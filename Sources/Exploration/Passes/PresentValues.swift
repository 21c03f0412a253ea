import Tables

/// The values of a numeric or time column without its nulls.
enum PresentValues {
  /// Whether all numbers are finite.
  static func isFinite(_ values: [Double]) -> Bool {
    values.withUnsafeBufferPointer { values in
      // Times 0, what is not finite becomes NaN, and stays it.
      var sum = 0.0
      for value in values { sum += value * 0 }
      return sum == 0
    }
  }

  /// The finite numbers of a column of numbers, and how many are not finite.
  static func numbers(
    _ values: [Double], _ validity: Validity
  ) -> (values: [Double], notFinite: Int) {
    if validity.nullCount == 0 && isFinite(values) { return (values, 0) }
    var present: [Double] = []
    present.reserveCapacity(values.count - validity.nullCount)
    var notFinite = 0
    for (row, value) in values.enumerated() where validity[row] {
      if value.isFinite { present.append(value) } else { notFinite += 1 }
    }
    return (present, notFinite)
  }

  /// The values of the rows that are not null.
  static func compact<Element>(_ values: [Element], _ validity: Validity) -> [Element] {
    guard let flags = validity.flags else { return values }
    var present: [Element] = []
    present.reserveCapacity(values.count - validity.nullCount)
    for (row, value) in values.enumerated() where flags[row] { present.append(value) }
    return present
  }
}

extension Column {
  /// The steps that times often keep, largest first: days, minutes, seconds, milliseconds.
  static let timeSteps: [Int64] = [86_400_000_000, 60_000_000, 1_000_000, 1_000]
}
