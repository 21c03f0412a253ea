package import Planning
package import Syntax
import Tables

/// Reads one stage: hands its items, clauses and options to the parameters that ask for them, and
/// binds their expressions against the stage's input.
package struct StageBinder {
  package let syntax: VerbSyntax
  package let input: Shape
  package let environment: any Environment
  /// The stage's `by`, once it is read.
  package var partition: [NamedExpression] = []
  /// The stage's `sort`, or what an earlier `sort` left.
  package var order: [SortKey]

  package init(_ syntax: VerbSyntax, input: Shape, environment: any Environment) {
    self.syntax = syntax
    self.input = input
    self.environment = environment
    order = input.plan.writtenOrder
  }

  /// The place of the verb's name.
  package var verbSpan: SourceSpan { syntax.name.span }

  /// Binds expressions over the stage's input.
  package func expressions(_ mode: CallSite.Mode, extra: [NamedExpression] = [])
    -> ExpressionBinder
  {
    ExpressionBinder(
      schema: input.schema, roles: input.roles, dropped: input.dropped, earlier: extra,
      site: CallSite(
        mode: mode, partition: partition.map(\.expression), order: order, now: environment.now),
      environment: environment)
  }

  /// The option called `name`, if it is given.
  package func option(_ name: String) -> OptionSyntax? {
    syntax.options.first { $0.name.text == name }
  }

  /// The clause of a kind, if it is given.
  package func clause(_ kind: ClauseSyntax.Kind) -> ClauseSyntax? {
    syntax.clauses.first { $0.kind == kind }
  }

  /// An error about a parameter that must be there.
  package func missing(_ description: ParameterDescription) -> Diagnostic {
    let shown: String =
      switch description.place {
      case .option: "`\(description.name): …`"
      case .clause(let kind): "`\(kind.rawValue) …`"
      case .form(let words): "a word such as `\(words.first ?? "")`"
      default: description.notation
      }
    return Diagnostic(
      "E302", "`\(syntax.name.text)` needs \(shown): \(description.summary.asClause)",
      at: syntax.name.span, label: "add \(shown)")
  }

  /// The one item of a verb that takes one.
  package func onlyItem(_ description: ParameterDescription) throws(Diagnostic) -> ItemSyntax {
    guard let item = syntax.items.first else { throw missing(description) }
    if syntax.items.count > 1 {
      throw Diagnostic(
        "E306", "`\(syntax.name.text)` takes one \(description.name)", at: syntax.items[1].span,
        label: "leave this one out")
    }
    if let name = item.name {
      throw Diagnostic(
        "E306", "`\(syntax.name.text)` makes no name here", at: name.span,
        label: "leave `\(name.text) =` out")
    }
    return item
  }

  /// Refuses a chart where a table is needed, and the like.
  func checkInput(_ takes: Set<Shape.Kind>) throws(Diagnostic) {
    guard !takes.contains(input.kind) else { return }
    let wanted = Shape.Kind.allCases.filter(takes.contains).map(\.described)
    throw Diagnostic(
      "E312",
      "`\(syntax.name.text)` needs \(wanted.joined(separator: " or ")), and this is "
        + input.kind.described, at: syntax.name.span,
      label: takes == [.chart]
        ? "put `| chart …` before it"
        : input.kind == .chart
          ? "after `chart` stand only `layer`, `show`, `save` and `as`"
          : input.kind == .nothing ? "the stage before it stands last" : "")
  }

  /// Refuses options and clauses that the verb does not have, before anything is bound.
  func checkParts(against parameters: [ParameterDescription]) throws(Diagnostic) {
    let options = parameters.filter { $0.place == .option && $0.isDescribed }.map(\.name)
    var seen: Set<String> = []
    for option in syntax.options {
      let name = option.name.text
      if !parameters.contains(where: { $0.place == .option && $0.name == name }) {
        throw unknownOption(option, known: options)
      }
      if !seen.insert(name).inserted {
        throw Diagnostic(
          "E303", "`\(name):` is given twice", at: option.span, label: "leave one out")
      }
    }
    for clause in syntax.clauses
    where !parameters.contains(where: { $0.place == .clause(clause.kind) }) {
      throw Diagnostic(
        "E306", "`\(syntax.name.text)` takes no `\(clause.kind.rawValue)`", at: clause.keyword,
        label: clauseAdvice(clause.kind))
    }
    try checkForm(parameters)
    let takesItems = parameters.contains { $0.place == .items }
    if !takesItems, let item = syntax.items.first {
      throw Diagnostic(
        "E306", "`\(syntax.name.text)` takes nothing here", at: item.span,
        label: options.isEmpty
          ? "leave it out" : "options are \(options.map { "`\($0):`" }.joined(separator: " "))")
    }
    if !parameters.contains(where: { $0.place == .tables }), let table = syntax.tables.first {
      throw Diagnostic("E306", "`\(syntax.name.text)` takes no table", at: table.span)
    }
  }

  /// Refuses a word right after the verb that is none of its forms.
  private func checkForm(_ parameters: [ParameterDescription]) throws(Diagnostic) {
    let forms = parameters.flatMap(\.forms)
    let readsColumns = parameters.contains { $0.place == .items && $0.accepts.readsColumns }
    var word = syntax.form
    if word == nil, !forms.isEmpty, !readsColumns,
      case .column(let path)? = syntax.items.first?.expression.kind, path.count == 1
    {
      word = path[0]
    }
    guard let word, !forms.contains(word.text) else { return }
    let near = Suggestion.nearest(to: word.text, in: forms)
    throw Diagnostic(
      "E305", "`\(syntax.name.text)` has no form `\(word.text)`", at: word.span,
      label: near.map { "did you mean `\($0)`?" } ?? "",
      fix: near.map { .init(word.span, $0) },
      notes: ["forms here: \(forms.joined(separator: ", "))"])
  }

  private func unknownOption(_ option: OptionSyntax, known: [String]) -> Diagnostic {
    let name = option.name.text
    let verb = syntax.name.text
    guard !known.isEmpty else {
      return Diagnostic(
        "E303", "`\(verb)` has no options", at: option.name.span, label: "leave `\(name):` out")
    }
    let near = Suggestion.nearest(to: name, in: known)
    return Diagnostic(
      "E303", "`\(verb)` has no option `\(name):`", at: option.name.span,
      label: near.map { "did you mean `\($0):`?" } ?? "",
      fix: near.map { Diagnostic.Fix(option.name.span, $0 + ":") },
      notes: ["options here: \(known.map { $0 + ":" }.joined(separator: ", "))"])
  }

  private func clauseAdvice(_ kind: ClauseSyntax.Kind) -> String {
    switch kind {
    case .by: "to work per group, use `by` in `summarize`, `derive`, `filter` or `take`"
    case .sort: "put `| sort …` on its own"
    case .on: "only `join`, `lookup` and verbs over time take `on`"
    case .using: "only models take `using`"
    }
  }
}

extension ParameterDescription {
  /// The words that it is, if it stands right after the verb.
  fileprivate var forms: [String] {
    if case .form(let words) = place { words } else { [] }
  }
}

extension ParameterDescription.Accepts {
  /// Whether a bare name here is a column.
  fileprivate var readsColumns: Bool {
    switch self {
    case .columns, .expressions, .aggregates, .sortKeys, .newNames, .column: true
    case .words, .number, .text, .bool, .date, .step, .path, .table, .record, .values: false
    }
  }
}

extension Shape.Kind {
  /// The kind in a sentence.
  fileprivate var described: String {
    switch self {
    case .table: "a table"
    case .chart: "a chart"
    case .scalar: "a value"
    case .model: "a model"
    case .nothing: "nothing"
    }
  }
}

extension String {
  /// A sentence to go on with after a colon or a comma: a small first letter, no full stop.
  package var asClause: String {
    prefix(1).lowercased() + dropFirst(1).prefix(max(count - 1 - (hasSuffix(".") ? 1 : 0), 0))
  }
}
