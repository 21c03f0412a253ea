package import Language
package import Planning
package import Syntax
package import Tables

/// What differs: between two tables, or between two groups of rows.
package struct Compare: Verb {
  var tables: [TableArgument] = []
  var key: [ColumnName] = []
  var group = ColumnName.unset
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "compare",
    family: .explore,
    summary: "What differs between two tables, or with `on` between two groups of rows.",
    discussion:
      "With `key:` rows are matched by key: how many were added, removed and changed, and "
      + "each changed value in the part `rows`; without it by position. With `on` a column of two "
      + "values parts the rows, and what distinguishes the first group from the second comes by "
      + "size: Cohen's d of numbers, differences of shares of values, p-values adjusted "
      + "(Benjamini-Hochberg).",
    parameters: [
      .optionalTable(\.tables, "The table on the right."),
      .keys(\.key, "key", "The column (or [a, b]) that tells which rows belong together."),
      .on(
        \.group, "The column of two values that parts the rows.", of: .int, .number, .text, .bool),
    ],
    parts: [
      .table("rows", "With `key:` each changed value, left and right."),
      .table("added", "With `key:` the rows that only the right table has."),
      .table("removed", "With `key:` the rows that only the left table has."),
      .table("intervals", "With `on` each effect with its interval."),
    ],
    chart: "bar",
    examples: [
      Example(
        "supermarket | compare (supermarket | derive total_spend = total_spend * 2), "
          + "key: customer_id", "What changed between two states of a table."),
      Example("supermarket | compare on gender", "What distinguishes two groups."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if group != .unset {
      if let table = tables.first {
        throw Diagnostic(
          "E306", "`compare` takes a table or `on`, not both", at: table.span,
          label: "to match rows of two tables write  key: \(group.name.asName)")
      }
      if let key = key.first {
        throw Diagnostic(
          "E306", "`key:` matches rows of two tables; `on` parts the rows of one", at: key.span,
          label: "leave one out")
      }
      return GroupComparison.schema
    }
    guard let right = tables.first else {
      throw Diagnostic(
        "E302", "`compare` needs a table, or `on` a column of two values", at: key.first?.span,
        label: "write  compare other, key: id  or  compare on group")
    }
    if let clash = key.first(where: { ["column", "left", "right"].contains($0.name) }) {
      throw Diagnostic(
        "E522", "the result would have two columns `\(clash.name)`", at: clash.span,
        label: "rename it first, in both tables")
    }
    _ = try checkedKeys(
      key.map {
        JoinKey(left: NameSyntax($0.name, $0.span), right: NameSyntax($0.name, $0.span))
      }, left: input, right: right)
    return TableComparison.schema
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    guard group == .unset else {
      return try GroupComparison(of: input, on: group, in: context).answer()
    }
    guard let right = tables.first, let relation = right.answer.relation else {
      return Answer(input)
    }
    return try TableComparison(
      input, relation, rightName: right.name, rightSpan: right.span, keys: key, in: context
    ).answer()
  }
}

extension VerbParameter {
  /// The table right after the verb, which may be left out.
  fileprivate static func optionalTable(
    _ property: Property<V, [TableArgument]>, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      "table", summary, place: .tables, accepts: .table, notation: "[t]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let tables = try binder.tableArguments()
      if tables.count > 1 {
        throw Diagnostic(
          "E306", "`\(binder.syntax.name.text)` takes one table", at: tables[1].span)
      }
      verb[keyPath: property] = tables
    }
  }

  /// A column, or a list of columns.
  fileprivate static func keys(
    _ property: Property<V, [ColumnName]>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .columns, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      var given = [syntax]
      if case .list(let items) = syntax.kind { given = items }
      var columns: [ColumnName] = []
      for item in given {
        let column = try binder.column(item, of: [], for: "\(name):")
        if case .list = column.type {
          throw Diagnostic("E401", "a list cannot be a key", at: item.span)
        }
        if columns.contains(where: { $0.name == column.name }) {
          throw Diagnostic(
            "E523", "`\(column.name)` stands twice in `\(name):`", at: item.span,
            label: "leave one out")
        }
        columns.append(column)
      }
      guard !columns.isEmpty else {
        throw Diagnostic("E304", "`\(name):` names at least one column", at: syntax.span)
      }
      verb[keyPath: property] = columns
    }
  }
}
