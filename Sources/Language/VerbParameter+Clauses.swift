package import Planning
package import Syntax
package import Tables

extension VerbParameter {
  /// `by k, …`; declare it before the items, whose aggregates are taken over the groups.
  package static func by(
    _ property: Property<V, [NamedExpression]>, _ summary: String, named: Bool
  ) -> Self {
    let description = ParameterDescription(
      "by", summary, place: .clause(.by), accepts: .columns, notation: "[by k]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let keys = try binder.groupKeys(mustBeNamed: named)
      binder.partition = keys
      verb[keyPath: property] = keys
    }
  }

  /// `sort k [desc], …`; declare it before the items, whose windows follow it.
  package static func sort(_ property: Property<V, [SortKey]>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "sort", summary, place: .clause(.sort), accepts: .sortKeys, notation: "[sort k]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let clause = binder.clause(.sort) else { return }
      let keys = try binder.sortKeys(clause.items)
      binder.order = keys
      verb[keyPath: property] = keys
    }
  }

  /// `on key, left == right` of joins.
  package static func joinKeys(_ property: Property<V, [JoinKey]>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "on", summary, place: .clause(.on), accepts: .columns, required: true, notation: "on keys")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      verb[keyPath: property] = try binder.joinKeys()
    }
  }

  /// `on column` of verbs over time.
  package static func on(
    _ property: Property<V, ColumnName>, _ summary: String, of types: DataType...,
    required: Bool = false
  ) -> Self {
    let description = ParameterDescription(
      "on", summary, place: .clause(.on), accepts: .column(types), required: required,
      notation: "on column")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let clause = binder.clause(.on) else {
        if required { throw binder.missing(description) }
        return
      }
      guard clause.items.count == 1 else {
        throw Diagnostic("E306", "`on` takes one column here", at: clause.span)
      }
      verb[keyPath: property] = try binder.column(clause.items[0].expression, of: types, for: "on")
    }
  }
}

extension StageBinder {
  /// A column of one of these types (empty = any) for an option or clause.
  package func column(_ syntax: ExpressionSyntax, of types: [DataType], for name: String)
    throws(Diagnostic) -> ColumnName
  {
    guard case .column(let path) = syntax.kind else {
      throw Diagnostic("E414", "`\(name)` is a column", at: syntax.span)
    }
    let bound = try expressions(.scalar).column(path, at: syntax.span)
    guard bound.type.fits(types) else {
      throw Diagnostic(
        "E401",
        "`\(name)` needs \(types.describedChoice), and `\(path[0].text)` is "
          + bound.type.described, at: syntax.span,
        label: bound.type == .text && types.contains(.date)
          ? "read it first: | derive \(path[0].text.asName) = date(\(path[0].text.asName))" : "")
    }
    if bound.type == .null, let type = types.first {
      let name = path[0].text.asName
      let reader = type == .int ? "number" : type.name
      throw Diagnostic(
        "E401", "`\(path[0].text)` is null in every row and has no type", at: syntax.span,
        label: "give it one: | derive \(name) = \(reader)(\(name))")
    }
    return ColumnName(path[0].text, bound.type, syntax.span)
  }
}
