import Glibc
import NumericalMethods

/// A product of the farm-supply shop, and what makes it sell.
package struct CatalogueProduct: Sendable {
  /// 1 for `P0001`.
  package let number: Int
  /// Position in `CatalogueGroup.all`.
  package let group: Int
  package let line: CatalogueLine
  package let brand: Brand
  package let pack: String
  package let name: String
  package let listPrice: Double
  /// The parts of the expected discount, in points of percent.
  package let discountEffects: (category: Double, brand: Double, price: Double, quality: Double)
  /// The discount in the shop, in whole percent.
  package let discount: Double
  /// The mean of what all buyers would give, in stars.
  package let quality: Double
  package let rating: Double
  package let ratingCount: Int
  /// Its share of all purchases in a year, before season and kind of farm.
  package let popularity: Double

  /// What a customer pays at the end of the period.
  package var shopPrice: Double { cents(listPrice * (1 - discount / 100)) }

  /// The noise-free discount, in percent.
  package var expectedDiscount: Double {
    let effects = discountEffects
    return min(70, max(0, effects.category + effects.brand + effects.price + effects.quality))
  }
}

/// The products of the farm-supply shop, which the sets of orders, products and reviews share.
package enum Catalogue {
  package static let defaultCount = 400
  /// How far discounts stray from what drives them, in points of percent.
  package static let discountNoise = 4.5

  /// The lines of all groups with the positions of their groups; the first products are their first
  /// packs, in this order.
  package static let lines: [(group: Int, line: CatalogueLine)] = CatalogueGroup.all.enumerated()
    .flatMap {
      position, group in group.lines.map { (position, $0) }
    }

  /// Makes the first `count` products; names and numbers are the same for every seed.
  package static func make(count: Int = defaultCount, seed: UInt64) -> [CatalogueProduct] {
    make(count: count, seed: seed, checking: {})
  }

  /// The same, with a `check` that can stop the work.
  static func make(
    count: Int, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> [CatalogueProduct] {
    var generator = SeededGenerator(seed: seed).stream(Stream.catalogue)
    let popularity = self.popularity(count: count, from: &generator)
    return try (0..<count).map { index in
      if index % 4_096 == 0 { try check() }
      // Each product has its own stream: its price does not depend on the length of the catalogue.
      var own = generator.stream(index)
      return product(index, popularity: popularity[index], from: &own)
    }
  }

  private static func product(
    _ index: Int, popularity: Double, from generator: inout SeededGenerator
  ) -> CatalogueProduct {
    let (position, line) = lines[index % lines.count]
    let round = index / lines.count
    let group = CatalogueGroup.all[position]
    let brand = Brand.all[(index % lines.count * 3 + round) % Brand.all.count]
    let pack = line.packs[round % line.packs.count]
    let series = round / leastCommonMultiple(line.packs.count, Brand.all.count)
    let name = "\(brand.name) \(line.name), \(pack.name)"

    let price = charming(
      line.price * pack.price * brand.price * generator.logNormal(median: 1, sigma: 0.06))
    let quality = min(
      4.8, max(2.4, 4.05 + brand.quality + generator.normal(sd: 0.3)))
    let effects = (
      category: group.discount + 3, brand: brand.discount, price: 5 * log10(price / 20),
      quality: -9 * (quality - 4.1)
    )
    let expected = effects.category + effects.brand + effects.price + effects.quality
    let discount = min(70, max(0, (expected + generator.normal(sd: discountNoise)).rounded()))
    let ratingCount = max(
      1, Int(generator.logNormal(median: 30_000 * pow(popularity, 0.9), sigma: 0.7)))
    let spread = 1.1 / Double(ratingCount).squareRoot()
    let rating = tenths(min(5, max(1, quality + generator.normal(sd: spread))))
    return CatalogueProduct(
      number: index + 1, group: position, line: line, brand: brand, pack: pack.name,
      name: series == 0 ? name : "\(name), series \(series + 1)", listPrice: price,
      discountEffects: effects, discount: discount, quality: quality, rating: rating,
      ratingCount: ratingCount, popularity: popularity)
  }

  /// The share of each product: Zipf's law over the lines in random order, later packs sell less,
  /// and the products of planted pairs sell at known shares.
  private static func popularity(
    count: Int, from generator: inout SeededGenerator
  ) -> [Double] {
    var ranks = Array(lines.indices)
    generator.shuffle(&ranks)
    var weights = (0..<count).map { index in
      // Dear things are bought less often.
      let dearness = pow(max(8, lines[index % lines.count].line.price), -0.45)
      return pow(Double(ranks[index % lines.count] + 4), -0.7) / Double(index / lines.count + 1)
        * dearness
    }
    let planted = PlantedPair.shares.filter { $0.key < count }
    for position in planted.keys { weights[position] = 0 }
    let rest = weights.reduce(0, +)
    // Shares are added in the order of the products: a dictionary's order changes from run to run.
    let plantedShare = planted.keys.sorted().reduce(0.0) { $0 + (planted[$1] ?? 0) }
    for position in weights.indices {
      weights[position] =
        planted[position] ?? (rest > 0 ? weights[position] / rest * (1 - plantedShare) : 0)
    }
    return weights
  }

  /// A price as shops write it: 4.59, 34.95, 345.
  private static func charming(_ price: Double) -> Double {
    switch price {
    case ..<20: cents(max(0.29, (price * 10).rounded() / 10 - 0.01))
    case ..<200: cents(price.rounded() - 0.05)
    default: (price / 5).rounded() * 5
    }
  }

  private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return a / x * b
  }
}
