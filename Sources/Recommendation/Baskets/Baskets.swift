/// What was bought together: sets of items, each item once in its basket.
///
/// Orders and items are codes from 0; a negative code is a missing value. Trim and unify the items'
/// names before they are coded: "milk" and "milk " are two items.
public struct Baskets: Hashable, Sendable {
  /// The number of items that have a code.
  public let itemCount: Int
  /// The number of baskets, all with at least one item.
  public var count: Int { starts.count - 1 }
  /// The baskets left out because they had more items than allowed.
  public let oversized: Int
  /// The rows without an order or an item.
  public let missingRows: Int
  /// Where each basket begins in `items`, and the end.
  let starts: [Int]
  /// The items of all baskets, ascending within each.
  let items: [Int32]

  /// Makes baskets of rows, each an item of an order, in any sequence.
  ///
  /// - Parameters:
  ///   - orders: The code of the order of each row.
  ///   - items: The code of the item of each row.
  ///   - largest: Baskets with more items are left out and counted.
  public init(orders: [Int32], items: [Int32], largest: Int = .max) {
    precondition(orders.count == items.count, "each row has an order and an item")
    let rows = GroupedRows(orders, keeping: { items[$0] >= 0 })
    var starts = [0]
    var flat: [Int32] = []
    flat.reserveCapacity(rows.rows.count)
    var oversized = 0
    for order in 0..<rows.groupCount {
      let from = flat.count
      for row in rows.rows[rows.starts[order]..<rows.starts[order + 1]] { flat.append(items[row]) }
      flat[from...].sort()
      var end = from
      for index in from..<flat.count where index == from || flat[index] != flat[end - 1] {
        flat[end] = flat[index]
        end += 1
      }
      if end - from > largest {
        oversized += 1
        end = from
      }
      flat.removeLast(flat.count - end)
      if end > from { starts.append(end) }
    }
    self.starts = starts
    self.items = flat
    self.oversized = oversized
    missingRows = orders.count - rows.rows.count
    itemCount = Int(items.max() ?? -1) + 1
  }

  /// The items of basket `index`, ascending.
  public subscript(_ index: Int) -> ArraySlice<Int32> { items[starts[index]..<starts[index + 1]] }
}
