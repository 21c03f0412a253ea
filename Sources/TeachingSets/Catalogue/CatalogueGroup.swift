/// A group of the farm-supply catalogue, such as drip irrigation, and all that its products share.
package struct CatalogueGroup: Sendable {
  package let department: String
  package let name: String
  /// When the group sells.
  package let season: DemandSeason
  /// How much each kind of farm buys of it, in the order of `FarmType.allCases`.
  package let tastes: [Double]
  /// The discount of an average product, in percent.
  package let discount: Double
  package let lines: [CatalogueLine]
  /// What the products are for: each completes "… for".
  package let uses: [String]
  /// Sentences that are true of every product of the group.
  package let traits: [String]

  /// The category path of the group's products.
  package var category: String { "\(department) > \(name)" }

  /// All groups, in the order of the product numbers.
  package static let all: [CatalogueGroup] =
    plantGroups + waterAndToolGroups + feedAndAnimalGroups + fenceAndClothingGroups
}

/// A product of the catalogue before brand and pack are chosen.
package struct CatalogueLine: Sendable {
  package let name: String
  /// The list price of the first pack.
  package let price: Double
  /// How many an ordinary customer puts into a basket.
  package let quantity: Double
  /// Whether it is used up and bought again.
  package var isConsumable: Bool { quantity > 1 }
  /// Names of the packs, and their prices relative to the first.
  package let packs: [(name: String, price: Double)]

  package init(
    _ name: String, _ price: Double, quantity: Double = 1, _ packs: [(name: String, price: Double)]
  ) {
    self.name = name
    self.price = price
    self.quantity = quantity
    self.packs = packs
  }
}

/// What a farm lives on; it decides what the farm buys.
package enum FarmType: String, CaseIterable, Sendable {
  case arable = "Arable"
  case dairy = "Dairy"
  case poultry = "Poultry"
  case garden = "Market Garden"
  case smallholding = "Smallholding"

  /// How many of all customers farm so.
  package static let shares: [Double] = [0.22, 0.2, 0.14, 0.2, 0.24]
}

/// The time of the year at which a group of products sells.
package enum DemandSeason: Sendable {
  case planting, summer, harvest, winter, steady

  /// Demand by month relative to the rest of the catalogue, January first.
  package var byMonth: [Double] {
    switch self {
    case .planting: [0.7, 1.2, 2.0, 2.2, 1.6, 0.7, 0.4, 0.4, 0.6, 0.5, 0.3, 0.3]
    case .summer: [0.3, 0.4, 0.7, 1.1, 1.6, 2.1, 2.2, 1.8, 1.0, 0.5, 0.3, 0.3]
    case .harvest: [0.4, 0.4, 0.5, 0.5, 0.6, 0.9, 1.5, 2.1, 2.3, 1.8, 0.8, 0.5]
    case .winter: [2.0, 1.8, 1.1, 0.6, 0.4, 0.3, 0.3, 0.4, 0.8, 1.4, 1.9, 2.1]
    case .steady: [Double](repeating: 1, count: 12)
    }
  }
}
