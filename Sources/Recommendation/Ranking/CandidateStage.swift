import Glibc
import GradientBoosting

/// The first stage of a ranking: several models propose items, and all that is known of each
/// proposal becomes a row of numbers.
struct CandidateStage: Sendable {
  /// The models that propose, each with what its standardised scores count.
  let models: [Blend.Part]
  let facts: ItemFacts
  /// The most proposals a user gets.
  let limit: Int
  /// Whether what a user already had is not proposed.
  let excludesSeen: Bool
  private let order: ItemOrder

  var itemCount: Int { models.first?.model.itemCount ?? 0 }

  /// The names of the columns.
  let names: [String]

  /// Proposes by models; `words` are their short names.
  init(
    _ models: [Blend.Part], words: [String], facts: ItemFacts, limit: Int, excludesSeen: Bool
  ) {
    (self.models, self.facts, self.limit) = (models, facts, limit)
    self.excludesSeen = excludesSeen
    order = ItemOrder(popularity: facts.popularity.map { Float($0) })
    names =
      words.flatMap { ["score of \($0)", "place of \($0)"] }
      + ["score of all", "place of all"] + facts.names
      + ["user: items", "user: visits", "user: items of the last visit", "user: popularity"]
      + ["popularity beyond the user's"]
      + (facts.prices.isEmpty ? [] : ["price beyond the user's"])
      + (excludesSeen ? [] : ["had: amount", "had: visits since", "had: items since"])
  }

  /// Proposals for some histories.
  struct Proposals {
    /// Where each history's proposals begin, and the end.
    var starts = [0]
    /// The items, the best first by all models together.
    var items: [Int] = []
    /// A row of numbers for each.
    var features: FeatureMatrix
  }

  /// The proposals for each history, with what is known of them.
  func proposals(for histories: Histories) -> Proposals {
    let width = itemCount
    var standard: [[Float]] = []
    var together = [Float](repeating: 0, count: histories.count * width)
    for part in models {
      var scores = [Float](repeating: 0, count: histories.count * width)
      part.model.score(histories, into: &scores)
      for row in 0..<histories.count {
        let range = row * width..<(row + 1) * width
        let scale = Blend.scale(scores[range], weight: 1)
        let weight = Float(part.weight)
        for place in range {
          scores[place] = scale.factor * (scores[place] - scale.mean)
          together[place] += weight * scores[place]
        }
      }
      standard.append(scores)
    }
    var found = Proposals(features: FeatureMatrix(rows: 0, names: names, values: []))
    var values: [Double] = []
    for row in 0..<histories.count {
      let past = histories.starts[row]..<histories.starts[row + 1]
      let seen = excludesSeen ? histories.items[past] : []
      // Who has no history is not ranked: what is popular serves them.
      let items = order.top(
        past.isEmpty ? 0 : limit, of: together[row * width..<(row + 1) * width], excluding: seen
      ).map(\.item)
      found.items += items
      found.starts.append(found.items.count)
      let columns =
        standard.map { column in items.map { column[row * width + $0] } }
        + [items.map { together[row * width + $0] }]
      let places = columns.map { Self.places($0) }
      let user = UserFacts(histories, past, facts)
      var had: [Int32: Int] = [:]
      if !excludesSeen { for place in past { had[histories.items[place]] = place } }
      for (place, item) in items.enumerated() {
        for (scores, ranks) in zip(columns, places) {
          values.append(Double(scores[place]))
          values.append(ranks[place])
        }
        let width = facts.names.count
        values += facts.values[item * width..<(item + 1) * width]
        values += [user.items, user.visits, user.lastVisit, user.popularity]
        values.append(facts.popularity[item] - user.popularity)
        if !facts.prices.isEmpty { values.append(facts.prices[item] - user.price) }
        if !excludesSeen { values += Self.before(had[Int32(item)], histories) }
      }
    }
    found.features = FeatureMatrix(rows: found.items.count, names: names, values: values)
    return found
  }

  /// What the user had of an item, and how long ago; NaN for what is new to them.
  private static func before(_ place: Int?, _ histories: Histories) -> [Double] {
    func value(_ values: [Float]) -> Double {
      place.flatMap { $0 < values.count ? Double(values[$0]) : nil } ?? .nan
    }
    return [value(histories.amounts), value(histories.laterVisits), value(histories.laterEvents)]
  }

  /// The place of each score, the greatest first; equal ones go by their sequence.
  private static func places(_ scores: [Float]) -> [Double] {
    var places = [Double](repeating: 0, count: scores.count)
    let order = scores.indices.sorted { a, b in
      scores[a] != scores[b] ? scores[a] > scores[b] : a < b
    }
    for (place, index) in order.enumerated() { places[index] = Double(place + 1) }
    return places
  }
}

/// What is known of who has a history.
private struct UserFacts {
  var items: Double
  var visits = Double.nan
  var lastVisit = Double.nan
  var popularity = 0.0
  var price = Double.nan

  init(_ histories: Histories, _ range: Range<Int>, _ facts: ItemFacts) {
    items = log1p(Double(range.count))
    let known = histories.items[range].map { Int($0) }.filter { $0 < facts.popularity.count }
    if !known.isEmpty {
      popularity = known.reduce(0) { $0 + facts.popularity[$1] } / Double(known.count)
    }
    if !facts.prices.isEmpty {
      let prices = known.map { facts.prices[$0] }.filter { !$0.isNaN }
      if !prices.isEmpty { price = prices.reduce(0, +) / Double(prices.count) }
    }
    guard !histories.laterVisits.isEmpty else { return }
    visits = range.reduce(0) { max($0, Double(histories.laterVisits[$1]) + 1) }
    lastVisit = Double(range.count { histories.laterVisits[$0] == 0 })
  }
}
