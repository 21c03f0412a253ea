/// A group of supermarket customers who shop alike.
package struct SupermarketSegment: Sendable {
  package let name: String
  /// How many of all customers belong to it.
  package let share: Double
  package let age: (mean: Double, sd: Double)
  /// Median visits a month and the deviation of their logarithm.
  package let visits: (median: Double, sigma: Double)
  /// Median items in a basket and the deviation of their logarithm.
  package let basket: (median: Double, sigma: Double)
  /// Median price of an item.
  package let itemPrice: Double
  /// How many are women.
  package let women: Double
  /// Weights of the regions, in the order of `Region.names`.
  package let regions: [Double]
  /// Weights of the categories, in the order of `categories`.
  package let tastes: [Double]

  package static let categories = [
    "Fresh Produce", "Bakery", "Dairy and Eggs", "Meat and Fish", "Ready Meals",
    "Snacks and Drinks",
    "Household", "Wine and Deli",
  ]

  package static let all: [SupermarketSegment] = [
    SupermarketSegment(
      name: "Family Shoppers", share: 0.26, age: (38, 6.5), visits: (6.2, 0.22),
      basket: (22, 0.22), itemPrice: 3, women: 0.58, regions: [36, 24, 18, 13, 9],
      tastes: [26, 10, 20, 18, 6, 6, 13, 1]),
    SupermarketSegment(
      name: "Young Convenience", share: 0.23, age: (26, 5), visits: (11.5, 0.24),
      basket: (6.5, 0.28), itemPrice: 3.7, women: 0.49, regions: [40, 20, 10, 14, 16],
      tastes: [8, 9, 6, 6, 34, 31, 3, 3]),
    SupermarketSegment(
      name: "Retired Regulars", share: 0.18, age: (69, 6.5), visits: (6.5, 0.26),
      basket: (10.5, 0.27), itemPrice: 2.9, women: 0.56, regions: [24, 26, 20, 20, 10],
      tastes: [24, 28, 18, 14, 6, 2, 6, 2]),
    SupermarketSegment(
      name: "Stock-up Savers", share: 0.18, age: (50, 9), visits: (1.8, 0.3),
      basket: (40, 0.2), itemPrice: 2, women: 0.53, regions: [20, 28, 32, 12, 8],
      tastes: [10, 6, 10, 16, 6, 14, 36, 2]),
    SupermarketSegment(
      name: "Premium", share: 0.15, age: (52, 8), visits: (7.5, 0.2),
      basket: (16, 0.2), itemPrice: 10, women: 0.51, regions: [50, 14, 8, 16, 12],
      tastes: [18, 8, 6, 22, 3, 2, 2, 39]),
  ]
}
