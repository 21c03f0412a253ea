import JupyterProtocol
import Language
import Planning
import Syntax
import Tables

/// What can stand in a stage: verbs, columns, functions, options, clauses.
extension Completer {
  // MARK: Verbs

  /// The verbs that one learns first, in this order.
  private static let leading = [
    "filter", "derive", "summarize", "sort", "take", "join", "show", "describe", "chart", "save",
  ]

  /// Verbs after `|`: those that one learns first, the other ones about tables, those whose roles
  /// the columns fit, then the rest.
  var stageVerbs: [Completion.Match] {
    let kind = view.shape?.kind ?? .table
    let stages = session.verbs.entries.filter { !$0.isSource && $0.takes.contains(kind) }
    let leading = Self.leading.compactMap { name in stages.first { $0.name == name } }
    var rest = stages.filter { !Self.leading.contains($0.name) }
    rest = rest.stablyPartitioned { $0.family == .relational || fits($0) }
    rest = rest.stablyPartitioned { $0.family == .relational }
    let definitions = view.workspace.definitions.values.filter {
      if case .stages = $0.body { true } else { false }
    }.sorted { $0.name.text < $1.name.text }
    return (leading + rest).map(match) + words(["as"])
      + definitions.map { call($0.name.text, $0.signature) }
  }

  /// Whether the table has a column for each column that the verb must be given.
  private func fits(_ entry: VerbEntry) -> Bool {
    let required = entry.parameters.filter(\.isRequired)
    var asks = false
    for parameter in required {
      guard case .column(let types) = parameter.accepts else { continue }
      asks = true
      let found = view.fields.contains { field in
        field.type.fits(types) && (!types.isEmpty || suits(field, parameter.name))
      }
      if !found { return false }
    }
    return asks
  }

  /// Whether a column plays the part that an option names, or is called like it.
  private func suits(_ field: Field, _ option: String) -> Bool {
    if let role = Roles.Role(rawValue: option), view.shape?.roles[role] == field.name {
      return true
    }
    if ["amount", "value", "rating"].contains(option), field.type.isNumeric { return true }
    let name = field.name.lowercased()
    return name.contains(option) || option == "item" && name.contains("product")
      || option == "user" && name.contains("customer")
  }

  // MARK: Columns

  /// The columns of the table before the stage, with their type and three values.
  func columns(of types: [DataType] = []) -> [Completion.Match] {
    view.columns.filter { $0.field.type.fits(types) }.map { column in
      Completion.Match(
        column.field.name.asName, type: "column", signature: column.signature)
    }
  }

  /// The names that the cursor's `def` is given.
  var formals: [Completion.Match] {
    guard case .definition(let definition)? = context.statement?.kind else { return [] }
    return definition.formals.map { Completion.Match($0.name.text.asName, type: "param") }
  }

  /// What an expression over rows may start with.
  private func operands(_ kinds: Set<Function.Kind>?, of types: [DataType] = [])
    -> [Completion.Match]
  {
    values + formals + columns(of: types) + functions(kinds)
      + words(["case", "not", "true", "false", "null"]) + variables([])
  }

  // MARK: Items, clauses

  func items(_ index: Int) -> [Completion.Match] {
    guard let entry = view.entry else {
      return context.expectsOperand ? operands(nil) : continuations(Self.operators)
    }
    let parameters = entry.parameters.filter { $0.place == .items }
    guard context.expectsOperand else {
      if parameters.contains(where: { $0.accepts == .sortKeys }) { return continuations(["desc"]) }
      return continuations(parameters.contains { $0.takesExpressions } ? Self.operators : [])
    }
    var matches: [Completion.Match] = []
    if index == 0, context.form == nil { matches += words(entry.forms) }
    for parameter in parameters {
      switch parameter.accepts {
      case .columns: matches += formals + columns() + selectors
      case .aggregates: matches += functions([.aggregate])
      case .expressions: matches += operands(nil)
      case .sortKeys: matches += formals + columns() + functions([.scalar])
      case .newNames, .column: matches += formals + columns()
      case .number: matches += variables([], of: [.number])
      case .words(let list): matches += words(list)
      default: break
      }
    }
    return matches + tail(of: entry)
  }

  func clauseItems(_ kind: ClauseSyntax.Kind) -> [Completion.Match] {
    guard context.expectsOperand else { return continuations(kind == .sort ? ["desc"] : []) }
    let parameter = view.entry?.parameters.first { $0.place == .clause(kind) }
    if case .column(let types)? = parameter?.accepts { return formals + columns(of: types) }
    if kind == .on {
      let right = Set(view.tables.flatMap { $0.relation?.schema.names ?? [] })
      return formals + columns().stablyPartitioned { right.contains($0.bareText) }
    }
    return formals + columns() + functions([.scalar]) + (kind == .using ? selectors : [])
  }

  private var selectors: [Completion.Match] {
    Selector.allCases.map {
      Completion.Match(
        isBefore("(") ? $0.rawValue : "\($0.rawValue)()", type: "function", signature: $0.summary)
    }
  }

