public import Tables

/// A visual channel of a mark.
public enum ChannelName: String, CaseIterable, Hashable, Sendable {
  case x, y, color, size, label, facet, low, high, cut
}

/// What a channel shows: a column, or one constant for all rows.
public enum Encoding: Hashable, Sendable {
  /// One value a row.
  case column(EncodedColumn)
  /// The same value for every row: `color: "grey"`, `y: 100`.
  case constant(Value)
}

/// The order in which categories stand on an axis.
public enum CategoryOrder: Hashable, Sendable {
  /// By value, unless the categories have an order of their own (months, weekdays, numbers).
  case automatic
  /// As the rows come: the table is sorted.
  case data
}

/// How the numbers of a column are written.
public enum NumberStyle: Hashable, Sendable {
  /// By the column's name: shares and rates as percents, years and ids without separators.
  case automatic
  /// With separators and k, M, bn.
  case number
  /// A fraction as a percentage.
  case percent
  /// Digits only.
  case plain
}

/// A column that a channel shows.
public struct EncodedColumn: Hashable, Sendable {
  /// The name that axes and legends show.
  public var name: String
  /// The values, one a row.
  public var column: Column
  /// Whether the values are categories; nil decides by type (text and booleans are).
  public var isDiscrete: Bool?
  /// The order of the categories.
  public var order: CategoryOrder
  /// How numbers are written.
  public var style: NumberStyle

  /// Makes an encoded column.
  public init(
    _ name: String, _ column: Column, isDiscrete: Bool? = nil, order: CategoryOrder = .automatic,
    style: NumberStyle = .automatic
  ) {
    self.name = name
    self.column = column
    self.isDiscrete = isDiscrete
    self.order = order
    self.style = style
  }
}
