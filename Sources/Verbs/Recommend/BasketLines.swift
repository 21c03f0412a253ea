import Language
import Planning
import Recommendation
import Syntax
import Tables
import Tasks

/// Each order with each of its items once, in the engine that holds the rows.
package struct BasketLines {
  /// The most rows whose pairs are fetched: they take about 1 GB.
  ///
  /// Pairs of more rows, and those of engines elsewhere, are counted where they are.
  @TaskLocal package static var mostFetched = 20_000_000

  static let order = "\u{1}order"
  static let item = "\u{1}item"
  static let rows = "\u{1}rows"

  let relation: Relation
  private let itemType: DataType
  private let orderType: DataType

  /// Lines of rows that have both; spaces around texts do not count, and spaces alone are no item.
  init(_ input: Relation, order: ColumnName, item: ColumnName) {
    let text = Expression.call(.trim, [item.expression], .text)
    let trimmed = item.type == .text ? text : item.expression
    (itemType, orderType) = (item.type, order.type)
    var conditions = [
      Expression.call(.isNotNull, [.column(Self.order, order.type)], .bool),
      .call(.isNotNull, [.column(Self.item, item.type)], .bool),
    ]
    if item.type == .text {
      conditions.append(
        .call(.notEqual, [.column(Self.item, .text), .literal(.text(""), .text)], .bool))
    }
    let isLine = Expression.call(.and, conditions, .bool)
    relation = input.map { plan in
      plan.aggregated(
        keys: [NamedExpression(Self.item, trimmed), NamedExpression(Self.order, order.expression)],
        aggregates: [NamedExpression(Self.rows, .count)]
      ).filtered(by: isLine)
    }
  }

  /// The lines by item, in memory.
  func fetched() throws -> Table {
    try relation.map { plan in
      plan.sorted(by: [
        SortKey(.column(Self.item, itemType)), SortKey(.column(Self.order, orderType)),
      ])
    }.collectMany()
  }

  /// What the engine counted.
  struct Counted {
    var counts: PairCounts
    /// The frequent items, by code.
    var items: BasketItems
    /// All items, frequent or not.
    var itemCount: Int
    /// The orders that were left out for their size.
    var oversized: Int
    /// The rows of the input behind the lines.
    var rows: Int
    /// Whether an order, of those that are not too large, holds two items.
    var holdsPairs: Bool
  }

  /// Counts items and pairs by a join of the orders with themselves; of pairs no more than `limit`.
  func counted(
    support: Double, largest: Int, limit: Int, in context: RunContext
  ) throws -> Counted {
    context.progress.update(0.05, "finding the items of each order")
    var lines = try relation.stored()
    let rows = try lines.map { plan in
      let sum = AggregateCall(.sum, [.column(Self.rows, .int)], type: .int)
      return plan.aggregated(keys: [], aggregates: [NamedExpression(Self.rows, .aggregate(sum))])
    }.collect().columns.first?[0].asNumber
    let itemCount = try lines.map { Self.counts(of: Self.item, itemType, in: $0) }.count()
    let sizes = lines.map { Self.counts(of: Self.order, orderType, in: $0) }
    let large = sizes.map { Self.reaching(largest + 1, $0) }
    let oversized = try large.count()
    let orders = try sizes.count() - oversized
    if oversized > 0 {
      let key = Plan.Join.Key(Self.order, Self.order)
      lines = try lines.map {
        $0.joined(with: large.plan, kind: .anti, on: [key], rightName: "large")
      }.stored()
    }
    try context.cancellation.check()
    context.progress.update(0.3, "counting \(itemCount.counted("item"))")
    let needed = FrequentItemsets.baskets(for: support, of: orders)
    let frequent = try lines.map { plan in
      Self.reaching(needed, Self.counts(of: Self.item, itemType, in: plan))
        .sorted(by: [SortKey(.column(Self.item, itemType))])
    }.collectMany()
    let items = (0..<frequent.rowCount).map { Int(frequent.columns[1][$0].asNumber ?? 0) }
    try context.cancellation.check()
    context.progress.update(0.4, "counting pairs of \(items.count.counted("item"))")
    let pairs: [PairCounts.Pair] =
      try items.count < 2
      ? [] : self.pairs(of: frequent, in: lines, needed, limit: limit)
    let several = lines.map {
      Self.reaching(2, Self.counts(of: Self.order, orderType, in: $0)).limited(to: 1)
    }
    return Counted(
      counts: PairCounts(basketCount: orders, items: items, pairs: pairs),
      items: BasketItems(frequent.columns[0].values), itemCount: itemCount, oversized: oversized,
      rows: Int(rows ?? 0), holdsPairs: try !pairs.isEmpty || several.count() > 0)
  }

  /// The pairs of items in enough orders, by the places of the items in `frequent`.
  private func pairs(
    of frequent: Table, in lines: Relation, _ needed: Int, limit: Int
  ) throws -> [PairCounts.Pair] {
    let (code, other) = ("\u{1}code", "\u{1}other")
    let codes = try Relation(
      storing: Table([
        (Self.item, frequent.columns[0]),
        (code, Column(.int((0..<frequent.rowCount).map { Int64($0) }))),
      ]), in: lines.engine)
    let coded = try lines.map { plan in
      plan.joined(
        with: codes.plan, kind: .inner, on: [Plan.Join.Key(Self.item, Self.item)],
        rightName: "codes"
      ).selected([Self.order, code])
    }.stored()
    let same = Plan.Join.Key(Self.order, Self.order)
    let ascends = Expression.call(.less, [.column(code, .int), .column(other, .int)], .bool)
    let keys = [code, other].map { NamedExpression($0, .column($0, .int)) }
    let found = try coded.map { plan -> Plan in
      let both = plan.joined(
        with: plan.renamed([code: other]), kind: .inner, on: [same], rightName: "same"
      ).filtered(by: ascends)
      let counted = both.aggregated(
        keys: keys, aggregates: [NamedExpression(Self.rows, .count)])
      return Self.reaching(needed, counted).limited(to: limit + 1)
    }.collectMany()
    if found.rowCount > limit { throw BasketError.tooManyItemsets(limit: limit) }
    let columns = found.columns.map { $0.numbers ?? [] }
    return (0..<found.rowCount).map { row -> PairCounts.Pair in
      let values = columns.map { Int32($0[row] ?? 0) }
      return PairCounts.Pair(values[0], values[1], orders: Int(values[2]))
    }
  }

  /// How many lines each value of a column has.
  private static func counts(of name: String, _ type: DataType, in plan: Plan) -> Plan {
    plan.aggregated(
      keys: [NamedExpression(name, .column(name, type))],
      aggregates: [NamedExpression(rows, .count)])
  }

  /// The rows of counts that are not below a number.
  private static func reaching(_ count: Int, _ plan: Plan) -> Plan {
    plan.filtered(
      by: .call(
        .greaterOrEqual, [.column(rows, .int), .literal(.int(Int64(count)), .int)], .bool))
  }
}