  /// What may follow a complete item: an operator, a clause, an option.
  func continuations(_ operators: [String]) -> [Completion.Match] {
    words(operators) + (view.entry.map(tail) ?? [])
  }

  /// The clauses and options that the stage does not have yet; what is required comes first.
  private func tail(of entry: VerbEntry) -> [Completion.Match] {
    let given = Set(context.options + (view.stage?.options.map(\.name.text) ?? []))
      .subtracting(optionAtCursor)
    let options = entry.parameters.filter { $0.place == .option && !given.contains($0.name) }
    let matches = options.stablyPartitioned(\.isRequired).map { option in
      optionMatch(
        option.name, option.defaultText.map { "\(option.summary) Default: \($0)" } ?? option.summary
      )
    }
    let clauses = entry.parameters.filter { parameter in
      guard case .clause(let kind) = parameter.place else { return false }
      return !context.clauses.contains(kind)
    }.map { Completion.Match($0.name, type: "keyword", signature: $0.summary) }
    return clauses + matches
  }

  /// The option whose name is being changed.
  private var optionAtCursor: [String] {
    view.stage?.options.filter { $0.name.span == context.span }.map(\.name.text) ?? []
  }

  // MARK: Options and arguments

  func optionValues(_ name: String) -> [Completion.Match] {
    guard context.expectsOperand else {
      let parameter = view.entry?.parameters.first { $0.name == name }
      return continuations(parameter?.takesExpressions == true ? Self.operators : [])
    }
    guard let parameter = view.entry?.parameters.first(where: { $0.name == name }) else {
      return columns()
    }
    switch parameter.accepts {
    case .words(let list):
      return list.map {
        Completion.Match(
          $0, type: "keyword", signature: $0 == parameter.defaultText ? "default" : "")
      }
    case .bool: return words(["true", "false"]) + variables([], of: [.bool])
    case .column(let types):
      return formals
        + columns(of: types).stablyPartitioned { match in
          view.shape?.schema[match.bareText].map { suits($0, name) } ?? false
        }
    case .columns, .sortKeys: return formals + columns() + selectors
    case .aggregates: return functions([.aggregate]) + columns()
    case .expressions:
      return operands([.scalar]).stablyPartitioned { match in
        view.shape?.schema[match.bareText].map { suits($0, name) } ?? (match.type == "text")
      }
    case .table: return tableNames
    case .number: return constants(parameter) + variables([], of: [.number])
    case .text, .path: return variables([], of: [.text])
    case .date: return variables([], of: [.datetime, .date])
    case .newNames, .step, .record, .values: return constants(parameter) + variables([])
    }
  }

  /// The default, where it is a value that one could write.
  private func constants(_ parameter: ParameterDescription) -> [Completion.Match] {
    guard let text = parameter.defaultText, !text.contains(" ") else { return [] }
    return [Completion.Match(text, type: "value", signature: "default")]
  }

  private var steps: [Completion.Match] {
    ["1d", "1w", "1mo", "1q", "1y"].map { Completion.Match($0, type: "value") }
  }

  /// What an argument may be; nil for a call of which nothing is known.
  func arguments(of call: CursorContext.Call) -> [Completion.Match]? {
    guard let function = session.functions[call.name.text] else {
      guard let definition = view.workspace.definitions[call.name.text] else { return nil }
      let given = call.option == nil ? definition.formals.map(\.name.text) : []
      return context.expectsOperand
        ? operands([.scalar]) + given.map { optionMatch($0, "") }
        : words(Self.operators)
    }
    guard context.expectsOperand else { return words(Self.operators) }
    let positional = function.parameters.filter { !$0.isNamedOnly }
    let parameter =
      call.option.map { option in function.parameters.first { $0.name == option } }
      ?? (call.argument < positional.count
        ? positional[call.argument] : positional.last { $0.isVariadic })
    var matches: [Completion.Match] = []
    switch parameter?.accepts {
    case .value(let types)?:
      matches = values + formals + columns(of: types) + functions([.scalar]) + variables([])
    case .condition?: matches = operands([.scalar])
    case .constant(let types)?:
      matches = (types.contains(.duration) ? steps : []) + variables([], of: types)
    case .step?: matches = steps
    case .word(let list)?: matches = words(list)
    case nil: break
    }
    guard call.option == nil, call.argument > 0 || context.partial.isEmpty == false else {
      return matches
    }
    return matches
      + function.parameters.filter(\.isNamedOnly).map {
        optionMatch($0.name, $0.summary)
      }
  }
}

extension ParameterDescription {
  /// Whether an expression with operators may stand there.
  fileprivate var takesExpressions: Bool {
    switch accepts {
    case .expressions: true
    default: false
    }
  }
}

extension DefinitionSyntax {
  /// The call as one writes it: `top(n, k)`.
  var signature: String {
    "\(name.text)(\(formals.map(\.name.text).joined(separator: ", ")))"
  }
}
