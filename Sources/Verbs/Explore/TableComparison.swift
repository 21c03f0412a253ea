import Charts
import Language
import Planning
import Syntax
import Tables

/// Two tables side by side: what the engine counts of each column, and the values that differ.
struct TableComparison {
  static let schema = Schema([
    Field("column", .text), Field("type", .text), Field("kind", .text),
    Field("left_missing", .int), Field("right_missing", .int), Field("changed", .int),
    Field("left_mean", .number), Field("right_mean", .number), Field("difference", .number),
  ])

  /// A column that both tables have, under its names in the joined table.
  struct Shared {
    let name: String
    let left: DataType
    let right: DataType
    let place: Int
    /// The type in which both are compared; nil if they cannot be.
    var common: DataType? { left.widened(with: right) }
    var leftValue: Expression { .column("\u{1}l\(place)", left) }
    var rightValue: Expression { .column("\u{1}r\(place)", right) }
    /// Whether the two values differ; two nulls do not.
    var differs: Expression? {
      common.map {
        .call(.notEqual, [leftValue.widened(to: $0), rightValue.widened(to: $0)], .bool)
      }
    }
  }

  let left: Relation
  let right: Relation
  private let rightName: String
  private let rightSpan: SourceSpan
  let keys: [ColumnName]
  let context: RunContext
  let shared: [Shared]

  init(
    _ left: Relation, _ right: Relation, rightName: String, rightSpan: SourceSpan,
    keys: [ColumnName], in context: RunContext
  ) throws {
    let isOneEngine = left.engine === right.engine
    // Each is read more than once; without keys its rows need places too.
    self.left = try isOneEngine ? left.kept() : left.fetched(into: context)
    self.right = try isOneEngine ? right.kept() : right.fetched(into: context)
    self.rightName = rightName
    self.rightSpan = rightSpan
    self.keys = keys
    self.context = context
    let keyNames = Set(keys.map(\.name))
    let others = right.schema
    shared = left.schema.fields.enumerated().compactMap { place, field in
      guard !keyNames.contains(field.name), let other = others[field.name] else { return nil }
      return Shared(name: field.name, left: field.type, right: other.type, place: place)
    }
  }

  func answer() throws -> Answer {
    try checkKeys()
    let joined = try matched()
    let counts = try changes(in: joined)
    let rows = try self.rows(counts.changed)
    let sides = try Sides(
      left: left.count(), right: right.count(), leftKeyed: keyed(left).count(),
      rightKeyed: keyed(right).count(), both: counts.both)
    let changedColumns = zip(shared, counts.changed).filter { ($1 ?? 0) > 0 }.map(\.0)
    let differing = try differingRows(of: joined, changedColumns)
    let footer = footer(
      sides, changedRows: try differing?.count() ?? 0, changedColumns: changedColumns.count)
    if sides.unkeyed > 0 {
      context.notice(
        "rows without a key match nothing and are left out: \(sides.unkeyed.grouped)")
    }
    var answer = Answer(
      .table(try context.stored(Self.schema.fields, rows)),
      parts: keys.isEmpty ? [] : try parts(differing, changedColumns),
      naturalChart: .changes(of: rows, rightName: rightName), footer: footer)
    if keys.isEmpty {
      answer.absentParts = ["rows", "added", "removed"].map {
        AbsentPart(
          $0, reason: "nothing tells which rows belong together", advice: "add `key: id`")
      }
    }
    return answer
  }

  // MARK: Rows of both sides

  /// Refuses keys that stand more than once on a side.
  private func checkKeys() throws {
    for (relation, name, span) in [
      (left, "the table before", keys.first?.span), (right, "`\(rightName)`", rightSpan),
    ] where !keys.isEmpty {
      guard let repeated = try RepeatedKeys(of: relation, columns: keys.map(\.name)) else {
        continue
      }
      throw Diagnostic(
        "E526", "\(name) has \(repeated.keys) more than once, so that rows have no single partner",
        at: span, label: "name all columns of the key: key: [a, b], or keep one row per key",
        notes: ["for instance \(repeated.examples.joined(separator: ", "))"])
    }
  }

  /// The rows that have a key.
  func keyed(_ relation: Relation) -> Relation {
    guard !keys.isEmpty else { return relation }
    return relation.map { plan in
      keys.reduce(plan) { plan, key in
        let type = plan.schema[key.name]?.type ?? key.type
        return plan.filtered(by: .call(.isNotNull, [.column(key.name, type)], .bool))
      }
    }
  }

  static func keyName(_ place: Int) -> String { "\u{1}k\(place)" }

  private var keyNames: [String] {
    keys.isEmpty ? [Self.keyName(0)] : keys.indices.map(Self.keyName)
  }

