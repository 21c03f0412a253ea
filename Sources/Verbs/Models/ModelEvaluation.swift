import Language
import Planning
import Syntax
import Tables

/// How models of one kind are measured.
protocol ModelEvaluation: Sendable {
  /// The measures that there are, in the order of the columns.
  static var words: [String] { get }

  /// The options besides `metrics:` that belong to this kind.
  static var options: Set<String> { get }

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

/// What is chosen for an evaluation.
struct EvaluationSettings: Sendable {
  /// The measures that were asked for; nil for all.
  var measures: [Given<String>]?
  var k: Given<Double>?
  /// The column of the true groups.
  var actual = ColumnName.unset

  /// The options that were given, with their places.
  var given: [(name: String, span: SourceSpan)] {
    (k.map { [("k", $0.span)] } ?? []) + (actual == .unset ? [] : [("actual", actual.span)])
  }
}

extension ModelEvaluation {
  /// Refuses options of other kinds.
  static func check(_ settings: EvaluationSettings, verb: String) throws(Diagnostic) {
    for option in settings.given where !options.contains(option.name) {
      throw Diagnostic(
        "E306", "`\(option.name):` says nothing of a model of `\(verb)`", at: option.span,
        label: "leave it out")
    }
  }

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

  /// What a footer says of models: once what holds for all, the rest under the name of each.
  static func told(_ facts: [(name: String, words: [String])]) -> [String] {
    let common = (facts.first?.words ?? []).filter { word in
      facts.allSatisfy { $0.words.contains(word) }
    }
    let own = facts.compactMap { fact -> String? in
      let words = fact.words.filter { !common.contains($0) }
      return words.isEmpty ? nil : "\(fact.name): \(words.joined(separator: ", "))"
    }
    return common + own
  }

  /// The columns of a result without columns between the rows and the measures.
  static func schema<M: RawRepresentable>(_ measures: [M]) -> Schema where M.RawValue == String {
    Schema(
      [Field("model", .text), Field("task", .text), Field("rows", .int)]
        + measures.map { Field($0.rawValue, .number) })
  }
}

extension VerbParameter {
  /// Words of measures; which there are depends on the models.
  static func measures(
    _ property: Property<V, [Given<String>]?>, among words: [String], _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      "metrics", summary, place: .option, accepts: .words(["auto"] + words), defaultText: "auto",
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
