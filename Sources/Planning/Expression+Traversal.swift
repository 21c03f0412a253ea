package import Tables

extension Expression {
  /// A column of `field`'s name and type.
  package init(_ field: Field) { self = .column(field.name, field.type) }

  /// The expressions directly inside this one.
  package var children: [Expression] {
    switch self {
    case .literal, .column: []
    case .call(_, let arguments, _): arguments
    case .branches(let branches, let otherwise, _):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise].compactMap(\.self)
    case .aggregate(let call):
      call.arguments + [call.condition].compactMap(\.self) + call.order.map(\.expression)
    case .window(let call):
      call.arguments + [call.condition].compactMap(\.self) + call.partition
        + call.order.map(\.expression)
    }
  }

  /// The same expression with `change` applied to each direct child.
  package func mapChildren(_ change: (Expression) -> Expression) -> Expression {
    switch self {
    case .literal, .column:
      return self
    case .call(let operation, let arguments, let type):
      return .call(operation, arguments.map(change), type)
    case .branches(let branches, let otherwise, let type):
      let changed = branches.map { Branch(when: change($0.condition), then: change($0.value)) }
      return .branches(changed, otherwise: otherwise.map(change), type)
    case .aggregate(var call):
      call.arguments = call.arguments.map(change)
      call.condition = call.condition.map(change)
      call.order = call.order.map { $0.map(change) }
      return .aggregate(call)
    case .window(var call):
      call.arguments = call.arguments.map(change)
      call.condition = call.condition.map(change)
      call.partition = call.partition.map(change)
      call.order = call.order.map { $0.map(change) }
      return .window(call)
    }
  }

  /// The names of all columns that the expression reads.
  package var columnNames: Set<String> {
    if case .column(let name, _) = self { return [name] }
    return children.reduce(into: []) { $0.formUnion($1.columnNames) }
  }

  /// The same expression with some columns replaced; nil leaves a column as it is.
  package func replacingColumns(_ replacement: (String) -> Expression?) -> Expression {
    if case .column(let name, _) = self { return replacement(name) ?? self }
    return mapChildren { $0.replacingColumns(replacement) }
  }

  /// Whether a window stands anywhere in the expression.
  package var holdsWindow: Bool {
    if case .window = self { return true }
    return children.contains(where: \.holdsWindow)
  }

  /// Whether an aggregate of a group stands anywhere in the expression.
  package var holdsAggregate: Bool {
    if case .aggregate = self { return true }
    return children.contains(where: \.holdsAggregate)
  }

  /// The name of the column that the expression is, if it is nothing else.
  package var plainColumn: String? {
    if case .column(let name, _) = self { name } else { nil }
  }

  /// The value of the literal that the expression is, if it is nothing else.
  package var literalValue: Value? {
    if case .literal(let value, _) = self { value } else { nil }
  }
}

extension SortKey {
  /// The same key over a changed expression.
  package func map(_ change: (Expression) -> Expression) -> SortKey {
    SortKey(change(expression), descending: isDescending)
  }
}

extension DataType {
  /// Whether values have an order; lists have none.
  package var isSortable: Bool {
    if case .list = self { false } else { true }
  }
}
