import Language
import Planning
import Recommendation
import Syntax
import Tables
import Tasks

/// How good lists are: the items that users came back for, against the first `k` of their lists.
struct RecommendationEvaluation: ModelEvaluation {
  private let models: [(name: String, model: RecommendationModel)]
  private let measures: [RankingMeasure]
  private let k: Int

  static var words: [String] { RankingMeasure.allCases.map(\.rawValue) }
  static let options: Set<String> = ["k"]
  static func measures(_ model: any FittedModel) -> Bool { model is RecommendationModel }

  init(
    _ models: [ModelArgument], _ settings: EvaluationSettings, _ input: Schema
  ) throws(Diagnostic) {
    measures = try Self.chosen(settings, among: RankingMeasure.self)
    k = settings.k.map { Int($0.value) } ?? 10
    self.models = models.compactMap { argument in
      (argument.model as? RecommendationModel).map { (argument.name, $0) }
    }
    for (_, model) in self.models {
      try model.check(model.user, of: input)
      try model.check(model.item, of: input)
    }
  }

  var schema: Schema {
    Schema(
      [Field("model", .text), Field("task", .text), Field("rows", .int), Field("k", .int)]
        + [Field("users", .int)] + measures.map { Field($0.rawValue, .number) })
  }

  func measured(on input: Relation, in context: RunContext) throws -> Answer {
    var tests: [TestEvents] = []
    var evaluations: [Evaluation] = []
    for (place, (name, model)) in models.enumerated() {
      context.progress.update(Double(place) / Double(models.count), "measuring \(name)")
      let test = try TestEvents(input, of: model)
      let task = EvaluationTask(
        train: model.interactions, test: test.events, k: k,
        excludesSeen: model.settings.excludesSeen)
      tests.append(test)
      evaluations.append(
        try task.evaluate(model.recommender, cancellation: context.cancellation))
    }
    guard let first = evaluations.first, !first.users.isEmpty else {
      throw Diagnostic(
        "E709", "no user of these rows is known to the model and came back for something new",
        at: context.span, label: "the rows are the later ones of the same users: see `split … by`")
    }
    let rows = zip(models, zip(tests, evaluations)).map { model, found -> [Value] in
      [
        .text(model.name), .text("recommend"), .int(Int64(found.0.rows)), .int(Int64(k)),
        .int(Int64(found.1.users.count)),
      ] + measures.map { $0.values(found.1).mean }
    }
    var answer = Answer(try context.stored(schema.fields, rows))
    answer.parts = [
      .undrawn(
        "intervals", try context.stored(intervals(evaluations)), with: "metric",
        such: "filter metric == \"\(measures[0].rawValue)\" | chart bar x: value, y: model"),
      .undrawn(
        "ceiling", try context.stored(ceiling(evaluations, tests)), with: "model",
        such: "chart bar x: unseen_share, y: model"),
    ]
    answer.naturalChart = .models(by: measures[0].rawValue)
    let measure = measures[0]
    answer.record = RunRecord(
      rows: tests[0].rows,
      metrics: zip(models, evaluations).compactMap { model, evaluation in
        measure.values(evaluation).mean.asNumber.map {
          .init("\(model.name) \(measure.rawValue)", $0)
        }
      })
    answer.footer = footer(first, tests[0], input.engine)
    return answer
  }

  /// One row per model and measure; models of the same users are set against the first.
  private func intervals(_ evaluations: [Evaluation]) -> Table {
    var rows: [[Value]] = []
    for (place, (model, evaluation)) in zip(models, evaluations).enumerated() {
      let isComparable =
        place > 0 && evaluation.users == evaluations[0].users
        && model.model.known.users.values == models[0].model.known.users.values
      for measure in measures {
        let own = measure.values(evaluation)
        let against =
          isComparable
          ? measure.difference(evaluation, from: evaluations[0]) : (.null, .null, .null)
        rows.append([
          .text(model.name), .text(measure.rawValue), own.mean, own.low, own.high, against.0,
          against.1, against.2,
        ])
      }
    }
    return Table(
      schema: Schema(
        [Field("model", .text), Field("metric", .text)]
          + ["value", "low", "high", "difference", "difference_low", "difference_high"].map {
            Field($0, .number)
          }), rows: rows)
  }

