import Planning
import Syntax
import Tables

/// Arithmetic on single values.
enum NumberFunctions {
  static let all: [Function] = [
    keepingType("abs", .absolute, "The value without its sign."),
    Function(
      "round", family: .number, summary: "Rounds to d digits after the point, halves away from 0.",
      parameters: [
        x, .init("d", .constant([.int]), "How many digits; 0 if left out.", optional: true),
      ],
      example: "round(price, 2)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      let digits = try call.integer("d", default: 0, in: -15...15)
      if x.type == .int && digits >= 0 { return x }
      return .call(.round, [x, .int(digits)], x.type)
    },
    whole("floor", .floor, "The next whole number below."),
    whole("ceil", .ceiling, "The next whole number above."),
    real("sqrt", .squareRoot, "The square root; null below 0."),
    real("exp", .exponential, "e to the power of x."),
    real("log", .naturalLogarithm, "The natural logarithm; null for 0 and below."),
    real("log10", .commonLogarithm, "The logarithm to base 10; null for 0 and below."),
    Function(
      "mod", family: .number,
      summary: "The remainder of a division, with the sign of a; null for b = 0.",
      parameters: [.init("a", .numeric, "What is divided."), .init("b", .numeric, "By what.")],
      example: "mod(quantity, 12)"
    ) { (call) throws(Diagnostic) in
      let (arguments, type) = try call.aligned(
        [call.value("a"), call.value("b")], "the arguments")
      return .call(.modulo, arguments, type)
    },
    keepingType("sign", .sign, "-1, 0 or 1."),
    Function(
      "clip", family: .number, summary: "The value, but at least lo and at most hi.",
      parameters: [
        .init("x", .value([.int, .number, .date, .datetime, .duration]), "The value."),
        .init("lo", .value([.int, .number, .date, .datetime, .duration]), "The smallest result."),
        .init("hi", .value([.int, .number, .date, .datetime, .duration]), "The largest result."),
      ],
      example: "clip(score, 0, 100)", lower: clip),
    Function(
      "scale", .window, family: .number,
      summary: "How many standard deviations (n - 1) the value lies above the mean of its group.",
      parameters: [x], example: "scale(income)", lower: scale),
    extreme("least", .least, "The smallest of the arguments; nulls are skipped."),
    extreme("greatest", .greatest, "The largest of the arguments; nulls are skipped."),
  ]

  private static let x = Function.Parameter("x", .numeric, "The value.")

  private static func keepingType(
    _ name: String, _ operation: Operation, _ summary: String
  ) -> Function {
    Function(
      name, family: .number, summary: summary, parameters: [x], example: "\(name)(amount)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      return .call(operation, [x], x.type)
    }
  }

  /// Rounding to whole numbers leaves ints as they are.
  private static func whole(
    _ name: String, _ operation: Operation, _ summary: String
  ) -> Function {
    Function(
      name, family: .number, summary: summary, parameters: [x], example: "\(name)(price)"
    ) { (call) throws(Diagnostic) in
      let x = try call.value("x")
      return x.type == .int ? x : .call(operation, [x], x.type)
    }
  }

  private static func real(
    _ name: String, _ operation: Operation, _ summary: String
  ) -> Function {
    Function(
      name, family: .number, summary: summary, parameters: [x], example: "\(name)(amount)"
    ) { (call) throws(Diagnostic) in
      .call(operation, [try call.value("x").converted(to: .number)], .number)
    }
  }

  private static func extreme(
    _ name: String, _ operation: Operation, _ summary: String
  ) -> Function {
    Function(
      name, family: .number, summary: summary,
      parameters: [.init("x", .orderable, "Two or more values of one type.", variadic: true)],
      example: "\(name)(price, list_price)"
    ) { (call) throws(Diagnostic) in
      let (arguments, type) = try call.aligned(call.all("x"), "the arguments")
      guard arguments.count >= 2 else {
        throw Diagnostic(
          "E402", "`\(name)` compares two or more values of a row", at: call.span,
          label: "over rows it is \(name == "least" ? "min" : "max")")
      }
      return .call(operation, arguments, type)
    }
  }

  @Sendable private static func clip(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let (arguments, type) = try call.aligned(
      [call.value("x"), call.value("lo"), call.value("hi")], "the arguments")
    let (x, low, high) = (arguments[0], arguments[1], arguments[2])
    if case .literal(let a, _) = low, case .literal(let b, _) = high,
      let a = a.asNumber, let b = b.asNumber, a > b
    {
      throw Diagnostic(
        "E420", "`lo` of `clip` is above `hi`", at: call.span(of: "lo"), label: "swap them")
    }
    // Comparisons with null are false: a null bound does not bind, a null value stays null.
    return .branches(
      [
        .init(when: .less(x, low), then: low),
        .init(when: .greater(x, high), then: high),
      ], otherwise: x, type)
  }

  @Sendable private static func scale(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    guard call.site.mode == .rows else {
      throw Diagnostic(
        "E406", "`scale` compares a row with its group: it stands in derive, filter or assert",
        at: call.span, label: "compute it in a stage before")
    }
    let x = try call.value("x").converted(to: .number)
    func window(_ function: AggregateFunction) -> Expression {
      .window(
        WindowCall(
          .aggregate(function), [x], partition: call.site.partition, type: .number))
    }
    let difference = Expression.call(.subtract, [x, window(.mean)], .number)
    return .call(.divide, [difference, window(.standardDeviation)], .number)
  }
}
