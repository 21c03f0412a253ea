package import Language
import Planning
package import Syntax
import Tables

extension CellRunner {
  /// The names that may stand after `$`.
  package var variableNames: [String] {
    workspace.order.filter { name in
      switch workspace[name] {
      case .scalar, .parameter: true
      case .answer, nil: false
      }
    }
  }

  /// A result, or a part of one, by its dotted name.
  package func answer(_ path: [NameSyntax]) throws(Diagnostic) -> Answer {
    let name = path[0]
    switch workspace[name.text] {
    case .answer(let answer, _):
      return try part(path.dropFirst(), of: answer, named: name)
    case .scalar(let scalar):
      return Answer(.scalar(try field(path.dropFirst(), of: scalar, named: name)))
    case .parameter(let parameter):
      return Answer(.scalar(try value(of: parameter, at: name.span)))
    case nil:
      throw unknownResult(name)
    }
  }

  private func part(_ path: ArraySlice<NameSyntax>, of answer: Answer, named name: NameSyntax)
    throws(Diagnostic) -> Answer
  {
    guard let first = path.first else { return answer }
    guard let part = answer.parts.first(where: { $0.name == first.text }) else {
      throw noPart(first, of: answer, named: name)
    }
    return try self.part(path.dropFirst(), of: part.answer, named: first)
  }

  private func noPart(_ part: NameSyntax, of answer: Answer, named name: NameSyntax) -> Diagnostic {
    let verb = answer.verb?.text
    var error = Diagnostic(
      "E111",
      "`\(name.text)` has no part `\(part.text)`"
        + (verb.map { "; its last verb is `\($0)`" } ?? ""), at: part.span)
    let names = answer.parts.map(\.name)
    if let absent = answer.absentParts.first(where: { $0.name == part.text }) {
      error.message = "`\(name.text)` has no part `\(part.text)`: \(absent.reason)"
      error.label = absent.advice
    } else if let lost = answer.lostParts.first(where: { $0.names.contains(part.text) }) {
      let place = lost.place.map { " on \($0)" } ?? ""
      error.label = "bind the `\(lost.verb)` stage\(place) with `| as name`, and ask that name"
    } else if let near = Suggestion.nearest(to: part.text, in: names) {
      error.label = "did you mean `\(near)`?"
      error.fix = .init(part.span, near)
    } else if !names.isEmpty {
      error.label = "parts here: \(names.joined(separator: ", "))"
    } else if surroundings.verbs.entries.contains(where: { entry in
      entry.parts.contains { $0.name == part.text }
    }) {
      error.label = "bind the stage that makes it with `| as name`"
    }
    return error
  }

  private func unknownResult(_ name: NameSyntax) -> Diagnostic {
    var error = Diagnostic(
      "E102", "there is no table called \(name.text.asCode)", at: name.span)
    let known = workspace.order
    if lostNames.contains(name.text) {
      error.label = "the cell that made it failed, and a failed cell keeps no names; mend it first"
    } else if let near = Suggestion.nearest(to: name.text, in: known) {
      error.label = "did you mean \(near.asCode)?"
      error.fix = .init(name.span, near.asName)
    } else if let advice = ForeignWords.verb(name.text) {
      error.label = advice.label
    } else if surroundings.verbs.stage(name.text) != nil {
      error.label = "a verb stands after a table: table | \(name.text) …"
    } else if known.isEmpty {
      error.label = "load one first: \(name.text.asName) = load \"file.csv\""
    }
    if !known.isEmpty {
      error.notes = ["names here: \(known.suffix(12).joined(separator: ", "))"]
    }
    return error
  }

  /// The value of `$name`, `$name.part`.
  package func variable(_ path: [NameSyntax]) throws(Diagnostic) -> Scalar {
    let name = path[0]
    switch workspace[name.text] {
    case .scalar(let scalar):
      return try field(path.dropFirst(), of: scalar, named: name)
    case .parameter(let parameter):
      return try field(
        path.dropFirst(), of: try value(of: parameter, at: name.span), named: name)
    case .answer(let answer, let cache):
      guard path.count > 1 else {
        if mode == .looking, let type = answer.relation?.schema.fields.first?.type {
          return .value(.null, type)
        }
        return try cache.value { () throws(Diagnostic) in
          try single(answer, column: nil, named: name)
        }
      }
      return try cache.value(of: path[1].text) { () throws(Diagnostic) in
        if let part = answer.parts.first(where: { $0.name == path[1].text }) {
          return try single(part.answer, column: nil, named: path[1])
        }
        return try single(answer, column: path[1], named: name)
      }
    case nil:
      let near = Suggestion.nearest(to: name.text, in: workspace.order)
      throw Diagnostic(
        "E103", "there is no value `$\(name.text)`", at: name.span,
        label: near.map { "did you mean `$\($0)`?" } ?? "make it first: \(name.text) = …",
        fix: near.map { .init(name.span, $0) })
    }
  }

  private func field(_ path: ArraySlice<NameSyntax>, of scalar: Scalar, named name: NameSyntax)
    throws(Diagnostic) -> Scalar
  {
    guard let first = path.first else { return scalar }
    guard let value = scalar[first.text] else {
      throw Diagnostic(
        "E111", "`$\(name.text)` has no field `\(first.text)`", at: first.span)
    }
    return try field(path.dropFirst(), of: value, named: first)
  }

  /// The one value of a table of one row (and one column, unless `column` names it).
  private func single(_ answer: Answer, column: NameSyntax?, named name: NameSyntax)
    throws(Diagnostic) -> Scalar
  {
    if case .scalar(let scalar) = answer.content { return scalar }
    guard let relation = answer.relation else {
      throw Diagnostic("E108", "`\(name.text)` is a chart; `$` needs one value", at: name.span)
    }
    var plan = relation.plan
    if let column {
      guard let field = plan.schema[column.text] else {
        throw Diagnostic(
          "E108", "`\(name.text)` has no part or column `\(column.text)`", at: column.span,
          notes: ["columns here: \(plan.schema.names.prefix(8).joined(separator: ", "))"])
      }
      plan = plan.projected([NamedExpression(column.text, .column(column.text, field.type))])
    } else if plan.schema.fields.count != 1 {
      throw Diagnostic(
        "E108", "`\(name.text)` has \(plan.schema.fields.count) columns; `$` needs one value",
        at: name.span, label: "name the column: $\(name.text).\(plan.schema.names.first ?? "x")")
    }
    let type = plan.schema.fields[0].type
    if mode == .looking { return .value(.null, type) }
    do {
      let table = try Relation(plan.limited(to: 2), in: relation.engine).collect()
      if table.rowCount > 1 {
        let rows = try relation.count()
        throw Diagnostic(
          "E108", "`\(name.text)` has \(rows) rows; `$` needs one value", at: name.span)
      }
      return .value(table.rowCount == 0 ? .null : table.columns[0][0], type)
    } catch {
      throw Diagnostic(running: error, at: name.span)
    }
  }

  func value(of parameter: DeclaredParameter, at span: SourceSpan) throws(Diagnostic) -> Scalar {
    guard let value = parameter.value else {
      throw Diagnostic(
        "E112", "the param `\(parameter.name)` has no value", at: span,
        label: "set it: \(parameter.name) = …")
    }
    return value
  }
}
