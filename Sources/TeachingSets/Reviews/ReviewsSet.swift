import Glibc
import NumericalMethods
import Tables

/// Short reviews of the farm-supply shop's products and of its ten stores.
///
/// The better the product and the store's service, the better the review. Three labels in a hundred
/// are wrong, as they are where people label. The truth is the class that the text was written for,
/// what each sentence is about, and whether something is said by negation.
enum ReviewsSet {
  static let defaultRows = 2_000
  /// How many labels differ from the truth.
  static let labelNoise = 0.03

  static let schema = Schema([
    Field("review_id", .int), Field("date", .date), Field("product_id", .text),
    Field("store", .int), Field("text", .text), Field("sentiment", .text),
  ])

  static let truthSchema = Schema([
    Field("review_id", .int), Field("sentiment", .text), Field("aspects", .text),
    Field("negated", .bool), Field("mislabelled", .bool),
  ])

  private struct Entry {
    let day: Int
    let product: Int
    let store: Int
    let review: ReviewWriter.Review
    let sentiment: Sentiment
    let label: Sentiment
  }

  /// Generates `rows` reviews in the order of their dates.
  static func make(
    rows: Int?, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    let count = max(0, rows ?? defaultRows)
    let products = Catalogue.make(seed: seed)
    let productChoice = WeightedChoice(products.map { $0.popularity.squareRoot() })
    let storeChoice = WeightedChoice(Store.all.map(\.size))
    let writer = ReviewWriter()
    let generator = SeededGenerator(seed: seed).stream(Stream.reviews)
    let entries = try (0..<count).map { number in
      if number % 4_096 == 0 { try check() }
      var own = generator.stream(number)
      let product = products[productChoice.draw(from: &own)]
      let store = storeChoice.draw(from: &own)
      return entry(product, store, writer, from: &own)
    }
    let sorted = entries.indices.sorted { (entries[$0].day, $0) < (entries[$1].day, $1) }
      .map { entries[$0] }
    let ids = Column.ints((0..<count).map { $0 + 1 })
    return TeachingSet(
      table: Table(
        schema,
        [
          ids, Column(.date(sorted.map { Int32(TeachingPeriod.firstDay + $0.day) })),
          .identifiers(sorted.map(\.product), "P", digits: 4), .ints(sorted.map { $0.store + 1 }),
          .texts(sorted.map(\.review.text)),
          .words(sorted.map(\.label.rawValue), of: Sentiment.names),
        ]),
      truth: Table(
        truthSchema,
        [
          ids, .words(sorted.map(\.sentiment.rawValue), of: Sentiment.names),
          .texts(
            sorted.map { entry in
              entry.review.aspects.map { "\($0.aspect.rawValue) \($0.sentiment.name)" }
                .joined(separator: ", ")
            }),
          Column(.bool(sorted.map(\.review.isNegated))),
          Column(.bool(sorted.map { $0.sentiment != $0.label })),
        ]),
      summary: "\(count.grouped) short reviews of products and stores, 2023 and 2024")
  }

  private static func entry(
    _ product: CatalogueProduct, _ number: Int, _ writer: ReviewWriter,
    from generator: inout SeededGenerator
  ) -> Entry {
    let store = Store.all[number]
    // More and more customers write: the later, the denser.
    let day = Int(pow(generator.uniform(), 0.75) * Double(TeachingPeriod.days))
    let mood = 1.5 * (product.quality - 4.05) + 0.6 * store.service + generator.normal()
    let sentiment: Sentiment = mood < -0.75 ? .negative : mood < -0.25 ? .neutral : .positive
    let review = writer.write(sentiment, of: product.line, at: store, from: &generator)
    let label = generator.chance(labelNoise) ? sentiment.neighbour : sentiment
    return Entry(
      day: min(day, TeachingPeriod.days - 1), product: product.number, store: number,
      review: review, sentiment: sentiment, label: label)
  }
}
