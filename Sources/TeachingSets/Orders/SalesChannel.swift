import NumericalMethods

/// The ways by which orders reach the shop; the app grows at the cost of web and phone.
enum SalesChannel: Int, CaseIterable, Sendable {
  case web, app, phone, marketplace

  static let names = ["Web", "App", "Phone", "Marketplace"]

  /// The channel of an order at `time`, 0 at the start of the period and 1 at its end.
  static func draw(
    at time: Double, phone: Double, from generator: inout SeededGenerator
  ) -> SalesChannel {
    let weights = [
      0.58 - 0.14 * time, 0.07 + 0.3 * time, (0.25 - 0.13 * time) * phone, 0.1 - 0.02 * time,
    ]
    var left = generator.uniform() * weights.reduce(0, +)
    for (channel, weight) in zip(allCases, weights) {
      left -= weight
      if left < 0 { return channel }
    }
    return .web
  }
}
