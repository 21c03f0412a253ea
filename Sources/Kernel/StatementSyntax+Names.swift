import Language
import Syntax

extension StatementSyntax {
  /// The names that the statement binds.
  var boundNames: Set<String> {
    switch kind {
    case .assignment(let name, let assigned):
      var names: Set<String> = [name.text]
      if case .pipeline(let pipeline) = assigned { names.formUnion(pipeline.boundNames) }
      return names
    case .pipeline(let pipeline): return pipeline.boundNames
    case .param(let param): return [param.name.text]
    case .definition(let definition): return [definition.name.text]
    case .sql(let name, _, _): return name.map { [$0.text] } ?? []
    case .help, .use, .note, .respond, .scalar, .hole: return []
    }
  }

  /// The results, scalars and definitions that the statement may use.
  var usedNames: Set<String> {
    switch kind {
    case .assignment(_, .pipeline(let pipeline)), .pipeline(let pipeline):
      return pipeline.usedNames
    case .assignment(_, .scalar(let expression)), .scalar(let expression),
      .note(let expression, _), .respond(let expression, _):
      return expression.usedNames
    case .param, .definition, .help, .use, .sql, .hole: return []
    }
  }
}

extension PipelineSyntax {
  fileprivate var boundNames: Set<String> {
    Set(
      stages.compactMap { stage -> String? in
        if case .bind(let name) = stage.kind { name.text } else { nil }
      })
  }

  fileprivate var usedNames: Set<String> {
    var names = source.usedNames
    for stage in stages {
      switch stage.kind {
      case .verb(let verb): names.formUnion(verb.usedNames)
      case .definition(let name, let arguments):
        names.insert(name.text)
        for argument in arguments { names.formUnion(argument.value.usedNames) }
      case .bind, .hole: break
      }
    }
    return names
  }
}

extension SourceSyntax {
  fileprivate var usedNames: Set<String> {
    switch kind {
    case .reference(let path): [path[0].text]
    case .verb(let verb): verb.usedNames
    case .nested(let pipeline): pipeline.usedNames
    case .hole: []
    }
  }
}

extension VerbSyntax {
  /// The results, scalars and definitions that the verb may use.
  var usedNames: Set<String> {
    var names: Set<String> = []
    for item in items + clauses.flatMap(\.items) {
      names.formUnion(item.expression.usedNames)
      // The members of `grid` are charts by name.
      if self.name.text == "grid", case .column(let path) = item.expression.kind {
        names.insert(path[0].text)
      }
    }
    for table in tables { names.formUnion(table.usedNames) }
    for option in options {
      switch option.value {
      case .expression(let expression):
        names.formUnion(expression.usedNames)
        if case .column(let path) = expression.kind { names.insert(path[0].text) }
      case .pipeline(let pipeline): names.formUnion(pipeline.usedNames)
      }
    }
    return names
  }
}

extension ExpressionSyntax {
  /// Names after `$` and called functions.
  fileprivate var usedNames: Set<String> {
    var names: Set<String> = []
    switch kind {
    case .variable(let path): names.insert(path[0].text)
    case .call(let name, _): names.insert(name.text)
    default: break
    }
    for child in subexpressions { names.formUnion(child.usedNames) }
    return names
  }
}

extension DefinitionSyntax {
  /// Whether the body calls the definition it belongs to.
  var callsItself: Bool {
    switch body {
    case .expression(let expression): expression.usedNames.contains(name.text)
    case .stages(let stages):
      PipelineSyntax(
        source: SourceSyntax(.hole, name.span), stages: stages, span: name.span
      ).usedNames.contains(name.text)
    }
  }
}
