/// Which rows of a column hold a value; `nil` bits mean that all do.
public struct Validity: Hashable, Sendable {
  /// One flag a row, or nil when no row is null.
  public private(set) var flags: [Bool]?
  /// The number of null rows.
  public let nullCount: Int

  /// A column without nulls.
  public static let allValid = Validity(nil)

  /// Makes a validity from flags (true = has a value); all-true flags are dropped.
  public init(_ flags: [Bool]?) {
    let nulls = flags?.lazy.count { !$0 } ?? 0
    nullCount = nulls
    self.flags = nulls == 0 ? nil : flags
  }

  /// Whether row `row` holds a value.
  @inlinable
  public subscript(_ row: Int) -> Bool { flags?[row] ?? true }
}
