import Language
import Planning
import Recommendation
import Tables

/// Which columns tell who had to do with what.
struct EventColumns: Hashable, Sendable {
  var user: ColumnName
  var item: ColumnName
  var date: ColumnName = .unset
  var rating: ColumnName = .unset

  private static let days = "\u{1}days"
  private static let weight = "\u{1}weight"
  private static let rows = "\u{1}rows"

  /// One row per user, item and moment: its rows, and their ratings summed.
  ///
  /// Rows without one of the values, and those whose rating is not above 0, stay out.
  func pairs(_ plan: Plan) -> Plan {
    var conditions = [user, item].map(Self.isPresent)
    var keys = [user, item].map { NamedExpression($0.name, $0.expression) }
    if date != .unset {
      conditions.append(Self.isPresent(date))
      keys.append(NamedExpression(Self.days, date.expression))
    }
    let rows = Expression.aggregate(AggregateCall(.count, [], type: .int))
    var weight = rows
    if rating != .unset {
      conditions.append(
        .call(.greater, [rating.expression, .literal(.int(0), .int)], .bool))
      weight = .aggregate(
        AggregateCall(.sum, [rating.expression.widened(to: .number)], type: .number))
    }
    return plan.filtered(by: .call(.and, conditions, .bool)).aggregated(
      keys: keys,
      aggregates: [NamedExpression(Self.rows, rows), NamedExpression(Self.weight, weight)])
  }

  private static func isPresent(_ column: ColumnName) -> Expression {
    .call(.isNotNull, [column.expression], .bool)
  }

  /// What the table of `pairs` says: how many rows stand behind it.
  static func rows(in pairs: Table) -> Int {
    guard case .int(let counts)? = pairs[rows]?.storage else { return 0 }
    return Int(counts.reduce(0, +))
  }

  /// The moment of each row in days, and how much it counts.
  static func amounts(in pairs: Table) -> (times: [Double]?, weights: [Double]) {
    let times: [Double]? =
      switch pairs[days]?.storage {
      case .date(let days)?: days.map(Double.init)
      case .datetime(let moments)?: moments.map { Double($0) / 86_400_000_000 }
      default: nil
      }
    return (times, pairs[weight]?.numbers?.map { $0 ?? 0 } ?? [])
  }
}

/// Events of an engine's rows, and the users and items behind their codes.
struct CodedEvents: Sendable {
  let events: Events
  let users: CodedValues
  let items: CodedValues
  /// The rows of the input behind them.
  let rows: Int

  /// Codes the pairs of `EventColumns.pairs`; items of `more` have a code too.
  init(_ pairs: Table, more: Column? = nil) {
    users = CodedValues(of: [pairs.columns[0]])
    items = CodedValues(of: [pairs.columns[1]] + (more.map { [$0] } ?? []))
    let (times, weights) = EventColumns.amounts(in: pairs)
    events = Events(
      users: users.codes(of: pairs.columns[0]), items: items.codes(of: pairs.columns[1]),
      times: times, weights: weights, userCount: users.count, itemCount: items.count)
    rows = EventColumns.rows(in: pairs)
  }

  init(_ events: Events, users: CodedValues, items: CodedValues, rows: Int) {
    (self.events, self.users, self.items, self.rows) = (events, users, items, rows)
  }
}
