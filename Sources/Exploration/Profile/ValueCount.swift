public import Tables

/// A value and how many rows hold it.
public struct ValueCount: Hashable, Sendable {
  /// The value.
  public let value: Value
  /// The rows that hold it.
  public let rows: Int

  /// Makes a count.
  public init(value: Value, rows: Int) {
    self.value = value
    self.rows = rows
  }
}
