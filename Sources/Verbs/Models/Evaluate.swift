package import Language
package import Planning
package import Syntax
package import Tables

/// How good models are on rows that they have not seen.
package struct Evaluate: Verb {
  var models: [ModelArgument] = []
  var settings = EvaluationSettings()
  package init() {}

  /// The kinds of models that can be measured: a kind is a file that conforms, and a line here.
  static let kinds: [any ModelEvaluation.Type] = [RecommendationEvaluation.self]

  package static let declaration = Declaration<Self>(
    name: "evaluate",
    family: .models,
    summary: "How good models are on rows that they have not seen, one row per model.",
    discussion:
      "Recommendations are measured by the lists of the users that the model knows, against the "
      + "items of their test rows; with `exclude_seen` those that they had before are neither "
      + "recommended nor wanted. Users without such an item are skipped and counted. `coverage` is "
      + "the share of the known items that stand in any list, `novelty` how rare they are (bits). "
      + "Items that no model could know bound every measure: see the part `ceiling`.",
    parameters: [
      .models(\.models, "The models, or the results that have them.", one: false),
      .measures(\.settings.measures, "The measures, in the order of the columns."),
      .optionalNumber(
        \.settings.k, "k", "The length of the lists that are measured.", in: 1...1_000,
        isWhole: true, default: "10"),
    ],
    parts: [
      .table("intervals", "Each measure with its 95% interval over users, and against the first."),
      .table("ceiling", "What no model could exceed, because test items were never seen."),
    ],
    chart: "bar",
    examples: [
      Example(
        """
        halves = orders | split on order_date by customer_id test: 20%
        popular = halves.train | recommend user: customer_id, item: product_id, method: popular
        near = halves.train | recommend user: customer_id, item: product_id
        halves.test | evaluate popular, near  metrics: [ndcg, hit_rate, coverage], k: 5
        """, "Two ways to recommend, on what came later.")
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try evaluation(of: input).schema
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try evaluation(of: input.schema).measured(on: input, in: context)
  }

  /// The way to measure these models.
  private func evaluation(of input: Schema) throws(Diagnostic) -> any ModelEvaluation {
    for kind in Self.kinds where models.first.map({ kind.measures($0.model) }) ?? false {
      if let other = models.first(where: { !kind.measures($0.model) }) {
        throw Diagnostic(
          "E306", "`\(other.name)` is a model of another kind than `\(models[0].name)`",
          at: other.span, label: "evaluate it by itself")
      }
      return try kind.init(models, settings, input)
    }
    let verb = models.first.map { type(of: $0.model).verb } ?? "nothing"
    throw Diagnostic(
      "E311", "a model of `\(verb)` cannot be evaluated yet", at: models.first?.span,
      label: "look at its parts, such as `metrics`")
  }
}

/// What is chosen for an evaluation.
struct EvaluationSettings: Sendable {
  /// The measures that were asked for; nil for all.
  var measures: [Given<String>]?
  var k: Given<Double>?
}

/// How models of one kind are measured.
protocol ModelEvaluation: Sendable {
  /// Whether a model is of this kind.
  static func measures(_ model: any FittedModel) -> Bool

  /// Checks that the rows have what the models need; all `models` are of this kind.
  init(_ models: [ModelArgument], _ settings: EvaluationSettings, _ input: Schema)
    throws(Diagnostic)

  /// The columns of the result: model, task and rows, then what the kind has.
  var schema: Schema { get }

  /// One row per model, with the parts of the kind.
  func measured(on input: Relation, in context: RunContext) throws -> Answer
}

extension ModelEvaluation {
  /// The measures that were asked for, or all that there are.
  static func chosen<M: RawRepresentable & CaseIterable>(
    _ settings: EvaluationSettings, among type: M.Type
  ) throws(Diagnostic) -> [M] where M.RawValue == String {
    guard let measures = settings.measures else { return Array(M.allCases) }
    let words = M.allCases.map(\.rawValue)
    var chosen: [M] = []
    for given in measures {
      guard let measure = M(rawValue: given.value) else {
        let near = Suggestion.nearest(to: given.value, in: words)
        throw Diagnostic(
          "E305", "`metrics:` has no word `\(given.value)` for these models", at: given.span,
          label: near.map { "did you mean `\($0)`?" } ?? "",
          fix: near.map { .init(given.span, $0) },
          notes: ["words here: \(words.joined(separator: ", "))"])
      }
      if chosen.contains(where: { $0.rawValue == measure.rawValue }) {
        throw Diagnostic("E523", "`\(given.value)` stands twice in `metrics:`", at: given.span)
      }
      chosen.append(measure)
    }
    return chosen
  }
}

extension VerbParameter {
  /// Words of measures; which there are depends on the models.
  fileprivate static func measures(
    _ property: Property<V, [Given<String>]?>, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      "metrics", summary, place: .option,
      accepts: .words(["auto"] + RankingMeasure.allCases.map(\.rawValue)), defaultText: "auto",
      notation: "metrics:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("metrics") else { return }
      let syntax = try option.expression(named: "metrics")
      var given = [syntax]
      if case .list(let items) = syntax.kind { given = items }
      var words: [Given<String>] = []
      for item in given {
        switch item.kind {
        case .column(let path) where path.count == 1: words.append(Given(path[0].text, item.span))
        case .literal(.text(let text)): words.append(Given(text, item.span))
        default:
          throw Diagnostic(
            "E304", "`metrics:` is a word or a list of words", at: item.span,
            label: "for instance  metrics: [ndcg, coverage]")
        }
      }
      guard !words.isEmpty else {
        throw Diagnostic("E304", "`metrics:` names at least one measure", at: syntax.span)
      }
      verb[keyPath: property] = words.count == 1 && words[0].value == "auto" ? nil : words
    }
  }
}
