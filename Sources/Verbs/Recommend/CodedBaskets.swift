import Language
import Recommendation
import Rendering
import Tables

/// Baskets of an engine's pairs, and the items behind their codes.
///
/// The pairs come by item, so that codes ascend as the items do.
struct CodedBaskets {
  static let order = "\u{1}order"
  static let item = "\u{1}item"
  static let rows = "\u{1}rows"

  let baskets: Baskets
  /// The items by code, in the type of their column.
  let values: [Value]
  /// The rows of the input behind the pairs.
  let rows: Int
  private let texts: [String]

  init(_ pairs: Table, largest: Int) {
    let (items, values) = Self.codes(pairs[Self.item])
    let (orders, _) = Self.codes(pairs[Self.order])
    baskets = Baskets(orders: orders, items: items, largest: largest)
    self.values = values
    rows = pairs[Self.rows]?.numbers?.reduce(0) { $0 + Int($1 ?? 0) } ?? 0
    texts = values.map { ValueText.plain($0) }
  }

  /// A code for each value in order of first appearance, and the values.
  private static func codes(_ column: Column?) -> ([Int32], [Value]) {
    guard let column else { return ([], []) }
    var codes: [Value: Int32] = [:]
    var values: [Value] = []
    let coded = (0..<column.count).map { row -> Int32 in
      let value = column[row]
      if let code = codes[value] { return code }
      let code = Int32(values.count)
      codes[value] = code
      values.append(value)
      return code
    }
    return (coded, values)
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