  /// One side with its keys (or the number of the row) and the shared columns, renamed.
  private func side(
    _ relation: Relation, _ mark: String, _ type: KeyPath<Shared, DataType>
  ) throws -> Plan {
    let plan = try keys.isEmpty ? relation.withPlaces(in: context).plan : keyed(relation).plan
    var items = keys.enumerated().map { place, key in
      NamedExpression(
        Self.keyName(place), .column(key.name, plan.schema[key.name]?.type ?? key.type))
    }
    if keys.isEmpty {
      items = [NamedExpression(Self.keyName(0), .column(Self.keyName(0), .int))]
    }
    items += shared.map {
      NamedExpression("\u{1}\(mark)\($0.place)", .column($0.name, $0[keyPath: type]))
    }
    return plan.projected(items)
  }

  /// The rows that both tables have, side by side.
  private func matched() throws -> Relation {
    let (one, two) = (try side(left, "l", \.left), try side(right, "r", \.right))
    let outputs =
      (keyNames + shared.map { "\u{1}l\($0.place)" }).map { Plan.Join.Output(.left, $0, as: $0) }
      + shared.map { Plan.Join.Output(.right, "\u{1}r\($0.place)", as: "\u{1}r\($0.place)") }
    return Relation(
      .join(
        Plan.Join(
          one, two, kind: .inner, keys: keyNames.map { Plan.Join.Key($0, $0) }, outputs: outputs)),
      in: left.engine)
  }

  // MARK: The footer

  private struct Sides {
    let left: Int
    let right: Int
    let leftKeyed: Int
    let rightKeyed: Int
    let both: Int
    var unkeyed: Int { left - leftKeyed + right - rightKeyed }
  }

  private func footer(_ sides: Sides, changedRows: Int, changedColumns: Int) -> String {
    let way = keys.isEmpty ? "by position" : "by \(keys.map(\.name).joined(separator: ", "))"
    let changed =
      changedRows == 0
      ? "none changed"
      : "\(changedRows.grouped) changed in \(changedColumns.counted("column"))"
    return [
      way, "\(sides.left.counted("row")) left, \(sides.right.grouped) right",
      "\((sides.rightKeyed - sides.both).grouped) added, "
        + "\((sides.leftKeyed - sides.both).grouped) removed, "
        + "\(sides.both.grouped) in both, \(changed)",
      left.engine.name,
    ].joined(separator: " · ")
  }
}

extension Relation {
  /// The rows in an engine's table, which is read at little cost and keeps its order.
  fileprivate func kept() throws -> Relation {
    if case .scan(let scan) = plan, scan.rowCount != nil, scan.isOrdered { return self }
    let scan = try engine.store(query: sql)
    let items = zip(scan.schema.fields, schema.fields).map {
      NamedExpression($1.name, Expression($0))
    }
    let plan = Plan.scan(scan)
    return Relation(
      scan.schema.names == schema.names ? plan : .project(plan, items), in: engine)
  }

  /// The rows in the embedded engine.
  fileprivate func fetched(into context: RunContext) throws -> Relation {
    guard engine !== context.embedded else { return try kept() }
    let most = 5_000_000
    let rows = try count()
    guard rows <= most else {
      throw Diagnostic(
        "E306",
        "\(rows.grouped) rows in \(engine.name) are too many to bring to \(context.embedded.name)",
        at: context.span, label: "filter them first, or save both tables in one engine")
    }
    context.notice("\(rows.counted("row")) fetched from \(engine.name)")
    return try Relation(storing: collect(), in: context.embedded)
  }
}

extension Relation {
  /// The rows with the number of each, in the order in which they stand: a window of the engine would
  /// sort them by their values.
  fileprivate func withPlaces(in context: RunContext) throws -> Relation {
    let table = try collect()
    let places = Column(.int((0..<Int64(table.rowCount)).map { $0 }))
    return try context.stored(
      Table(
        zip(table.schema.names, table.columns).map { (name: $0, column: $1) }
          + [(name: TableComparison.keyName(0), column: places)]))
  }
}

extension NaturalChart {
  /// How many values changed, by column.
  fileprivate static func changes(of rows: [[Value]], rightName: String) -> NaturalChart {
    let changed = rows.filter { ($0[5].asNumber ?? 0) > 0 }
    return NaturalChart("bar") { _, _ in
      Chart(
        layers: [
          ChartLayer(
            .bar,
            [
              .x: .column(EncodedColumn("changed", Column(changed.map { $0[5] }, type: .int))),
              .y: .column(EncodedColumn("column", Column(changed.map { $0[0] }, type: .text))),
            ], rowCount: changed.count)
        ], title: "Changed values by column")
    }
  }
}
