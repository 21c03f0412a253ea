import Glibc

/// What is known of each item whoever looks at it, as numbers that a ranking can learn from.
struct ItemFacts: Sendable {
  /// The names of the numbers of an item.
  let names: [String]
  /// The numbers, item after item; NaN where nothing is known.
  let values: [Double]
  /// The logarithm of 1 + the users of each item.
  let popularity: [Double]
  /// The logarithm of each item's price; empty when prices are not known.
  let prices: [Double]

  /// Reads the facts off what happened, and nothing later.
  init(_ interactions: Interactions, prices: [Double]? = nil) {
    let count = interactions.itemCount
    popularity = (0..<count).map { log1p(Double(interactions.users(of: $0))) }
    self.prices = (prices ?? []).map { $0 > 0 ? log($0) : .nan }
    var columns: [(name: String, values: [Double])] = [("users", popularity)]
    if !interactions.times.isEmpty {
      let month = Popular(interactions, halfLife: 30).scores.map { Double($0) }
      let week = Popular(interactions, halfLife: 7).scores.map { Double($0) }
      let ever = Popular(interactions).scores.map { Double($0) }
      let now = interactions.times.max() ?? 0
      var first = [Double](repeating: .nan, count: count)
      var last = first
      for item in 0..<count {
        for slot in interactions.itemStarts[item]..<interactions.itemStarts[item + 1] {
          let age = now - interactions.times[Int(interactions.itemPlaces[slot])]
          first[item] = first[item].isNaN ? age : max(age, first[item])
          last[item] = last[item].isNaN ? age : min(age, last[item])
        }
      }
      columns += [
        ("users of late", month), ("users of the last days", week),
        ("trend", zip(month, ever).map { log(($0 + 1e-3) / ($1 + 1e-3)) }),
        ("days since the last", last), ("days since the first", first),
      ]
    }
    if !self.prices.isEmpty { columns.append(("price", self.prices)) }
    names = columns.map(\.name)
    values = (0..<count).flatMap { item in columns.map { $0.values[item] } }
  }
}
