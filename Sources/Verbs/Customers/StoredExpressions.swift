import Language
import Planning
import Syntax
import Tables

/// Expressions as rows of a table, from which equal ones are made: what a model read of a row.
///
/// A row stands before those of its arguments. Windows, aggregates and functions that ask for literals
/// have no such form.
struct StoredExpressions {
  private(set) var rows: [[Value]] = []

  static let fields = [
    Field("name", .text), Field("kind", .text), Field("word", .text), Field("number", .number),
    Field("type", .text), Field("arguments", .int),
  ]

  /// Deeper expressions are none that somebody wrote.
  private static let deepest = 200
  /// More arguments neither.
  private static let mostArguments = 10_000

  var section: StoredSection {
    StoredSection("expressions", Table(schema: Schema(Self.fields), rows: rows))
  }

  /// Adds an expression under a name; false for one that `read` would not give back.
  mutating func add(_ name: String, _ expression: Expression) -> Bool {
    add(name, expression, depth: 0)
  }

  private mutating func add(_ name: String, _ expression: Expression, depth: Int) -> Bool {
    guard depth < Self.deepest, DataType(name: expression.type.name) == expression.type else {
      return false
    }
    func append(
      _ kind: String, _ word: String?, _ type: DataType, _ arguments: Int, _ number: Double? = nil
    ) {
      rows.append([
        .text(name), .text(kind), word.map(Value.text) ?? .null, number.map(Value.number) ?? .null,
        .text(type.name), .int(Int64(arguments)),
      ])
    }
    switch expression {
    case .column(let column, let type):
      append("column", column, type, 0)
      return true
    case .literal(let value, let type):
      switch value {
      case .null: append("null", nil, type, 0)
      case .int(let value): append("int", String(value), type, 0)
      case .number(let value):
        guard value.isFinite else { return false }
        append("number", nil, type, 0, value)
      case .text(let text): append("text", text, type, 0)
      case .bool(let flag): append("bool", String(flag), type, 0)
      case .date(let day): append("date", String(day), type, 0)
      case .datetime(let moment): append("datetime", String(moment), type, 0)
      case .duration(let length): append("duration", String(length), type, 0)
      case .list: return false
      }
      return true
    case .call(let operation, let arguments, let type):
      guard operation.takes(arguments.count), arguments.count <= Self.mostArguments else {
        return false
      }
      append("call", operation.rawValue, type, arguments.count)
      return arguments.allSatisfy { add(name, $0, depth: depth + 1) }
    case .branches(let branches, let otherwise, let type):
      let count = 2 * branches.count + (otherwise == nil ? 0 : 1)
      guard count <= Self.mostArguments else { return false }
      append("branches", nil, type, count)
      return branches.allSatisfy {
        add(name, $0.condition, depth: depth + 1) && add(name, $0.value, depth: depth + 1)
      } && (otherwise.map { add(name, $0, depth: depth + 1) } ?? true)
    case .aggregate, .window: return false
    }
  }

  /// The expressions that `add` was given, by their names; nil for another table.
  static func read(_ table: Table?) -> [String: Expression]? {
    guard let table, table.schema.names == fields.map(\.name) else { return nil }
    var found: [String: Expression] = [:]
    var row = 0
    while row < table.rowCount {
      guard case .text(let name) = table.row(row)[0],
        let expression = expression(table, &row, depth: 0)
      else { return nil }
      found[name] = expression
    }
    return found
  }

  private static func expression(_ table: Table, _ row: inout Int, depth: Int) -> Expression? {
    guard row < table.rowCount, depth < deepest else { return nil }
    let cells = table.row(row)
    row += 1
    guard case .text(let kind) = cells[1], case .text(let typeName) = cells[4],
      let type = DataType(name: typeName), case .int(let count) = cells[5],
      (0...mostArguments).contains(Int(count))
    else { return nil }
    var word: String?
    if case .text(let text) = cells[2] { word = text }
    if kind == "column" { return word.map { .column($0, type) } }
    guard kind == "call" || kind == "branches" else {
      return literal(kind, word, cells[3].asNumber).map { .literal($0, type) }
    }
    var arguments: [Expression] = []
    for _ in 0..<count {
      guard let argument = expression(table, &row, depth: depth + 1) else { return nil }
      arguments.append(argument)
    }
    if kind == "call" {
      guard let operation = word.flatMap(Planning.Operation.init(rawValue:)),
        operation.takes(arguments.count)
      else { return nil }
      return .call(operation, arguments, type)
    }
    let branches = (0..<arguments.count / 2).map {
      Expression.Branch(when: arguments[2 * $0], then: arguments[2 * $0 + 1])
    }
    return .branches(
      branches, otherwise: arguments.count % 2 == 1 ? arguments.last : nil, type)
  }

  private static func literal(_ kind: String, _ word: String?, _ number: Double?) -> Value? {
    switch kind {
    case "null": return .null
    case "number": return number.flatMap { $0.isFinite ? .number($0) : nil }
    case "text": return word.map(Value.text)
    case "bool": return word.flatMap(Bool.init).map(Value.bool)
    case "date": return word.flatMap { Int32($0) }.map(Value.date)
    case "int": return word.flatMap { Int64($0) }.map(Value.int)
    case "datetime": return word.flatMap { Int64($0) }.map(Value.datetime)
    case "duration": return word.flatMap { Int64($0) }.map(Value.duration)
    default: return nil
    }
  }
}

/// What a model of purchases reads of a row, as it is stored.
struct StoredPurchases {
  let customer: ColumnName
  let date: ColumnName
  let amount: Expression
  /// Nil where no order was given.
  let order: Expression?

  /// The rows of customer, date, amount and, where it is given, order.
  static func section(of read: [Expression]) throws(ModelRefusal) -> StoredSection {
    var expressions = StoredExpressions()
    for (name, expression) in zip(["customer", "date", "amount", "order"], read) {
      guard expressions.add(name, expression) else {
        throw ModelRefusal(
          reason: "its `\(name):` is calculated in a way that has no stored form",
          advice: "derive the column first: | derive \(name) = …, then \(name): \(name)")
      }
    }
    return expressions.section
  }

  /// What `section` gave; nil for another table.
  init?(_ table: Table?) {
    guard let read = StoredExpressions.read(table),
      case .column(let customer, let customerType)? = read["customer"],
      case .column(let date, let dateType)? = read["date"], dateType.isTemporal,
      let amount = read["amount"]
    else { return nil }
    let nowhere = SourceSpan(0, 0)
    self.customer = ColumnName(customer, customerType, nowhere)
    self.date = ColumnName(date, dateType, nowhere)
    self.amount = amount
    order = read["order"]
  }
}

extension Planning.Operation {
  /// Whether this is an operation that can be kept, of so many arguments.
  fileprivate func takes(_ count: Int) -> Bool {
    switch self {
    case .not, .isNull, .isNotNull, .negate, .absolute, .floor, .ceiling, .squareRoot, .exponential,
      .naturalLogarithm, .commonLogarithm, .sign, .convert, .lower, .upper, .trim, .length,
      .reverse,
      .year, .quarter, .month, .week, .day, .weekday, .hour, .days, .hours:
      count == 1
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .add,
      .subtract, .multiply, .divide, .power, .modulo, .nullIf, .left, .right, .contains,
      .startsWith, .endsWith, .round:
      count == 2
    case .coalesce, .least, .greatest, .concatenate: count >= 1
    default: false
    }
  }
}
