/// Texts cut to a width so that those that differ still look different.
package enum DistinctCuts {
  /// The share of the width that the end of a text takes, at most.
  private static let tailShare = 0.6

  /// Each text as `cut` shortens it to the width; where different texts would then look alike, the
  /// middle goes and not the end: "PINK REGENCY…SAUCER" beside "PINK REGENCY…PLATE".
  ///
  /// The end starts with the word in which a text differs from the one most like it, or else with
  /// the character. What nothing tells apart in this width stays as `cut` gives it.
  /// `measure` is the width of a text, `cut` the longest start that fits a width, with "…" where
  /// something was cut.
  package static func of(
    _ texts: [String], to width: Double, measure: (String) -> Double,
    cut: (String, Double) -> String
  ) -> [String] {
    var labels = texts.map { cut($0, width) }
    var taken = Set(labels)
    let alike = Dictionary(grouping: texts.indices) { labels[$0] }.values
      .filter { Set($0.map { texts[$0] }).count > 1 }
      .sorted { $0[0] < $1[0] }
    for places in alike {
      let label = labels[places[0]]
      let members = Set(places.map { texts[$0] }).sorted()
      let differences = differences(members)
      for wholeWords in [true, false] {
        let found = zip(members, differences).map { text, difference -> String in
          if measure(text) <= width { return text }
          let characters = Array(text)
          let start = start(of: difference, in: characters, wholeWords: wholeWords)
          let tail = cut(String(characters[start...]), width * tailShare)
          let head = cut(text, width - measure(tail))
          return (head.isEmpty ? "…" : head) + tail
        }
        let isFree = found.allSatisfy { $0 == label || !taken.contains($0) }
        guard isFree, Set(found).count == members.count else { continue }
        let names = Dictionary(uniqueKeysWithValues: zip(members, found))
        for place in places { labels[place] = names[texts[place]] ?? labels[place] }
        taken.formUnion(found)
        break
      }
    }
    return labels
  }

  /// How many characters each of the sorted texts shares with the one most like it.
  private static func differences(_ sorted: [String]) -> [Int] {
    var shared = [Int](repeating: 0, count: sorted.count)
    for place in sorted.indices.dropFirst() {
      let same = zip(sorted[place - 1], sorted[place]).prefix { $0.0 == $0.1 }.count
      shared[place - 1] = max(shared[place - 1], same)
      shared[place] = same
    }
    return shared
  }

  /// Where the end begins: at the word that holds the first different character, unless that is
  /// the first word, or at the character itself.
  private static func start(
    of difference: Int, in characters: [Character], wholeWords: Bool
  ) -> Int {
    guard wholeWords else { return difference }
    let start = characters[..<difference].lastIndex(of: " ").map { $0 + 1 }
    return start ?? difference
  }
}
