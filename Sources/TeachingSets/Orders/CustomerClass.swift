/// A kind of behaviour among the customers of the web shop.
package struct CustomerClass: Sendable {
  package let name: String
  /// How many of those who ever register belong to it.
  package let share: Double
  /// Orders a month while active, as shape and mean of a gamma distribution.
  package let rate: (shape: Double, mean: Double)
  /// Chance of leaving after each order, as shapes of a beta distribution.
  package let dropout: (a: Double, b: Double)
  /// Mean number of different products in an order.
  package let lines: Double
  /// Median multiple of ordinary quantities, and the deviation of its logarithm.
  package let quantity: (median: Double, sigma: Double)
  /// When they register and when they order.
  package let joins: Joining
  package let rhythm: Rhythm
  /// How much they favour the phone.
  package let phone: Double

  /// When customers of a class register.
  package enum Joining: Sendable {
    /// So many are customers from the start, the others come evenly over the two years.
    case overTime(fromStart: Double)
    /// In the first months of 2023.
    case early
    /// In the last months of 2024.
    case late
  }

  /// When customers of a class order.
  package enum Rhythm: Sendable {
    /// With the shop's general season.
    case general
    /// At planting and at harvest, hardly ever between.
    case plantingAndHarvest
    /// Exactly once.
    case once
  }

  package static let all: [CustomerClass] = [
    CustomerClass(
      name: "Loyal", share: 0.13, rate: (4, 0.6), dropout: (0.4, 60), lines: 2.7,
      quantity: (1.25, 0.45), joins: .overTime(fromStart: 0.75), rhythm: .general, phone: 1),
    CustomerClass(
      name: "Big Spender", share: 0.035, rate: (5, 0.8), dropout: (0.4, 70), lines: 3.4,
      quantity: (4.2, 0.6), joins: .overTime(fromStart: 0.75), rhythm: .general, phone: 2.2),
    CustomerClass(
      name: "Seasonal", share: 0.175, rate: (4, 0.5), dropout: (0.6, 25), lines: 2.6,
      quantity: (1.1, 0.5), joins: .overTime(fromStart: 0.72), rhythm: .plantingAndHarvest,
      phone: 1),
    CustomerClass(
      name: "Occasional", share: 0.22, rate: (2.5, 0.2), dropout: (0.8, 16), lines: 2,
      quantity: (0.85, 0.5), joins: .overTime(fromStart: 0.55), rhythm: .general, phone: 0.9),
    CustomerClass(
      name: "Lapsed", share: 0.16, rate: (4, 0.75), dropout: (4, 13), lines: 2.2,
      quantity: (1, 0.5), joins: .early, rhythm: .general, phone: 1),
    CustomerClass(
      name: "New", share: 0.09, rate: (4, 1.1), dropout: (0.5, 25), lines: 2.1,
      quantity: (0.9, 0.5), joins: .late, rhythm: .general, phone: 0.4),
    CustomerClass(
      name: "One-off", share: 0.19, rate: (1, 1), dropout: (1, 1), lines: 1.7,
      quantity: (0.75, 0.5), joins: .overTime(fromStart: 0), rhythm: .once, phone: 0.8),
  ]
}
