package import Tables

/// What to compute, in relational terms; a value that costs nothing until an engine runs it.
package indirect enum Plan: Hashable, Sendable {
  /// A table, view or file that the engine reads.
  case scan(Scan)
  /// A query in the engine's own SQL, and the stored tables that its text names.
  case query(String, Schema, over: [StoredTable] = [])
  case filter(Plan, Expression)
  /// The output columns, in order; expressions may hold windows, also nested ones.
  case project(Plan, [NamedExpression])
  /// One row per distinct keys, ordered by them; without keys, one row.
  case aggregate(Plan, keys: [NamedExpression], aggregates: [NamedExpression])
  case join(Join)
  /// Rows of all plans, which have equal schemas, one after the other.
  case union([Plan])
  /// Orders by the keys, then by the remaining columns, left to right.
  case sort(Plan, [SortKey])
  /// The first n rows in the order that the plan has.
  case limit(Plan, Int)
  /// One row per row and column of `columns`: the other columns, the column's name, its value.
  case unpivot(Plan, columns: [String], name: String, value: String, type: DataType)
  /// The rows of a summary by bins of the calendar, without gaps, ordered by its keys.
  case calendar(Calendar)

  /// A relation that stands in the engine.
  package struct Scan: Hashable, Sendable {
    /// What stands after FROM, quoted: a table's name or a table function with its arguments.
    package var relation: String
    /// How messages and `show plan` call it.
    package var name: String
    package var schema: Schema
    /// Whether rows come in an order of their own (files, stored results).
    package var isOrdered: Bool
    /// The number of rows, if the engine told it.
    package var rowCount: Int?
    /// Whether the engine's columns have types of its own (INTEGER, DECIMAL) that must be converted
    /// to those of the schema where they are read.
    package var castsColumns: Bool
    /// What columns are called in the engine where it is not their name, because engines tell names
    /// apart whatever the case.
    package var identifiers: [String: String]
    /// Keeps what the engine stores for the scan, if it is the engine's to drop.
    package var storage: StoredTable?

    package init(
      relation: String, name: String, schema: Schema, isOrdered: Bool, rowCount: Int? = nil,
      castsColumns: Bool = false, identifiers: [String: String] = [:],
      storage: StoredTable? = nil
    ) {
      self.relation = relation
      self.name = name
      self.schema = schema
      self.isOrdered = isOrdered
      self.rowCount = rowCount
      self.castsColumns = castsColumns
      self.identifiers = identifiers
      self.storage = storage
    }
  }

  /// Two plans side by side.
  package struct Join: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      case inner, left, right, full, semi, anti, cross
    }
    /// A column of one side under its name in the output.
    package struct Output: Hashable, Sendable {
      package enum Side: Hashable, Sendable {
        case left, right
        /// A key: the left value, else the right one.
        case key(right: String)
      }
      package var side: Side
      package var column: String
      package var name: String

      package init(_ side: Side, _ column: String, as name: String) {
        self.side = side
        self.column = column
        self.name = name
      }
    }
    package var left: Plan
    package var right: Plan
    package var kind: Kind
    /// Pairs of column names (left, right); null matches nothing, unless `matchesNulls`.
    package var keys: [Key]
    package var matchesNulls: Bool
    package var outputs: [Output]

    /// A pair of columns that must be equal.
    package struct Key: Hashable, Sendable {
      package var left: String
      package var right: String

      package init(_ left: String, _ right: String) {
        self.left = left
        self.right = right
      }
    }

    package init(
      _ left: Plan, _ right: Plan, kind: Kind, keys: [Key], outputs: [Output],
      matchesNulls: Bool = false
    ) {
      self.left = left
      self.right = right
      self.kind = kind
      self.keys = keys
      self.outputs = outputs
      self.matchesNulls = matchesNulls
    }
  }
}
