import Planning
import Tables

extension Expression {
  /// The number of rows.
  static var count: Expression { .aggregate(AggregateCall(.count, [], type: .int)) }

  /// The sum of a column of numbers.
  static func sum(_ name: String) -> Expression {
    .aggregate(AggregateCall(.sum, [.column(name, .number)], type: .number))
  }

  /// The mean of a column.
  static func mean(_ name: String, _ type: DataType) -> Expression {
    .aggregate(AggregateCall(.mean, [.column(name, type)], type: .number))
  }
}
