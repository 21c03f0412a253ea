import Charts
import JupyterProtocol
import Language
import Planning
import Syntax
import Tables

/// What can stand at a cursor, by its position (LANGUAGE §8); it runs no query.
struct Completer {
  let session: Session
  private let workspace: Workspace
  private let code: String

  init(_ session: Session, code: String) {
    self.session = session
    self.code = code
    workspace = session.workspace
  }

  /// The completions at `cursor`, in code points.
  func complete(cursor: Int) -> Completion {
    let map = PositionMap(code)
    let offset = map.offset(codePoints: cursor)
    let context = CursorContext(code, at: offset, shapes: session.verbs.shapes)
    let start = map.codePoints(before: context.span.start)
    let end = map.codePoints(before: context.span.end)
    let matches = candidates(context).filter {
      $0.text.lowercased().hasPrefix(context.partial.lowercased())
        || $0.text.hasPrefix("`")
          && $0.text.dropFirst().lowercased().hasPrefix(context.partial.lowercased())
    }
    return Completion(
      matches: matches.map { match in
        context.isVariable && context.qualifier.isEmpty
          ? Completion.Match("$" + match.text, type: match.type, signature: match.signature) : match
      }, range: start..<max(start, end))
  }

  private func candidates(_ context: CursorContext) -> [Completion.Match] {
    if context.isVariable { return variables(context.qualifier) }
    if context.isInText { return texts(context) }
    if !context.qualifier.isEmpty { return parts(of: context.qualifier) }
    switch context.position {
    case .nothing, .newName: return []
    case .statement: return names + sources + statementWords
    case .assigned: return names + sources + variables([]).map(dollar)
    case .source: return names + sources
    case .verb: return stageVerbs(context)
    case .table: return names
    case .item(let index): return items(context, index: index)
    case .clause: return columns(context) + functions([.scalar])
    case .optionValue(let name): return optionValues(name, context)
    case .scalar: return variables([]).map(dollar) + functions([.scalar])
    case .help: return names + session.verbs.entries.map(match) + functions(nil)
    case .type:
      return DataType.named.map { keyword($0.name) }
    case .setting: return ["engine", "seed", "timezone"].map(keyword)
    }
  }

  // MARK: What may be offered

  private var names: [Completion.Match] {
    workspace.order.map { name in
      let kind: String =
        switch workspace[name] {
        case .answer(let answer, _): answer.relation == nil ? "chart" : "table"
        case .scalar, .parameter, nil: "value"
        }
      return Completion.Match(name.asName, type: kind)
    }
  }

  private var sources: [Completion.Match] {
    session.verbs.entries.filter(\.isSource).map(match)
  }

  private var statementWords: [Completion.Match] {
    ["param", "def", "use", "note"].map(keyword)
  }

  /// Verbs that teach first, then the others.
  private static let leading = [
    "filter", "derive", "summarize", "sort", "take", "join", "show", "describe", "chart", "save",
  ]

  private func stageVerbs(_ context: CursorContext) -> [Completion.Match] {
    let stages = session.verbs.entries.filter { !$0.isSource }
    let first = Self.leading.compactMap { name in stages.first { $0.name == name } }
    let rest = stages.filter { !Self.leading.contains($0.name) }
    let definitions = workspace.definitions.keys.sorted().map {
      Completion.Match("\($0)(", type: "function")
    }
    return (first + rest).map(match) + [keyword("as")] + definitions
  }

  private func items(_ context: CursorContext, index: Int) -> [Completion.Match] {
    guard let entry = entry(context) else { return columns(context) + functions([.scalar]) }
    var matches: [Completion.Match] = []
    if index == 0 && context.expectsOperand { matches += entry.forms.map(keyword) }
    for parameter in entry.parameters where parameter.place == .items {
      switch parameter.accepts {
      case .columns: matches += columns(context) + selectors
      case .aggregates: matches += functions([.aggregate]) + columns(context)
      case .expressions, .sortKeys: matches += columns(context) + functions(nil)
      case .newNames, .column: matches += columns(context)
      default: break
      }
    }
    return matches + options(of: entry, given: context.options)
      + clauses(of: entry, given: context.clauses)
  }

