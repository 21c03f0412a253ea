import Language
import Recommendation
import Rendering
import Tables

/// The items behind the codes of baskets, and the tables that name them.
struct BasketItems {
  /// The items by code, in the type of their column.
  let values: [Value]
  private let texts: [String]

  init(_ values: [Value]) {
    self.values = values
    texts = values.map { ValueText.plain($0) }
  }

  /// The names of items, joined.
  func text(_ items: some Sequence<Int32>) -> String {
    items.map { texts[Int($0)] }.joined(separator: ", ")
  }

  /// One row per frequent set, those of most orders first.
  func itemsets(_ sets: FrequentItemsets) -> Table {
    Table(
      schema: Schema([
        Field("items", .text), Field("size", .int), Field("orders", .int),
        Field("support", .number),
      ]),
      rows: sets.ranking.map { set in
        [
          .text(text(sets[set])), .int(Int64(sets[set].count)), .int(Int64(sets.orders[set])),
          .number(sets.support(set)),
        ]
      })
  }

  /// One row per rule and item.
  func items(_ rules: [AssociationRule], type: DataType) -> Table {
    var rows: [[Value]] = []
    for (index, rule) in rules.enumerated() {
      for (side, items) in [("antecedent", rule.antecedent), ("consequent", rule.consequent)] {
        for item in items {
          rows.append([.int(Int64(index + 1)), .text(side), values[Int(item)]])
        }
      }
    }
    return Table(
      schema: Schema([Field("rule", .int), Field("side", .text), Field("item", type)]), rows: rows)
  }
}
