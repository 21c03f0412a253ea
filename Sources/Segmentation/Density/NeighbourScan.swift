import NumericalMethods

/// Looks from each row at all rows, in chunks that threads share.
struct NeighbourScan: Sendable {
  let store: PointStore
  private static let chunk = 64

  init(_ store: PointStore) { self.store = store }

  var chunks: Int { (store.count + Self.chunk - 1) / Self.chunk }

  /// What `body` makes of each row of a chunk and its squared distances to all rows.
  func map<Result>(
    _ chunk: Int, _ body: (Int, UnsafeMutablePointer<Double>) -> Result
  ) -> [Result] {
    let squares = AlignedNumbers.allocate(store.stride, 0.0)
    let point = AlignedNumbers.allocate(store.dimensions, 0.0)
    defer {
      squares.deallocate()
      point.deallocate()
    }
    return (chunk * Self.chunk..<min(store.count, (chunk + 1) * Self.chunk)).map { row in
      store.copy(row, to: point)
      _ = store.squares(0, store.stride, to: point, into: squares)
      return body(row, squares)
    }
  }

  /// The distance of each row to its `neighbours`-th nearest row, itself the first.
  func distances(toNeighbour neighbours: Int, _ execution: Execution) throws -> [Double] {
    let rank = min(max(1, neighbours), store.count) - 1
    let found = Results<[Double]>(count: chunks)
    try execution.share(chunks) { chunk in
      found.set(
        chunk,
        map(chunk) { _, squares in
          Self.select(UnsafeMutableBufferPointer(start: squares, count: store.count), rank)
            .squareRoot()
        })
      execution.progress?(Double(found.count) / Double(chunks))
    }
    return found.all.flatMap(\.self)
  }

  /// The number at place `rank` of the sorted numbers; it puts them into another order.
  private static func select(_ numbers: UnsafeMutableBufferPointer<Double>, _ rank: Int) -> Double {
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let middle = numbers[low + (high - low) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while numbers[i] < middle { i += 1 }
        while numbers[j] > middle { j -= 1 }
        if i <= j {
          numbers.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if rank <= j { high = j } else if rank >= i { low = i } else { break }
    }
    return numbers[rank]
  }
}
