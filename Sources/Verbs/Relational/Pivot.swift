package import Language
package import Planning
package import Syntax
import Tables

/// One column per value of a column.
package struct Pivot: RelationalVerb {
  var by: [NamedExpression] = []
  var on = ColumnName.unset
  var aggregate = Expression.unset
  var fill: Given<Scalar>?
  var values: [Value] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "pivot",
    family: .relational,
    summary: "Makes one column per value of a column, each with the aggregate over its rows.",
    discussion:
      "The values come in order, null as a column `null`, at most 100. With `values:` the "
      + "table is not asked for them.",
    parameters: [
      .by(\.by, "The keys that stay rows.", named: true),
      .on(\.on, "The column whose values become columns.", required: true),
      .aggregate(\.aggregate, "What to compute for each cell."),
      .scalar(
        \.fill, "fill", "What a cell without rows holds.", accepts: .values, defaultText: "null"),
      .pivotValues(\.values, on: \.on, "values", "The values, where they should not be asked for."),
    ],
    examples: [
      Example(
        "orders | pivot sum(quantity) on channel by region, fill: 0", "Units by region and channel."
      )
    ], asksRows: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    var filler = Value.null
    if let fill {
      guard case .value(let value, let type) = fill.value,
        aggregate.type.widened(with: type) == aggregate.type
      else {
        throw Diagnostic(
          "E401",
          "`fill:` is \(fill.value.described), and the cells are "
            + aggregate.type.described, at: fill.span)
      }
      filler = aggregate.type == .number ? value.asNumber.map(Value.number) ?? .null : value
    }
    let pivoted = input.pivoted(
      aggregate, on: on.expression, values: values, by: by, fill: filler)
    var seen: Set<String> = []
    for name in pivoted.schema.names where !seen.insert(name).inserted {
      throw Diagnostic(
        "E522", "the result would have two columns `\(name)`", at: on.span,
        label: "rename the key first")
    }
    return pivoted
  }
}

extension VerbParameter {
  /// The one aggregate of `pivot`.
  fileprivate static func aggregate(_ property: Property<V, Expression>, _ summary: String) -> Self
  {
    let description = ParameterDescription(
      "aggregate", summary, place: .items, accepts: .aggregates, required: true, notation: "agg")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let item = try binder.onlyItem(description)
      var expressions = binder.expressions(.group)
      expressions.keys = binder.partition
      verb[keyPath: property] = try expressions.bind(item.expression)
    }
  }

  /// The values of `pivot`: given, or asked of the engine.
  fileprivate static func pivotValues(
    _ property: Property<V, [Value]>, on column: Property<V, ColumnName>, _ name: String,
    _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .values, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let column = verb[keyPath: column]
      if let option = binder.option(name) {
        let syntax = try option.expression(named: name)
        guard case .value(.list(let values), .list(let type)) = try binder.scalar(syntax),
          type.widened(with: column.type) != nil
        else {
          throw Diagnostic(
            "E304", "`values:` is a list of values of `\(column.name)`", at: syntax.span)
        }
        verb[keyPath: property] = values
        return
      }
      let most = 100
      let distinct = binder.input.plan.selected([column.name]).distinct().limited(to: most + 1)
      guard let found = try binder.environment.rows(of: distinct, at: column.span) else { return }
      guard found.rowCount <= most else {
        throw Diagnostic(
          "E529", "`\(column.name)` has more than \(most) values", at: column.span,
          label: "keep fewer first, or write `values: […]`")
      }
      verb[keyPath: property] = found.columns[0].values
    }
  }
}
