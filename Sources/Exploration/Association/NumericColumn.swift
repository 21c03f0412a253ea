import Tables

/// A column as doubles, with the rows that have one.
struct NumericColumn: Sendable {
  /// The numbers; 0 in rows without one.
  let values: [Double]
  /// Which rows have a number; nil when all do.
  let flags: [Bool]?

  /// The numbers of a column; booleans are 0 and 1, times count in their unit; nil for other types.
  init?(_ column: Column) {
    let validity = column.validity
    switch column.storage {
    case .int(let values), .datetime(let values), .duration(let values):
      self.init(values.map { Double($0) }, validity)
    case .number(let values):
      if PresentValues.isFinite(values) || validity.nullCount > 0 {
        let flags = validity.flags.map { flags in
          flags.indices.map { flags[$0] && values[$0].isFinite }
        }
        self.init(values, Validity(flags))
      } else {
        self.init(values, Validity(values.map(\.isFinite)))
      }
    case .bool(let values): self.init(values.map { $0 ? 1 : 0 }, validity)
    case .date(let values): self.init(values.map { Double($0) }, validity)
    case .text, .list: return nil
    }
  }

  /// The same numbers times a power of two when their squares would overflow or vanish, for measures
  /// that do not depend on the unit.
  func inRange() -> NumericColumn {
    let extent = values.withUnsafeBufferPointer { values in
      var extent = 0.0
      for value in values { extent = max(extent, abs(value)) }
      return extent
    }
    guard extent > 1e120 || (extent < 1e-120 && extent > 0) else { return self }
    let factor = Double(sign: .plus, exponent: min(1_000, -extent.exponent), significand: 1)
    return NumericColumn(values: values.map { $0 * factor }, flags: flags)
  }

  private init(values: [Double], flags: [Bool]?) {
    self.values = values
    self.flags = flags
  }

  private init(_ values: [Double], _ validity: Validity) {
    flags = validity.flags
    guard let flags else {
      self.values = values
      return
    }
    self.values = values.indices.map { flags[$0] ? values[$0] : 0 }
  }
}
