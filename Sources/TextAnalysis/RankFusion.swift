/// Several rankings as one.
public enum RankFusion {
  /// The things by the sum of 1 ÷ (`offset` + rank) over the rankings; equals go by place.
  ///
  /// Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and
  /// individual rank learning methods", SIGIR 2009.
  public static func reciprocal(
    _ rankings: [[Match]], limit: Int = 10, offset: Double = 60
  ) -> [Match] {
    var sums: [Int: Double] = [:]
    for ranking in rankings {
      for (rank, match) in ranking.enumerated() {
        sums[match.place, default: 0] += 1 / (offset + Double(rank + 1))
      }
    }
    return sums.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(limit)
      .map { Match(place: $0.key, score: Float($0.value)) }
  }
}
