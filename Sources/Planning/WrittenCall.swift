import Tables

/// An operation over written arguments, with what dialects often ask of it.
struct WrittenCall {
  let operation: Operation
  let arguments: [String]
  let expressions: [Expression]
  let type: DataType

  init(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) {
    self.operation = operation
    self.arguments = arguments
    self.expressions = expressions
    self.type = type
  }

  /// The type of the first argument.
  var argumentType: DataType { expressions.first?.type ?? .null }

  /// The width of a bin of dates.
  enum Bin {
    case days(Int64)
    case months(Int64)
    case microseconds(Int64)

    /// The unit's word, if the width is one unit below a day.
    var wholeUnit: String? {
      guard case .microseconds(let width) = self else { return nil }
      return switch width {
      case 3_600_000_000: "hour"
      case 60_000_000: "minute"
      case 1_000_000: "second"
      case 1_000: "milliseconds"
      default: nil
      }
    }
  }

  /// The bin that the literal count and unit of `binDate` name.
  var bin: Bin {
    let count: Int64 =
      if case .int(let count)? = literal(1) { max(1, count) } else { 1 }
    switch text(2) {
    case "w": return .days(7 * count)
    case "mo": return .months(count)
    case "q": return .months(3 * count)
    case "y": return .months(12 * count)
    case "h": return .microseconds(3_600_000_000 * count)
    case "min": return .microseconds(60_000_000 * count)
    case "s": return .microseconds(1_000_000 * count)
    case "ms": return .microseconds(1_000 * count)
    default: return .days(count)
    }
  }

  /// The pattern of a date that is the second argument; the binder has refused what is none.
  var pattern: DatePattern { (try? DatePattern(text(1))) ?? DatePattern(printing: text(1)) }

  /// The format of a number that is the second argument; an empty one is plain.
  var numberFormat: FormatSpec { (try? FormatSpec(text(1))) ?? .plain }

  /// The path into a JSON text that is the second argument.
  var jsonPath: JSONPath { JSONPath(text(1)) }

  /// The argument at `index` as a 32-bit integer.
  func int32(_ index: Int) -> String {
    Int(arguments[index]) == nil ? "CAST(\(arguments[index]) AS INT)" : arguments[index]
  }

  /// Later minus earlier, as timestamps.
  var timestampDifference: String { "\(timestamp(0)) - \(timestamp(1))" }

  /// The second argument as a divisor: null instead of 0.
  var divisor: String {
    let text = arguments[1]
    guard let value = literal(1)?.asNumber, value != 0 else { return "nullif(\(text), 0)" }
    return SQLTemplate.operand(text)
  }

  /// The argument at `index` as a timestamp.
  func timestamp(_ index: Int) -> String {
    expressions[index].type == .date
      ? "CAST(\(arguments[index]) AS TIMESTAMP)" : SQLTemplate.operand(arguments[index])
  }

  /// The value of the argument at `index` if it is a literal.
  func literal(_ index: Int) -> Value? {
    expressions.indices.contains(index) ? expressions[index].literalValue : nil
  }

  private func text(_ index: Int) -> String {
    if case .text(let text)? = literal(index) { text } else { "" }
  }
}

extension SQLDialect {
  /// The operations that need more than a template but no word of the engine's own.
  func sharedCall(_ call: WrittenCall) -> String {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .divide, .modulo:
      let sign = call.operation == .divide ? "/" : "%"
      return "\(SQLTemplate.operand(x)) \(sign) \(call.divisor)"
    case .addDuration: return "\(call.timestamp(0)) + \(SQLTemplate.operand(call.arguments[1]))"
    case .timeBetween: return call.timestampDifference
    case .floor, .ceiling:
      let name = call.operation == .floor ? "floor" : "ceil"
      if call.argumentType == .int { return x }
      return call.type == .int ? cast("\(name)(\(x))", to: .int) : "\(name)(\(x))"
    case .round: return rounded(call)
    case .sign: return cast("sign(\(x))", to: call.type)
    case .binNumber: return numberBin(call)
    case .concatenate:
      return call.arguments.map { SQLTemplate.operand($0) }.joined(separator: " || ")
    case .substring:
      let places = call.arguments.indices.dropFirst().map { call.int32($0) }
      return "substring(\(([x] + places).joined(separator: ", ")))"
    case .convert: return converted(call)
    case .isIn:
      return "\(SQLTemplate.operand(x)) IN (\(call.arguments.dropFirst().joined(separator: ", ")))"
    default:
      // A test asks each dialect for each operation, so that this is never reached.
      return "unsupported_\(call.operation)(\(call.arguments.joined(separator: ", ")))"
    }
  }

  private func rounded(_ call: WrittenCall) -> String {
    let digits = call.arguments.count > 1 ? call.arguments[1] : "0"
    if call.argumentType == .int, let number = Int(digits), number >= 0 { return call.arguments[0] }
    let text =
      digits == "0"
      ? "round(\(call.arguments[0]))" : "round(\(call.arguments[0]), \(call.int32(1)))"
    return call.type == .int && call.argumentType != .int ? cast(text, to: .int) : text
  }

  /// Counts bins after rounding, so that 0.3 starts a bin of width 0.1.
  private func numberBin(_ call: WrittenCall) -> String {
    let x = SQLTemplate.operand(call.arguments[0])
    let width = SQLTemplate.operand(call.arguments[1])
    if call.type == .int { return "\(x) - (\(x) % \(width) + \(width)) % \(width)" }
    let step = call.literal(1)?.asNumber ?? 1
    let ten = Expression.literal(.int(9), .int)
    let count = self.call(
      .round, ["\(x) / \(width)", "9"], of: [.column("", .number), ten], type: .number)
    let edge = "floor(\(count)) * \(width)"
    if step == step.rounded() { return edge }
    return significant(edge)
  }

  private func converted(_ call: WrittenCall) -> String {
    let x = call.arguments[0]
    switch (call.argumentType, call.type) {
    case (.number, .int): return cast("trunc(\(x))", to: .int)
    case (.bool, .int), (.bool, .number): return cast("CAST(\(x) AS INT)", to: call.type)
    case (.text, .text): return x
    default: return cast(x, to: call.type)
    }
  }
}
