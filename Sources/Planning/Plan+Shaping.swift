import Tables

extension Plan {
  /// The rows for which `condition` holds; windows in it see all rows that enter.
  package func filtered(by condition: Expression) -> Plan {
    guard condition.holdsWindow else { return .filter(self, condition) }
    var layers = WindowLayers(self, for: [condition])
    let lifted = layers.liftAll(condition)
    return .filter(layers.plan, lifted)
  }

  /// Only the given columns, in their order; the order of the rows stays.
  package func projected(_ items: [NamedExpression]) -> Plan {
    var layers = WindowLayers(self, for: items.map(\.expression))
    let lifted = items.map { NamedExpression($0.name, layers.lift($0.expression)) }
    return .project(layers.plan, lifted + layers.plan.carriedItems(besides: lifted))
  }

  /// Adds columns, or replaces those of the same name in place; a later item sees what the earlier
  /// ones made.
  package func derived(_ items: [NamedExpression]) -> Plan {
    var layers = WindowLayers(self, for: items.map(\.expression))
    var pending: [NamedExpression] = []
    for item in items {
      let made = Set(pending.map(\.name))
      if made.contains(item.name) || !made.isDisjoint(with: item.expression.columnNames) {
        layers.restart(over: layers.plan.replacing(pending))
        pending = []
      }
      pending.append(NamedExpression(item.name, layers.lift(item.expression)))
    }
    return layers.plan.replacing(pending)
  }

  /// Only the columns called `names`, in that order.
  package func selected(_ names: [String]) -> Plan {
    let schema = self.schema
    return projected(names.compactMap { schema[$0] }.map(NamedExpression.init))
  }

  /// All columns but those called `names`.
  package func dropped(_ names: Set<String>) -> Plan {
    projected(schema.fields.filter { !names.contains($0.name) }.map(NamedExpression.init))
  }

  /// The same columns, some under new names: `names[old] = new`.
  package func renamed(_ names: [String: String]) -> Plan {
    projected(schema.fields.map { NamedExpression(names[$0.name] ?? $0.name, Expression($0)) })
  }

  /// Orders by `keys`, then by the remaining columns.
  package func sorted(by keys: [SortKey]) -> Plan {
    guard keys.contains(where: { $0.expression.holdsWindow }) else { return .sort(self, keys) }
    var layers = WindowLayers(self, for: keys.map(\.expression))
    let lifted = keys.map { key in key.map { layers.liftAll($0) } }
    return .sort(layers.plan, lifted)
  }

  /// The first `count` rows in the order that the plan has; without one, in that of the source, else
  /// in that of all columns.
  package func limited(to count: Int) -> Plan { .limit(self, count) }

  /// The first `count` rows of each group, ordered by the keys, then by `order` (the order that the
  /// plan has when it is empty, else all columns).
  package func takenPerGroup(_ count: Int, by keys: [Expression], order: [SortKey]) -> Plan {
    let order = order.isEmpty && isSorted ? sortKeys ?? [] : order
    let number = Expression.window(
      WindowCall(.rowNumber, [], partition: keys, order: order, type: .int))
    let within = Expression.call(
      .lessOrEqual, [number, .literal(.int(Int64(count)), .int)], .bool)
    var layers = WindowLayers(self, for: [])
    let lifted = layers.liftAll(within)
    return .filter(layers.plan, lifted).sorted(by: keys.map { SortKey($0) } + order)
  }

  /// All columns, with `items` in the places of their names or behind; the order of the rows stays.
  private func replacing(_ items: [NamedExpression]) -> Plan {
    guard !items.isEmpty else { return self }
    var all = columns.map(NamedExpression.init)
    var last: [NamedExpression] = []
    for item in items {
      if let place = all.firstIndex(where: { $0.name == item.name }) {
        all[place] = item
      } else {
        last.append(item)
      }
    }
    all += last
    return .project(self, all + carriedItems(besides: all))
  }
}