  private func ceiling(_ evaluations: [Evaluation], _ tests: [TestEvents]) -> Table {
    Table(
      schema: Schema([
        Field("model", .text), Field("users", .int), Field("skipped", .int),
        Field("unseen_share", .number), Field("ndcg", .number), Field("recall", .number),
      ]),
      rows: zip(models, zip(evaluations, tests)).map { model, found in
        [
          .text(model.name), .int(Int64(found.0.users.count)),
          .int(Int64(found.1.users - found.0.users.count)),
          .number(found.0.ceiling.unseenShare), Value(finite: found.0.ceiling.ndcg),
          Value(finite: found.0.ceiling.recall),
        ]
      })
  }

  private func footer(
    _ evaluation: Evaluation, _ test: TestEvents, _ engine: any Engine
  ) -> String {
    var words = [evaluation.users.count.counted("user")]
    let unknown = test.unknownUsers
    if unknown > 0 { words.append("\(unknown.grouped) unknown in training skipped") }
    let idle = test.users - unknown - evaluation.users.count
    if idle > 0 { words.append("\(idle.grouped) who came back for nothing new skipped") }
    if evaluation.ceiling.unseenShare >= 0.0005 {
      let share = PlainNumber.text((evaluation.ceiling.unseenShare * 1000).rounded() / 10)
      let best = Recommend.short(evaluation.ceiling.ndcg)
      words.append(
        "\(share)% of what they came back for was never seen in training"
          + (best == "1" ? "" : ": NDCG@\(k) cannot pass \(best)"))
    }
    if test.earlier > 0 {
      words.append(
        "optimistic: \(test.earlier.counted("row")) "
          + (test.earlier == 1 ? "is" : "are") + " older than what the model learned of their user")
    }
    if test.isUntimed {
      words.append("optimistic if the rows were split at random: no date tells which came later")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}

/// Later rows, in the codes of a model; what it does not know has codes after its own.
private struct TestEvents {
  /// The events of users that the model knows.
  let events: Events
  let rows: Int
  /// The users with rows, known or not.
  let users: Int
  let unknownUsers: Int
  /// Rows from before the last event that the model learned of their user.
  let earlier: Int
  /// Whether nobody can tell what came later: the model or the rows have no date.
  let isUntimed: Bool

  init(_ input: Relation, of model: RecommendationModel) throws {
    let columns = model.columns(in: input.schema)
    let pairs = try input.map(columns.pairs).collectMany()
    let found = CodedEvents(pairs)
    let known = model.known
    let newItems = found.items.values.filter { known.items.code(of: $0) == nil }
    let items = CodedValues(known.items.values + newItems)
    let userCodes = found.users.values.map { known.users.code(of: $0) ?? -1 }
    let itemCodes = found.items.values.map { items.code(of: $0) ?? -1 }
    rows = found.rows
    isUntimed = columns.date == .unset
    users = found.users.count
    unknownUsers = userCodes.count { $0 < 0 }
    let own = found.events
    events = Events(
      users: own.users.map { userCodes[Int($0)] }, items: own.items.map { itemCodes[Int($0)] },
      times: own.times.isEmpty ? nil : own.times, userCount: known.users.count,
      itemCount: items.count)
    var last = [Double](repeating: -.infinity, count: known.users.count)
    if !known.events.times.isEmpty {
      for (user, time) in zip(known.events.users, known.events.times) {
        last[Int(user)] = max(last[Int(user)], time)
      }
    }
    earlier =
      events.times.isEmpty
      ? 0 : zip(events.users, events.times).count { $1 < last[Int($0)] }
  }
}
