package import Tables

/// An aggregate whose arguments, condition and order are written already.
package struct WrittenAggregate {
  package var function: AggregateFunction
  package var arguments: [String]
  package var argumentTypes: [DataType]
  /// The condition of `where:`.
  package var condition: String?
  package var order: [WrittenKey]
  /// ` OVER (…)`, or nothing in a group.
  package var over: String
  package var type: DataType
  /// Whether `condition` stands in a FILTER clause rather than in the argument.
  package var usesFilter: Bool

  /// A written key of an order.
  package struct WrittenKey {
    package var text: String
    package var type: DataType
    package var isDescending: Bool

    /// The key with its direction; nulls come last.
    var clause: String { text + (isDescending ? " DESC" : "") + " NULLS LAST" }
    /// The key of the opposite order; nulls come first.
    var reversedClause: String { text + (isDescending ? "" : " DESC") + " NULLS FIRST" }
  }

  /// Whether it is read over a window.
  var isWindow: Bool { !over.isEmpty }

  /// The first argument, or nothing.
  var argument: String { arguments.first ?? "" }
  var argumentType: DataType { argumentTypes.first ?? .int }

  /// The order as a clause, with a space before it.
  var orderClause: String {
    order.isEmpty ? "" : " ORDER BY " + order.map(\.clause).joined(separator: ", ")
  }

  /// `name(argument)` over the rows that count; `also` is one more condition.
  func call(_ name: String, _ argument: String, where also: String? = nil, tail: String = "")
    -> String
  {
    let conditions = [condition, also].compactMap(\.self)
    guard !conditions.isEmpty else { return "\(name)(\(argument)\(tail))\(over)" }
    let all = conditions.map { SQLTemplate.operand($0) }.joined(separator: " AND ")
    let text = conditions.count == 1 ? conditions[0] : all
    if usesFilter { return "\(name)(\(argument)\(tail)) FILTER (WHERE \(text))\(over)" }
    let value = argument == "*" ? "1" : argument
    return "\(name)(CASE WHEN \(text) THEN \(value) END\(tail))\(over)"
  }

  /// The same aggregate with another function, argument or window.
  func with(_ change: (inout WrittenAggregate) -> Void) -> WrittenAggregate {
    var copy = self
    change(&copy)
    return copy
  }
}

extension SQLDialect {
  /// The aggregate as all engines write it; `median`, `first`, `last`, `list` and the like are each
  /// engine's own.
  func standardAggregate(_ call: WrittenAggregate) -> String {
    let x =
      call.argumentType == .bool && call.type != .bool
      ? "CAST(\(call.argument) AS INT)" : call.argument
    switch call.function {
    case .count: return call.call("count", call.arguments.first ?? "*")
    case .countDistinct: return call.call("count", "DISTINCT " + call.argument)
    case .unroundedSum: return "coalesce(\(call.call(sumOfDoubles, x)), 0)"
    case .sum:
      if call.type == .number {
        return significant("coalesce(\(call.call(sumOfDoubles, x)), 0)")
      }
      let sum = call.call("sum", x)
      return "coalesce(\(cast(sum, to: call.type)), \(zero(call.type)))"
    case .mean:
      return call.argumentType == .number
        ? significant(call.call(meanOfDoubles, x)) : call.call("avg", x)
    case .min: return minimum(call, "min", x)
    case .max: return minimum(call, "max", x)
    case .standardDeviation: return significant(call.call("stddev_samp", x))
    case .variance: return significant(call.call("var_samp", x))
    case .median: return quantile(call, 0.5)
    case .quantile(let level), .approximateQuantile(let level): return quantile(call, level)
    case .mode:
      let key = ordered(call.argument, type: call.argumentType)
      return call.with { $0.usesFilter = true }
        .call("mode", "", tail: ") WITHIN GROUP (ORDER BY \(key)")
    case .any: return "coalesce(\(call.call("bool_or", call.argument)), FALSE)"
    case .all: return "coalesce(\(call.call("bool_and", call.argument)), TRUE)"
    case .correlation: return significant(call.call("corr", call.arguments.joined(separator: ", ")))
    case .weightedMean: return weightedMean(call)
    case .share: return share(call)
    case .first, .last, .list: return call.call("\(call.function)", call.argument)
    }
  }

  private func zero(_ type: DataType) -> String {
    type == .duration ? literal(.duration(0), type: .duration) : "0"
  }

  private func minimum(_ call: WrittenAggregate, _ name: String, _ x: String) -> String {
    let text = call.call(name, ordered(x, type: call.argumentType))
    return call.argumentType == .bool && call.type == .int ? cast(text, to: .int) : text
  }

  private func quantile(_ call: WrittenAggregate, _ level: Double) -> String {
    call.with { $0.usesFilter = true }
      .call("percentile_cont", "\(level)", tail: ") WITHIN GROUP (ORDER BY \(call.argument)")
  }

  private func weightedMean(_ call: WrittenAggregate) -> String {
    guard call.arguments.count == 2 else { return call.call("avg", call.argument) }
    let x = SQLTemplate.operand(call.arguments[0])
    let weight = SQLTemplate.operand(call.arguments[1])
    let total = call.call(sumOfDoubles, "\(x) * \(weight)")
    let weights = call.call("sum", call.arguments[1], where: "\(x) IS NOT NULL")
    return significant(ratio(total, weights, types: [.number, call.argumentTypes[1]]))
  }

  private func share(_ call: WrittenAggregate) -> String {
    let part: WrittenAggregate
    if call.arguments.isEmpty {
      part = call.with {
        $0.function = .count; $0.type = .int
      }
    } else {
      let type: DataType = call.argumentType == .bool ? .int : call.argumentType
      part = call.with {
        $0.function = .sum; $0.type = type
      }
    }
    let whole: String
    if call.isWindow {
      whole = aggregate(part.with { $0.over = " OVER ()" })
    } else {
      let adding = part.type == .number ? sumOfDoubles : "sum"
      let inner =
        call.arguments.isEmpty
        ? part.call("count", "*")
        : part.call(
          adding, call.argumentType == .bool ? "CAST(\(call.argument) AS INT)" : call.argument)
      let sum = "\(adding)(\(inner)) OVER ()"
      whole = part.type == .number ? significant(sum) : sum
    }
    return ratio(aggregate(part), whole, types: [part.type, part.type])
  }

  /// Real division that gives null for a divisor of 0.
  func ratio(_ dividend: String, _ divisor: String, types: [DataType]) -> String {
    let expressions = types.map { Expression.column("", $0) }
    return call(.divide, [dividend, divisor], of: expressions, type: .number)
  }
}
