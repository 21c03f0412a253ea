import Glibc
import NumericalMethods

/// Fills the baskets of the web shop: what a farm of this kind needs in this month, what it bought
/// before, and the products that belong together.
struct BasketFiller: Sendable {
  /// One order line before it is dated and numbered.
  struct Line: Sendable {
    /// Position in the catalogue.
    let product: Int
    let quantity: Int
  }

  /// How often a line repeats a product that the customer bought before.
  static let repeatShare = 0.32

  private let products: [CatalogueProduct]
  /// One table for each kind of farm and month.
  private let choices: [WeightedChoice]
  private let companions: [Int: [(product: Int, probability: Double)]]

  init(_ products: [CatalogueProduct]) {
    self.products = products
    let groups = CatalogueGroup.all
    let seasons = groups.map(\.season.byMonth)
    choices = FarmType.allCases.indices.flatMap { farm in
      (0..<12).map { month in
        WeightedChoice(
          products.map { product in
            product.popularity * groups[product.group].tastes[farm] * seasons[product.group][month]
          })
      }
    }
    companions = Dictionary(grouping: PlantedPair.all, by: { $0.antecedent - 1 }).mapValues {
      pairs in pairs.map { ($0.consequent - 1, $0.probability) }
    }
  }

  /// Fills one basket; `history` holds the products of earlier ones and takes up those of this one.
  func fill(
    for customer: ShopCustomer, month: Int, history: inout [Int],
    from generator: inout SeededGenerator
  ) -> [Line] {
    let kind = CustomerClass.all[customer.behaviour]
    let choice = choices[
      FarmType.allCases.firstIndex(of: customer.farm).map { $0 * 12 + month } ?? 0]
    let wanted = min(12, 1 + generator.poisson(mean: kind.lines - 1))
    var chosen: [Int] = []
    // A product that is there already is drawn again, a few times at most.
    for _ in 0..<wanted {
      for _ in 0..<4 {
        let isRepeat = !history.isEmpty && generator.chance(Self.repeatShare)
        let product = isRepeat ? generator.pick(history) : choice.draw(from: &generator)
        if !chosen.contains(product) {
          chosen.append(product)
          break
        }
      }
    }
    for product in chosen {
      for companion in companions[product] ?? [] where !chosen.contains(companion.product) {
        if generator.chance(companion.probability) { chosen.append(companion.product) }
      }
    }
    // Nobody buys the same pump every month: only what is used up comes back.
    history += chosen.filter { products[$0].line.isConsumable }
    return chosen.map { product in
      Line(
        product: product,
        quantity: quantity(of: products[product], for: customer, from: &generator))
    }
  }

  /// How many of a product: around what is usual, more for large farms, dear things one by one.
  private func quantity(
    of product: CatalogueProduct, for customer: ShopCustomer,
    from generator: inout SeededGenerator
  ) -> Int {
    // A pallet replaces many bags, so that the quantity falls as the pack grows.
    let packs = max(1, product.listPrice / product.line.price)
    let usual = max(1, product.line.quantity / pow(packs, 0.8))
    let spare = 0.2 * min(1, 40 / product.listPrice)
    let extra = (usual - 1 + spare) * customer.quantity
    let count = 1 + generator.negativeBinomial(mean: extra, size: 1.6)
    // Large quantities are ordered in round numbers.
    return count < 20 ? count : (count + 2) / 5 * 5
  }
}
