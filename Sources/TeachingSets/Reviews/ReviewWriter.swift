import NumericalMethods

/// Writes the text of a review from sentences about aspects, with the ways in which people write.
struct ReviewWriter: Sendable {
  /// A finished text and what its sentences say.
  struct Review: Sendable {
    let text: String
    let aspects: [(aspect: ReviewAspect, sentiment: Sentiment)]
    /// Whether a sentence says something by denying its opposite.
    let isNegated: Bool
  }

  private let aspectChoice = WeightedChoice(ReviewAspect.allCases.map(\.weight))
  /// Where service is bad, complaints are about people and parcels.
  private let serviceChoice = WeightedChoice(
    ReviewAspect.allCases.map { $0 == .staff ? 9 : $0 == .delivery ? 6 : $0.weight })

  private static let openers = [
    "Bought the {item} for our farm.", "Ordered the {item} in spring.",
    "We needed the {item} on the farm.", "Second time I bought the {item}.",
    "Got the {item} for my parents.", "This was for our small flock and the garden.",
    "First order at this shop.",
  ]
  private static let spans = [
    "two days", "a week", "two weeks", "one month", "three months", "half a year", "one season",
  ]
  private static let days = ["a day", "two days", "three days"]
  private static let closers: [[String]] = [
    ["Never again.", "I want my money back.", "Avoid.", "One star is one too many.", "Very sad."],
    ["Okay overall.", "Three stars.", "We will see.", "It is fine.", "So so."],
    ["Will order again.", "Highly recommended!", "Five stars.", "Thank you!", "Happy customer."],
  ]

  /// Writes a review of `sentiment`.
  func write(
    _ sentiment: Sentiment, of product: CatalogueLine, at store: Store,
    from generator: inout SeededGenerator
  ) -> Review {
    // Nobody calls seed heavy or hard to set up.
    var aspects = ReviewAspect.allCases.filter { $0 != .handling || !product.isConsumable }
    generator.shuffle(&aspects)
    let isService = sentiment == .negative && store.service < -0.5
    let first = ReviewAspect.allCases[
      (isService ? serviceChoice : aspectChoice).draw(from: &generator)]
    if aspects.contains(first) {
      aspects.removeAll { $0 == first }
      aspects.insert(first, at: 0)
    }

    let plan = self.plan(sentiment, from: &generator)
    let said = zip(aspects, plan).map { (aspect: $0, sentiment: $1) }
    var sentences: [String] = []
    for (position, part) in said.enumerated() {
      let sentence = generator.pick(part.aspect.sentences(part.sentiment, of: product))
      let turns = position > 0 && said[position - 1].sentiment != part.sentiment
      sentences.append(turns ? turned(sentence, from: &generator) : sentence)
    }
    if generator.chance(0.35) { sentences.insert(generator.pick(Self.openers), at: 0) }
    if generator.chance(0.3) { sentences.append(generator.pick(Self.closers[sentiment.rawValue])) }
    let places = [
      "item": ProductDescription.inSentence(product.name), "town": store.town,
      "span": generator.pick(Self.spans), "days": generator.pick(Self.days),
    ]
    let text = sentences.map { Self.filled($0, with: places) }.joined(separator: " ")
    return Review(
      text: informal(text, sentiment, from: &generator), aspects: said,
      isNegated: sentences.contains(where: Self.denies))
  }

  /// The polarities of the sentences: mostly that of the whole, sometimes with one against it; a
  /// neutral review is matter-of-fact or of two minds.
  private func plan(_ sentiment: Sentiment, from generator: inout SeededGenerator) -> [Sentiment] {
    let length = generator.chance(0.45) ? 1 : generator.chance(0.7) ? 2 : 3
    let isMixed = generator.chance(sentiment == .neutral ? 0.4 : 0.13)
    switch (sentiment, isMixed) {
    case (.neutral, true):
      return generator.chance(0.6) ? [.positive, .negative] : [.negative, .positive]
    case (.positive, true): return [.negative, .positive, .positive]
    case (.negative, true): return [.positive, .negative, .negative]
    default: return [Sentiment](repeating: sentiment, count: length)
    }
  }

  /// A sentence that turns against the one before.
  private func turned(_ sentence: String, from generator: inout SeededGenerator) -> String {
    let word = generator.pick(["But", "However,", "Still,", "On the other hand,"])
    let isName = sentence.hasPrefix("I ") || sentence.hasPrefix("{")
    return word + " " + (isName ? sentence : sentence.prefix(1).lowercased() + sentence.dropFirst())
  }

  /// The text as people type it: some shout, some use small letters only, some end with a face.
  private func informal(
    _ text: String, _ sentiment: Sentiment, from generator: inout SeededGenerator
  ) -> String {
    let style = generator.uniform()
    switch style {
    case ..<0.07: return text.lowercased()
    case ..<0.13: return sentiment == .neutral ? text : String(text.map { $0 == "." ? "!" : $0 })
    case ..<0.17 where sentiment == .positive: return text + " :)"
    case ..<0.17 where sentiment == .negative: return text + " :("
    default: return text
    }
  }

  /// The sentence with the words that its braces name.
  private static func filled(_ sentence: String, with places: [String: String]) -> String {
    guard sentence.utf8.contains(UInt8(ascii: "{")) else { return sentence }
    return sentence.split(separator: "{", omittingEmptySubsequences: false).enumerated()
      .map { position, piece in
        guard position > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
        return (places[String(piece[..<end])] ?? "") + piece[piece.index(after: end)...]
      }.joined()
  }

  /// Whether a sentence holds a word of negation.
  private static func denies(_ sentence: String) -> Bool {
    let words = sentence.lowercased().split { !$0.isLetter }
    return words.contains { ["not", "no", "never", "nobody", "nothing", "cannot"].contains($0) }
  }
}
