package import Tables

extension Relation {
  /// Names and types of the columns.
  package var schema: Schema { plan.schema }

  /// The relation with a changed plan, in the same engine.
  package func map(_ change: (Plan) -> Plan) -> Relation { Relation(change(plan), in: engine) }
}
