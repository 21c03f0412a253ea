import Planning
import Syntax
import Tables

/// The functions that make one value of a group; in `derive`, `filter` and `assert` they are
/// windows over the group.
enum AggregateFunctions {
  static let all: [Function] = [
    Function(
      "count", .aggregate, family: .aggregate,
      summary: "The number of rows, or of values that are not null.",
      parameters: [.init("x", .value([]), "The values to count.", optional: true), condition],
      example: "count()"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.count, call["x"].map { [$0] } ?? [], .int)
    },
    Function(
      "count_distinct", .aggregate, family: .aggregate,
      summary: "The number of different values, null not counted.",
      parameters: [.init("x", .value([]), "The values to tell apart."), condition],
      example: "count_distinct(customer)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.countDistinct, [call.value("x")], .int)
    },
    Function(
      "sum", .aggregate, family: .aggregate,
      summary: "The sum; 0 for no values, and true counts as 1.",
      parameters: [.init("x", .countable, "The values to add."), condition], example: "sum(amount)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.aggregate(.sum, [x], x.type)
    },
    Function(
      "mean", .aggregate, family: .aggregate,
      summary: "The mean; true counts as 1, so the mean of a condition is a share.",
      parameters: [.init("x", .countable, "The values to average."), condition],
      example: "mean(amount)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.mean, [call.value("x").counted], .number)
    },
    Function(
      "median", .aggregate, family: .aggregate,
      summary: "The value in the middle; between the two in the middle for an even number.",
      parameters: [.init("x", .numeric, "The values."), condition], example: "median(amount)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.median, [call.value("x")], .number)
    },
    extreme("min", .min, "The smallest value; texts by code point."),
    extreme("max", .max, "The largest value; texts by code point."),
    Function(
      "sd", .aggregate, family: .aggregate,
      summary: "The standard deviation with n - 1; null for fewer than two values.",
      parameters: [.init("x", .numeric, "The values."), condition], example: "sd(amount)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.standardDeviation, [call.value("x")], .number)
    },
    Function(
      "var", .aggregate, family: .aggregate,
      summary: "The variance with n - 1; null for fewer than two values.",
      parameters: [.init("x", .numeric, "The values."), condition], example: "var(amount)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.variance, [call.value("x")], .number)
    },
    Function(
      "quantile", .aggregate, family: .aggregate,
      summary: "The value below which a share p of the values lies, interpolated.",
      parameters: [
        .init("x", .numeric, "The values."),
        .init("p", .constant([.int, .number]), "The share, 0 to 1."), condition,
      ],
      example: "quantile(amount, 90%)", lower: quantile),
    Function(
      "mode", .aggregate, family: .aggregate,
      summary: "The commonest value; of several, the smallest.",
      parameters: [.init("x", .orderable, "The values."), condition], example: "mode(region)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      return try call.aggregate(.mode, [x], x.type)
    },
    ordered("first", .first, "The first value in the stage's order, null or not."),
    ordered("last", .last, "The last value in the stage's order, null or not."),
    Function(
      "any", .aggregate, family: .aggregate,
      summary: "Whether the condition holds for at least one row; false for no rows.",
      parameters: [.init("x", .condition, "The condition."), condition], example: "any(amount < 0)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.any, [call.value("x")], .bool)
    },
    Function(
      "all", .aggregate, family: .aggregate,
      summary: "Whether the condition holds for every row; true for no rows.",
      parameters: [.init("x", .condition, "The condition."), condition], example: "all(amount > 0)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.all, [call.value("x")], .bool)
    },
    Function(
      "list", .aggregate, family: .aggregate,
      summary: "The values that are not null, in the stage's order, else sorted.",
      parameters: [.init("x", .orderable, "The values."), condition], example: "list(product)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      // The value itself as the last key makes the list the same on every run.
      return try call.aggregate(.list, [x], .list(x.type), order: call.site.order + [SortKey(x)])
    },
    Function(
      "corr", .aggregate, family: .aggregate,
      summary: "The correlation of two columns, -1 to 1 (Pearson), over the rows with both.",
      parameters: [
        .init("x", .numeric, "One column."), .init("y", .numeric, "The other."), condition,
      ],
      example: "corr(price, quantity)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.correlation, [call.value("x"), call.value("y")], .number)
    },
    Function(
      "weighted_mean", .aggregate, family: .aggregate,
      summary: "The mean with weights, over the rows with both; null if the weights add up to 0.",
      parameters: [
        .init("x", .numeric, "The values."), .init("w", .numeric, "Their weights."), condition,
      ],
      example: "weighted_mean(price, quantity)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.weightedMean, [call.value("x"), call.value("w")], .number)
    },
    Function(
      "share", .aggregate, family: .aggregate,
      summary: "The group's part of all rows, or of the sum of x over all rows.",
      parameters: [
        .init("x", .countable, "What is summed; rows are counted without it.", optional: true),
        condition,
      ],
      example: "share(amount)"
    ) { (call) throws(Diagnostic) in
      try call.aggregate(.share, call["x"].map { [$0.counted] } ?? [], .number)
    },
  ]

  private static let condition = Function.Parameter(
    "where", .condition, "Only rows for which this holds count.", namedOnly: true)

  private static func extreme(
    _ name: String, _ function: AggregateFunction, _ summary: String
  ) -> Function {
    Function(
      name, .aggregate, family: .aggregate, summary: summary,
      parameters: [.init("x", .orderable, "The values."), condition], example: "\(name)(amount)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.aggregate(function, [x], x.type)
    }
  }

  private static func ordered(
    _ name: String, _ function: AggregateFunction, _ summary: String
  ) -> Function {
    Function(
      name, .aggregate, family: .aggregate, summary: summary,
      parameters: [.init("x", .value([]), "The values."), condition], example: "\(name)(price)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      if call.site.mode != .scalar && call.site.order.isEmpty { throw call.needsOrder }
      return try call.aggregate(function, [x], x.type, order: call.site.order)
    }
  }

  @Sendable private static func quantile(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let p = try call.number("p")
    guard (0...1).contains(p) else {
      throw Diagnostic(
        "E420", "a quantile lies between 0 and 1", at: call.span(of: "p"),
        label: p > 1 && p <= 100 ? "write \(PlainNumber.text(p))%" : "must be 0 to 1")
    }
    return try call.aggregate(.quantile(p), [call.value("x")], .number)
  }
}

extension FunctionCall {
  /// The aggregate as the site reads it: of the group, or as a window over the partition.
  fileprivate func aggregate(
    _ aggregate: AggregateFunction, _ arguments: [Expression], _ type: DataType,
    order: [SortKey] = []
  ) throws(Diagnostic) -> Expression {
    let condition = self["where"]
    switch site.mode {
    case .group:
      return .aggregate(
        AggregateCall(aggregate, arguments, where: condition, order: order, type: type))
    case .rows:
      return .window(
        WindowCall(
          .aggregate(aggregate), arguments, where: condition, partition: site.partition,
          order: order, type: type))
    case .scalar:
      throw Diagnostic(
        "E406", "`\(function)` is an aggregate, and none can stand here", at: span,
        label: "compute it in a stage before this one")
    }
  }

  /// The error for a function that follows an order where there is none.
  var needsOrder: Diagnostic {
    Diagnostic(
      "E405", "`\(function)` needs an order of the rows", at: span,
      label: "add `sort …` to this stage, as in `sort date`")
  }
}
