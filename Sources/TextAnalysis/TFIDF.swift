import Glibc

/// Texts as vectors of their words: rare words count more, and every vector has length 1.
///
/// A word that stands n times in a text counts (1 + ln n) × (ln((1 + N) ÷ (1 + texts with it)) + 1).
public struct TFIDF: Vectors, TextSearchable {
  /// The words of the texts.
  public let table: TermTable
  /// How much each word counts.
  private let rarity: [Double]
  /// The number of each entry of the table.
  private let weights: [Float]
  /// The entries of each text: where they begin, the words and the numbers.
  private let starts: [Int]
  private let terms: [Int32]
  private let values: [Float]

  /// The number of texts.
  public var count: Int { table.count }

  /// Makes the vectors of the texts of `table`.
  public init(_ table: TermTable) {
    self.table = table
    let total = Double(table.count)
    let rarity = table.documents.map { log((1 + total) / (1 + Double($0))) + 1 }
    var squares = [Double](repeating: 0, count: table.count)
    var raw = [Double](repeating: 0, count: table.places.count)
    var next = [Int](repeating: 0, count: table.count + 1)
    for term in table.terms.indices {
      for entry in table.starts[term]..<table.starts[term + 1] {
        raw[entry] = (1 + log(Double(table.counts[entry]))) * rarity[term]
        squares[Int(table.places[entry])] += raw[entry] * raw[entry]
        next[Int(table.places[entry]) + 1] += 1
      }
    }
    weights = raw.indices.map { Float(raw[$0] / squares[Int(table.places[$0])].squareRoot()) }
    for place in 0..<table.count { next[place + 1] += next[place] }
    starts = next
    var terms = [Int32](repeating: 0, count: raw.count)
    var values = [Float](repeating: 0, count: raw.count)
    for term in table.terms.indices {
      for entry in table.starts[term]..<table.starts[term + 1] {
        let slot = next[Int(table.places[entry])]
        next[Int(table.places[entry])] += 1
        (terms[slot], values[slot]) = (Int32(term), weights[entry])
      }
    }
    (self.terms, self.values, self.rarity) = (terms, values, rarity)
  }

  /// The cosines of the text at `place` with all.
  public func similarities(to place: Int) -> [Float] {
    scores(of: (starts[place]..<starts[place + 1]).map { (Int(terms[$0]), values[$0]) })
  }

  /// The cosines of `text` with all; its words that stand in none do not count.
  public func scores(for text: String) -> [Float] {
    let query = table.query(text).map { ($0.term, (1 + log($0.count)) * rarity[$0.term]) }
    let length = query.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
    return scores(of: query.map { ($0.0, Float($0.1 / length)) })
  }

  private func scores(of vector: [(Int, Float)]) -> [Float] {
    var scores = [Float](repeating: 0, count: count)
    for (term, value) in vector {
      for entry in table.starts[term]..<table.starts[term + 1] {
        scores[Int(table.places[entry])] += value * weights[entry]
      }
    }
    return scores
  }
}
