import Tasks

/// How many users each pair of items has in common, of the items that count.
struct ItemCounts: Sendable {
  /// The items that were counted, ascending.
  let items: [Int32]
  /// The place of each item among those; negative when it was not counted.
  let placeOfItem: [Int32]
  /// Column after column, the numbers of common users, above and on the diagonal only.
  let columns: [[Float]]

  /// Counts pairs of the items with users, at most `limit` of them, those of most users.
  init(
    _ interactions: Interactions, limit: Int, threads: Int, cancellation: Cancellation,
    progress: (@Sendable (Double) -> Void)?
  ) throws {
    let known = (0..<interactions.itemCount).filter { interactions.users(of: $0) > 0 }
    let items =
      known.count <= limit
      ? known
      : known.sorted {
        (interactions.users(of: $0), $1) > (interactions.users(of: $1), $0)
      }.prefix(limit).sorted()
    var places = [Int32](repeating: -1, count: interactions.itemCount)
    for (place, item) in items.enumerated() { places[item] = Int32(place) }
    // The users' items by place, so that the inner loop looks nothing up.
    var rows: [Int32] = []
    rows.reserveCapacity(interactions.count)
    var starts = [0]
    for user in 0..<interactions.userCount {
      for item in interactions.items(of: user) where places[Int(item)] >= 0 {
        rows.append(places[Int(item)])
      }
      starts.append(rows.count)
    }
    let size = 16
    let chunks = (items.count + size - 1) / size
    let tracker = WorkTracker(total: chunks, progress)
    let (flat, bounds) = (rows, starts)
    let found = try parallelMap(chunks, threads: threads) { chunk in
      try cancellation.check()
      let columns = (chunk * size..<min(items.count, (chunk + 1) * size)).map { place in
        Self.column(place, interactions, items[place], flat, bounds)
      }
      try tracker.finish()
      return columns
    }
    self.items = items.map { Int32($0) }
    placeOfItem = places
    columns = found.flatMap { $0 }
  }

  private static func column(
    _ place: Int, _ interactions: Interactions, _ item: Int, _ rows: [Int32], _ starts: [Int]
  ) -> [Float] {
    var column = [Float](repeating: 0, count: place + 1)
    let last = Int32(place)
    column.withUnsafeMutableBufferPointer { column in
      rows.withUnsafeBufferPointer { rows in
        for slot in interactions.itemStarts[item]..<interactions.itemStarts[item + 1] {
          var at = starts[Int(interactions.itemUsers[slot])]
          // The item itself is in the row, so the walk ends there.
          while rows[at] < last {
            column[Int(rows[at])] += 1
            at += 1
          }
        }
      }
    }
    column[place] = Float(interactions.users(of: item))
    return column
  }
}
