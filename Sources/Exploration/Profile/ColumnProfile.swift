public import Tables
public import Tasks

/// All that a profile says about one column; every count and quantile is exact.
public struct ColumnProfile: Hashable, Sendable {
  /// The column's name.
  public let name: String
  /// The column's type.
  public let type: DataType
  /// All rows, also those without a value.
  public let rows: Int
  /// The rows without a value; numbers that are not finite count as missing.
  public let missing: Int
  /// The rows with NaN or an infinity.
  public let notFinite: Int
  /// The number of different values.
  public let distinct: Int
  /// The smallest value; texts by their bytes; null without values and for lists.
  public let minimum: Value
  /// The largest value.
  public let maximum: Value
  /// The commonest values, the commonest first, ties to the smallest.
  public let top: [ValueCount]
  /// The share of true rows among those with a value, for booleans.
  public let trueShare: Double?
  /// What the numbers are like, for ints and numbers with any value.
  public let numbers: NumberSummary?
  /// What the times cover, for dates and datetimes with any value.
  public let times: TimeSummary?
  /// What the texts are like, for texts with any value.
  public let texts: TextSummary?
  /// The bins of numbers, days (dates), microseconds (datetimes and durations).
  public let histogram: Histogram?

  /// The rows with a value.
  public var present: Int { rows - missing }

  /// The share of rows without a value; 0 without rows.
  public var missingShare: Double { rows == 0 ? 0 : Double(missing) / Double(rows) }

  /// Looks at all values of `column`.
  public init(
    _ column: Column, named name: String, options: ProfileOptions = ProfileOptions(),
    cancellation: Cancellation = Cancellation()
  ) throws {
    let pass =
      switch column.storage {
      case .int(let values):
        try OrderedPass.result(
          integers: PresentValues.compact(values, column.validity), type: .int, options,
          cancellation)
      case .number(let values):
        try OrderedPass.result(
          numbers: PresentValues.numbers(values, column.validity), options, cancellation)
      case .date(let values):
        try OrderedPass.result(
          integers: PresentValues.compact(values, column.validity).map { Int64($0) }, type: .date,
          options, cancellation)
      case .datetime(let values):
        try OrderedPass.result(
          integers: PresentValues.compact(values, column.validity), type: .datetime, options,
          cancellation)
      case .duration(let values):
        try OrderedPass.result(
          integers: PresentValues.compact(values, column.validity), type: .duration, options,
          cancellation)
      case .text(let values):
        try TextPass(values, column.validity, options, cancellation).result
      case .bool(let values): BooleanPass(values, column.validity, options).result
      case .list(let values, _): ListPass(values, column.validity, options).result
      }
    self.init(column, name, pass)
  }

  /// Puts together what some other way has computed, such as queries.
  public init(
    name: String, type: DataType, rows: Int, missing: Int, distinct: Int, minimum: Value,
    maximum: Value, top: [ValueCount], trueShare: Double? = nil, numbers: NumberSummary? = nil,
    times: TimeSummary? = nil, texts: TextSummary? = nil, histogram: Histogram? = nil
  ) {
    self.name = name
    self.type = type
    self.rows = rows
    self.missing = missing
    notFinite = 0
    self.distinct = distinct
    self.minimum = minimum
    self.maximum = maximum
    self.top = top
    self.trueShare = trueShare
    self.numbers = numbers
    self.times = times
    self.texts = texts
    self.histogram = histogram
  }

  private init(_ column: Column, _ name: String, _ pass: PassResult) {
    self.name = name
    type = column.type
    rows = column.count
    missing = column.validity.nullCount + pass.notFinite
    notFinite = pass.notFinite
    distinct = pass.distinct
    (minimum, maximum) = (pass.minimum, pass.maximum)
    top = pass.top
    trueShare = pass.trueShare
    (numbers, times, texts) = (pass.numbers, pass.times, pass.texts)
    histogram = pass.histogram
  }
}

/// What a pass over the values of one column found.
struct PassResult {
  var notFinite = 0
  var distinct = 0
  var minimum = Value.null
  var maximum = Value.null
  var top: [ValueCount] = []
  var trueShare: Double?
  var numbers: NumberSummary?
  var times: TimeSummary?
  var texts: TextSummary?
  var histogram: Histogram?
}
