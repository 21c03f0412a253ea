package import Tables

/// The teaching sets by the names that `load sample` knows.
package enum TeachingSetName: String, CaseIterable, Sendable {
  case supermarket
  case orders
  case storeSales = "store_sales"
  case products
  case reviews

  /// The seed of a set that is asked for without one.
  package static let defaultSeed: UInt64 = 42

  /// What the set is about, for completion and help.
  package var summary: String {
    switch self {
    case .supermarket: "Customers of a supermarket in five overlapping segments."
    case .orders: "Two years of order lines of a farm-supply web shop."
    case .storeSales: "Daily units per store and product, with promotions and holidays."
    case .products: "The catalogue of the farm-supply shop, with descriptions and discounts."
    case .reviews: "Short reviews of the shop's products and stores, with their sentiment."
    }
  }

  /// The names and types of the columns, known before anything is generated.
  package var schema: Schema {
    switch self {
    case .supermarket: SupermarketSet.schema
    case .orders: OrdersSet.schema
    case .storeSales: StoreSalesSet.schema
    case .products: ProductsSet.schema
    case .reviews: ReviewsSet.schema
    }
  }

  /// The names and types of the columns of the truth.
  package var truthSchema: Schema {
    switch self {
    case .supermarket: SupermarketSet.truthSchema
    case .orders: OrdersSet.truthSchema
    case .storeSales: StoreSalesSet.truthSchema
    case .products: ProductsSet.truthSchema
    case .reviews: ReviewsSet.truthSchema
    }
  }

  /// The number of rows of a set that is asked for without one.
  package var defaultRows: Int {
    switch self {
    case .supermarket: SupermarketSet.defaultRows
    case .orders: OrdersSet.defaultRows
    case .storeSales: StoreSalesSet.defaultRows
    case .products: ProductsSet.defaultRows
    case .reviews: ReviewsSet.defaultRows
    }
  }

  /// Generates the set: the same rows for the same number and seed, always.
  package func make(rows: Int? = nil, seed: UInt64 = defaultSeed) -> TeachingSet {
    make(rows: rows, seed: seed, checking: {})
  }

  /// The same, with a `check` that is called every few thousand rows and can stop the work.
  package func make(
    rows: Int?, seed: UInt64 = defaultSeed, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    switch self {
    case .supermarket: try SupermarketSet.make(rows: rows, seed: seed, checking: check)
    case .orders: try OrdersSet.make(rows: rows, seed: seed, checking: check)
    case .storeSales: try StoreSalesSet.make(rows: rows, seed: seed, checking: check)
    case .products: try ProductsSet.make(rows: rows, seed: seed, checking: check)
    case .reviews: try ReviewsSet.make(rows: rows, seed: seed, checking: check)
    }
  }
}
