import NumericalMethods
import Tables

/// The catalogue of the farm-supply shop; its product ids are those of the orders.
///
/// The truth holds what drives the discounts: category, brand, price and quality add up to the
/// expected discount, from which the real one differs by noise of a few points.
enum ProductsSet {
  static let defaultRows = Catalogue.defaultCount

  static let schema = Schema([
    Field("product_id", .text), Field("name", .text), Field("category", .text),
    Field("description", .text), Field("actual_price", .number),
    Field("discount_percentage", .number), Field("rating", .number), Field("rating_count", .int),
  ])

  static let truthSchema = Schema([
    Field("product_id", .text), Field("brand", .text), Field("quality", .number),
    Field("popularity", .number), Field("category_effect", .number),
    Field("brand_effect", .number), Field("price_effect", .number),
    Field("quality_effect", .number), Field("expected_discount", .number),
  ])

  /// Generates the first `rows` products.
  static func make(
    rows: Int?, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    let products = try Catalogue.make(
      count: max(0, rows ?? defaultRows), seed: seed, checking: check)
    let generator = SeededGenerator(seed: seed).stream(Stream.descriptions)
    let descriptions = try products.map { product in
      if product.number % 4_096 == 0 { try check() }
      var own = generator.stream(product.number)
      return ProductDescription.text(product, from: &own)
    }
    let ids = Column.identifiers(products.map(\.number), "P", digits: 4)
    let groups = CatalogueGroup.all
    return TeachingSet(
      table: Table(
        schema,
        [
          ids, .texts(products.map(\.name)),
          .words(products.map(\.group), of: groups.map(\.category)), .texts(descriptions),
          .numbers(products.map(\.listPrice)), .numbers(products.map(\.discount)),
          .numbers(products.map(\.rating)), .ints(products.map(\.ratingCount)),
        ]),
      truth: Table(
        truthSchema,
        [
          ids, .texts(products.map(\.brand.name)),
          .numbers(products.map { thousandths($0.quality) }),
          .numbers(products.map { ($0.popularity * 1e6).rounded() / 1e6 }),
          .numbers(products.map { thousandths($0.discountEffects.category) }),
          .numbers(products.map { thousandths($0.discountEffects.brand) }),
          .numbers(products.map { thousandths($0.discountEffects.price) }),
          .numbers(products.map { thousandths($0.discountEffects.quality) }),
          .numbers(products.map { thousandths($0.expectedDiscount) }),
        ]),
      summary: """
        \(products.count.grouped) products of a farm-supply shop in \
        \(Set(products.map(\.group)).count) categories
        """)
  }
}
