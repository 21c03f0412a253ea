/// How often each word stands in each text.
public struct TermTable: Hashable, Sendable {
  /// How words are cut.
  public let words: Words
  /// The words, ascending.
  public let terms: [String]
  /// The texts that hold each word.
  public let documents: [Int]
  /// The number of words of each text, repeated ones counted.
  public let lengths: [Int]
  let codes: [String: Int32]
  /// Where each word's texts begin in `places`, and the end.
  let starts: [Int]
  /// The texts of each word, ascending.
  let places: [Int32]
  /// How often the word stands in each of them.
  let counts: [Float]

  /// How many texts there are.
  public var count: Int { lengths.count }

  /// Counts the words of `texts`; a missing text has none.
  public init(_ texts: [String?], words: Words = Words()) {
    self.words = words
    let cut = texts.map { $0.map { words($0) } ?? [] }
    terms = Set(cut.joined()).sorted()
    let codes = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, Int32($0)) })
    self.codes = codes
    lengths = cut.map(\.count)
    var lists = [[(place: Int32, count: Float)]](repeating: [], count: terms.count)
    for (place, words) in cut.enumerated() {
      for word in words {
        guard let code = codes[word].map({ Int($0) }) else { continue }
        if let last = lists[code].last, last.place == Int32(place) {
          lists[code][lists[code].count - 1].count += 1
        } else {
          lists[code].append((Int32(place), 1))
        }
      }
    }
    documents = lists.map(\.count)
    var starts = [0]
    for list in lists { starts.append(starts[starts.count - 1] + list.count) }
    self.starts = starts
    places = lists.flatMap { $0.map(\.place) }
    counts = lists.flatMap { $0.map(\.count) }
  }

  /// The codes of the words of `text` that stand in any text, with how often, ascending.
  func query(_ text: String) -> [(term: Int, count: Double)] {
    var counts: [Int: Double] = [:]
    for word in words(text) {
      if let code = codes[word] { counts[Int(code), default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension TermTable {
  /// The texts that hold every one of `words`, as they are cut.
  public func texts(withAll words: [String]) -> Set<Int> {
    var found: Set<Int>?
    for word in Set(words) {
      guard let term = codes[word].map({ Int($0) }) else { return [] }
      let holding = Set(places[starts[term]..<starts[term + 1]].map { Int($0) })
      found = found?.intersection(holding) ?? holding
    }
    return found ?? []
  }
}