  private func optionValues(_ name: String, _ context: CursorContext) -> [Completion.Match] {
    guard let parameter = entry(context)?.parameters.first(where: { $0.name == name }) else {
      return columns(context)
    }
    switch parameter.accepts {
    case .words(let words): return words.map(keyword)
    case .bool: return ["true", "false"].map(keyword)
    case .column(let types): return columns(context, of: types)
    case .columns, .expressions, .aggregates, .sortKeys:
      return columns(context) + functions([.scalar])
    case .table: return names
    default: return variables([]).map(dollar)
    }
  }

  private func options(of entry: VerbEntry, given: [String]) -> [Completion.Match] {
    entry.parameters.filter { $0.place == .option && !given.contains($0.name) }
      .map { Completion.Match("\($0.name): ", type: "option", signature: $0.summary) }
  }

  private func clauses(of entry: VerbEntry, given: [ClauseSyntax.Kind]) -> [Completion.Match] {
    entry.parameters.compactMap { parameter in
      guard case .clause(let kind) = parameter.place, !given.contains(kind) else { return nil }
      return keyword(kind.rawValue)
    }
  }

  private func columns(_ context: CursorContext, of types: [DataType] = []) -> [Completion.Match] {
    guard let shape = session.shape(at: context, in: code) else { return [] }
    return shape.schema.fields.filter { types.isEmpty || types.contains($0.type) }
      .map { Completion.Match($0.name.asName, type: "column", signature: $0.type.name) }
  }

  private var selectors: [Completion.Match] {
    Selector.allCases.map { Completion.Match("\($0.rawValue)()", type: "function") }
  }

  private func functions(_ kinds: Set<Function.Kind>?) -> [Completion.Match] {
    session.functions.functions.filter { kinds?.contains($0.kind) ?? true }
      .map { Completion.Match("\($0.name)(", type: "function", signature: $0.signature) }
  }

  private func variables(_ qualifier: [String]) -> [Completion.Match] {
    guard let first = qualifier.first else {
      return workspace.order.map { Completion.Match($0.asName, type: "value") }
    }
    guard case .answer(let answer, _) = workspace[first] else { return [] }
    let columns = answer.relation?.schema.names ?? []
    return answer.parts.map { Completion.Match($0.name, type: "part") }
      + columns.map { Completion.Match($0.asName, type: "column") }
  }

  private func parts(of qualifier: [String]) -> [Completion.Match] {
    guard let first = qualifier.first, case .answer(let answer, _) = workspace[first] else {
      return []
    }
    return answer.parts.map { Completion.Match($0.name, type: "part") }
  }

  /// Inside quotes: known values of the compared column, teaching sets, files.
  private func texts(_ context: CursorContext) -> [Completion.Match] {
    if let column = context.comparedColumn?.last {
      let known = session.shape(at: context, in: code)?.roles.knownValues[column] ?? []
      return known.map { Completion.Match($0, type: "text") }
    }
    guard context.verb?.text == "load" || context.verb?.text == "save" else { return [] }
    if context.form?.text == "sample" {
      return session.teachingSets.map { Completion.Match($0, type: "dataset") }
    }
    return FileCandidates(folder: session.workingFolder).matching(context.partial)
      .map { Completion.Match($0, type: "path") }
  }

  private func entry(_ context: CursorContext) -> VerbEntry? {
    guard let verb = context.verb?.text else { return nil }
    return session.verbs.stage(verb) ?? session.verbs.source(verb)
  }

  private func match(_ entry: VerbEntry) -> Completion.Match {
    Completion.Match(entry.name, type: "verb", signature: entry.summary)
  }

  private func keyword(_ word: String) -> Completion.Match {
    Completion.Match(word, type: "keyword")
  }

  private func dollar(_ match: Completion.Match) -> Completion.Match {
    Completion.Match("$" + match.text, type: match.type, signature: match.signature)
  }
}
