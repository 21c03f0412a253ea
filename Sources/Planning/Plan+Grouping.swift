package import Tables

extension Plan {
  /// One row per distinct keys, ordered by them.
  ///
  /// An aggregate item may be any expression over aggregates and the keys' names:
  /// `sum(a) / count()`.
  package func aggregated(keys: [NamedExpression], aggregates: [NamedExpression]) -> Plan {
    var layers = WindowLayers(self, for: [])
    let lifted = keys.map { NamedExpression($0.name, layers.liftAll($0.expression)) }
    let ordered = aggregates.map {
      NamedExpression(
        $0.name, layers.liftAll($0.expression).completingOrders(in: self, besides: lifted))
    }
    return .aggregate(layers.plan, keys: lifted, aggregates: ordered)
  }

  /// The distinct rows of some columns (of all when there are none), ordered by them.
  package func distinct(_ names: [String] = []) -> Plan {
    let schema = self.schema
    let fields = names.isEmpty ? schema.fields : names.compactMap { schema[$0] }
    return .aggregate(self, keys: fields.map(NamedExpression.init), aggregates: [])
  }

  /// One row per distinct keys and one column per value of `column`, which holds the aggregate over
  /// the rows with that value, or `fill` where there is no such row.
  package func pivoted(
    _ aggregate: Expression, on column: Expression, values: [Value], by keys: [NamedExpression],
    fill: Value = .null
  ) -> Plan {
    let cells = values.map { value -> NamedExpression in
      let matches: Expression =
        value.isNull
        ? .call(.isNull, [column], .bool)
        : .call(.equal, [column, .literal(value, value.type)], .bool)
      // Most aggregates of no rows are null by themselves.
      if fill.isNull, !aggregate.isNeverNull {
        return NamedExpression(value.columnName, aggregate.restricted(to: matches))
      }
      let rows = Expression.aggregate(AggregateCall(.count, [], where: matches, type: .int))
      let isPresent = Expression.call(.greater, [rows, .literal(.int(0), .int)], .bool)
      let cell = Expression.branches(
        [Expression.Branch(when: isPresent, then: aggregate.restricted(to: matches))],
        otherwise: fill.isNull ? nil : .literal(fill, fill.type), aggregate.type)
      return NamedExpression(value.columnName, cell)
    }
    return aggregated(keys: keys, aggregates: cells)
  }
}

extension Expression {
  /// The aggregates' orders, completed by the columns of `plan` that are no keys of the group.
  fileprivate func completingOrders(in plan: Plan, besides keys: [NamedExpression]) -> Expression {
    guard case .aggregate(var call) = self else {
      return mapChildren { $0.completingOrders(in: plan, besides: keys) }
    }
    if call.function.isOrdered, !(call.order.isEmpty && call.function == .list) {
      call.order = plan.completed(call.order).filter { key in
        !keys.contains { $0.expression == key.expression }
      }
    }
    return .aggregate(call)
  }

  /// The aggregates over only the rows for which `condition` holds.
  fileprivate func restricted(to condition: Expression) -> Expression {
    guard case .aggregate(var call) = self else {
      return mapChildren { $0.restricted(to: condition) }
    }
    call.condition = call.condition.map { .call(.and, [$0, condition], .bool) } ?? condition
    return .aggregate(call)
  }
}
