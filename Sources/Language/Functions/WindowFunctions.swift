import Planning
import Syntax
import Tables

/// The functions that look at the rows around, in the stage's order and within its `by`.
enum WindowFunctions {
  static let all: [Function] = [
    position("row_number", .rowNumber, "The number of the row, from 1."),
    position("rank", .rank, "The rank by the sort keys; equal keys share the smallest rank."),
    position("dense_rank", .denseRank, "The rank by the sort keys without gaps after equal keys."),
    Function(
      "ntile", .window, family: .window,
      summary: "Cuts the rows into n parts of equal size, numbered from 1; null keys come last.",
      parameters: [.init("n", .constant([.int]), "The number of parts.")], example: "ntile(5)"
    ) { (call) throws(Diagnostic) in
      try call.window(.ntile(call.integer("n", in: 1...Int.max)), [], .int)
    },
    neighbour("lag", WindowFunction.lag, "before"),
    neighbour("lead", WindowFunction.lead, "after"),
    Function(
      "cumsum", .window, family: .window, summary: "The running sum; nulls are skipped.",
      parameters: [.init("x", .countable, "The values to add.")], example: "cumsum(amount)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.window(.cumulativeSum, [x], x.type)
    },
    Function(
      "cummax", .window, family: .window,
      summary: "The largest value so far; nulls are skipped.",
      parameters: [.init("x", .orderable, "The values.")], example: "cummax(price)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.window(.cumulativeMax, [x], x.type)
    },
    position("cumcount", .cumulativeCount, "The number of rows so far, this one included."),
    Function(
      "moving_mean", .window, family: .window,
      summary: "The mean of this row and the n - 1 before; null until there are n.",
      parameters: moving, example: "moving_mean(units, 7)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.window(.movingMean(call.integer("n", in: 1...Int.max)), [x], .number)
    },
    Function(
      "moving_sum", .window, family: .window,
      summary: "The sum of this row and the n - 1 before; null until there are n.",
      parameters: moving, example: "moving_sum(units, 7)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x").counted
      return try call.window(.movingSum(call.integer("n", in: 1...Int.max)), [x], x.type)
    },
    Function(
      "diff", .window, family: .window,
      summary: "The change from n rows before; a duration for dates.",
      parameters: [
        .init("x", .value([.int, .number, .date, .datetime]), "The values."), distance,
      ],
      example: "diff(units)", lower: difference),
    Function(
      "pct_change", .window, family: .window,
      summary: "The change from n rows before, as a fraction of the value there.",
      parameters: [.init("x", .numeric, "The values."), distance], example: "pct_change(units)"
    ) { (call) throws(Diagnostic) in
      let n = try call.integer("n", default: 1, in: 1...Int.max)
      return try call.window(.percentChange(n), [call.value("x")], .number)
    },
    edge("first_value", .firstValue, "The value of the first row of the group, null or not."),
    edge("last_value", .lastValue, "The value of the last row of the group, null or not."),
  ]

  private static let distance = Function.Parameter(
    "n", .constant([.int]), "How many rows before; 1 if left out.", optional: true)

  private static let moving: [Function.Parameter] = [
    .init("x", .countable, "The values."),
    .init("n", .constant([.int]), "How many rows, this one included."),
  ]

  private static func position(
    _ name: String, _ function: WindowFunction, _ summary: String
  ) -> Function {
    Function(
      name, .window, family: .window, summary: summary, parameters: [], example: "\(name)()"
    ) { (call) throws(Diagnostic) in
      try call.window(function, [], .int)
    }
  }

  private static func edge(
    _ name: String, _ function: WindowFunction, _ summary: String
  ) -> Function {
    Function(
      name, .window, family: .window, summary: summary,
      parameters: [.init("x", .value([]), "The values.")], example: "\(name)(price)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      return try call.window(function, [x], x.type)
    }
  }

  private static func neighbour(
    _ name: String, _ function: @escaping @Sendable (Int) -> WindowFunction, _ side: String
  ) -> Function {
    Function(
      name, .window, family: .window, summary: "The value n rows \(side), else the default.",
      parameters: [
        .init("x", .value([]), "The values."),
        .init("n", .constant([.int]), "How many rows \(side); 1 if left out.", optional: true),
        .init("default", .value([]), "The value where there is no such row.", optional: true),
      ],
      example: "\(name)(price)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      let n = try call.integer("n", default: 1, in: 1...Int.max)
      guard let fallback = call["default"] else { return try call.window(function(n), [x], x.type) }
      let (arguments, type) = try call.aligned([x, fallback], "the value and the default")
      return try call.window(function(n), arguments, type)
    }
  }

  @Sendable private static func difference(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let x = try call.value("x")
    let n = try call.integer("n", default: 1, in: 1...Int.max)
    guard x.type.isTemporal else { return try call.window(.difference(n), [x], x.type) }
    let before = try call.window(.lag(n), [x], x.type)
    return .call(.timeBetween, [x, before], .duration)
  }
}

extension FunctionCall {
  /// The window over the stage's partition and order, where there is one.
  fileprivate func window(
    _ window: WindowFunction, _ arguments: [Expression], _ type: DataType
  ) throws(Diagnostic) -> Expression {
    switch site.mode {
    case .rows:
      if site.order.isEmpty { throw needsOrder }
      return .window(
        WindowCall(
          window, arguments, partition: site.partition, order: site.order, type: type))
    case .group:
      throw Diagnostic(
        "E406", "`\(function)` looks at the rows around; a group has one row", at: span,
        label: "put it in `| derive … sort …` before or after this stage")
    case .scalar:
      throw Diagnostic(
        "E406", "`\(function)` looks at the rows around, which it cannot here", at: span,
        label: "compute it in a `| derive … sort …` before this stage")
    }
  }
}
