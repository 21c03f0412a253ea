import NumericalMethods

/// One of the ten shops; further ones are drawn at random when more rows are asked for.
struct Store: Sendable {
  let town: String
  /// Its sales relative to an average shop.
  let size: Double
  /// Its growth from one year to the next, on top of the products' own.
  let growth: Double
  /// How good its service is: 0 is average, 1 the best.
  let service: Double

  static let all: [Store] = [
    Store(town: "Ashcombe", size: 1.65, growth: 0.02, service: 0.3),
    Store(town: "Barrow Hill", size: 1.2, growth: 0, service: 0.1),
    Store(town: "Corriemore", size: 0.85, growth: 0.03, service: 0.5),
    Store(town: "Dunfield", size: 0.95, growth: 0.24, service: 0.8),
    Store(town: "Eastmere", size: 1.4, growth: -0.02, service: 0),
    Store(town: "Fallowby", size: 0.6, growth: 0.01, service: 0.2),
    Store(town: "Glenholt", size: 0.75, growth: 0.04, service: -1.6),
    Store(town: "Harrowgate", size: 1.05, growth: 0, service: 0.1),
    Store(town: "Ivelsham", size: 0.9, growth: -0.14, service: -0.7),
    Store(town: "Kingsferry", size: 0.65, growth: 0.05, service: 0.3),
  ]

  /// The shop with this number, counted from 1.
  static func numbered(_ number: Int, from generator: SeededGenerator) -> Store {
    guard number > all.count else { return all[number - 1] }
    var own = generator.stream(-number)
    return Store(
      town: "Town \(number)", size: own.logNormal(median: 0.9, sigma: 0.35),
      growth: own.normal(mean: 0.02, sd: 0.06), service: 0)
  }
}
