/// Items in the order that breaks ties, and the exact best items of a row of scores.
///
/// Equal scores go by popularity, then by code; so a row of zeros is a list of what is popular.
struct ItemOrder: Sendable {
  /// The place of each item among equals.
  let places: [Int32]

  /// Ties go by code.
  init(itemCount: Int) { places = (0..<Int32(itemCount)).map { $0 } }

  /// Ties go by popularity, then by code.
  init(popularity: [Float]) {
    var places = [Int32](repeating: 0, count: popularity.count)
    let order = popularity.indices.sorted { a, b in
      popularity[a] != popularity[b] ? popularity[a] > popularity[b] : a < b
    }
    for (place, item) in order.enumerated() { places[item] = Int32(place) }
    self.places = places
  }

  /// The `limit` items of greatest score, the best first, without those of `excluding` (ascending).
  ///
  /// A heap with the worst kept item at its root; most scores fall at the first comparison with it.
  /// A score that is no number is the least.
  func top(
    _ limit: Int, of scores: ArraySlice<Float>, excluding: some Collection<Int32>
  ) -> [ScoredItem] {
    guard limit > 0 else { return [] }
    var heap = WorstFirst(limit: limit)
    scores.withUnsafeBufferPointer { scores in
      places.withUnsafeBufferPointer { places in
        var from = 0
        for item in excluding where Int(item) < scores.count {
          heap.offer(from..<Int(item), scores, places)
          from = Int(item) + 1
        }
        if from < scores.count { heap.offer(from..<scores.count, scores, places) }
      }
    }
    return heap.sorted()
  }
}

/// The best few of what was offered, the worst of them at the root.
private struct WorstFirst {
  private struct Entry {
    var score: Float
    var place: Int32
    var item: Int32

    func isWorse(than other: Entry) -> Bool {
      score != other.score ? score < other.score : place > other.place
    }
  }

  private let limit: Int
  private var entries: [Entry] = []
  /// The score below which nothing enters.
  private var bar = -Float.infinity

  init(limit: Int) {
    self.limit = limit
    entries.reserveCapacity(limit + 1)
  }

  mutating func offer(
    _ range: Range<Int>, _ scores: UnsafeBufferPointer<Float>, _ places: UnsafeBufferPointer<Int32>
  ) {
    guard let base = scores.baseAddress else { return }
    var item = range.lowerBound
    // Eight at a time while all of them are below the bar.
    while item + 8 <= range.upperBound {
      let eight = UnsafeRawPointer(base + item).loadUnaligned(as: SIMD8<Float>.self)
      if any(eight .>= bar) || entries.count < limit {
        for index in item..<item + 8 { offer(index, scores[index], places[index]) }
      }
      item += 8
    }
    while item < range.upperBound {
      offer(item, scores[item], places[item])
      item += 1
    }
  }

  private mutating func offer(_ item: Int, _ score: Float, _ place: Int32) {
    let new = Entry(score: score.isNaN ? -.infinity : score, place: place, item: Int32(item))
    if entries.count < limit {
      entries.append(new)
      rise(entries.count - 1)
      if entries.count == limit { bar = entries[0].score }
    } else if entries[0].isWorse(than: new) {
      entries[0] = new
      sink()
      bar = entries[0].score
    }
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].isWorse(than: entries[parent]) else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var worst = 2 * parent + 1
      guard worst < entries.count else { return }
      if worst + 1 < entries.count && entries[worst + 1].isWorse(than: entries[worst]) {
        worst += 1
      }
      guard entries[worst].isWorse(than: entries[parent]) else { return }
      entries.swapAt(worst, parent)
      parent = worst
    }
  }

  func sorted() -> [ScoredItem] {
    entries.sorted { $1.isWorse(than: $0) }.map { ScoredItem(item: Int($0.item), score: $0.score) }
  }
}
