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

  private init(_ values: [Double], _ validity: Validity) {
    flags = validity.flags
    guard let flags else {
      self.values = values
      return
    }
    self.values = values.indices.map { flags[$0] ? values[$0] : 0 }
  }
}
