/// Two products that are bought together by design, for basket analysis to find.
package struct PlantedPair: Hashable, Sendable {
  /// The number of the product that is bought first: 7 for `P0007`.
  package let antecedent: Int
  /// The number of the product that joins it.
  package let consequent: Int
  /// How often the second joins the first, beyond chance.
  package let probability: Double

  /// All planted pairs, the strongest first.
  package static let all: [PlantedPair] = pairs.compactMap { pair in
    guard let antecedent = first[pair.antecedent], let consequent = first[pair.consequent] else {
      return nil
    }
    return PlantedPair(
      antecedent: antecedent + 1, consequent: consequent + 1, probability: pair.probability)
  }

  /// The share of purchases of every product of a pair, by its position in the catalogue.
  static let shares: [Int: Double] = {
    var shares: [Int: Double] = [:]
    for pair in all { shares[pair.consequent - 1] = 0.005 }
    for pair in all { shares[pair.antecedent - 1] = 0.016 }
    return shares
  }()

  private static let pairs: [(antecedent: String, consequent: String, probability: Double)] = [
    ("Fence Energiser", "Ring Insulators", 0.6),
    ("Drip Tape", "Drip Tape Connector Set", 0.55),
    ("Chainsaw", "Chain Oil", 0.5),
    ("Teat Dip", "Udder Towels", 0.5),
    ("Seed Potatoes", "Potato Fertiliser", 0.45),
    ("Layer Pellets", "Oyster Shell Grit", 0.4),
    ("Fence Energiser", "Fence Wire", 0.35),
    ("Knapsack Sprayer", "Chemical Gloves", 0.35),
    ("Tomato Seed", "Seed Compost", 0.3),
  ]

  /// The position of the first product of each line.
  private static let first = Dictionary(
    Catalogue.lines.enumerated().map { ($1.line.name, $0) }, uniquingKeysWith: { a, _ in a })
}
