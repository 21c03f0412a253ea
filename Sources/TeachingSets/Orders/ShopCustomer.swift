import NumericalMethods

/// A customer of the web shop: the hidden parameters, and the days on which orders came.
///
/// The buying process is that of the BG/NBD model (Fader, Hardie and Lee, Marketing Science 24,
/// 2005): orders at a gamma-distributed rate, and after each a beta-distributed chance of leaving;
/// the season of the shop thins the orders.
struct ShopCustomer: Sendable {
  /// Position in `CustomerClass.all`.
  let behaviour: Int
  let farm: FarmType
  /// Position in `Region.names`.
  let region: Int
  /// Days from the start of the period, negative for those who were customers before.
  let joined: Int
  /// Orders a month while active, averaged over the year.
  let rate: Double
  /// The chance of leaving after an order.
  let dropout: Double
  /// The multiple of ordinary quantities.
  let quantity: Double
  /// Moments of the orders, in days from the start of the period.
  let orderDays: [Double]
  /// Whether the customer has not left at the end.
  let isActive: Bool

  /// Makes a customer; one who was away for the whole period has no orders.
  init(_ calendar: ShopCalendar, _ choices: Choices, from generator: inout SeededGenerator) {
    behaviour = choices.behaviour.draw(from: &generator)
    let kind = CustomerClass.all[behaviour]
    farm = FarmType.allCases[choices.farm.draw(from: &generator)]
    joined = Self.joiningDay(kind, calendar, from: &generator)
    // The coast is opened up step by step: few of the first customers live there, many of the last.
    let isCoastal = generator.chance(0.03 + 0.19 * Double(max(0, joined)) / 730)
    region = isCoastal ? Region.coast : choices.region[kind.name]?.draw(from: &generator) ?? 0
    rate = generator.gamma(shape: kind.rate.shape, scale: kind.rate.mean / kind.rate.shape)
    dropout = kind.rhythm == .once ? 1 : generator.beta(kind.dropout.a, kind.dropout.b)
    quantity = generator.logNormal(median: kind.quantity.median, sigma: kind.quantity.sigma)

    let season = kind.rhythm == .plantingAndHarvest ? calendar.seasonal : calendar.general
    let peak = season.max() ?? 1
    let average = season.reduce(0, +) / Double(season.count)
    var moment = Double(max(0, joined))
    var days: [Double] = []
    var isActive = true
    // Those who register do so with an order; earlier customers are met at a random moment.
    if joined >= 0 {
      days.append(moment + generator.uniform())
      isActive = !generator.chance(dropout)
    }
    while isActive {
      moment += generator.exponential(rate: rate / 30.44 * peak / average)
      guard moment < Double(TeachingPeriod.days) else { break }
      guard generator.chance(season[Int(moment)] / peak) else { continue }
      days.append(moment)
      isActive = !generator.chance(dropout)
    }
    orderDays = days
    self.isActive = isActive
  }

  private static func joiningDay(
    _ kind: CustomerClass, _ calendar: ShopCalendar, from generator: inout SeededGenerator
  ) -> Int {
    let window: ClosedRange<Int>
    switch kind.joins {
    case .overTime(let fromStart):
      if generator.chance(fromStart) { return -generator.uniform(in: 1...700) }
      window = 0...(TeachingPeriod.days - 1)
    case .early: window = 0...300
    case .late: window = (TeachingPeriod.days - 130)...(TeachingPeriod.days - 10)
    }
    // The busier the shop, the more customers are won.
    let season = kind.rhythm == .plantingAndHarvest ? calendar.seasonal : calendar.general
    let peak = season[window].max() ?? 1
    while true {
      let day = generator.uniform(in: window)
      if generator.chance(season[day] / peak) { return day }
    }
  }

  /// The tables from which customers are drawn.
  struct Choices: Sendable {
    let behaviour = WeightedChoice(CustomerClass.all.map(\.share))
    let farm = WeightedChoice(FarmType.shares)
    /// Regions without the coast, by class.
    let region: [String: WeightedChoice] = Dictionary(
      uniqueKeysWithValues: CustomerClass.all.map { kind in
        let isBig = kind.name == "Big Spender"
        return (kind.name, WeightedChoice(isBig ? [48, 17, 23, 12, 0] : [41, 24, 19, 16, 0]))
      })
  }
}
