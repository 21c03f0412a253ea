import Recommendation
import Tables

/// Baskets of an engine's pairs, and the items behind their codes.
///
/// The pairs come by item, so that codes ascend as the items do.
struct CodedBaskets {
  let baskets: Baskets
  let items: BasketItems
  /// The rows of the input behind the pairs.
  let rows: Int

  init(_ pairs: Table, largest: Int) {
    let (items, values) = Self.codes(pairs[BasketLines.item])
    let (orders, _) = Self.codes(pairs[BasketLines.order])
    baskets = Baskets(orders: orders, items: items, largest: largest)
    self.items = BasketItems(values)
    rows = pairs[BasketLines.rows]?.numbers?.reduce(0) { $0 + Int($1 ?? 0) } ?? 0
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
}
