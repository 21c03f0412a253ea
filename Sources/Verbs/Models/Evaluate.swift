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
  static let kinds: [any ModelEvaluation.Type] = [
    RecommendationEvaluation.self, ForecastEvaluation.self, ClusterEvaluation.self,
  ]

  package static let declaration = Declaration<Self>(
    name: "evaluate",
    family: .models,
    summary: "How good models are on rows that they have not seen, one row per model.",
    discussion:
      "Recommendations are measured by the lists of the users that the model knows, against the "
      + "items of their test rows; with `exclude_seen` those that they had before are neither "
      + "recommended nor wanted. Users without such an item are skipped and counted. `coverage` is "
      + "the share of the known items that stand in any list, `novelty` how rare they are (bits). "
      + "Items that no model could know bound every measure: see the part `ceiling`. With "
      + "`date:` in `recommend`, rows older than what the model learned are counted; without it "
      + "nobody can tell, and after a split at random all numbers are optimistic.\n\n"
      + "Forecasts are measured on rows ahead of what the model knows: `wape` is the absolute error "
      + "by the size of the true values, `mase` the error in units of what repeating the season "
      + "missed within the history (the mean over series), `bias` how much more was forecast than "
      + "came, as a share of it, `coverage` how often the first bounds held.\n\n"
      + "Clusters are measured by the groups that the model gives these rows: `silhouette` is how "
      + "much nearer a row is to its own group than to the next, from -1 to 1; with `actual:`, a "
      + "column of groups that are known, `ari` is how far both agree beyond chance (adjusted Rand "
      + "index; rows in no group count as a group of their own).",
    parameters: [
      .models(\.models, "The models, or the results that have them.", one: false),
      .measures(
        \.settings.measures,
        among: kinds.flatMap { $0.words }.reduce(into: []) { words, word in
          if !words.contains(word) { words.append(word) }
        }, "The measures, in the order of the columns."),
      .optionalNumber(
        \.settings.k, "k", "The length of the lists that are measured.", in: 1...1_000,
        isWhole: true, default: "10"),
      .column(
        \.settings.actual, "actual", "The known groups of the rows, for clusters.",
        required: false),
    ],
    parts: [
      .table("intervals", "Each measure with its 95% interval over users, and against the first."),
      .table("ceiling", "What no model could exceed, because test items were never seen."),
      .table("series", "Of forecasts: the measures of each series."),
      .table("residuals", "Of forecasts: what came, what was forecast and the difference, by row."),
      .table("confusion", "Of clusters with `actual:`: the rows of each known and found group."),
    ],
    chart: "bar",
    examples: [
      Example(
        """
        halves = orders | split on order_date by customer_id test: 20%
        popular = halves.train | recommend user: customer_id, item: product_id, method: popular
        near = halves.train | recommend user: customer_id, item: product_id
        halves.test | evaluate popular, near  metrics: [ndcg, hit_rate, coverage], k: 5
        """, "Two ways to recommend, on what came later."),
      Example(
        """
        daily = store_sales | series units = sum(units) on date by store every: 1d
        halves = daily | split on date test: 28d
        ahead = halves.train | forecast units on date by store horizon: 28, method: ets
        same = halves.train | forecast units on date by store horizon: 28, method: seasonal_naive
        halves.test | evaluate ahead, same
        """, "Two forecasts, on the four weeks that came."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try evaluation(of: input).schema
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let kind = try evaluation(of: input.schema)
    var answer = try kind.measured(on: input, in: context)
    let made = Set(answer.parts.map(\.name))
    answer.absentParts += Self.declaration.parts.map { $0.name }
      .filter { name in !made.contains(name) && !answer.absentParts.contains { $0.name == name } }
      .map {
        AbsentPart($0, reason: "it tells of other models", advice: "look at the table itself")
      }
    return answer
  }

  /// The way to measure these models.
  private func evaluation(of input: Schema) throws(Diagnostic) -> any ModelEvaluation {
    let verb = models.first.map { type(of: $0.model).verb } ?? "nothing"
    for kind in Self.kinds where models.first.map({ kind.measures($0.model) }) ?? false {
      if let other = models.first(where: { !kind.measures($0.model) }) {
        throw Diagnostic(
          "E306", "`\(other.name)` is a model of another kind than `\(models[0].name)`",
          at: other.span, label: "evaluate it by itself")
      }
      try kind.check(settings, verb: verb)
      return try kind.init(models, settings, input)
    }
    throw Diagnostic(
      "E311", "a model of `\(verb)` cannot be evaluated yet", at: models.first?.span,
      label: "look at its parts, such as `metrics`")
  }
}
