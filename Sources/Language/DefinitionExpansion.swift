package import Syntax

/// Puts a caller's arguments in the place of a `def`'s formals.
///
/// A formal stands for the caller's text: a column, an expression, a table, a new name or a word.
/// Names that are not formals must be made in the body itself; everything else is refused, so that
/// a `def` never depends on what happens to stand around its caller.
package struct DefinitionExpansion {
  private let values: [String: ExpressionSyntax]
  private let name: String
  /// The call, where errors of the body are shown: the body itself may stand in another cell.
  private let span: SourceSpan

  /// Matches arguments to formals; `span` is the place of the call.
  package init(
    _ definition: DefinitionSyntax, arguments: [ArgumentSyntax], at span: SourceSpan
  ) throws(Diagnostic) {
    var values: [String: ExpressionSyntax] = [:]
    var next = 0
    for argument in arguments {
      let formal: String
      if let given = argument.name?.text {
        guard definition.formals.contains(where: { $0.name.text == given }) else {
          throw Diagnostic(
            "E402", "`\(definition.name.text)` has no parameter `\(given)`", at: argument.span)
        }
        formal = given
      } else {
        guard next < definition.formals.count else {
          throw Diagnostic(
            "E402", "`\(definition.name.text)` takes \(definition.formals.count) arguments",
            at: argument.span, label: "leave this one out")
        }
        formal = definition.formals[next].name.text
        next += 1
      }
      values[formal] = argument.value
    }
    for formal in definition.formals where values[formal.name.text] == nil {
      guard let value = formal.defaultValue else {
        throw Diagnostic(
          "E402", "`\(definition.name.text)` needs `\(formal.name.text)`", at: span)
      }
      values[formal.name.text] = value
    }
    self.values = values
    name = definition.name.text
    self.span = span
  }

  /// Refuses a body that uses names which are neither its formals nor its own (E109).
  package static func check(_ definition: DefinitionSyntax) throws(Diagnostic) {
    let itself = definition.formals.map {
      ArgumentSyntax(
        value: ExpressionSyntax(.column([$0.name]), $0.name.span), span: $0.name.span)
    }
    let span = definition.name.span
    let expansion = try DefinitionExpansion(definition, arguments: itself, at: span)
    switch definition.body {
    case .expression(let body): _ = try expansion.rewritten(body, made: nil)
    case .stages(let body):
      var made: Set<String> = []
      for stage in body { _ = try expansion.rewritten(stage, made: &made) }
    }
  }

  /// Does work on the expanded body; an error there says in which `def` it arose.
  package func explaining<T>(_ work: () throws(Diagnostic) -> T) throws(Diagnostic) -> T {
    do throws(Diagnostic) { return try work() } catch {
      guard let place = error.span, place == span else { throw error }
      var error = error
      // A fix would change the call, not the body.
      error.fix = nil
      if !error.notes.contains(where: { $0.hasPrefix("inside `") }) {
        error.notes.append("inside `\(name)`")
      }
      throw error
    }
  }

  /// An expression of the body with the arguments in it.
  package func expression(_ syntax: ExpressionSyntax) throws(Diagnostic) -> ExpressionSyntax {
    try rewritten(syntax.placed(at: span), made: nil)
  }

  /// The stages of the body with the arguments in them.
  package func stages(_ stages: [StageSyntax]) throws(Diagnostic) -> [StageSyntax] {
    var made: Set<String> = []
    var result: [StageSyntax] = []
    for stage in stages { result.append(try rewritten(stage.placed(at: span), made: &made)) }
    return result
  }

  private func rewritten(_ stage: StageSyntax, made: inout Set<String>) throws(Diagnostic)
    -> StageSyntax
  {
    var stage = stage
    switch stage.kind {
    case .verb(var verb):
      // Names made by the stage's own items count for its later items and for later stages.
      for index in verb.items.indices {
        verb.items[index] = try rewritten(verb.items[index], made: made)
        if let name = verb.items[index].name {
          made.insert(name.text)
        } else if let name = verb.items[index].expression.producedName {
          made.insert(name)
        }
      }
      for index in verb.clauses.indices {
        for item in verb.clauses[index].items.indices {
          verb.clauses[index].items[item] = try rewritten(
            verb.clauses[index].items[item], made: made)
          if let name = verb.clauses[index].items[item].name { made.insert(name.text) }
          if case .column(let path) = verb.clauses[index].items[item].expression.kind {
            made.insert(path[0].text)
          }
        }
      }
      for index in verb.options.indices {
        if case .expression(let value) = verb.options[index].value {
          verb.options[index].value = .expression(substituted(value))
        }
      }
      verb.tables = verb.tables.map { table in
        guard case .reference(let path) = table.kind, path.count == 1,
          case .column(let given)? = values[path[0].text]?.kind
        else { return table }
        return SourceSyntax(.reference(given), table.span)
      }
      stage.kind = .verb(verb)
    case .definition(let name, let arguments):
      stage.kind = .definition(
        name,
        arguments.map {
          ArgumentSyntax(name: $0.name, value: substituted($0.value), span: $0.span)
        })
    case .bind, .hole: break
    }
    return stage
  }

  private func rewritten(_ item: ItemSyntax, made: Set<String>) throws(Diagnostic) -> ItemSyntax {
    var item = item
    if let name = item.name, case .column(let path)? = values[name.text]?.kind, path.count == 1 {
      item.name = path[0]
    }
    item.expression = try rewritten(item.expression, made: made)
    return item
  }

  /// Replaces formals; a bare name that is neither a formal nor made in the body is an error.
  private func rewritten(_ syntax: ExpressionSyntax, made: Set<String>?) throws(Diagnostic)
    -> ExpressionSyntax
  {
    let result = substituted(syntax)
    if let stray = strayName(in: syntax, made: made ?? []) {
      throw Diagnostic(
        "E109", "`\(stray.text)` is not a parameter of `\(name)`", at: stray.span,
        label: "pass it as an argument")
    }
    return result
  }

  private func strayName(in syntax: ExpressionSyntax, made: Set<String>) -> NameSyntax? {
    switch syntax.kind {
    case .column(let path):
      return values[path[0].text] == nil && !made.contains(path[0].text) ? path[0] : nil
    default:
      return syntax.subexpressions.lazy.compactMap { strayName(in: $0, made: made) }.first
    }
  }

  private func substituted(_ syntax: ExpressionSyntax) -> ExpressionSyntax {
    if case .column(let path) = syntax.kind, path.count == 1, let value = values[path[0].text] {
      return value
    }
    return syntax.mappingChildren(substituted)
  }
}

