package import Planning
package import Syntax
import Tables

extension StageBinder {
  /// The one condition of `filter` and `assert`.
  package func condition() throws(Diagnostic) -> Condition {
    guard let item = syntax.items.first else {
      throw Diagnostic(
        "E302", "`\(syntax.name.text)` needs a condition", at: verbSpan,
        label: "for instance  \(syntax.name.text) x > 0")
    }
    if let name = item.name {
      throw Diagnostic(
        "E204", "`=` makes a new column; to compare, write `==`", at: name.span,
        label: "write  \(name.text.asName) == …")
    }
    if syntax.items.count > 1 {
      throw Diagnostic(
        "E306", "`\(syntax.name.text)` takes one condition", at: syntax.items[1].span,
        label: "join conditions with `and`")
    }
    let expression = try expressions(.rows).condition(item.expression)
    return Condition(expression: expression, span: item.expression.span)
  }

  /// `n = e, …` of `derive` (mode rows) and `summarize` (mode group).
  package func namedItems(_ mode: CallSite.Mode) throws(Diagnostic) -> [NamedExpression] {
    guard !syntax.items.isEmpty else {
      throw Diagnostic(
        "E302", "`\(syntax.name.text)` needs at least one column", at: verbSpan,
        label: mode == .group ? "for instance  n = count()" : "for instance  n = a * b")
    }
    var made: [NamedExpression] = []
    for item in syntax.items {
      var binder = expressions(mode, extra: made)
      if mode == .group { binder.keys = partition }
      let name = try itemName(item)
      if made.contains(where: { $0.name == name.text }) {
        throw Diagnostic(
          "E523", "`\(name.text)` is made twice in this stage", at: name.span,
          label: "give one of them another name")
      }
      if mode == .group, partition.contains(where: { $0.name == name.text }) {
        throw Diagnostic(
          "E523", "`\(name.text)` is a key of `by` and made here too", at: name.span,
          label: "give the new column another name")
      }
      made.append(NamedExpression(name.text, try binder.bind(item.expression)))
    }
    return made
  }

  /// The name of a new column: as written, or `fn_col` of a single call over a column.
  func itemName(_ item: ItemSyntax) throws(Diagnostic) -> NameSyntax {
    if let name = item.name { return name }
    if case .allColumns = item.expression.kind {
      throw Diagnostic(
        "E306", "`*` is not a new column", at: item.span, label: "name a column: n = …")
    }
    if case .call(let function, let arguments) = item.expression.kind {
      if arguments.isEmpty { return NameSyntax(function.text, item.span) }
      if arguments.count == 1, arguments[0].name == nil,
        case .column(let path) = arguments[0].value.kind, path.count == 1
      {
        return NameSyntax("\(function.text)_\(path[0].text)", item.span)
      }
    }
    throw Diagnostic(
      "E414", "this column needs a name", at: item.expression.span, label: "write  name = …")
  }

  /// Columns by name and by selector, in the order of the text, each once.
  package func columnNames(_ items: [ItemSyntax]) throws(Diagnostic) -> [ColumnName] {
    var names: [ColumnName] = []
    for item in items {
      for column in try columns(of: item) where !names.contains(where: { $0.name == column.name }) {
        names.append(column)
      }
    }
    return names
  }

  /// The columns that one name or selector stands for.
  package func columns(of item: ItemSyntax) throws(Diagnostic) -> [ColumnName] {
    var selected: [ColumnName]
    switch item.expression.kind {
    case .allColumns:
      selected = allColumns(at: item.span)
    case .column(let path):
      let bound = try expressions(.scalar).column(path, at: item.expression.span)
      selected = [ColumnName(path[0].text, bound.type, item.expression.span)]
    case .call(let name, let arguments) where Selector(rawValue: name.text) != nil:
      let selector = Selector(rawValue: name.text) ?? .numeric
      let pattern = try selectorPattern(selector, arguments, name)
      selected = allColumns(at: item.span).filter { selector.takes($0, pattern: pattern) }
      if selected.isEmpty {
        throw Diagnostic(
          "E106", "`\(name.text)` finds no column here", at: item.span,
          notes: [ExpressionBinder.listing(input.schema.names)])
      }
    default:
      throw Selector.elsewhere(item.expression)
        ?? Diagnostic(
          "E414", "`\(syntax.name.text)` takes columns", at: item.expression.span,
          label: "make the column first, with `| derive n = …`")
    }
    for name in item.except {
      guard input.schema.contains(name.text) else {
        throw expressions(.scalar).unknownColumn(name)
      }
      selected.removeAll { $0.name == name.text }
    }
    return selected
  }

  /// All columns but the keys of `by`, which selectors leave out.
  private func allColumns(at span: SourceSpan) -> [ColumnName] {
    let keys = Set(partition.map(\.name))
    return input.schema.fields.filter { !keys.contains($0.name) }
      .map { ColumnName($0.name, $0.type, span) }
  }

