package import Tables

/// A typed scalar expression over the columns of one relation, with the meaning of the language:
/// comparisons are two-valued, `/` is real division, null keys sort last.
package indirect enum Expression: Hashable, Sendable {
  case literal(Value, DataType)
  case column(String, DataType)
  /// An operator or function; the type is the result's.
  case call(Operation, [Expression], DataType)
  case branches([Branch], otherwise: Expression?, DataType)
  /// An aggregate over the group, legal only among the aggregates of `Plan.aggregate`.
  case aggregate(AggregateCall)
  /// A value computed over the rows of a partition.
  case window(WindowCall)

  /// One `when … then …`.
  package struct Branch: Hashable, Sendable {
    package var condition: Expression
    package var value: Expression

    package init(when condition: Expression, then value: Expression) {
      self.condition = condition
      self.value = value
    }
  }

  /// The type of the result.
  package var type: DataType {
    switch self {
    case .literal(_, let type), .column(_, let type), .call(_, _, let type),
      .branches(_, _, let type):
      type
    case .aggregate(let call): call.type
    case .window(let call): call.type
    }
  }
}

/// An aggregate function over some arguments, with its own condition.
package struct AggregateCall: Hashable, Sendable {
  package var function: AggregateFunction
  package var arguments: [Expression]
  /// Only rows for which this holds count.
  package var condition: Expression?
  /// The order that `first`, `last` and `list` follow.
  package var order: [SortKey]
  package var type: DataType

  package init(
    _ function: AggregateFunction, _ arguments: [Expression], where condition: Expression? = nil,
    order: [SortKey] = [], type: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.condition = condition
    self.order = order
    self.type = type
  }
}

/// The aggregates of the language.
package enum AggregateFunction: Hashable, Sendable {
  /// Rows, or non-null values when there is an argument.
  case count
  case countDistinct
  /// 0 for no values; booleans count as 0 and 1.
  case sum
  /// The sum of numbers with all the digits that the engine has, 0 for no values: for sums that are
  /// added up further, which digits lost halfway would change.
  case unroundedSum
  case mean, median, min, max
  /// With n − 1.
  case standardDeviation, variance
  /// Type 7, interpolated.
  case quantile(Double)
  /// The same from a sketch of bounded memory, where the engine has one.
  case approximateQuantile(Double)
  /// The smallest of the most frequent values.
  case mode
  /// The value of the first (last) row in the full order, null or not.
  case first, last
  /// `any` of no values is false, `all` is true.
  case any, all
  /// Non-null values, in order.
  case list
  case correlation
  /// sum(x·w) ÷ sum(w) over the pairs without nulls.
  case weightedMean
  /// Rows of the group (or the sum of its values) ÷ all rows (the sum of all values).
  case share
}

/// A window function, or an aggregate read over a partition.
package struct WindowCall: Hashable, Sendable {
  package var function: WindowFunction
  package var arguments: [Expression]
  /// For an aggregate: only rows for which this holds count.
  package var condition: Expression?
  package var partition: [Expression]
  package var order: [SortKey]
  package var type: DataType

  package init(
    _ function: WindowFunction, _ arguments: [Expression], where condition: Expression? = nil,
    partition: [Expression] = [], order: [SortKey] = [], type: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.condition = condition
    self.partition = partition
    self.order = order
    self.type = type
  }
}

/// The window functions of the language.
package enum WindowFunction: Hashable, Sendable {
  /// The aggregate over the whole partition; order does not matter except to first, last, list.
  case aggregate(AggregateFunction)
  case rowNumber
  /// Equal keys share the smallest rank; null keys come last.
  case rank, denseRank
  case ntile(Int)
  /// The value n rows before (after), else the second argument.
  case lag(Int), lead(Int)
  /// Nulls are skipped, and null on their own row.
  case cumulativeSum, cumulativeMax
  /// 1, 2, 3 …
  case cumulativeCount
  /// Over this row and the n − 1 before; null until there are n, or if one of them is null.
  case movingMean(Int), movingSum(Int)
  /// x minus the x of n rows before.
  case difference(Int)
  /// The change from n rows before, as a fraction.
  case percentChange(Int)
  /// Over the whole partition, null or not.
  case firstValue, lastValue
}

/// A key of an order; nulls come last in both directions.
package struct SortKey: Hashable, Sendable {
  package var expression: Expression
  package var isDescending: Bool

  package init(_ expression: Expression, descending: Bool = false) {
    self.expression = expression
    isDescending = descending
  }
}

/// An expression under a column name.
package struct NamedExpression: Hashable, Sendable {
  package var name: String
  package var expression: Expression

  package init(_ name: String, _ expression: Expression) {
    self.name = name
    self.expression = expression
  }
}
