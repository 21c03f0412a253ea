import Recommendation
import Tables

/// How the models of a choice did, as tables.
struct ModelLeaderboard {
  private let choice: ModelChoice
  private let popular: Evaluation?

  init(_ choice: ModelChoice) {
    self.choice = choice
    popular = choice.leaderboard.first { $0.spec.isPopular }?.evaluation
  }

  /// One row per model, the best first.
  var table: Table {
    let fields =
      [Field("rank", .int), Field("method", .text), Field("ndcg", .number), Field("low", .number)]
      + [Field("high", .number)]
      + Self.others.map { Field($0.rawValue, .number) }
      + [
        Field("advantage", .number), Field("advantage_low", .number),
        Field("advantage_high", .number), Field("chosen", .bool),
      ]
    let rows = choice.leaderboard.enumerated().map { place, entry -> [Value] in
      let ndcg = RankingMeasure.ndcg.values(entry.evaluation)
      let advantage = RankingMeasure.values(entry.advantage)
      return [
        .int(Int64(place + 1)), .text(entry.evaluation.model), ndcg.mean, ndcg.low, ndcg.high,
      ]
        + Self.others.map { $0.values(entry.evaluation).mean }
        + [advantage.mean, advantage.low, advantage.high, .bool(place == choice.chosen)]
    }
    return Table(schema: Schema(fields), rows: rows)
  }

  private static let others = RankingMeasure.allCases.filter { $0 != .ndcg }

  /// How the chosen model did, beside what is popular.
  var metrics: Table {
    let chosen = choice.leaderboard[choice.chosen].evaluation
    let rows = RankingMeasure.allCases.map { measure -> [Value] in
      let own = measure.values(chosen)
      return [
        .text(measure.rawValue), own.mean, own.low, own.high,
        popular.map { measure.values($0).mean } ?? .null,
      ]
    }
    return Table(
      schema: Schema([
        Field("metric", .text), Field("value", .number), Field("low", .number),
        Field("high", .number), Field("popular", .number),
      ]), rows: rows)
  }
}
