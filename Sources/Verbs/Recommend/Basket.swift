package import Language
package import Planning
import Recommendation
package import Syntax
package import Tables
import Tasks

/// What is bought together: rules from the orders that hold the same items.
///
/// The engine gives each pair of order and item once; sets and rules are found in memory, exactly.
package struct Basket: Verb {
  package enum Consequents: String, CaseIterable, Sendable { case one, any }
  var order = ColumnName.unset
  var item = ColumnName.unset
  var support = 0.01
  var confidence = 0.2
  var items = 4
  var consequents = Consequents.one
  var largest = 1_000
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "basket",
    family: .recommend,
    summary: "What is bought together: rules with how strong and how certain they are.",
    discussion:
      "A rule says that orders with the antecedent hold the consequent too. Support is the share of "
      + "orders with all of them, confidence the share of the antecedent's orders that hold the "
      + "consequent, lift how many times as often as by chance. P-values are Fisher's, one-sided, "
      + "adjusted for all rules looked at (Benjamini-Hochberg). Lift is largest for the rarest "
      + "items: read it as an explanation, and do not rank suggestions by it alone.",
    parameters: [
      .column(\.order, "order", "What makes an order."),
      .column(\.item, "item", "What was bought; spaces around texts do not count."),
      .option(
        \.support, "min_support", "The share of orders that a set of items needs.",
        in: 0.000001...1, default: 0.01, asShare: true),
      .option(
        \.confidence, "min_confidence", "The confidence that a rule needs.", in: 0...1,
        default: 0.2, asShare: true),
      .option(
        \.items, "max_items", "The most items of a rule, both sides.", in: 2...10, default: 4),
      .word(\.consequents, "consequents", "How many items may follow.", default: .one),
      .option(
        \.largest, "max_order", "Orders with more items are left out and counted.",
        in: 2...1_000_000, default: 1_000),
    ],
    parts: [
      .table("itemsets", "One row per set of items that enough orders hold."),
      .table("items", "One row per rule and item, to join with a table of items."),
    ],
    chart: "network",
    examples: [
      Example(
        "orders | basket order: order_id, item: product_id, min_support: 0.2%",
        "Products that are ordered together."),
      Example(
        "orders | basket order: customer_id, item: product_id, min_confidence: 50%, consequents: any",
        "What customers have in common, several items on either side."),
    ])

  private static let fields = [
    Field("rule", .int), Field("antecedent", .text), Field("consequent", .text),
    Field("size", .int), Field("orders", .int), Field("support", .number),
    Field("confidence", .number), Field("lift", .number), Field("leverage", .number),
    Field("conviction", .number), Field("p_value", .number),
  ]

  /// More sets or rules than these are no answer that anybody reads.
  private static let most = 500_000

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if order.name == item.name {
      throw Diagnostic(
        "E302", "`order:` and `item:` are the same column", at: item.span,
        label: "an order holds several items: name the column of each")
    }
    return Schema(Self.fields)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let pairs = try input.map(pairs).collect()
    let coded = CodedBaskets(pairs, largest: largest)
    guard coded.baskets.count > 0 else {
      throw Diagnostic(
        "E709", "no row has an order and an item", at: context.span,
        label: "look at the columns with `| describe`")
    }
    let (sets, rules) = try found(coded.baskets, context)
    if rules.rules.isEmpty { context.notice(advice(sets)) }
    var answer = Answer(try context.stored(Self.fields, rows(rules.rules, coded)))
    answer.parts = [
      Part("itemsets", Answer(try context.stored(coded.itemsets(sets)))),
      Part("items", Answer(try context.stored(coded.items(rules.rules, type: item.type)))),
    ]
    answer.naturalChart = .baskets
    answer.record = RunRecord(
      rows: coded.rows,
      metrics: [
        .init("orders", coded.baskets.count), .init("itemsets", sets.count),
        .init("rules", rules.rules.count),
      ])
    let dropped = try input.count() - coded.rows
    answer.footer = footer(coded, sets, rules, dropped: dropped, engine: input.engine)
    return answer
  }

  /// Each order with each of its items once, by item.
  private func pairs(_ plan: Plan) -> Plan {
    let text = Expression.call(.trim, [item.expression], .text)
    let item = item.type == .text ? text : item.expression
    let (orderName, itemName) = (CodedBaskets.order, CodedBaskets.item)
    return plan.aggregated(
      keys: [NamedExpression(itemName, item), NamedExpression(orderName, order.expression)],
      aggregates: [NamedExpression(CodedBaskets.rows, .count)]
    ).filtered(
      by: .call(
        .and,
        [
          .call(.isNotNull, [.column(orderName, order.type)], .bool),
          .call(.isNotNull, [.column(itemName, self.item.type)], .bool),
        ], .bool)
    ).sorted(by: [
      SortKey(.column(itemName, self.item.type)), SortKey(.column(orderName, order.type)),
    ])
  }

  private func found(
    _ baskets: Baskets, _ context: RunContext
  ) throws -> (FrequentItemsets, AssociationRules) {
    let progress = context.progress
    do {
      let sets = try FrequentItemsets(
        of: baskets, minimumSupport: support, largest: items, limit: Self.most,
        cancellation: context.cancellation
      ) { progress.update($0 * 0.8, "searching sets of items") }
      progress.update(0.8, "making rules of \(sets.count.counted("set"))")
      let rules = try AssociationRules(
        of: sets, minimumConfidence: confidence, consequents: consequents == .one ? .one : .any,
        limit: Self.most, cancellation: context.cancellation)
      return (sets, rules)
    } catch let error as BasketError {
      throw Diagnostic(
        "E304", "this would be too many: \(error)", at: context.span,
        label: "for instance min_support: \(percent(support * 5)), max_items: 2")
    }
  }

  private func advice(_ sets: FrequentItemsets) -> String {
    let pairs = (0..<sets.count).count { sets[$0].count > 1 }
    return pairs == 0
      ? "no two items are in \(percent(support)) of the orders together; take less, such as "
        + "min_support: \(percent(support / 10))"
      : "no rule reaches a confidence of \(percent(confidence)); take less, such as "
        + "min_confidence: \(percent(confidence / 2))"
  }

  private func rows(_ rules: [AssociationRule], _ coded: CodedBaskets) -> [[Value]] {
    rules.enumerated().map { index, rule in
      [
        .int(Int64(index + 1)), .text(coded.text(rule.antecedent)),
        .text(coded.text(rule.consequent)),
        .int(Int64(rule.antecedent.count + rule.consequent.count)), .int(Int64(rule.orders)),
        .number(rule.support), .number(rule.confidence), .number(rule.lift),
        .number(rule.leverage), Value(rule.conviction), .number(rule.adjustedPValue),
      ]
    }
  }

  private func footer(
    _ coded: CodedBaskets, _ sets: FrequentItemsets, _ rules: AssociationRules, dropped: Int,
    engine: any Engine
  ) -> String {
    let baskets = coded.baskets
    var words = [
      "\(baskets.count.counted("order")) of \(coded.values.count.counted("item"))",
      "\(sets.count.counted("set")) in \(percent(support)) of them, at most \(items) items",
      "\(rules.rules.count.counted("rule")) of \(rules.considered.grouped) with "
        + "\(percent(confidence)) confidence",
    ]
    if baskets.oversized > 0 {
      let orders = baskets.oversized.counted("order")
      words.append("\(orders) left out with more than \(largest.grouped) items")
    }
    if dropped > 0 {
      words.append("\(dropped.counted("row")) dropped (no \(order.name) or \(item.name))")
    }
    words.append("p-values adjusted (Benjamini-Hochberg)")
    words.append(engine.name)
    return words.joined(separator: " · ")
  }

  private func percent(_ share: Double) -> String { PlainNumber.text(share * 100) + "%" }
}
