import GradientBoosting
import Language
import NumericalMethods
import Planning
import Recommendation
import Syntax
import Tables
import Tasks
import TextAnalysis

/// What `recommend` has learned: who did what, and the model of it.
struct RecommendationModel: Sendable {
  /// How lists are made.
  struct ListSettings: Hashable, Sendable {
    var length = 10
    var excludesSeen = true
  }

  /// The columns of users and items.
  let user: Field
  let item: Field
  /// The column whose rows count only above 0.
  let rating: String?
  /// The column that tells when.
  let date: Field?
  let settings: ListSettings
  /// What the model learned from.
  let known: CodedEvents
  let interactions: Interactions
  /// What describes the items, in their order.
  let texts: [String?]?
  let spec: ModelSpec
  let recommender: any Recommender

  init(
    user: Field, item: Field, rating: String?, date: Field?, settings: ListSettings,
    known: CodedEvents, texts: [String?]?, spec: ModelSpec, recommender: any Recommender
  ) {
    (self.user, self.item, self.rating, self.date) = (user, item, rating, date)
    self.settings = settings
    (self.known, self.texts, self.spec, self.recommender) = (known, texts, spec, recommender)
    interactions = Interactions(known.events)
  }

  /// The users that it knows, in their order.
  var users: [RecommendedLists.User] {
    known.users.values.enumerated().map { RecommendedLists.User(code: $0, value: $1) }
  }

  /// The columns of a list.
  var fields: [Field] { Self.fields(user, item) }

  static func fields(_ user: Field, _ item: Field) -> [Field] {
    [user, Field("rank", .int), item, Field("score", .number), Field("reason", item.type)]
  }

  /// The items most like each item; nil for a model that tells none apart.
  func similar(cancellation: Cancellation) throws -> Table? {
    let items = (0..<interactions.itemCount).filter {
      interactions.users(of: $0) > 0 || texts != nil
    }
    let lists = try parallelMap(items.count) { place in
      try cancellation.check()
      return recommender.similar(to: items[place], limit: settings.length)
    }
    guard lists.contains(where: { !$0.isEmpty }) else { return nil }
    var rows: [[Value]] = []
    for (item, list) in zip(items, lists) {
      for (rank, near) in list.enumerated() {
        rows.append([
          known.items.values[item], .int(Int64(rank + 1)), known.items.values[near.item],
          .number(Double(near.score)),
        ])
      }
    }
    return Table(
      schema: Schema([
        item, Field("rank", .int), Field("similar", item.type), Field("score", .number),
      ]), rows: rows)
  }
}

/// Finds the model for events: one that is named, or the best of several.
struct ModelSearching {
  let known: CodedEvents
  let texts: [String?]?
  let settings: RecommendationModel.ListSettings
  let context: RunContext

  /// A fitted model; with the choice that led to it, if there was one.
  struct Found {
    var spec: ModelSpec
    var recommender: any Recommender
    var choice: ModelChoice?
  }

  /// Fits the one model that is named, or chooses; no names choose among all that suit.
  func find(_ named: [ModelSpec]) throws -> Found {
    do {
      if named.count == 1 && texts == nil { return try fit(named[0]) }
      if named.count == 1 {
        switch named[0] {
        case .content, .ranked: return try fit(named[0])
        default: break
        }
      }
      return try choose(named)
    } catch let error as LinearAlgebraError {
      throw Diagnostic(
        "E709", "\(error)", at: context.span,
        label: "or take a method that needs no matrices, such as  method: items")
    } catch let error as BoostingError {
      throw Diagnostic(
        "E709", "\(error)", at: context.span, label: "or take another method, such as  method: ease"
      )
    } catch let error as ModelError {
      throw Diagnostic("E709", "\(error)", at: context.span, label: "for instance  method: ease")
    }
  }

  private var vectors: TFIDF? { texts.map { TFIDF(TermTable($0)) } }

  private func fit(_ spec: ModelSpec) throws -> Found {
    context.progress.update(0.05, "fitting the model")
    let fitter = ModelFitter(
      known.events, content: vectors, cancellation: context.cancellation)
    return Found(spec: spec, recommender: try fitter.fit(spec))
  }

  private func choose(_ named: [ModelSpec]) throws -> Found {
    var options = ModelChoice.Options()
    options.k = settings.length
    options.excludesSeen = settings.excludesSeen
    // Half of an order tells of its rest, and nobody asks for the rest: moments stay whole.
    if !known.events.times.isEmpty { options.validation = .visits(share: 0.125) }
    if !named.isEmpty { options.models = texts == nil ? named : named.flatMap(Self.hybrids) }
    let progress = context.progress
    let choice = try ModelChoice(
      known.events, options: options, content: vectors, cancellation: context.cancellation
    ) { progress.update($0 * 0.7, $1) }
    return Found(
      spec: choice.leaderboard[choice.chosen].spec, recommender: choice.model, choice: choice)
  }

  /// A model by itself and with more and more of what describes the items.
  private static func hybrids(_ spec: ModelSpec) -> [ModelSpec] {
    switch spec {
    case .content, .ranked: return [spec]
    default: break
    }
    return [spec]
      + [0.1, 0.3, 1].map { .blend([.init(spec), .init(.content(), $0)]) }
  }
}
