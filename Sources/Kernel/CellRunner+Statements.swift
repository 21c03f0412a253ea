import Language
import Planning
import Rendering
import Syntax
import Tables

extension CellRunner {
  func run(_ statement: StatementSyntax, isLast: Bool) throws(Diagnostic) {
    expansions.reset()
    openedSources = [:]
    switch statement.kind {
    case .param(let param): try declare(param)
    case .definition(let definition): try define(definition)
    case .assignment(let name, let assigned): try assign(name, assigned)
    case .help(let path): try help(path)
    case .use(let use): try apply(use, at: statement.span)
    case .note(let text, _): try note(text)
    case .respond(let value, let options):
      let document = try response(value, options)
      try show(Answer(.scalar(.value(.null, .null))), .document(document), at: statement.span)
    case .scalar(let expression):
      let scalar = try ExpressionBinder.scalars(in: self).scalar(expression)
      try display(Answer(.scalar(scalar)), at: statement.span, isLast: isLast)
    case .pipeline(let pipeline):
      let answer = try answer(of: pipeline, isStatement: true)
      if !endsInEffect(pipeline.stages.last) {
        do throws(Diagnostic) {
          try display(answer, at: pipeline.span, isLast: isLast)
        } catch {
          throw located(error, in: pipeline)
        }
      }
    case .sql(let name, let query, let span):
      try runSQL(name, query, at: span, isLast: isLast)
    case .hole: break
    }
  }

  /// Binds a statement without running it.
  func check(_ statement: StatementSyntax) throws(Diagnostic) {
    expansions.reset()
    switch statement.kind {
    case .assignment(_, .pipeline(let pipeline)), .pipeline(let pipeline):
      _ = try shape(of: pipeline)
    case .assignment(_, .scalar(let expression)), .scalar(let expression):
      _ = try ExpressionBinder.scalars(in: self).scalar(expression)
    case .respond(let value, let options): _ = try response(value, options)
    case .param, .definition, .help, .use, .note, .sql, .hole: break
    }
  }

  private func display(_ answer: Answer, at span: SourceSpan, isLast: Bool) throws(Diagnostic) {
    try show(answer, .standard, at: span, isResult: isLast)
  }

  private func show(_ answer: Answer, _ form: ShowForm, at span: SourceSpan, isResult: Bool = false)
    throws(Diagnostic)
  {
    do { try sink.show(answer, form, isResult: isResult) } catch {
      throw Diagnostic(running: error, at: span)
    }
  }

  /// Whether the last stage shows or writes by itself, so that nothing more is displayed.
  private func endsInEffect(_ stage: StageSyntax?) -> Bool {
    switch stage?.kind {
    case .verb(let verb): return ["show", "save", "register", "respond"].contains(verb.name.text)
    case .definition(let name, _):
      guard case .stages(let body)? = definitions[name.text]?.body else { return false }
      return endsInEffect(body.last)
    default: return false
    }
  }

  private func define(_ definition: DefinitionSyntax) throws(Diagnostic) {
    if functions[definition.name.text] != nil {
      throw Diagnostic(
        "E107", "`\(definition.name.text)` is a function of the language",
        at: definition.name.span, label: "choose another name")
    }
    if definition.callsItself {
      throw Diagnostic(
        "E110", "a `def` cannot call itself", at: definition.name.span)
    }
    try DefinitionExpansion.check(definition)
    workspace.define(definition)
  }

  private func assign(_ name: NameSyntax, _ assigned: AssignedSyntax) throws(Diagnostic) {
    try checkName(name)
    switch assigned {
    case .scalar(let expression):
      let scalar = try ExpressionBinder.scalars(in: self).scalar(expression)
      if case .parameter(let parameter) = workspace[name.text] {
        try set(parameter, to: scalar, at: expression.span)
      } else {
        workspace.bind(name.text, to: .scalar(scalar))
      }
    case .pipeline(let pipeline):
      try checkTableName(name)
      let before = runs.count
      let answer = try answer(of: pipeline)
      workspace.bind(name.text, to: .answer(answer, ScalarCache()))
      nameRun(name.text, since: before)
    }
  }

  /// Refuses names that the language keeps for itself.
  func checkName(_ name: NameSyntax) throws(Diagnostic) {
    let taken =
      surroundings.verbs.source(name.text) != nil
      || surroundings.verbs.later[name.text]?.isSource == true
      || Vocabulary.statements.contains(name.text)
    if taken {
      throw Diagnostic(
        "E107", "`\(name.text)` is a word of the language and cannot be a name", at: name.span,
        label: "choose another name")
    }
  }

