import Tables

extension Plan {
  /// The order that a `sort`, or the keys of a summary, gave the rows and that still holds: its keys,
  /// then the columns that remained when it was made; nil when there is none.
  package var order: [SortKey]? {
    switch self {
    case .filter(let input, _), .limit(let input, _): return input.order
    case .project(let input, let items):
      guard sortKeys != nil, let order = input.order else { return nil }
      let passed = order.compactMap { $0.passed(through: items) }
      // What is computed row by row breaks no ties that are left.
      let isTotal =
        passed.count == order.count && !items.contains { $0.expression.shufflesRows }
      return isTotal ? passed : completed(passed)
    case .aggregate(_, let keys, _):
      return sortKeys.map { $0.count == keys.count ? $0 : completed($0) }
    case .calendar: return sortKeys
    default: return sortKeys.map(completed)
    }
  }

  /// The keys of `order` without the columns that break ties.
  package var sortKeys: [SortKey]? {
    switch self {
    case .scan, .query, .join, .union, .unpivot: return nil
    case .filter(let input, _), .limit(let input, _): return input.sortKeys
    case .sort(_, let keys): return keys
    case .aggregate(_, let keys, _):
      let sortable = keys.filter { $0.expression.type.isSortable }
      return sortable.isEmpty ? nil : sortable.map { SortKey(Expression($0.field)) }
    case .project(let input, let items):
      guard let keys = input.sortKeys else { return nil }
      let prefix = keys.map { $0.passed(through: items) }.prefix { $0 != nil }
      return prefix.isEmpty ? nil : prefix.compactMap(\.self)
    case .calendar(let calendar):
      let types = Schema(calendar.input.columns)
      return (calendar.keys + [calendar.date]).compactMap { types[$0] }.map {
        SortKey(Expression($0))
      }
    }
  }

  /// Whether `sortKeys` come from a `sort` or a calendar, not from the keys of a summary.
  package var isSorted: Bool {
    switch self {
    case .sort, .calendar: true
    case .filter(let input, _), .limit(let input, _), .project(let input, _): input.isSorted
    case .scan, .query, .aggregate, .join, .union, .unpivot: false
    }
  }

  /// This plan, whose rows stand in the order of `other` already, with the keys of that order; what
  /// the keys leave open stays as it stands.
  func ordered(like other: Plan) -> Plan {
    let names = schema
    let keys = (other.sortKeys ?? []).prefix { key in
      key.expression.columnNames.allSatisfy { names.contains($0) }
    }
    let numbered = numberingRows()
    return .sort(numbered, keys + numbered.rowColumns.map { SortKey(.column($0, .int)) })
  }

  /// Whether rows come in the order of their source (a file, a stored result).
  package var isOrdered: Bool { isInSourceOrder || !rowColumns.isEmpty }

  /// `keys`, then the remaining columns, left to right; types without an order are skipped.
  package func completed(_ keys: [SortKey]) -> [SortKey] {
    let present = Set(keys.compactMap(\.expression.plainColumn))
    let rest = schema.fields.filter { !present.contains($0.name) && $0.type.isSortable }
    return keys + rest.map { SortKey(Expression($0)) }
  }

  /// The order in which rows leave the plan: its own, or the source's (nil when the engine keeps it
  /// by itself), or that of all columns.
  var outputOrder: [SortKey]? {
    if let order { return order }
    let rows = rowColumns
    if !rows.isEmpty { return rows.map { SortKey(.column($0, .int)) } }
    return isInSourceOrder ? nil : completed([])
  }

  /// Whether the engine by itself gives the rows in the order of their source.
  private var isInSourceOrder: Bool {
    switch self {
    case .scan(let scan): scan.isOrdered
    case .filter(let input, _), .limit(let input, _), .sort(let input, _): input.isInSourceOrder
    case .project(let input, let items):
      input.isInSourceOrder && !items.contains { $0.expression.shufflesRows }
    case .union(let inputs): inputs.allSatisfy(\.isInSourceOrder)
    case .query, .aggregate, .join, .unpivot, .calendar: false
    }
  }

  /// The hidden columns that number the rows of the source.
  var rowColumns: [String] { columns.map(\.name).filter(HiddenColumn.isRow) }

  /// A name for one more of them.
  var nextRowColumn: String { HiddenColumn.fresh("row", besides: columns) }

  /// The plan with its rows numbered, if only their source orders them: steps that shuffle rows
  /// (windows, joins) need the number to restore the order.
  func numberingRows() -> Plan {
    guard sortKeys == nil, rowColumns.isEmpty, isInSourceOrder else { return self }
    let number = Expression.window(WindowCall(.rowNumber, [], type: .int))
    return .project(
      self, columns.map(NamedExpression.init) + [NamedExpression(nextRowColumn, number)])
  }

  /// The hidden items that a projection of `items` needs beside them to keep the order of the rows.
  func carriedItems(besides items: [NamedExpression]) -> [NamedExpression] {
    let given = Set(items.map(\.name))
    var carried = columns.filter { HiddenColumn.isRow($0.name) && !given.contains($0.name) }
      .map(NamedExpression.init)
    for key in order ?? [] where key.expression.passed(through: items + carried) == nil {
      let taken = columns + (items + carried).map(\.field)
      carried.append(NamedExpression(HiddenColumn.fresh("order", besides: taken), key.expression))
    }
    return carried
  }
}

extension SortKey {
  /// The key over the outputs of a projection, if these still tell its value.
  fileprivate func passed(through items: [NamedExpression]) -> SortKey? {
    expression.passed(through: items).map { SortKey($0, descending: isDescending) }
  }
}

extension Expression {
  /// The expression over the outputs of a projection, if these still tell its value.
  fileprivate func passed(through items: [NamedExpression]) -> Expression? {
    if let item = items.first(where: { $0.expression == self && $0.name == plainColumn })
      ?? items.first(where: { $0.expression == self })
    {
      return .column(item.name, type)
    }
    switch self {
    case .literal: return self
    case .column: return nil
    default:
      var isComplete = true
      let passed = mapChildren { child in
        guard let child = child.passed(through: items) else {
          isComplete = false
          return child
        }
        return child
      }
      return isComplete ? passed : nil
    }
  }

  /// Whether there is a window after which an engine gives the rows in another order; one over all
  /// rows, in no order, is none.
  var shufflesRows: Bool {
    if case .window(let call) = self {
      guard call.partition.isEmpty, call.order.isEmpty else { return true }
      switch call.function {
      case .aggregate(let function): if function.needsGroup || function.isOrdered { return true }
      case .rowNumber: break
      default: return true
      }
    }
    return children.contains(where: \.shufflesRows)
  }
}
