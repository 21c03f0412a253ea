import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// How much is read at once.
package enum ForecastBatch {
  /// The rows that are one batch.
  @TaskLocal package static var rows = 1_500_000
  /// The rows of each batch of more: some thousand series of a year still learn from each other.
  static var parted: Int { max(1, rows / 3) }
}

/// The rows of all series in batches of whole series, ordered by key and date.
///
/// Each batch is a query of its own over a range of keys, so that no more than a batch is ever
/// ordered or held.
struct ForecastSource {
  /// The rows with a date: keys, date, value and regressors.
  let relation: Relation
  let keys: [NamedExpression]
  /// Which rows each batch holds; nil for all.
  let ranges: [Expression?]
  /// How many rows have no date.
  let dateless: Int
  /// How many rows have one.
  let rowCount: Int

  init(_ verb: Forecast, on input: Relation, in context: RunContext) throws {
    let computed = verb.by.filter { $0.expression.plainColumn != $0.name }
    let columns =
      verb.by.map(\.name) + [verb.date.name, verb.target.name] + verb.regressors.map(\.name)
    keys = verb.by.map { NamedExpression($0.name, .column($0.name, $0.expression.type)) }
    let rows = input.map { plan in
      plan.filtered(by: .call(.isNotNull, [verb.date.expression], .bool)).derived(computed)
        .selected(columns)
    }
    context.progress.update(0, "counting rows")
    rowCount = try rows.count()
    dateless = try input.count() - rowCount
    guard rowCount > ForecastBatch.rows, !keys.isEmpty else {
      relation = rows
      ranges = [nil]
      return
    }
    context.progress.update(0, "finding series in \(rowCount.grouped) rows")
    relation = try Self.readOnce(rows, in: context)
    ranges = try Self.ranges(relation, keys, in: context)
  }

  /// The rows of a batch.
  func batch(_ place: Int) -> Relation {
    guard let range = ranges[place] else { return relation }
    return relation.map { $0.filtered(by: range) }
  }

  /// The rows as they are, or in a file where each batch would compute them anew.
  private static func readOnce(_ rows: Relation, in context: RunContext) throws -> Relation {
    guard rows.engine === context.embedded, !rows.plan.isPlain,
      rows.schema.fields.allSatisfy(\.type.fitsFiles)
    else { return rows }
    let engine = context.embedded
    let scan = try engine.joined([engine.putAside(query: rows.sqlInAnyOrder)])
    let items = zip(scan.schema.fields, rows.schema.names).map {
      NamedExpression($1, Expression($0))
    }
    return Relation(.project(.scan(scan), items), in: engine)
  }

  private static func ranges(
    _ relation: Relation, _ keys: [NamedExpression], in context: RunContext
  ) throws -> [Expression?] {
    let size = "\u{1}rows"
    let sizes = try relation.map {
      $0.aggregated(keys: keys, aggregates: [NamedExpression(size, .count)])
    }.collect()
    try context.cancellation.check()
    var starts: [[Value]] = []
    var filled = 0
    for row in 0..<sizes.rowCount {
      let rows = Int(sizes.columns[keys.count][row].asNumber ?? 0)
      if filled > 0, filled + rows > ForecastBatch.parted {
        starts.append((0..<keys.count).map { sizes.columns[$0][row] })
        filled = 0
      }
      filled += rows
    }
    guard !starts.isEmpty else { return [nil] }
    let edges = starts.map { atLeast($0[...], keys.map(\.expression)[...]) }
    return (0...edges.count).map { place in
      let parts =
        (place > 0 ? [edges[place - 1]] : [])
        + (place < edges.count ? [.call(.not, [edges[place]], .bool)] : [])
      return parts.count == 2 ? .call(.and, parts, .bool) : parts[0]
    }
  }

  /// Whether keys stand at a place of their order or behind it; nulls come last.
  private static func atLeast(
    _ values: ArraySlice<Value>, _ keys: ArraySlice<Expression>
  ) -> Expression {
    guard let value = values.first, let key = keys.first else {
      return .literal(.bool(true), .bool)
    }
    let isLast = values.count == 1
    let isNull = Expression.call(.isNull, [key], .bool)
    func both(_ a: Expression) -> Expression {
      isLast ? a : .call(.and, [a, atLeast(values.dropFirst(), keys.dropFirst())], .bool)
    }
    if value.isNull { return both(isNull) }
    let literal = Expression.literal(value, key.type)
    let greater = Expression.call(.or, [.call(.greater, [key, literal], .bool), isNull], .bool)
    return .call(.or, [greater, both(.call(.equal, [key, literal], .bool))], .bool)
  }
}

extension Plan {
  /// Whether rows are only picked out of what is stored.
  fileprivate var isPlain: Bool {
    switch self {
    case .scan: true
    case .project(let input, _), .filter(let input, _), .sort(let input, _): input.isPlain
    default: false
    }
  }
}
