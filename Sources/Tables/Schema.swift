/// A column's name and type.
public struct Field: Hashable, Sendable {
  /// The name as the user wrote it.
  public var name: String
  /// The type of the values.
  public var type: DataType

  /// Makes a field.
  public init(_ name: String, _ type: DataType) {
    self.name = name
    self.type = type
  }
}

/// The names and types of a table's columns, in order; names are unique.
public struct Schema: Hashable, Sendable {
  /// The columns, left to right.
  public private(set) var fields: [Field]
  private var positions: [String: Int]

  /// Makes a schema; a repeated name keeps its first position for look-ups.
  public init(_ fields: [Field] = []) {
    self.fields = fields
    positions = [:]
    for (index, field) in fields.enumerated() where positions[field.name] == nil {
      positions[field.name] = index
    }
  }

  /// The column names, left to right.
  public var names: [String] { fields.map(\.name) }

  /// The position of the column called `name`, if there is one.
  public func index(of name: String) -> Int? { positions[name] }

  /// The field called `name`, if there is one.
  public subscript(_ name: String) -> Field? { positions[name].map { fields[$0] } }

  /// Whether there is a column called `name`.
  public func contains(_ name: String) -> Bool { positions[name] != nil }

  /// Two schemas are equal when their fields are.
  public static func == (a: Schema, b: Schema) -> Bool { a.fields == b.fields }

  /// Feeds the fields to `hasher`.
  public func hash(into hasher: inout Hasher) { hasher.combine(fields) }
}
