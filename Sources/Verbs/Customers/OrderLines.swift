import Language
import Planning
import Syntax
import Tables

/// The lines of orders that verbs about customers read: who, when, how much.
struct OrderLines: Sendable {
  var customer: ColumnName
  var date: ColumnName
  /// What else must not be null besides customer and date.
  var needed: [Expression]

  /// What a table holds of them.
  struct Survey {
    /// All rows.
    var rows: Int
    /// Those with all that is needed.
    var complete: Int
    /// Those of them that are used: before a day, if there is one.
    var used: Int
    /// The first and the last moment of the rows that are used.
    var first: Value
    var last: Value
  }

  /// Rows that have all that is needed.
  var isComplete: Expression {
    ([customer.expression, date.expression] + needed).map {
      Expression.call(.isNotNull, [$0], .bool)
    }.conjunction
  }

  /// Rows before the midnight of a day.
  func isBefore(_ day: Int32) -> Expression {
    let limit: Expression =
      date.type == .date
      ? .literal(.date(day), .date)
      : .literal(.datetime(Int64(day) * 86_400_000_000), .datetime)
    return .call(.less, [date.expression, limit], .bool)
  }

  /// The rows that are used.
  func used(of plan: Plan, before day: Int32?) -> Plan {
    guard let day else { return plan.filtered(by: isComplete) }
    return plan.filtered(by: [isComplete, isBefore(day)].conjunction)
  }

  /// Counts rows and finds their dates, in one pass; nil if no row is complete.
  func survey(_ relation: Relation, before day: Int32?) throws -> Survey? {
    let isUsed = day.map { [isComplete, isBefore($0)].conjunction } ?? isComplete
    func aggregate(
      _ name: String, _ function: AggregateFunction, where condition: Expression?
    ) -> NamedExpression {
      let counts = function == .count
      return NamedExpression(
        name,
        .aggregate(
          AggregateCall(
            function, counts ? [] : [date.expression], where: condition,
            type: counts ? .int : date.type)))
    }
    let table = try relation.map {
      $0.aggregated(
        keys: [],
        aggregates: [
          aggregate("rows", .count, where: nil), aggregate("complete", .count, where: isComplete),
          aggregate("used", .count, where: isUsed), aggregate("first", .min, where: isUsed),
          aggregate("last", .max, where: isUsed),
        ])
    }.collect()
    guard case .int(let rows)? = table["rows"]?[0],
      case .int(let complete)? = table["complete"]?[0], complete > 0,
      case .int(let used)? = table["used"]?[0], let first = table["first"]?[0],
      let last = table["last"]?[0]
    else { return nil }
    return Survey(
      rows: Int(rows), complete: Int(complete), used: Int(used), first: first, last: last)
  }

  /// The day from whose midnight something counts, if it is given.
  static func day(of given: Given<Scalar>?, _ name: String) throws(Diagnostic) -> Int32? {
    guard let given else { return nil }
    switch given.value {
    case .value(.date(let day), _): return day
    case .value(let moment, .datetime) where !moment.isNull: return moment.day
    case .period(let period): return period.first
    default:
      throw Diagnostic(
        "E401", "`\(name):` needs a date, and this is \(given.value.described)", at: given.span,
        label: "for instance \(name): @2011-12-10")
    }
  }
}

extension [Expression] {
  /// All of these conditions.
  var conjunction: Expression {
    dropFirst().reduce(first ?? .literal(.bool(true), .bool)) { .call(.and, [$0, $1], .bool) }
  }
}

extension Int32 {
  /// A day as it is written.
  var writtenAsDay: String { Value.date(self).quotedText }
}

extension Value {
  /// The calendar day of a date or a datetime.
  var day: Int32 {
    switch self {
    case .date(let day): day
    case .datetime(let moment):
      Int32((moment - (moment < 0 ? 86_399_999_999 : 0)) / 86_400_000_000)
    default: 0
    }
  }
}
