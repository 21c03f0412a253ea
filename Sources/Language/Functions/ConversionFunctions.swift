import Planning
import Syntax
import Tables

/// Changing types: unreadable text is an error of the run, or `else:`.
enum ConversionFunctions {
  static let all: [Function] = [
    Function(
      "number", family: .choose, summary: "The value as a number; text is read, true is 1.",
      parameters: [
        .init("x", .value([.text, .int, .number, .bool]), "The value."),
        fallback(.numeric, "The number where the text cannot be read."),
      ],
      example: "number(total_charges, else: null)"
    ) { (call) throws(Diagnostic) in
      try call.converted(to: .number)
    },
    Function(
      "int", family: .choose,
      summary: "The value as a whole number; numbers are cut toward 0, text is read.",
      parameters: [
        .init("x", .value([.text, .int, .number, .bool]), "The value."),
        fallback(.value([.int]), "The number where the text cannot be read."),
      ],
      example: "int(price)"
    ) { (call) throws(Diagnostic) in
      try call.converted(to: .int)
    },
    Function(
      "text", family: .choose, summary: "The value as a text, as tables show it.",
      parameters: [.init("x", .orderable, "The value.")], example: "text(store)"
    ) { (call) throws(Diagnostic) in
      try call.converted(to: .text)
    },
    Function(
      "bool", family: .choose, summary: "The texts true and false as true and false.",
      parameters: [
        .init("x", .value([.bool, .text]), "The value."),
        fallback(.value([.bool]), "The value where the text is neither."),
      ],
      example: "bool(active, else: false)"
    ) { (call) throws(Diagnostic) in
      try call.converted(to: .bool)
    },
    date("date", .date, "A text as a date: ISO 8601, or by a pattern."),
    date(
      "datetime", .datetime, "A text as a datetime: ISO 8601, or by a pattern; a date's midnight."),
  ]

  private static func fallback(
    _ accepts: Function.Parameter.Accepts, _ summary: String
  ) -> Function.Parameter {
    .init("else", accepts, summary, namedOnly: true)
  }

  private static func date(_ name: String, _ type: DataType, _ summary: String) -> Function {
    Function(
      name, family: .date, summary: summary,
      parameters: [
        .init("x", .value([.text, .date, .datetime]), "The value."),
        .init(
          "pattern", .constant([.text]), "How the text is written, such as \"d/M/yyyy\".",
          optional: true),
        fallback(.value([type]), "The value where the text cannot be read."),
      ],
      example: "\(name)(signup, \"d/M/yyyy\")"
    ) { (call) throws(Diagnostic) in
      try readDate(call, as: type)
    }
  }

  private static func readDate(
    _ call: FunctionCall, as type: DataType
  ) throws(Diagnostic) -> Expression {
    let x = try call.value("x")
    if x.type == .datetime && type == .date {
      throw Remedy("bin(", ", 1d)").diagnostic(
        "`date` reads a text; the day of a datetime is its bin", for: x, at: call.span(of: "x"))
    }
    guard call["pattern"] != nil, x.type == .text else {
      if call["pattern"] != nil && x.type.isTemporal {
        throw Diagnostic(
          "E401", "a pattern reads a text, but this is \(x.type.described)",
          at: call.span(of: "pattern"), label: "to print a date, write date_text(…)")
      }
      return try call.converted(to: type)
    }
    let pattern = try call.datePattern("pattern")
    let span = call.span(of: "pattern")
    for field in pattern.fields where !field.isReadable {
      throw Diagnostic(
        "E416", "`\(field.rawValue)` prints a date, but cannot read one", at: span,
        label: "leave it out")
    }
    if !pattern.fields.contains(where: { [.year, .shortYear, .fullYear].contains($0) }) {
      throw Diagnostic(
        "E416", "the pattern has no year", at: span, label: "add yyyy, such as \"d/M/yyyy\"")
    }
    if type == .date && pattern.hasTime {
      throw Diagnostic(
        "E416", "the pattern has a time of day", at: span, label: "write datetime(…)")
    }
    return try call.read(
      x, .text(try call.text("pattern")), strictly: .parseDate, orNull: .parseDateOrNull, type)
  }
}

extension DatePattern.Field {
  /// Whether a text can be read by it.
  fileprivate var isReadable: Bool {
    switch self {
    case .quarter, .week, .shortDayName, .dayName: false
    default: true
    }
  }
}

extension FunctionCall {
  /// `x` as `type`: text is read, everything else converts.
  fileprivate func converted(to type: DataType) throws(Diagnostic) -> Expression {
    let x = try value("x")
    switch (x.type, type) {
    case (.text, .text): return x
    case (.text, _): return try read(x, strictly: .parse, orNull: .parseOrNull, type)
    // A truth value becomes a number by way of 0 and 1.
    case (.bool, .number): return x.converted(to: .int).converted(to: .number)
    default:
      if case .literal(.number(let number), _) = x, type == .int {
        guard let whole = Int64(exactly: number.rounded(.towardZero)) else {
          throw Diagnostic(
            "E420", "\(PlainNumber.text(number)) is too large for an int", at: span(of: "x"),
            label: "leave it a number")
        }
        return .literal(.int(whole), .int)
      }
      return x.converted(to: type)
    }
  }

  /// Reads text; with `else:` unreadable text gives that, and null stays null.
  fileprivate func read(
    _ text: Expression, _ pattern: Expression? = nil, strictly strict: Planning.Operation,
    orNull: Planning.Operation, _ type: DataType
  ) throws(Diagnostic) -> Expression {
    let arguments = [text] + (pattern.map { [$0] } ?? [])
    guard let fallback = self["else"] else { return .call(strict, arguments, type) }
    let attempt = Expression.call(orNull, arguments, type)
    if case .literal(.null, _) = fallback { return attempt }
    return .when(
      .isNotNull(text), then: .call(.coalesce, [attempt, fallback.converted(to: type)], type))
  }
}