extension ExpressionSyntax {
  /// The column that an unnamed item gives: its own name, or `fn_col`.
  fileprivate var producedName: String? {
    switch kind {
    case .column(let path): path.last?.text
    case .call(let name, let arguments):
      if arguments.isEmpty {
        name.text
      } else if arguments.count == 1, let column = arguments[0].value.columnName {
        "\(name.text)_\(column)"
      } else {
        nil
      }
    default: nil
    }
  }

  /// The expressions right below this one.
  package var subexpressions: [ExpressionSyntax] {
    switch kind {
    case .literal, .variable, .column, .allColumns, .hole: []
    case .call(_, let arguments): arguments.map(\.value)
    case .unary(_, let inner), .isNull(let inner, _): [inner]
    case .binary(_, let a, let b), .membership(let a, let b, _), .range(let a, let b): [a, b]
    case .list(let elements): elements
    case .record(let fields): fields.map(\.value)
    case .caseWhen(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
    case .interpolation(let pieces):
      pieces.compactMap { if case .value(let value, _) = $0 { value } else { nil } }
    }
  }

  /// The same expression over changed children.
  package func mappingChildren(_ change: (ExpressionSyntax) -> ExpressionSyntax)
    -> ExpressionSyntax
  {
    var result = self
    switch kind {
    case .literal, .variable, .column, .allColumns, .hole: break
    case .call(let name, let arguments):
      result.kind = .call(
        name,
        arguments.map { ArgumentSyntax(name: $0.name, value: change($0.value), span: $0.span) })
    case .unary(let sign, let inner): result.kind = .unary(sign, change(inner))
    case .isNull(let inner, let isNegated):
      result.kind = .isNull(change(inner), isNegated: isNegated)
    case .binary(let sign, let a, let b): result.kind = .binary(sign, change(a), change(b))
    case .membership(let a, let b, let isNegated):
      result.kind = .membership(change(a), change(b), isNegated: isNegated)
    case .range(let a, let b): result.kind = .range(change(a), change(b))
    case .list(let elements): result.kind = .list(elements.map(change))
    case .record(let fields):
      result.kind = .record(
        fields.map { RecordFieldSyntax(name: $0.name, value: change($0.value)) })
    case .caseWhen(let branches, let otherwise):
      result.kind = .caseWhen(
        branches.map {
          CaseBranchSyntax(condition: change($0.condition), value: change($0.value))
        }, otherwise: otherwise.map(change))
    case .interpolation(let pieces):
      result.kind = .interpolation(
        pieces.map { piece in
          guard case .value(let value, let format) = piece else { return piece }
          return .value(change(value), format: format)
        })
    }
    return result
  }
}
