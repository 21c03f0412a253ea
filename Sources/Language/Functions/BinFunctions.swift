import Planning
import Syntax
import Tables

/// Putting values into classes: `bin` of equal width, `cut` at given breaks.
enum BinFunctions {
  static let all: [Function] = [
    Function(
      "bin", family: .number,
      summary: "The lower edge of the class of a given width: of numbers, or of time.",
      parameters: [
        .init("x", .value([.int, .number, .date, .datetime]), "The value."),
        .init(
          "width", .constant([.int, .number, .duration]),
          "The width of a class: a number, or a length of time such as 1w or 1mo."),
      ],
      example: "bin(order_date, 1mo)"
    ) { (call) throws(Diagnostic) in
      try call.value("x").type.isTemporal ? date(call) : number(call)
    },
    Function(
      "cut", family: .number,
      summary: "The name of the class between breaks; a value on a break belongs above it.",
      parameters: [
        .init("x", .numeric, "The value."),
        .init("breaks", .constant([.list(.null)]), "Rising numbers, such as [10, 20]."),
        .init(
          "labels", .constant([.list(.text)]), "A name for every class, one more than breaks.",
          namedOnly: true),
      ],
      example: "cut(age, [18, 30, 65])", lower: cut),
  ]

  private static func number(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let x = try call.value("x")
    if call.step("width") != nil || call.type(of: "width") == .duration {
      throw Diagnostic(
        "E401", "the width is a length of time, but the value is a number",
        at: call.span(of: "width"), label: "write a number such as 10")
    }
    let width = try call.number("width")
    guard width > 0, width.isFinite else {
      throw Diagnostic(
        "E420", "the width of a bin is above 0", at: call.span(of: "width"),
        label: "write a number such as 10")
    }
    let widthExpression = try call.value("width")
    let type: DataType = x.type == .int && widthExpression.type == .int ? .int : .number
    return .call(.binNumber, [x.converted(to: type), widthExpression.converted(to: type)], type)
  }

  private static func date(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let x = try call.value("x")
    let span = call.span(of: "width")
    let step: BinStep
    if let written = call.step("width") {
      guard let made = BinStep(written) else { throw BinStep.refusal(at: span) }
      step = made
    } else if case .literal(.duration(let length), _) = call["width"] {
      guard let made = BinStep(microseconds: length) else {
        throw BinStep.refusal(at: span)
      }
      step = made
    } else {
      throw Diagnostic(
        "E401", "the width of a bin of dates is a constant length of time", at: span,
        label: "write a length such as 1d, 1w or 1mo")
    }
    return step.bin(x)
  }

  @Sendable private static func cut(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let x = try call.value("x")
    let breaks = try (call.constants("breaks") ?? []).map(\.asNumber)
    let numbers = breaks.compactMap { $0 }
    guard !breaks.isEmpty, numbers.count == breaks.count,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Diagnostic(
        "E420", "the breaks of `cut` are rising numbers", at: call.span(of: "breaks"),
        label: "write a list such as [10, 20]")
    }
    let labels = try labels(of: call, for: numbers)
    var branches: [Expression.Branch] = zip(numbers, labels).map { number, label in
      .init(when: .less(x, edge(number, like: x)), then: .text(label))
    }
    // The last class asks, too: a null value belongs to no class.
    if let last = numbers.last, let label = labels.last {
      let isAbove = Expression.call(.greaterOrEqual, [x, edge(last, like: x)], .bool)
      branches.append(.init(when: isAbove, then: .text(label)))
    }
    return .branches(branches, otherwise: nil, .text)
  }

  private static func labels(
    of call: FunctionCall, for breaks: [Double]
  ) throws(Diagnostic) -> [String] {
    guard let given = try call.constants("labels") else {
      let edges = breaks.map(PlainNumber.text)
      let between = zip(edges, edges.dropFirst()).map { "\($0) – \($1)" }
      return ["< \(edges.first ?? "")"] + between + ["≥ \(edges.last ?? "")"]
    }
    let labels = given.compactMap { if case .text(let label) = $0 { label } else { nil } }
    guard labels.count == given.count, labels.count == breaks.count + 1 else {
      let noun = breaks.count == 1 ? "break makes" : "breaks make"
      throw Diagnostic(
        "E420",
        "\(breaks.count) \(noun) \(breaks.count + 1) classes, but there are \(given.count) "
          + (given.count == 1 ? "label" : "labels"),
        at: call.span(of: "labels"), label: "give \(breaks.count + 1) texts")
    }
    return labels
  }

  /// A break as a literal of the value's type, where it fits.
  private static func edge(_ number: Double, like x: Expression) -> Expression {
    if x.type == .int, let whole = Int(exactly: number) { return .int(whole) }
    return .literal(.number(number), .number)
  }
}
