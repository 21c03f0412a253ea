import Tables

/// Takes expressions with windows apart, so that each projection holds only windows over plain rows:
/// windows inside windows, and aggregates that engines cannot window, become hidden columns of a
/// plan below.
struct WindowLayers {
  /// The plan that makes the hidden columns so far.
  private(set) var plan: Plan
  /// A plan with the same rows as `plan`, from which groups are taken: fewer layers are read twice.
  private var base: Plan
  /// The join at the top of `plan`, if groups were just added by one.
  private var groups: Groups?

  /// Aggregates of groups that stand beside the rows of `left`.
  private struct Groups {
    var left: Plan
    var keys: [String]
    var aggregates: [NamedExpression]
  }

  /// Starts over `plan`; its rows are numbered if any of the expressions makes an engine shuffle them.
  init(_ plan: Plan, for expressions: [Expression]) {
    self.plan = expressions.contains(where: \.shufflesRows) ? plan.numberingRows() : plan
    base = self.plan
  }

  /// Goes on over the same rows with other columns.
  mutating func restart(over plan: Plan) {
    self.plan = plan
    base = plan
    groups = nil
  }

  /// The expression with windows only over rows of `plan`, none inside another.
  mutating func lift(_ expression: Expression) -> Expression {
    guard case .window(var call) = expression else {
      return expression.mapChildren { lift($0) }
    }
    if call.function.isOrdered, !call.function.ranksByKeysAlone, !call.order.isTotal {
      let grouped = Set(call.partition.compactMap(\.plainColumn))
      // In the order that the rows have, ties are broken as the rows stand.
      let full = call.order == plan.sortKeys ? plan.order : nil
      // Rows that are equal in all columns still have places.
      let places = plan.rowColumns.map { SortKey(.column($0, .int)) }
        .filter { !call.order.contains($0) }
      call.order = ((full ?? plan.completed(call.order)) + places).filter { key in
        key.expression.plainColumn.map { !grouped.contains($0) } ?? true
      }
    }
    guard case .window(let flat) = Expression.window(call).mapChildren({ liftAll($0) }) else {
      return expression
    }
    if case .aggregate(let function) = flat.function, function.needsGroup {
      return .column(addGroup(function, flat), flat.type)
    }
    return .window(flat)
  }

  /// The expression without any window: each one has become a hidden column of `plan`.
  mutating func liftAll(_ expression: Expression) -> Expression {
    guard expression.holdsWindow else { return expression }
    let lifted = lift(expression)
    guard case .window = lifted else { return lifted.mapChildren { liftAll($0) } }
    return .column(add("window", lifted), lifted.type)
  }

  /// Adds a hidden column to `plan` and gives its name.
  private mutating func add(_ word: String, _ expression: Expression) -> String {
    let columns = plan.columns
    if case .project(_, let items) = plan,
      let same = items.first(where: {
        HiddenColumn.isHidden($0.name) && $0.expression == expression
      })
    {
      return same.name
    }
    let name = HiddenColumn.fresh(word, besides: columns)
    plan = .project(plan, columns.map(NamedExpression.init) + [NamedExpression(name, expression)])
    groups = nil
    return name
  }

  /// Joins the aggregate of each row's group to the row and gives the new column's name.
  private mutating func addGroup(_ function: AggregateFunction, _ call: WindowCall) -> String {
    let keys = call.partition.map { key in key.plainColumn ?? addKey(key) }
    let aggregate = Expression.aggregate(
      AggregateCall(
        function, call.arguments, where: call.condition, order: call.order, type: call.type))
    let known = Set(base.columns.map(\.name))
    if !known.isSuperset(of: aggregate.columnNames.union(keys)) { restart(over: plan) }
    var groups = groups?.keys == keys ? self.groups : nil
    if let same = groups?.aggregates.first(where: { $0.expression == aggregate }) {
      return same.name
    }
    let name = HiddenColumn.fresh("group", besides: plan.columns)
    groups = groups ?? Groups(left: plan, keys: keys, aggregates: [])
    groups?.aggregates.append(NamedExpression(name, aggregate))
    self.groups = groups
    if let groups { plan = joined(groups) }
    return name
  }

  /// Adds a hidden column that names a group, to the plan and where groups are taken from.
  private mutating func addKey(_ key: Expression) -> String {
    let name = add("key", key)
    let known = Set(base.columns.map(\.name))
    if !known.contains(name), known.isSuperset(of: key.columnNames) {
      let items = base.columns.map(NamedExpression.init) + [NamedExpression(name, key)]
      base = .project(base, items)
    }
    return name
  }

  private func joined(_ groups: Groups) -> Plan {
    let left = groups.left
    let types = Schema(base.columns)
    let right = Plan.aggregate(
      base, keys: groups.keys.compactMap { types[$0] }.map(NamedExpression.init),
      aggregates: groups.aggregates)
    let outputs =
      left.columns.map { Plan.Join.Output(.left, $0.name, as: $0.name) }
      + groups.aggregates.map { Plan.Join.Output(.right, $0.name, as: $0.name) }
    let join = Plan.join(
      Plan.Join(
        left, right, kind: groups.keys.isEmpty ? .cross : .inner,
        keys: groups.keys.map { Plan.Join.Key($0, $0) }, outputs: outputs, matchesNulls: true))
    return left.sortKeys.map { .sort(join, $0) } ?? join
  }
}

extension AggregateFunction {
  /// Whether no engine, or not every engine, can compute it over a window.
  var needsGroup: Bool {
    switch self {
    case .median, .quantile, .approximateQuantile, .mode, .countDistinct: true
    default: false
    }
  }

  /// Whether the result depends on the order of the rows.
  package var isOrdered: Bool {
    switch self {
    case .first, .last, .list: true
    default: false
    }
  }
}

extension WindowFunction {
  /// Whether the result depends on the order of the rows.
  package var isOrdered: Bool {
    if case .aggregate(let function) = self { function.isOrdered } else { true }
  }

  /// Whether rows with equal keys are equal to the function, so that nothing may break ties.
  var ranksByKeysAlone: Bool { self == .rank || self == .denseRank }
}

extension [SortKey] {
  /// Whether the keys hold a digest of the whole row, so that nothing is left to break ties.
  fileprivate var isTotal: Bool {
    contains { if case .call(.md5, _, _) = $0.expression { true } else { false } }
  }
}
