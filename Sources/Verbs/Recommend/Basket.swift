package import Language
package import Planning
import Recommendation
package import Syntax
package import Tables
import Tasks

/// What is bought together: rules from the orders that hold the same items.
///
/// The engine gives each pair of order and item once; sets and rules are found in memory, exactly. Of
/// very many rows, and on engines elsewhere, the engine counts the pairs of items itself.
package struct Basket: Verb {
  package enum Consequents: String, CaseIterable, Sendable { case one, any }
  var order = ColumnName.unset
  var item = ColumnName.unset
  var support = 0.01
  var confidence = 0.2
  var mostItems: Given<Double>?
  var consequents = Consequents.one
  var largest = 1_000
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "basket",
    family: .recommend,
    summary: "What is bought together: rules with how strong and how certain they are.",
    discussion:
      "A rule says that orders with the antecedent hold the consequent too. Support is the share "
      + "of orders with all of them, confidence the share of the antecedent's orders that hold the "
      + "consequent, lift how many times as often as by chance. P-values are Fisher's, one-sided, "
      + "adjusted for all rules looked at (Benjamini-Hochberg). Lift is largest for the rarest "
      + "items: read it as an explanation, and do not rank suggestions by it alone. Above "
      + "20,000,000 rows the engine counts the pairs, and rules have two items.",
    parameters: [
      .column(\.order, "order", "What makes an order."),
      .column(\.item, "item", "What was bought; spaces around texts do not count."),
      .option(
        \.support, "min_support", "The share of orders that a set of items needs.",
        in: 0.000001...1, default: 0.01, asShare: true),
      .option(
        \.confidence, "min_confidence", "The confidence that a rule needs.", in: 0...1,
        default: 0.2, asShare: true),
      .optionalNumber(
        \.mostItems, "max_items", "The most items of a rule, both sides.", in: 2...10,
        isWhole: true,
        default: "4, or 10 with consequents: any"),
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
        "orders | basket order: customer_id, item: product_id, min_confidence: 50%, "
          + "consequents: any",
        "What customers have in common, several items on either side."),
    ])

  private static let fields = [
    Field("rule", .int), Field("antecedent", .text), Field("consequent", .text),
    Field("size", .int), Field("orders", .int), Field("support", .number),
    Field("confidence", .number), Field("lift", .number), Field("leverage", .number),
    Field("conviction", .number), Field("p_value", .number),
  ]

  /// Rules with several items on either side are asked for to see all there are.
  private var items: Int { mostItems.map { Int($0.value) } ?? (consequents == .any ? 10 : 4) }

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
    let total = try input.count()
    let found = try found(in: input, total: total, context)
    guard found.sets.basketCount > 0 else {
      guard found.oversized > 0 else {
        throw Diagnostic(
          "E709", "no row has an order and an item", at: context.span,
          label: "look at the columns with `| describe`")
      }
      throw Diagnostic(
        "E709", "all orders have more than \(largest.grouped) items", at: context.span,
        label: "leave `max_order:` out, or allow more")
    }
    let rules = try rules(of: found.sets, context)
    if rules.rules.isEmpty { context.notice(advice(found)) }
    var answer = Answer(try context.stored(Self.fields, rows(rules.rules, found.items)))
    answer.parts = [
      Part(
        "itemsets",
        Answer(
          .table(try context.stored(found.items.itemsets(found.sets))),
          roles: Roles([.value: "support"]), naturalChart: .itemsets)),
      .undrawn(
        "items", try context.stored(found.items.items(rules.rules, type: item.type)), with: "item",
        such: "summarize rules = count() by item | chart bar x: rules, y: item"),
    ]
    answer.naturalChart = .baskets
    answer.record = RunRecord(
      rows: found.rows,
      metrics: [
        .init("orders", found.sets.basketCount), .init("itemsets", found.sets.count),
        .init("rules", rules.rules.count),
      ])
    answer.footer = footer(found, rules, dropped: total - found.rows, engine: input.engine)
    return answer
  }

  /// Frequent sets, and what stands behind them.
  private struct Found {
    var sets: FrequentItemsets
    var items: BasketItems
    var itemCount: Int
    var oversized: Int
    var rows: Int
    /// Whether an order, of those that are not too large, holds two items.
    var holdsPairs: Bool
  }

  /// Finds the sets in memory, or their pairs by the engine.
  private func found(in input: Relation, total: Int, _ context: RunContext) throws -> Found {
    let lines = BasketLines(input, order: order, item: item)
    do {
      if input.engine === context.embedded, total <= BasketLines.mostFetched {
        let coded = CodedBaskets(try lines.fetched(), largest: largest)
        return Found(
          sets: try sets(of: coded.baskets, context), items: coded.items,
          itemCount: coded.items.values.count, oversized: coded.baskets.oversized, rows: coded.rows,
          holdsPairs: (0..<coded.baskets.count).contains { coded.baskets[$0].count > 1 })
      }
      let counted = try lines.counted(
        support: support, largest: largest, limit: Self.most, in: context)
      if items > 2 {
        context.notice(
          "pairs were counted by \(input.engine.name), for \(total.counted("row")): rules have two "
            + "items, one on each side; with fewer rows they may have more")
      }
      return Found(
        sets: FrequentItemsets(counted.counts, minimumSupport: support), items: counted.items,
        itemCount: counted.itemCount, oversized: counted.oversized, rows: counted.rows,
        holdsPairs: counted.holdsPairs)
    } catch let error as BasketError {
      throw tooMany(error, context)
    }
  }

  private func sets(of baskets: Baskets, _ context: RunContext) throws -> FrequentItemsets {
    let progress = context.progress
    return try FrequentItemsets(
      of: baskets, minimumSupport: support, largest: items, limit: Self.most,
      cancellation: context.cancellation
    ) { progress.update($0 * 0.8, "searching sets of items") }
  }

  private func rules(of sets: FrequentItemsets, _ context: RunContext) throws -> AssociationRules {
    context.progress.update(0.8, "making rules of \(sets.count.counted("set"))")
    do {
      return try AssociationRules(
        of: sets, minimumConfidence: confidence, consequents: consequents == .one ? .one : .any,
        limit: Self.most, cancellation: context.cancellation)
    } catch let error as BasketError {
      throw tooMany(error, context)
    }
  }

  private func tooMany(_ error: BasketError, _ context: RunContext) -> Diagnostic {
    Diagnostic(
      "E304", "this would be too many: \(error)", at: context.span,
      label: "for instance min_support: \(percent(support * 5)), max_items: 2")
  }

  private func advice(_ found: Found) -> String {
    if !found.holdsPairs {
      return found.oversized > 0
        ? "no order of at most \(largest.grouped) items holds two; allow more with `max_order:`"
        : "no order holds two items: `order:` is what makes several rows one order"
    }
    let sets = found.sets
    return !(0..<sets.count).contains { sets[$0].count > 1 }
      ? "no two items are in \(percent(support)) of the orders together; take less, such as "
        + "min_support: \(percent(support / 10))"
      : "no rule reaches a confidence of \(percent(confidence)); take less, such as "
        + "min_confidence: \(percent(confidence / 2))"
  }

  private func rows(_ rules: [AssociationRule], _ items: BasketItems) -> [[Value]] {
    rules.enumerated().map { index, rule in
      [
        .int(Int64(index + 1)), .text(items.text(rule.antecedent)),
        .text(items.text(rule.consequent)),
        .int(Int64(rule.antecedent.count + rule.consequent.count)), .int(Int64(rule.orders)),
        .number(rule.support), .number(rule.confidence), .number(rule.lift),
        .number(rule.leverage), Value(rule.conviction), .number(rule.adjustedPValue),
      ]
    }
  }

  private func footer(
    _ found: Found, _ rules: AssociationRules, dropped: Int, engine: any Engine
  ) -> String {
    let sets = found.sets
    var words = [
      "\(sets.basketCount.counted("order")) of \(found.itemCount.counted("item"))",
      "\(sets.count.counted("set")) in \(percent(support)) of them, at most \(sets.largest) items",
      "\(rules.rules.count.counted("rule")) of \(rules.considered.grouped) with "
        + "\(percent(confidence)) confidence",
    ]
    if found.oversized > 0 {
      let orders = found.oversized.counted("order")
      words.append("\(orders) left out with more than \(largest.grouped) items")
    }
    if dropped > 0 {
      words.append("\(dropped.counted("row")) dropped (no \(order.name) or \(item.name))")
    }
    words.append("p-values adjusted (Benjamini-Hochberg)")
    if !rules.rules.isEmpty {
      words.append(Self.caution + ": look at confidence and orders, too")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }

  /// What rules must not be ranked by alone.
  static let caution = "a high lift of few orders is often chance"

  private func percent(_ share: Double) -> String { PlainNumber.text(share * 100) + "%" }
}
