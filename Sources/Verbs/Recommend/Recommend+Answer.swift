import Language
import Planning
import Recommendation
import Syntax
import Tables
import Tasks

/// What `recommend` tells besides the lists: its parts, the run in the registry, the footer.
extension Recommend {
  /// The methods in which chance has a part, or that may choose one.
  private static let chanced: [RecommendMethod] = [.als, .ranked, .auto]

  /// What the registry keeps of the run.
  func record(
    _ model: RecommendationModel, _ found: ModelSearching.Found, seed: Int64
  ) -> RunRecord {
    var metrics: [RunRecord.Metric] = [
      .init("method", found.recommender.name), .init("users", model.known.users.count),
      .init("items", model.known.items.count),
    ]
    if let choice = found.choice {
      let chosen = choice.leaderboard[choice.chosen].evaluation.mean(\.ndcg).mean
      if chosen.isFinite { metrics.append(.init("ndcg", chosen)) }
    }
    return RunRecord(
      rows: model.known.rows, seed: methods.contains { Self.chanced.contains($0) } ? seed : nil,
      metrics: metrics)
  }

  /// The parts that come with other methods, or with several.
  func absentParts(besides parts: [Part]) -> [AbsentPart] {
    let absent: [AbsentPart] =
      ["leaderboard", "metrics"].map {
        AbsentPart(
          $0, reason: "one method was named, so none was tried on the past",
          advice: "write `method: auto`, or several, such as `method: [items, ease]`")
      } + [
        AbsentPart("similar", reason: "the model tells no items apart", advice: wayToSimilar)
      ]
    return absent.filter { absent in !parts.contains { $0.name == absent.name } }
  }

  /// How to get a model that tells which items are alike.
  private var wayToSimilar: String {
    if methods.count > 1 || methods.contains(.auto) {
      return "name one method, such as `method: items`"
    }
    return methods.contains(.items)
      ? "take rows in which users had several items"
      : "take another method, such as `method: items`"
  }

  /// What was learned, and what speaks for the lists.
  func parts(
    of model: RecommendationModel, _ lists: RecommendedLists, _ choice: ModelChoice?,
    in context: RunContext
  ) throws -> [Part] {
    var parts = [Part.model(model)]
    if let similar = try model.similar(cancellation: context.cancellation) {
      parts.append(
        .undrawn(
          "similar", try context.stored(similar), with: "similar",
          such: "chart histogram x: score"))
    }
    parts.append(try lists.reasonsPart(in: context))
    if let choice {
      let board = ModelLeaderboard(choice)
      var leaderboard = Answer(try context.stored(board.table))
      leaderboard.naturalChart = .leaderboard
      parts.append(Part("leaderboard", leaderboard))
      parts.append(
        .undrawn(
          "metrics", try context.stored(board.metrics), with: "metric",
          such: "filter metric != \"novelty\" | chart bar x: value, y: metric"))
    }
    return parts
  }

  /// The method, what was special about it, and how it was chosen.
  func method(_ found: ModelSearching.Found, seed: Int64) -> [String] {
    var words = [found.recommender.name]
    if methods.contains(.als) || methods.contains(.ranked) { words.append("seed \(seed)") }
    if let ease = found.recommender as? EASE, ease.itemsLeftOut > 0 {
      words.append("\(ease.itemsLeftOut.counted("item")) of fewest users left out")
    }
    if let ranked = found.recommender as? Ranked {
      words.append("order learned from \(ranked.teachers.counted("user"))")
    }
    guard let choice = found.choice else { return words }
    let chosen = choice.leaderboard[choice.chosen].evaluation
    guard !chosen.users.isEmpty else {
      words.append("nothing to choose by: no user came back for something new")
      return words
    }
    let popular = choice.leaderboard.first { $0.spec.isPopular }?.evaluation
    words.append(
      "best of \(choice.leaderboard.count) on "
        + (choice.validation.isOptimistic
          ? "an eighth by chance (optimistic: no date:)" : "the last eighth of each user's moments")
        + ": NDCG@\(length) \(Self.short(chosen.mean(\.ndcg).mean))"
        + (popular.map { ", popular \(Self.short($0.mean(\.ndcg).mean))" } ?? "")
        + ", \(chosen.users.count.counted("user"))")
    return words
  }

  /// A measure with three digits.
  static func short(_ number: Double) -> String {
    number.isFinite ? PlainNumber.text((number * 1000).rounded() / 1000) : "unknown"
  }

  /// What there was to learn from.
  static func counts(_ model: RecommendationModel) -> String {
    let known = model.known
    let new = (0..<known.items.count).count { model.interactions.users(of: $0) == 0 }
    return "\(known.users.count.counted("user")), \(known.items.count.counted("item"))"
      + (new > 0 ? " (\(new.grouped) that nobody had yet)" : "")
      + ", \(known.rows.counted("row"))"
  }
}

extension RecommendedLists {
  /// What speaks for the entries.
  func reasonsPart(in context: RunContext) throws -> Part {
    .undrawn(
      "reasons", try context.stored(reasonTable), with: "reason", such: "chart histogram x: share")
  }
}
