import Tables

extension ExpressionWriter {
  /// A function over a window; its order is complete already.
  func window(_ call: WindowCall) -> String {
    let x = call.arguments.first.map { value($0).text } ?? "NULL"
    let over = self.over(call.partition, call.order)
    switch call.function {
    case .aggregate(let function): return windowed(function, call)
    case .rowNumber, .cumulativeCount: return "row_number()" + over
    case .rank: return "rank()" + over
    case .denseRank: return "dense_rank()" + over
    case .ntile(let count): return "ntile(\(count))" + over
    case .lag(let rows): return neighbour("lag", rows, call, over)
    case .lead(let rows): return neighbour("lead", rows, call, over)
    case .cumulativeSum:
      return present(x, running(.sum, call, frame: "ROWS UNBOUNDED PRECEDING"))
    case .cumulativeMax:
      return present(x, running(.max, call, frame: "ROWS UNBOUNDED PRECEDING"))
    case .movingMean(let rows): return moving(.mean, rows, call, x)
    case .movingSum(let rows): return moving(.sum, rows, call, x)
    case .difference(let rows):
      return change(.subtract, [x, "lag(\(x), \(rows))" + over], call)
    case .percentChange(let rows):
      let before = "lag(\(x), \(rows))" + over
      let difference = "\(SQLTemplate.operand(x)) - \(SQLTemplate.operand(before))"
      return dialect.ratio(
        "(\(difference))", before, types: [argumentType(call), argumentType(call)])
    case .firstValue: return whole("first_value", x, call)
    case .lastValue: return whole("last_value", x, call)
    }
  }

  private func argumentType(_ call: WindowCall) -> DataType { call.arguments.first?.type ?? .int }

  private func windowed(_ function: AggregateFunction, _ call: WindowCall) -> String {
    switch function {
    case .first:
      return whole("first_value", call.arguments.first.map { value($0).text } ?? "NULL", call)
    case .last:
      return whole("last_value", call.arguments.first.map { value($0).text } ?? "NULL", call)
    default: break
    }
    let frame = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    let over =
      function == .list && !call.order.isEmpty
      ? self.over(call.partition, call.order, frame: frame) : self.over(call.partition, [])
    return aggregate(function, call, over: over, type: call.type)
  }

  private func aggregate(
    _ function: AggregateFunction, _ call: WindowCall, over: String, type: DataType
  ) -> String {
    dialect.aggregate(
      WrittenAggregate(
        function: function, arguments: call.arguments.map { value($0).text },
        argumentTypes: call.arguments.map(\.type),
        condition: call.condition.map { condition($0).text }, order: [], over: over, type: type,
        usesFilter: dialect.filtersWindows))
  }

  private func running(_ function: AggregateFunction, _ call: WindowCall, frame: String) -> String {
    aggregate(
      function, call, over: over(call.partition, call.order, frame: frame), type: call.type)
  }

  /// Null on rows whose own value is null.
  private func present(_ x: String, _ text: String) -> String {
    "CASE WHEN \(SQLTemplate.operand(x)) IS NOT NULL THEN \(text) END"
  }

  private func moving(
    _ function: AggregateFunction, _ rows: Int, _ call: WindowCall, _ x: String
  ) -> String {
    let frame = "ROWS BETWEEN \(max(0, rows - 1)) PRECEDING AND CURRENT ROW"
    let over = self.over(call.partition, call.order, frame: frame)
    return "CASE WHEN count(\(x))\(over) = \(rows) "
      + "THEN \(running(function, call, frame: frame)) END"
  }

  private func neighbour(_ name: String, _ rows: Int, _ call: WindowCall, _ over: String) -> String
  {
    var arguments = [call.arguments.first.map { value($0).text } ?? "NULL", String(rows)]
    if call.arguments.count > 1, call.arguments[1].literalValue != .null {
      let other = value(call.arguments[1]).text
      arguments.append(dialect.cast(other, to: call.type))
    }
    return "\(name)(\(arguments.joined(separator: ", ")))\(over)"
  }

  private func change(_ operation: Operation, _ texts: [String], _ call: WindowCall) -> String {
    let type = argumentType(call)
    let expressions = [Expression.column("", type), .column("", type)]
    return dialect.call(
      type.isTemporal ? .timeBetween : operation, texts, of: expressions, type: call.type)
  }

  private func whole(_ name: String, _ x: String, _ call: WindowCall) -> String {
    let frame = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    let value = call.condition.map { "CASE WHEN \(condition($0).text) THEN \(x) END" } ?? x
    return "\(name)(\(value))" + over(call.partition, call.order, frame: frame)
  }
}
