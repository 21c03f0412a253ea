import Tasks

/// Walks over all pairs of items with common users, item by item.
struct ItemPairs: Sendable {
  let interactions: Interactions

  init(_ interactions: Interactions) { self.interactions = interactions }

  /// For each item as the target, the `count` sources of greatest weight, ascending by item.
  ///
  /// The sum over common users is of the product of both pairs' `values`; `weight` makes a
  /// weight of it. Weights that are not above 0 are dropped.
  func nearest(
    _ count: Int, values: [Double], threads: Int, cancellation: Cancellation,
    progress: (@Sendable (Double) -> Void)?,
    weight: @Sendable (_ target: Int, _ source: Int, _ product: Double) -> Double
  ) throws -> [[ScoredItem]] {
    let order = ItemOrder(itemCount: interactions.itemCount)
    let size = 64
    let chunks = (interactions.itemCount + size - 1) / size
    let tracker = WorkTracker(total: chunks, progress)
    let found = try parallelMap(chunks, threads: threads) { chunk in
      try cancellation.check()
      var sums = [Double](repeating: 0, count: interactions.itemCount)
      var row = [Float](repeating: 0, count: interactions.itemCount)
      var touched: [Int32] = []
      var lists: [[ScoredItem]] = []
      for target in chunk * size..<min(interactions.itemCount, (chunk + 1) * size) {
        gather(target, values, &sums, &touched)
        // A sum that was 0 on its way is noted twice; it is 0 again the second time.
        for source in touched {
          let item = Int(source)
          if item != target && sums[item] != 0 {
            row[item] = Float(weight(target, item, sums[item]))
          }
          sums[item] = 0
        }
        lists.append(
          order.top(count, of: row[...], excluding: [Int32(target)])
            .filter { $0.score > 0 }.sorted { $0.item < $1.item })
        for source in touched { row[Int(source)] = 0 }
        touched.removeAll(keepingCapacity: true)
      }
      try tracker.finish()
      return lists
    }
    return found.flatMap { $0 }
  }

  private func gather(
    _ target: Int, _ values: [Double], _ sums: inout [Double], _ touched: inout [Int32]
  ) {
    values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        interactions.items.withUnsafeBufferPointer { items in
          for slot in interactions.itemStarts[target]..<interactions.itemStarts[target + 1] {
            let user = Int(interactions.itemUsers[slot])
            let own = values[Int(interactions.itemPlaces[slot])]
            for place in interactions.starts[user]..<interactions.starts[user + 1] {
              let item = items[place]
              if sums[Int(item)] == 0 { touched.append(item) }
              sums[Int(item)] += own * values[place]
            }
          }
        }
      }
    }
  }
}
