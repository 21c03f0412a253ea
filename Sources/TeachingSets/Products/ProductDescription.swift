import NumericalMethods

/// Writes the catalogue's description of a product: what it is for, two of its traits, its maker.
enum ProductDescription {
  static func text(_ product: CatalogueProduct, from generator: inout SeededGenerator) -> String {
    let group = CatalogueGroup.all[product.group]
    let noun = product.line.name
    let use = generator.pick(group.uses)
    var traits = group.traits
    generator.shuffle(&traits)
    var sentences: [String] =
      switch generator.uniform(below: 4) {
      case 0: ["\(noun) for \(use)."]
      case 1: ["Reliable \(inSentence(noun)) for \(use), \(product.pack)."]
      case 2: ["\(product.brand.name) \(inSentence(noun)), made for \(use)."]
      default: ["\(noun) (\(product.pack)): the right choice for \(use)."]
      }
    sentences += traits.prefix(generator.chance(0.7) ? 2 : 1)
    if generator.chance(0.45) { sentences.append(generator.pick(advice(for: group.season))) }
    if generator.chance(0.6) { sentences.append(product.brand.promise) }
    return sentences.joined(separator: " ")
  }

  private static func advice(for season: DemandSeason) -> [String] {
    switch season {
    case .planting:
      ["Order before the spring rush.", "Best used from March to May.", "Ready for a new season."]
    case .summer:
      ["Made for hot, dry weeks.", "Best used from May to August.", "Store it frost-free."]
    case .harvest:
      ["Have it at hand before the harvest starts.", "In demand from August on."]
    case .winter:
      ["A must for the cold months.", "Stock up before the first frost."]
    case .steady:
      ["In stock all year round.", "Also available as a monthly delivery.", "Ships the same day."]
    }
  }

  /// `noun` in small letters, but for abbreviations such as NPK.
  static func inSentence(_ noun: String) -> String {
    noun.split(separator: " ").map { word in
      word.allSatisfy { $0.isUppercase } ? String(word) : word.lowercased()
    }.joined(separator: " ")
  }
}
