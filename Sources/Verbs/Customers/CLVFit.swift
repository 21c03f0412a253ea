import Language
import Planning
import Segmentation
import Syntax
import Tables
import Tasks

/// The models of customers' purchases and their value, and what they expect.
struct CLVFit {
  let model: CustomerValueModel
  let spend: SpendModel
  let horizon: CLVHorizon
  /// Models of customers drawn again; none if nobody asked.
  let draws: [CustomerValueModel]
  let level: Double
  /// How sure the expectations are; nil without draws.
  let ranges: CustomerValueRanges?
  /// The number of purchases to come, customer by customer.
  let orders: [Double]
  /// The value of what is to come.
  let values: [Double]
  private let asked: Int
  /// The number of customers who bought again.
  private let repeaters: Int

  /// Fewer customers who bought again tell next to nothing.
  private static let fewestRepeaters = 20

  /// Fits the models, and as many again as `draws` says.
  init(
    _ known: CustomerPurchases.Histories, horizon: CLVHorizon, draws count: Int, level: Double,
    in context: RunContext
  ) throws {
    let progress = context.progress
    func execution(_ from: Double, _ to: Double, _ words: String) -> Execution {
      Execution(cancellation: context.cancellation) { done in
        progress.update(from + (to - from) * done, words)
      }
    }
    do {
      let model = try CustomerValueModel(
        fitting: known.histories, execution: execution(0, 0.1, "fitting the models"))
      guard let spend = model.spend else {
        throw SegmentationError.noConvergence("the model of spend")
      }
      draws =
        count == 0
        ? []
        : try model.bootstrap(
          known.histories, count: count, seed: UInt64(bitPattern: context.seed),
          execution: execution(0.1, 0.6, "drawing customers again"))
      ranges =
        draws.isEmpty
        ? nil
        : try CustomerValueRanges(
          draws, known.histories, times: horizon.times, rate: horizon.rate, level: level,
          execution: execution(0.6, 1, "looking ahead"))
      (self.model, self.spend) = (model, spend)
    } catch let error as SegmentationError {
      throw Diagnostic(
        "E709", "\(error)", at: context.span,
        label: "these customers are too few, or too much alike, for a model")
    }
    (orders, values) = Self.expected(model, known, horizon)
    (self.horizon, self.level, asked) = (horizon, level, count)
    repeaters = known.repeaters
  }

  /// Asks a model that is known for customers.
  init(_ model: CustomerValueModel, _ known: CustomerPurchases.Histories, horizon: CLVHorizon)
    throws
  {
    guard let spend = model.spend else {
      throw SegmentationError.noConvergence("the model of spend")
    }
    (self.model, self.spend, self.horizon) = (model, spend, horizon)
    (draws, ranges, level, asked) = ([], nil, 0, 0)
    repeaters = known.repeaters
    (orders, values) = Self.expected(model, known, horizon)
  }

  private static func expected(
    _ model: CustomerValueModel, _ known: CustomerPurchases.Histories, _ horizon: CLVHorizon
  ) -> (orders: [Double], values: [Double]) {
    (
      known.histories.map {
        model.purchases.expectedPurchases($0, in: horizon.times.last ?? 0)
      },
      known.histories.map {
        model.value($0, times: horizon.times, rate: horizon.rate) ?? .nan
      }
    )
  }

  /// What a reader must know before using the numbers.
  func warn(_ context: RunContext) {
    let correlation = spend.correlation
    if abs(correlation) > SpendModel.correlationLimit {
      context.notice(
        "how often customers buy and how much they spend go together (correlation "
          + "\(Self.short(correlation))), which the model of value does not allow for: values of "
          + "frequent customers are too \(correlation > 0 ? "low" : "high")")
    }
    if model.purchases.isAtEdge {
      context.notice(
        "the data say little about when customers leave: a parameter ran to the edge, so take "
          + "`alive` with care")
    }
    if spend.isAtEdge {
      context.notice(
        "the data say little about how much customers differ in what they spend: a parameter ran "
          + "to the edge, so take `clv` with care")
    }
    if repeaters < Self.fewestRepeaters {
      context.notice(
        "\(repeaters.counted("customer")) bought again: seven parameters from so few are little more "
          + "than a guess")
    }
    if spend.q <= 1 {
      context.notice(
        "the mean value of all customers is not finite in this model (q ≤ 1): customers without a "
          + "repeat purchase have no value")
    }
    if draws.count < asked {
      context.notice(
        "\((asked - draws.count).grouped) of \(asked.grouped) draws gave no model and are left out "
          + "of the intervals")
    }
    let withoutSpend = draws.count { $0.spend == nil }
    if withoutSpend > 0 {
      context.notice(
        "\(withoutSpend.grouped) of \(asked.grouped) draws gave no model of spend and are left out of "
          + "the intervals of values")
    }
  }

  /// The assumption, the total and how sure it is.
  func notes(seed: Int64) -> [String] {
    var words = [
      "frequency and value correlate at \(Self.short(spend.correlation)) (the model wants none)"
    ]
    let finite = values.filter(\.isFinite)
    var total = "clv \(Self.short(finite.reduce(0, +))) in all"
    if let range = ranges?.total {
      total += " (\(Self.short(range.low)) to \(Self.short(range.high)))"
    }
    words.append(total)
    if !draws.isEmpty {
      words.append(
        "\(PlainNumber.text(level * 100))% intervals by \(draws.count.grouped) draws of the "
          + "customers, seed \(seed)")
    }
    return words
  }

  /// A number in a sentence: three digits, or all before the point.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return "–" }
    if abs(number) >= 100 { return Int64(min(9e18, max(-9e18, number.rounded()))).grouped }
    let places = abs(number) >= 10 ? 10.0 : 100.0
    return PlainNumber.text((number * places).rounded() / places)
  }
}
