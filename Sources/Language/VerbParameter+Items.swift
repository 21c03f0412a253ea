package import Planning
package import Syntax
import Tables

/// A stored property of a verb that a parameter is written to.
package typealias Property<V, T> = any WritableKeyPath<V, T> & Sendable

extension VerbParameter {
  /// The condition of `filter`.
  package static func condition(_ property: Property<V, Condition>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "condition", summary, place: .items, accepts: .expressions, required: true, notation: "cond")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.condition()
    }
  }

  /// New columns from columns, as in `derive`.
  package static func derivations(_ property: Property<V, [NamedExpression]>, _ summary: String)
    -> Self
  {
    let description = ParameterDescription(
      "columns", summary, place: .items, accepts: .expressions, required: true,
      notation: "n = e, …")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.namedItems(.rows)
    }
  }

  /// New columns from groups, as in `summarize`.
  package static func aggregates(_ property: Property<V, [NamedExpression]>, _ summary: String)
    -> Self
  {
    let description = ParameterDescription(
      "columns", summary, place: .items, accepts: .aggregates, required: true,
      notation: "n = agg, …")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.namedItems(.group)
    }
  }

  /// Names and selectors of columns.
  package static func columns(
    _ property: Property<V, [ColumnName]>, _ summary: String, required: Bool = false
  ) -> Self {
    let description = ParameterDescription(
      "columns", summary, place: .items, accepts: .columns, required: required,
      notation: required ? "cols" : "[cols]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      for item in binder.syntax.items {
        if let name = item.name {
          throw Diagnostic(
            "E306", "`\(binder.syntax.name.text)` takes columns that are there", at: name.span,
            label: "make the column first, with `| derive`")
        }
      }
      if required && binder.syntax.items.isEmpty { throw binder.missing(description) }
      let names = try binder.columnNames(binder.syntax.items)
      if names.isEmpty, let first = binder.syntax.items.first {
        // Without items it would be all columns, which nobody asked for.
        throw Diagnostic(
          "E709", "no column is left to `\(binder.syntax.name.text)`", at: first.expression.span,
          label: "no column of this table is of that kind or name")
      }
      verb[keyPath: property] = names
    }
  }

  /// Columns and new columns, as in `select`.
  package static func selection(_ property: Property<V, [NamedExpression]>, _ summary: String)
    -> Self
  {
    let description = ParameterDescription(
      "columns", summary, place: .items, accepts: .columns, required: true,
      notation: "cols, n = e")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.selection()
    }
  }

  /// `new = old` pairs.
  package static func renamings(_ property: Property<V, [Renaming]>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "names", summary, place: .items, accepts: .newNames, required: true, notation: "new = old")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.renamings()
    }
  }

  /// The keys of the verb `sort`.
  package static func sortKeys(_ property: Property<V, [SortKey]>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "keys", summary, place: .items, accepts: .sortKeys, required: true, notation: "k [desc]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.sortKeys(binder.syntax.items)
    }
  }

  /// A number of rows, or with `allowsShare` a share of them.
  package static func amount(
    _ property: Property<V, RowAmount>, _ summary: String, allowsShare: Bool
  ) -> Self {
    let description = ParameterDescription(
      "n", summary, place: .items, accepts: .number, required: true,
      notation: allowsShare ? "n or p%" : "n")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let item = try binder.onlyItem(description)
      let scalar = try binder.scalar(item.expression)
      switch scalar {
      case .value(.int(let rows), _) where rows >= 0:
        verb[keyPath: property] = .rows(Int(rows))
      case .value(.number(let share), _) where allowsShare && (0...1).contains(share):
        verb[keyPath: property] = .share(share)
      default:
        throw Diagnostic(
          "E304",
          "`\(binder.syntax.name.text)` takes a number of rows"
            + (allowsShare ? ", or a share up to 100%" : ""), at: item.expression.span,
          label: allowsShare ? "such as 100 or 10%" : "a whole number, 0 or more")
      }
    }
  }

  /// One text right after the verb: a path, a query.
  package static func text(
    _ property: Property<V, Given<String>?>, _ name: String, _ summary: String,
    accepts: ParameterDescription.Accepts = .text, required: Bool = true
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .items, accepts: accepts, required: required,
      notation: "\"\(name)\"")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      if !required && binder.syntax.items.isEmpty { return }
      let item = try binder.onlyItem(description)
      guard case .text(let text) = try binder.constant(item.expression, .text, for: name) else {
        throw binder.missing(description)
      }
      verb[keyPath: property] = Given(text, item.expression.span)
    }
  }

  /// The word right after the verb.
  package static func form(
    _ property: Property<V, NameSyntax?>, _ words: [String], _ summary: String,
    required: Bool = false
  ) -> Self {
    let description = ParameterDescription(
      "form", summary, place: .form(words), accepts: .words(words), required: required,
      notation: words.joined(separator: "|"))
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let form = binder.syntax.form else {
        if required { throw binder.missing(description) }
        return
      }
      verb[keyPath: property] = form
    }
  }

  /// The tables right after the verb.
  package static func tables(_ property: Property<V, [TableArgument]>, _ summary: String, one: Bool)
    -> Self
  {
    let description = ParameterDescription(
      "table", summary, place: .tables, accepts: .table, required: true,
      notation: one ? "t" : "t, …")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let tables = try binder.tableArguments()
      if tables.isEmpty { throw binder.missing(description) }
      if one && tables.count > 1 {
        throw Diagnostic(
          "E306", "`\(binder.syntax.name.text)` takes one table", at: tables[1].span)
      }
      verb[keyPath: property] = tables
    }
  }

  /// The models right after the verb.
  package static func models(_ property: Property<V, [ModelArgument]>, _ summary: String, one: Bool)
    -> Self
  {
    let description = ParameterDescription(
      "model", summary, place: .tables, accepts: .table, required: true,
      notation: one ? "m" : "m, …")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let models = try binder.modelArguments()
      if models.isEmpty { throw binder.missing(description) }
      if one && models.count > 1 {
        throw Diagnostic(
          "E306", "`\(binder.syntax.name.text)` takes one model", at: models[1].span)
      }
      verb[keyPath: property] = models
    }
  }
}

extension VerbParameter {
  /// One constant right after the verb, as the number of rows of `show`.
  package static func scalarItem(
    _ property: Property<V, Given<Scalar>?>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .items, accepts: .number, notation: "[\(name)]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      if binder.syntax.items.isEmpty { return }
      let item = try binder.onlyItem(description)
      verb[keyPath: property] = Given(try binder.scalar(item.expression), item.expression.span)
    }
  }
}
