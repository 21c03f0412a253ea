import Recommendation
import Tables

/// A measure of lists, as `evaluate` and leaderboards name it.
enum RankingMeasure: String, CaseIterable, Sendable {
  case hitRate = "hit_rate"
  case precision, recall, ndcg, map, mrr, coverage, novelty

  /// The measure of each user's list; nil for one of all lists together.
  private var perUser: KeyPath<RankingMetrics, Double>? {
    switch self {
    case .hitRate: \.hit
    case .precision: \.precision
    case .recall: \.recall
    case .ndcg: \.ndcg
    case .map: \.averagePrecision
    case .mrr: \.reciprocalRank
    case .coverage, .novelty: nil
    }
  }

  /// The mean over users, and the ends of its interval where there is one.
  func values(_ evaluation: Evaluation) -> (mean: Value, low: Value, high: Value) {
    guard let perUser else {
      let value = self == .coverage ? evaluation.coverage : evaluation.novelty
      return (Value(finite: value), .null, .null)
    }
    return Self.values(evaluation.mean(perUser))
  }

  /// How much better the lists are than others for the same users.
  func difference(
    _ evaluation: Evaluation, from other: Evaluation
  ) -> (mean: Value, low: Value, high: Value) {
    guard let perUser else {
      let (own, its) = (values(evaluation).mean.asNumber, values(other).mean.asNumber)
      return (own.flatMap { own in its.map { .number(own - $0) } } ?? .null, .null, .null)
    }
    return Self.values(evaluation.advantage(over: other, in: perUser))
  }

  static func values(_ mean: MeanOverUsers) -> (mean: Value, low: Value, high: Value) {
    (Value(finite: mean.mean), Value(finite: mean.low), Value(finite: mean.high))
  }
}

extension Value {
  /// A number; null for one that is none.
  init(finite number: Double) { self = number.isFinite ? .number(number) : .null }
}
