import Planning
import Syntax
import Tables

extension ExpressionBinder {
  /// A column of the input, an earlier item, or a message with the nearest name.
  func column(_ path: [NameSyntax], at span: SourceSpan) throws(Diagnostic) -> Expression {
    let name = path[0].text
    if path.count > 1 {
      throw Diagnostic(
        "E105", "columns have no table prefix here", at: span,
        label: "write `\(path[path.count - 1].text)`; after a join the clashing column is `t_col`",
        fix: .init(span, path[path.count - 1].text))
    }
    if site.mode == .group { return try groupColumn(name, at: path[0]) }
    if madeHere.contains(name) {
      if schema.contains(name) { throw redefined(path[0]) }
      throw Diagnostic(
        "E521", "`\(name)` is made in this stage; an aggregate cannot be taken of it here",
        at: path[0].span, label: "put it in `| derive` after this stage")
    }
    if let item = earlier.last(where: { $0.name == name }) {
      return .column(name, item.expression.type)
    }
    if let field = schema[name] { return .column(name, field.type) }
    throw unknownColumn(path[0])
  }

  /// In `summarize`, outside aggregates: a key, or an earlier item of the stage.
  private func groupColumn(_ name: String, at syntax: NameSyntax) throws(Diagnostic) -> Expression {
    if let item = earlier.last(where: { $0.name == name }) {
      if schema.contains(name) { throw redefined(syntax) }
      return item.expression
    }
    if let key = keys.first(where: { $0.name == name }) {
      if key.isNew && schema.contains(name) { throw redefined(syntax) }
      return key.expression
    }
    if let field = schema[name] {
      throw Diagnostic(
        "E404", "`\(name)` has many values in each group", at: syntax.span,
        label: field.type.isNumeric
          ? "say which: sum(\(name)), mean(\(name)), max(\(name)) …"
          : "say which: count_distinct(\(name)), mode(\(name)), or put it in `by`")
    }
    throw unknownColumn(syntax)
  }

  private func redefined(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "E520",
      "`\(name.text)` is an input column and is redefined in this stage, so using it here is "
        + "ambiguous", at: name.span, label: "give the new column another name")
  }

  /// "There is no column …", with the likeliest way out.
  func unknownColumn(_ name: NameSyntax) -> Diagnostic {
    let names = schema.names + (site.mode == .group ? [] : earlier.map(\.name))
    var error = Diagnostic(
      "E101", "there is no column `\(name.text)` here", at: name.span,
      notes: [Self.listing(names)])
    if let near = Suggestion.nearest(to: name.text, in: names) {
      error.label = "did you mean \(near.asCode)?"
      error.fix = .init(name.span, near.asName)
    } else if let verb = dropped[name.text] {
      error.label = "`\(name.text)` was dropped by `\(verb.text)`"
    } else if environment.variableNames.contains(name.text) {
      error.label = "for the value of that name write $\(name.text)"
      error.fix = .init(name.span, "$" + name.text)
    } else if names.isEmpty {
      error.label = "a constant is needed: a value, or `$name`"
      error.notes = []
    }
    return error
  }

  /// "columns here: a, b, c, … (9)".
  static func listing(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8
      ? "columns here: \(shown), … (\(names.count))" : "columns here: \(shown)"
  }
}

extension NamedExpression {
  /// Whether the name is not just that of a column.
  var isNew: Bool {
    if case .column(name, _) = expression { false } else { true }
  }
}

extension String {
  /// The name as it is written in a cell: in backticks where it must be.
  package var asName: String { NameSyntax.written(self) }

  /// The name in a sentence.
  package var asCode: String { hasPrefix("`") || asName.hasPrefix("`") ? asName : "`\(self)`" }
}
