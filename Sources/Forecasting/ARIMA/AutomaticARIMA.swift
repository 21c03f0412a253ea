import Series
public import Tasks

/// ARIMA with orders found by steps from good starts.
///
/// R. J. Hyndman and Y. Khandakar, Automatic Time Series Forecasting: The forecast Package for R,
/// 2008. Differences by the strength of the season and by the test of Kwiatkowski, Phillips, Schmidt
/// and Shin; orders by the corrected criterion of Akaike. The budget counts evaluations, not
/// seconds, so that the same series has the same model everywhere.
public struct AutomaticARIMA: ForecastMethod {
  /// The method's name.
  public let name = "arima"
  /// The most models that are tried.
  public let modelBudget: Int
  /// The most evaluations of each.
  public let evaluationBudget: Int
  /// The orders to use; nil to search.
  public let order: ARIMAOrder?

  /// The search with its budget.
  public init(modelBudget: Int = 94, evaluationBudget: Int = 250) {
    self.modelBudget = modelBudget
    self.evaluationBudget = evaluationBudget
    order = nil
  }

  /// The method with given orders.
  public init(order: ARIMAOrder) {
    self.order = order
    modelBudget = 1
    evaluationBudget = 1000
  }

  /// Learns orders and coefficients; seasons of more than 24 steps are left out.
  public func fit(
    _ values: [Double], season: Int, cancellation: Cancellation
  ) throws -> any ForecastModel {
    try ForecastRefusal.check(values, atLeast: 8)
    if let order {
      guard
        let model = ARIMAModel(values, order: order, period: season, budget: evaluationBudget)
      else {
        throw ForecastRefusal.tooFewValues(
          needed: order.coefficientCount + order.d + season * order.seasonalD + 6,
          found: values.count)
      }
      return model
    }
    let period = season > 1 && season <= 24 && values.count > 2 * season ? season : 1
    var search = OrderSearch(
      values, period: period, models: modelBudget, evaluations: evaluationBudget)
    guard let best = try search.best(cancellation) else {
      throw ForecastRefusal.tooFewValues(needed: 8, found: values.count)
    }
    return best
  }
}

/// The walk through orders.
private struct OrderSearch {
  private let values: [Double]
  private let period: Int
  private let evaluations: Int
  private var left: Int
  private var seen: Set<ARIMAOrder> = []
  private var winner: ARIMAModel?
  private let most: (p: Int, seasonal: Int)

  init(_ values: [Double], period: Int, models: Int, evaluations: Int) {
    self.values = values
    self.period = period
    self.evaluations = evaluations
    left = models
    most = (min(5, values.count / 3), period > 1 ? min(2, values.count / 3 / period) : 0)
  }

  mutating func best(_ cancellation: Cancellation) throws -> ARIMAModel? {
    let seasonalD = try needsSeasonalDifference(cancellation) ? 1 : 0
    var rest = values
    if seasonalD == 1 { rest = zip(values.dropFirst(period), values).map { $0 - $1 } }
    var d = 0
    while d < 2, rest.count > 10, !StationarityTest.isStationary(rest) {
      rest = zip(rest.dropFirst(), rest).map { $0 - $1 }
      d += 1
    }
    let constant = d + seasonalD < 2
    let one = period > 1 ? 1 : 0
    func order(_ p: Int, _ q: Int, _ sp: Int, _ sq: Int, _ hasConstant: Bool) -> ARIMAOrder {
      ARIMAOrder(p, d, q, seasonal: (sp, seasonalD, sq), hasConstant: hasConstant)
    }
    for start in [
      order(2, 2, one, one, constant), order(0, 0, 0, 0, constant), order(1, 0, one, 0, constant),
      order(0, 1, 0, one, constant), order(0, 0, 0, 0, false),
    ] {
      try cancellation.check()
      consider(start)
    }
    var improved = true
    while improved, left > 0, let current = winner?.order {
      improved = false
      for next in neighbours(current, mayHaveConstant: constant) where left > 0 {
        try cancellation.check()
        if consider(next) {
          improved = true
          break
        }
      }
    }
    return winner
  }

  /// Tries orders; says whether they are the best so far.
  @discardableResult
  private mutating func consider(_ order: ARIMAOrder) -> Bool {
    guard order.p <= most.p, order.q <= most.p, order.seasonalP <= most.seasonal,
      order.seasonalQ <= most.seasonal, min(order.p, order.q) >= 0,
      min(order.seasonalP, order.seasonalQ) >= 0, period == 1 || max(order.p, order.q) < period,
      order.p + order.q + order.seasonalP + order.seasonalQ <= 5 || seen.isEmpty,
      seen.insert(order).inserted, left > 0
    else { return false }
    left -= 1
    guard let model = ARIMAModel(values, order: order, period: period, budget: evaluations) else {
      return false
    }
    guard let best = winner else {
      winner = model
      return true
    }
    guard model.criterion < best.criterion else { return false }
    winner = model
    return true
  }

  private func neighbours(_ order: ARIMAOrder, mayHaveConstant: Bool) -> [ARIMAOrder] {
    var found: [ARIMAOrder] = []
    func add(_ p: Int, _ q: Int, _ sp: Int, _ sq: Int) {
      var next = order
      next.p += p
      next.q += q
      next.seasonalP += sp
      next.seasonalQ += sq
      found.append(next)
    }
    if most.seasonal > 0 {
      for (sp, sq) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1)] { add(0, 0, sp, sq) }
    }
    for (p, q) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1)] { add(p, q, 0, 0) }
    if mayHaveConstant {
      var next = order
      next.hasConstant.toggle()
      found.append(next)
    }
    return found
  }

  /// Whether a season explains more than 64 % of what it and the remainder vary.
  private func needsSeasonalDifference(_ cancellation: Cancellation) throws -> Bool {
    guard period > 1, values.count >= 2 * period + 2 else { return false }
    var options = SeasonalTrend.Options()
    options.seasonWindow = 11
    let parts = try SeasonalTrend(
      values, period: period, options: options, cancellation: cancellation)
    return parts.seasonStrength > 0.64
  }
}
