package import Planning
package import Syntax
import Tables

extension StageBinder {
  /// The keys of `by`; `mustBeNamed` where they become columns of the result.
  package func groupKeys(mustBeNamed: Bool) throws(Diagnostic) -> [NamedExpression] {
    guard let clause = clause(.by) else { return [] }
    var keys: [NamedExpression] = []
    for item in clause.items {
      for key in try groupKeys(of: item, mustBeNamed: mustBeNamed) {
        if keys.contains(where: { $0.name == key.name }) {
          throw Diagnostic(
            "E523", "`\(key.name)` stands twice in `by`", at: item.span, label: "leave one out")
        }
        if case .list = key.expression.type {
          throw Diagnostic("E401", "a list cannot be a key", at: item.span)
        }
        keys.append(key)
      }
    }
    return keys
  }

  private func groupKeys(of item: ItemSyntax, mustBeNamed: Bool) throws(Diagnostic)
    -> [NamedExpression]
  {
    if let name = item.name {
      return [NamedExpression(name.text, try expressions(.scalar).bind(item.expression))]
    }
    if item.expression.isSelection {
      return try columns(of: item).map { NamedExpression($0.name, $0.expression) }
    }
    let expression = try expressions(.scalar).bind(item.expression)
    if mustBeNamed {
      throw Diagnostic(
        "E414", "this key becomes a column and needs a name", at: item.expression.span,
        label: "write  name = …")
    }
    return [NamedExpression("key_\(item.span.start)", expression)]
  }

  /// The pairs of `on`.
  package func joinKeys() throws(Diagnostic) -> [JoinKey] {
    guard let clause = clause(.on) else { return [] }
    var keys: [JoinKey] = []
    for item in clause.items {
      switch item.expression.kind {
      case .column(let path) where path.count == 1 && item.name == nil:
        keys.append(JoinKey(left: path[0], right: path[0]))
      case .binary(.equal, let left, let right):
        guard case .column(let a) = left.kind, case .column(let b) = right.kind, a.count == 1,
          b.count == 1
        else { fallthrough }
        keys.append(JoinKey(left: a[0], right: b[0]))
      default:
        throw Diagnostic(
          "E414", "`on` takes columns", at: item.span,
          label: "write  on key  or  on left_key == right_key")
      }
    }
    return keys
  }

  /// The tables after verbs such as `join` and `append`.
  package func tableArguments() throws(Diagnostic) -> [TableArgument] {
    let tables = try answerArguments()
    for table in tables where table.answer.relation == nil {
      throw Diagnostic(
        "E312", "`\(syntax.name.text)` needs a table here", at: table.span,
        label: "this is a chart or a single value")
    }
    return tables
  }

  /// The models after verbs such as `predict`: results that have one as a part, or models.
  package func modelArguments() throws(Diagnostic) -> [ModelArgument] {
    try answerArguments().map { argument throws(Diagnostic) in
      if let model = argument.answer.model {
        return ModelArgument(model: model, name: argument.name, span: argument.span)
      }
      let verb = argument.answer.verb.map { "`\($0.text)` has none" } ?? "this has none"
      let lost = argument.answer.lostParts.first { $0.names.contains("model") }
      throw Diagnostic(
        "E312", "`\(syntax.name.text)` needs a model, and \(verb)", at: argument.span,
        label: lost.map { "bind the `\($0.verb)` stage with `| as name`, and give that name" }
          ?? "models come from verbs such as `cluster` and `forecast`")
    }
  }

  /// The answers right after the verb.
  private func answerArguments() throws(Diagnostic) -> [TableArgument] {
    var tables: [TableArgument] = []
    for syntax in syntax.tables {
      switch syntax.kind {
      case .reference(let path):
        let answer = try environment.answer(path)
        tables.append(
          TableArgument(
            answer: answer, name: path[path.count - 1].text, span: syntax.span))
      case .nested(let pipeline):
        tables.append(
          TableArgument(
            answer: try environment.answer(pipeline), name: "right", span: syntax.span))
      case .verb, .hole:
        throw Diagnostic("E301", "a table is needed here", at: syntax.span)
      }
    }
    return tables
  }
}