  private func selectorPattern(
    _ selector: Selector, _ arguments: [ArgumentSyntax], _ name: NameSyntax
  ) throws(Diagnostic) -> String {
    guard selector == .matching else {
      if let extra = arguments.first {
        throw Diagnostic("E402", "`\(name.text)()` takes no arguments", at: extra.span)
      }
      return ""
    }
    guard arguments.count == 1, case .literal(.text(let pattern)) = arguments[0].value.kind else {
      throw Diagnostic(
        "E402", "`matching` takes one text", at: name.span, label: #"for instance matching("Q*")"#)
    }
    return pattern
  }

  /// The columns of `select`: names, selectors and new columns, in the order of the text.
  package func selection() throws(Diagnostic) -> [NamedExpression] {
    guard !syntax.items.isEmpty else {
      throw Diagnostic(
        "E302", "`select` needs columns", at: verbSpan, label: "for instance  select a, b")
    }
    var selected: [NamedExpression] = []
    for item in syntax.items {
      if let name = item.name {
        let expression = try expressions(.rows).bind(item.expression)
        try add(NamedExpression(name.text, expression), at: name.span, to: &selected)
      } else if item.expression.isSelection {
        let isOne = item.expression.columnName != nil
        for column in try columns(of: item) {
          if !isOne && selected.contains(where: { $0.name == column.name }) { continue }
          try add(
            NamedExpression(column.name, column.expression), at: column.span, to: &selected)
        }
      } else {
        throw Selector.elsewhere(item.expression)
          ?? Diagnostic(
            "E414", "this column needs a name", at: item.expression.span, label: "write  name = …")
      }
    }
    return selected
  }

  private func add(
    _ item: NamedExpression, at span: SourceSpan, to selected: inout [NamedExpression]
  ) throws(Diagnostic) {
    if selected.contains(where: { $0.name == item.name }) {
      throw Diagnostic(
        "E523", "`\(item.name)` is selected twice", at: span, label: "leave one out")
    }
    selected.append(item)
  }

  /// `new = old, …` of `rename`.
  package func renamings() throws(Diagnostic) -> [Renaming] {
    var renamings: [Renaming] = []
    for item in syntax.items {
      guard let new = item.name, case .column(let path) = item.expression.kind, path.count == 1
      else {
        throw Diagnostic(
          "E414", "`rename` takes pairs of names", at: item.span, label: "write  new = old")
      }
      _ = try expressions(.scalar).column(path, at: item.expression.span)
      renamings.append(Renaming(new: new, old: path[0]))
    }
    guard !renamings.isEmpty else {
      throw Diagnostic(
        "E302", "`rename` needs names", at: verbSpan, label: "for instance  rename new = old")
    }
    return renamings
  }

  /// The keys of `sort`, verb or clause.
  package func sortKeys(_ items: [ItemSyntax]) throws(Diagnostic) -> [SortKey] {
    guard !items.isEmpty else {
      throw Diagnostic(
        "E302", "`sort` needs a column", at: verbSpan, label: "for instance  sort revenue desc")
    }
    var keys: [SortKey] = []
    for item in items {
      if let name = item.name {
        throw Diagnostic(
          "E306", "`sort` takes expressions, not new columns", at: name.span,
          label: "make the column first, with `| derive`")
      }
      let expression = try expressions(.rows).bind(item.expression)
      if case .list = expression.type {
        throw Diagnostic("E401", "lists have no order", at: item.expression.span)
      }
      keys.append(SortKey(expression, descending: item.isDescending))
    }
    return keys
  }
}

/// Functions that stand for columns.
package enum Selector: String, Hashable, Sendable, CaseIterable {
  case numeric, matching
  case textColumns = "text_columns"
  case dateColumns = "date_columns"

  /// One sentence for help.
  package var summary: String {
    switch self {
    case .numeric: "All columns of numbers."
    case .matching: "Columns whose names match a pattern with * and ?."
    case .textColumns: "All columns of texts."
    case .dateColumns: "All columns of dates and datetimes."
    }
  }

  func takes(_ column: ColumnName, pattern: String) -> Bool {
    switch self {
    case .numeric: column.type.isNumeric
    case .textColumns: column.type == .text
    case .dateColumns: column.type.isTemporal
    case .matching: column.name.matches(glob: pattern)
    }
  }
}

extension String {
  /// Whether the text matches a pattern in which `*` stands for any text and `?` for one character.
  package func matches(glob pattern: String) -> Bool {
    let text = Array(self)
    let pattern = Array(pattern)
    var (t, p) = (0, 0)
    var (star, mark) = (-1, 0)
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        (star, mark) = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        t += 1
        p += 1
      } else if star >= 0 {
        p = star + 1
        mark += 1
        t = mark
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

extension ExpressionSyntax {
  /// Whether the expression stands for columns: a name, `*`, or a selector.
  package var isSelection: Bool {
    switch kind {
    case .column, .allColumns: true
    case .call(let name, _): Selector(rawValue: name.text) != nil
    default: false
    }
  }
}
