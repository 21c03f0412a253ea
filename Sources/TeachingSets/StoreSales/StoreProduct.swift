/// A product of the ten shops, and how it sells in an average one.
package struct StoreProduct: Sendable {
  package let name: String
  /// Units on an average day at the start.
  package let level: Double
  package let price: Double
  /// Growth from one year to the next.
  package let growth: Double
  /// Half the height of the yearly wave, on the logarithmic scale.
  package let amplitude: Double
  /// The day of the year on which the wave is highest.
  package let peakDay: Int
  package let week: Week
  /// Units on a promotion day relative to others.
  package let promotion: Double
  /// Units on a bank holiday relative to others.
  package let holiday: Double

  /// Who buys it decides on which days of the week it sells.
  package enum Week: Sendable {
    /// Farms, on working days.
    case farm
    /// Gardeners, at the weekend.
    case garden
    /// Everybody, a little more on Friday and Saturday.
    case everybody

    /// Factors from Monday to Sunday; their mean is 1.
    package var factors: [Double] {
      switch self {
      case .farm: [1.28, 1.16, 1.1, 1.08, 1.12, 0.84, 0.42]
      case .garden: [0.66, 0.68, 0.76, 0.88, 1.1, 1.58, 1.34]
      case .everybody: [0.9, 0.9, 0.95, 1.0, 1.14, 1.23, 0.88]
      }
    }
  }

  /// Whether most days pass without a sale.
  package var isIntermittent: Bool { level < 1 }

  package static let all: [StoreProduct] = [
    StoreProduct(
      name: "Eggs", level: 38, price: 3.2, growth: 0.03, amplitude: 0.06, peakDay: 95,
      week: .everybody, promotion: 1.45, holiday: 1.25),
    StoreProduct(
      name: "Potatoes", level: 31, price: 2.9, growth: 0.01, amplitude: 0.14, peakDay: 300,
      week: .everybody, promotion: 1.5, holiday: 1.1),
    StoreProduct(
      name: "Vegetable Seed", level: 24, price: 2.8, growth: 0.05, amplitude: 0.95, peakDay: 100,
      week: .garden, promotion: 1.6, holiday: 1.5),
    StoreProduct(
      name: "Young Plants", level: 22, price: 4.5, growth: 0.08, amplitude: 1.15, peakDay: 128,
      week: .garden, promotion: 1.7, holiday: 1.7),
    StoreProduct(
      name: "Compost", level: 19, price: 6.5, growth: 0.04, amplitude: 0.8, peakDay: 110,
      week: .garden, promotion: 2.1, holiday: 1.6),
    StoreProduct(
      name: "Layer Pellets", level: 17, price: 12.9, growth: 0.02, amplitude: 0.05, peakDay: 60,
      week: .farm, promotion: 1.25, holiday: 0.55),
    StoreProduct(
      name: "Dairy Nuts", level: 15, price: 12.2, growth: -0.03, amplitude: 0.45, peakDay: 15,
      week: .farm, promotion: 1.2, holiday: 0.5),
    StoreProduct(
      name: "Ewe Nuts", level: 11, price: 11.4, growth: -0.01, amplitude: 0.6, peakDay: 45,
      week: .farm, promotion: 1.25, holiday: 0.5),
    StoreProduct(
      name: "Dog Food", level: 14, price: 18.5, growth: 0.06, amplitude: 0.05, peakDay: 350,
      week: .everybody, promotion: 1.8, holiday: 0.8),
    StoreProduct(
      name: "Bird Food", level: 12, price: 7.9, growth: 0.05, amplitude: 0.7, peakDay: 10,
      week: .garden, promotion: 1.6, holiday: 1.1),
    StoreProduct(
      name: "Fertiliser", level: 9, price: 15.5, growth: -0.02, amplitude: 0.85, peakDay: 92,
      week: .farm, promotion: 1.5, holiday: 0.7),
    StoreProduct(
      name: "Garden Hose", level: 5, price: 26, growth: 0.02, amplitude: 1.0, peakDay: 185,
      week: .garden, promotion: 1.9, holiday: 1.3),
    StoreProduct(
      name: "Work Gloves", level: 8, price: 5.4, growth: 0.03, amplitude: 0.2, peakDay: 105,
      week: .everybody, promotion: 1.5, holiday: 0.9),
    StoreProduct(
      name: "Rubber Boots", level: 4, price: 39.5, growth: 0.01, amplitude: 0.55, peakDay: 330,
      week: .everybody, promotion: 2.2, holiday: 0.9),
    StoreProduct(
      name: "Firewood", level: 10, price: 8.5, growth: 0.1, amplitude: 1.1, peakDay: 355,
      week: .garden, promotion: 1.4, holiday: 1.2),
    StoreProduct(
      name: "Barbecue Charcoal", level: 8, price: 9.5, growth: 0.02, amplitude: 1.35, peakDay: 190,
      week: .garden, promotion: 1.7, holiday: 2.2),
    StoreProduct(
      name: "Wood Shavings", level: 7, price: 9.4, growth: 0.03, amplitude: 0.3, peakDay: 20,
      week: .farm, promotion: 1.3, holiday: 0.6),
    StoreProduct(
      name: "Wheelbarrow", level: 0.42, price: 79, growth: 0.02, amplitude: 0.5, peakDay: 115,
      week: .garden, promotion: 1.8, holiday: 1.3),
    StoreProduct(
      name: "Fence Energiser", level: 0.2, price: 129, growth: 0.04, amplitude: 0.4, peakDay: 105,
      week: .farm, promotion: 1.5, holiday: 0.8),
    StoreProduct(
      name: "Chainsaw", level: 0.12, price: 219, growth: 0.03, amplitude: 0.45, peakDay: 310,
      week: .everybody, promotion: 1.9, holiday: 0.9),
  ]
}
