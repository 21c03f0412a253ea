package import Exploration
package import Language
package import Planning
import Syntax
package import Tables
import Tasks

/// The profile of one group of rows; without keys there is one group.
package struct GroupProfile: Sendable {
  package var key: [Value]
  package var profile: TableProfile
}

/// Takes the profiles of a relation: by passes over its columns in memory, or by queries.
///
/// Columns in memory take 8 bytes a value, and sorting one takes 16 more for a moment. Up to
/// 12,000,000 values are fetched at once, so that a profile stays below 150 MB; of a longer table
/// some columns at a time. Above 5,000,000 rows, and on engines elsewhere, queries do the work.
package struct ProfileReader {
  package enum Way: Hashable, Sendable { case columns, queries, sketches }

  /// The longest table whose columns are fetched.
  package static let mostRows = 5_000_000
  private static let mostCells = 12_000_000
  /// Queries are asked anew for each group.
  private static let mostQueriedGroups = 200

  let relation: Relation
  let keys: [NamedExpression]
  let fields: [Field]
  let context: RunContext
  var options = ProfileOptions()

  package init(
    relation: Relation, keys: [NamedExpression], fields: [Field], context: RunContext
  ) {
    self.relation = relation
    self.keys = keys
    self.fields = fields
    self.context = context
    options.mostBins = 30
  }

  /// The profiles in the order of the keys, and the line that says how they were made.
  package func profiles(_ wanted: Way?) throws -> (groups: [GroupProfile], footer: String) {
    let relation = try relation.countable()
    let rows = try relation.knownRows ?? relation.count()
    let way = wanted ?? usualWay(rows, isEmbedded: relation.engine === context.embedded)
    var missed: [String] = []
    let groups =
      switch way {
      case .columns: try columnPass(relation, rows, &missed)
      case .queries, .sketches: try queries(relation, way == .sketches, &missed)
      }
    var words = [
      way == .sketches
        ? "quantiles from sketches of \(relation.engine.name), about 1% of rank off, all else exact"
        : "exact",
      rows.counted("row"), fields.count.counted("column"), relation.engine.name,
    ]
    if !missed.isEmpty { words.append("not looked for: " + missed.joined(separator: ", ")) }
    return (groups, words.joined(separator: " · "))
  }

  private func usualWay(_ rows: Int, isEmbedded: Bool) -> Way {
    guard isEmbedded else { return rows > Self.mostRows ? .sketches : .queries }
    // The embedded engine is exact at any size, and the same in every run.
    return rows > Self.mostRows ? .queries : .columns
  }

  // MARK: Columns in memory

  private func columnPass(
    _ relation: Relation, _ rows: Int, _ missed: inout [String]
  ) throws -> [GroupProfile] {
    let atOnce = max(1, Self.mostCells / max(1, rows))
    guard keys.isEmpty else {
      return try grouped(relation, atOnce)
    }
    if fields.count <= atOnce {
      let table = try fetched(relation, [], fields[...], rows)
      let profile = try TableProfile(
        of: table, options: options, cancellation: context.cancellation)
      return [GroupProfile(key: [], profile: profile)]
    }
    if options.countsDuplicates { missed.append("repeated rows") }
    var inner = options
    inner.countsDuplicates = false
    var columns: [ColumnProfile] = []
    for start in stride(from: 0, to: fields.count, by: atOnce) {
      context.progress.update(
        Double(start) / Double(fields.count), "describing \(fields[start].name)")
      let part = fields[start..<min(fields.count, start + atOnce)]
      columns += try TableProfile(
        of: fetched(relation, [], part, rows), options: inner, cancellation: context.cancellation
      ).columns
    }
    let patterns = try PushedProfile(relation, fields, options, context).missing(
      columns.map { $0.missing > 0 }, rows)
    let profile = TableProfile(rows: rows, columns: columns, missing: patterns, repeatedRows: nil)
    return [GroupProfile(key: [], profile: profile)]
  }

  private func grouped(_ relation: Relation, _ atOnce: Int) throws -> [GroupProfile] {
    var groups: [GroupProfile] = []
    // Without columns the groups are still told.
    let width = max(1, atOnce - keys.count)
    for start in stride(from: 0, to: max(1, fields.count), by: width) {
      let part = fields[start..<min(fields.count, start + width)]
      let found = try TableProfile.byGroup(
        of: fetched(relation, keys, part, nil), keys: Array(keys.indices), options: options,
        cancellation: context.cancellation)
      for (index, group) in found.enumerated() {
        if start == 0 {
          groups.append(GroupProfile(key: group.key, profile: group.profile))
        } else {
          let before = groups[index].profile
          groups[index].profile = TableProfile(
            rows: before.rows, columns: before.columns + group.profile.columns, missing: [],
            repeatedRows: nil)
        }
      }
    }
    return groups
  }

  private func fetched(
    _ relation: Relation, _ keys: [NamedExpression], _ fields: ArraySlice<Field>, _ rows: Int?
  ) throws -> Table {
    let items = keys + fields.map { NamedExpression($0.name, Expression($0)) }
    guard !items.isEmpty else { return Table([]) }
    return try relation.map { $0.projected(items) }.collectMany()
  }

  // MARK: Queries

  private func queries(
    _ relation: Relation, _ sketches: Bool, _ missed: inout [String]
  ) throws -> [GroupProfile] {
    missed = ["numbers and dates as text", "spellings"]
    var options = options
    if sketches && options.countsDuplicates {
      options.countsDuplicates = false
      missed.append("repeated rows")
    }
    if fields.contains(where: { !$0.type.isOrderable }) { missed.append("the commonest lists") }
    guard !keys.isEmpty else {
      let pushed = PushedProfile(relation, fields, options, context, sketches: sketches)
      return [GroupProfile(key: [], profile: try pushed.profile())]
    }
    let groups = try relation.map {
      $0.aggregated(keys: keys, aggregates: []).limited(to: Self.mostQueriedGroups + 1)
    }.collect()
    guard groups.rowCount <= Self.mostQueriedGroups else {
      throw Diagnostic(
        "E529", "there are more than \(Self.mostQueriedGroups) groups to describe by queries",
        at: context.span, label: "describe fewer groups, or fewer rows: | filter … or | sample …")
    }
    return try (0..<groups.rowCount).map { row in
      let key = groups.row(row)
      let own = relation.map { plan in
        zip(keys, key).reduce(plan) { plan, pair in
          let (item, value) = pair
          let condition: Expression =
            value.isNull
            ? .call(.isNull, [item.expression], .bool)
            : .call(.equal, [item.expression, .literal(value, item.expression.type)], .bool)
          return plan.filtered(by: condition)
        }
      }
      let pushed = PushedProfile(own, fields, options, context, sketches: sketches)
      return GroupProfile(key: key, profile: try pushed.profile())
    }
  }
}

extension DataType {
  /// Whether values have a smallest and a largest: all but lists.
  var isOrderable: Bool { if case .list = self { false } else { true } }
}

extension Relation {
  /// The rows, if they stand in the engine and it has counted them.
  fileprivate var knownRows: Int? {
    if case .scan(let scan) = plan { scan.rowCount } else { nil }
  }

  /// The relation in a form that costs little to count and to read again; its order does not matter.
  fileprivate func countable() throws -> Relation {
    var relation = self
    while case .sort(let inner, _) = relation.plan { relation.plan = inner }
    return relation.plan.isCheap ? relation : try relation.stored()
  }
}

extension Plan {
  /// Whether the rows come straight from tables and files, at most filtered and computed one by one.
  fileprivate var isCheap: Bool {
    switch self {
    case .scan: true
    case .filter(let plan, let condition): plan.isCheap && !condition.holdsWindow
    case .project(let plan, let items):
      plan.isCheap && !items.contains { $0.expression.holdsWindow }
    default: false
    }
  }
}
