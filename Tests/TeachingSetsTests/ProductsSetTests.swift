import Tables
import TeachingSets
import Testing

struct ProductsSetTests {
  private let set = TeachingSetName.products.make()

  @Test func `Names are unique and categories are paths of two steps`() {
    #expect(Set(Texts.of(set.table, "name")).count == 400)
    #expect(Set(Texts.of(TeachingSetName.products.make(rows: 5_000).table, "name")).count == 5_000)
    let categories = Set(Texts.of(set.table, "category"))
    #expect(categories.count == 31)
    #expect(categories.allSatisfy { $0.split(separator: " > ").count == 2 })
    #expect(Set(categories.map { $0.split(separator: " > ")[0] }).count == 9)
  }

  @Test func `Names and numbers are the same for every seed`() {
    let other = TeachingSetName.products.make(seed: 9).table
    #expect(Texts.of(other, "name") == Texts.of(set.table, "name"))
    #expect(Numbers.of(other, "actual_price") != Numbers.of(set.table, "actual_price"))
  }

  @Test func `A shorter catalogue is the beginning of a longer one`() {
    let short = TeachingSetName.products.make(rows: 100).table
    for name in ["product_id", "name", "category", "description"] {
      #expect(Texts.of(short, name) == Array(Texts.of(set.table, name).prefix(100)))
    }
    let prices = Numbers.of(set.table, "actual_price").prefix(100)
    #expect(Numbers.of(short, "actual_price") == Array(prices))
  }

  @Test func `Discounts follow their drivers with some noise`() {
    let discounts = Numbers.of(set.table, "discount_percentage")
    let expected = Numbers.of(set.truth, "expected_discount")
    let r = correlation(discounts, expected)
    #expect((0.75...0.95).contains(r * r))
    #expect(discounts.allSatisfy { (0...70).contains($0) && $0 == $0.rounded() })
    let byBrand = means(discounts, by: Texts.of(set.truth, "brand"))
    #expect(byBrand.max { $0.value < $1.value }?.key == "Orrin")
    #expect((byBrand["Tamsel"] ?? 99) + 4 < (byBrand["Kestrel"] ?? 0))
  }

  @Test func `Ratings are stars around the true quality`() {
    let ratings = Numbers.of(set.table, "rating")
    #expect(ratings.allSatisfy { (1...5).contains($0) })
    #expect(correlation(ratings, Numbers.of(set.truth, "quality")) > 0.85)
    #expect(Numbers.of(set.table, "rating_count").allSatisfy { $0 >= 1 })
  }

  @Test func `What is popular is rated often, and popularity is shares`() {
    let popularity = Numbers.of(set.truth, "popularity")
    #expect(abs(popularity.reduce(0, +) - 1) < 0.001)
    #expect(correlation(popularity, Numbers.of(set.table, "rating_count")) > 0.45)
  }

  @Test func `Descriptions are sentences about the product`() {
    let texts = Texts.of(set.table, "description")
    #expect(Set(texts).count > 380)
    #expect(texts.allSatisfy { $0.hasSuffix(".") && $0.count > 50 && $0.count < 300 })
    for (text, name) in zip(texts, Catalogue.make(seed: 42).map(\.line.name)) {
      #expect(text.lowercased().contains(name.lowercased()))
    }
  }
}