  /// Refuses names that cannot be a table's: words of the language, and params.
  func checkTableName(_ name: NameSyntax) throws(Diagnostic) {
    try checkName(name)
    if case .parameter = workspace[name.text] {
      throw Diagnostic(
        "E107", "`\(name.text)` is a param, and this is a table", at: name.span,
        label: "choose another name")
    }
  }

  private func apply(_ use: UseSyntax, at span: SourceSpan) throws(Diagnostic) {
    switch use.setting.text {
    case "seed":
      guard let value = use.value,
        case .value(.int(let seed), _) = try ExpressionBinder.scalars(in: self).scalar(value)
      else {
        throw Diagnostic("E304", "`use seed` takes a whole number", at: span, label: "use seed 7")
      }
      settings.seed = seed
    case "timezone":
      guard let value = use.value,
        case .value(.text(let zone), _) = try ExpressionBinder.scalars(in: self).scalar(value)
      else {
        throw Diagnostic(
          "E304", "`use timezone` takes a text", at: span, label: #"use timezone "Europe/London""#)
      }
      do {
        try surroundings.embedded.setTimeZone(zone)
      } catch {
        throw Diagnostic(
          "E304", "there is no time zone \"\(zone)\"", at: use.value?.span ?? span,
          label: "for instance \"Europe/London\"")
      }
      settings.timezone = zone
    case "engine":
      try checkEngine(use.name, at: span)
    default:
      throw Diagnostic(
        "E305", "`use` sets engine, seed or timezone", at: use.setting.span)
    }
  }

  /// DuckDB is built in; the other engines of the language come later.
  private func checkEngine(_ name: NameSyntax?, at span: SourceSpan) throws(Diagnostic) {
    guard let name, name.text != "duckdb" else { return }
    guard ["postgres", "spark"].contains(name.text) else {
      throw Diagnostic(
        "E305", "there is no engine `\(name.text)`", at: name.span,
        label: "engines are duckdb, postgres, spark")
    }
    throw Diagnostic(
      "E311", "the engine `\(name.text)` comes in a later release", at: name.span,
      label: "duckdb is built in")
  }

  private func note(_ text: ExpressionSyntax) throws(Diagnostic) {
    var binder = ExpressionBinder.scalars(in: self)
    binder.nullText = "–"
    guard case .interpolation(let pieces) = text.kind else {
      guard case .value(let value, _) = try binder.scalar(text) else {
        throw Diagnostic("E304", "`note` takes a text", at: text.span)
      }
      if case .text(let markdown) = value, case .literal = text.kind {
        let markdown = Passwords.masked(markdown)
        sink.note(markdown, plain: markdown)
      } else {
        let plain = Passwords.masked(ValueText.plain(value))
        sink.note(Escaping.markdown(plain), plain: plain)
      }
      return
    }
    var markdown = ""
    var plain = ""
    for piece in pieces {
      switch piece {
      case .text(let literal):
        markdown += literal
        plain += literal
      case .value:
        let syntax = ExpressionSyntax(.interpolation([piece]), text.span)
        guard case .value(.text(let value), _) = try binder.scalar(syntax) else { continue }
        // Escaped, a password might not look like one.
        markdown += Escaping.markdown(Passwords.masked(value))
        plain += value
      }
    }
    sink.note(Passwords.masked(markdown), plain: Passwords.masked(plain))
  }

  private func runSQL(_ name: NameSyntax?, _ query: String, at span: SourceSpan, isLast: Bool)
    throws(Diagnostic)
  {
    if let name { try checkTableName(name) }
    let text = NameSyntax("sql", span)
    let item = ItemSyntax(
      expression: ExpressionSyntax(.literal(.text(query)), span), span: span)
    let source = SourceSyntax(.verb(VerbSyntax(name: text, items: [item], span: span)), span)
    let answer = try answer(of: PipelineSyntax(source: source, stages: [], span: span))
    if let name {
      workspace.bind(name.text, to: .answer(answer, ScalarCache()))
    } else {
      try display(answer, at: span, isLast: isLast)
    }
  }
}

extension ExpressionBinder {
  /// A binder for statements: no columns, f-strings print null as a dash.
  static func scalars(in environment: any Environment) -> ExpressionBinder {
    var binder = ExpressionBinder.constants(in: environment)
    binder.nullText = "–"
    return binder
  }
}
