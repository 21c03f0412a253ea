import Glibc

/// Search by words: rare ones count more, repeated ones less each time, long texts less.
///
/// Source: Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond",
/// Foundations and Trends in Information Retrieval 3, 2009; the logarithm is kept above 0 by adding 1.
public struct BM25: TextSearchable {
  /// The words of the texts.
  public let table: TermTable
  /// How soon repeated words stop counting.
  public let k1: Double
  /// How much the length of a text counts, 0 to 1.
  public let b: Double
  /// The weight of each entry of the table.
  private let weights: [Float]

  /// The number of texts.
  public var count: Int { table.count }

  /// Weighs the words of `table`.
  public init(_ table: TermTable, k1: Double = 1.2, b: Double = 0.75) {
    (self.table, self.k1, self.b) = (table, k1, b)
    let mean = Double(table.lengths.reduce(0, +)) / Double(max(1, table.count))
    let total = Double(table.count)
    weights = table.terms.indices.flatMap { term in
      let holding = Double(table.documents[term])
      let rarity = log(1 + (total - holding + 0.5) / (holding + 0.5))
      return (table.starts[term]..<table.starts[term + 1]).map { entry in
        let count = Double(table.counts[entry])
        let length = Double(table.lengths[Int(table.places[entry])]) / mean
        return Float(rarity * count * (k1 + 1) / (count + k1 * (1 - b + b * length)))
      }
    }
  }

  /// How well every text answers `text`: the weights of the common words, summed.
  public func scores(for text: String) -> [Float] {
    var scores = [Float](repeating: 0, count: count)
    for (term, repeats) in table.query(text) {
      for entry in table.starts[term]..<table.starts[term + 1] {
        scores[Int(table.places[entry])] += Float(repeats) * weights[entry]
      }
    }
    return scores
  }
}
