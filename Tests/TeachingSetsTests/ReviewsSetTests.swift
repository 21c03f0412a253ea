import Tables
import TeachingSets
import Testing

struct ReviewsSetTests {
  private let set = TeachingSetName.reviews.make()

  @Test func `Labels are the truth but for a few`() {
    let labels = Texts.of(set.table, "sentiment")
    let truth = Texts.of(set.truth, "sentiment")
    let wrong = Double(zip(labels, truth).count { $0 != $1 }) / Double(labels.count)
    #expect((0.015...0.05).contains(wrong))
    #expect(mean(Numbers.of(set.truth, "mislabelled")) == wrong)
    #expect(Set(labels) == ["negative", "neutral", "positive"])
    for sentiment in Set(labels) {
      #expect(labels.count { $0 == sentiment } > labels.count / 8)
    }
  }

  @Test func `Texts are finished and varied`() {
    let texts = Texts.of(set.table, "text")
    #expect(texts.allSatisfy { !$0.contains("{") && !$0.contains("}") && !$0.contains("  ") })
    #expect(texts.allSatisfy { (5...300).contains($0.count) })
    #expect(Set(texts).count > 1_600)
    #expect(texts.contains { $0.contains("Ashcombe") })
  }

  @Test func `Bad service and bad products get bad reviews`() {
    let isBad = Texts.of(set.truth, "sentiment").map { $0 == "negative" ? 1.0 : 0 }
    let byStore = means(isBad, by: Numbers.of(set.table, "store"))
    #expect(byStore.max { $0.value < $1.value }?.key == 7)
    #expect((byStore[7] ?? 0) > 0.4 && (byStore[4] ?? 1) < 0.25)
    let quality = Dictionary(
      uniqueKeysWithValues: Catalogue.make(seed: 42).map {
        (productID($0.number), $0.quality)
      })
    let ofReview = Texts.of(set.table, "product_id").map { quality[$0] ?? 0 }
    #expect(correlation(isBad, ofReview) < -0.15)
  }

  @Test func `Aspects name what the sentences say`() {
    let words = Set(ReviewAspect.allCases.map(\.rawValue))
    let named = Texts.of(set.truth, "aspects").flatMap { $0.split(separator: ", ") }
      .map { $0.split(separator: " ") }
    #expect(named.count > 2_000)
    #expect(named.allSatisfy { $0.count == 2 && words.contains(String($0[0])) })
  }

  @Test func `Negation is common and leads simple word counts astray`() {
    let negated = Numbers.of(set.truth, "negated")
    #expect((0.25...0.6).contains(mean(negated)))
    let positive = zip(Texts.of(set.truth, "sentiment"), negated).filter { $0.0 == "positive" }
    #expect(mean(positive.map(\.1)) > 0.2)
  }

  @Test(arguments: ReviewAspect.allCases, Sentiment.allCases)
  func `There is something to say about every aspect`(aspect: ReviewAspect, sentiment: Sentiment) {
    for line in [CatalogueGroup.all[0].lines[0], CatalogueGroup.all[7].lines[0]] {
      let sentences = aspect.sentences(sentiment, of: line)
      #expect(sentences.count >= 4)
      #expect(Set(sentences).count == sentences.count)
      #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    }
  }
}
