import Tables

extension Plan: CustomStringConvertible {
  /// The stages of the plan in the words of the language, one a line; `| show plan` prints it.
  package var description: String { stageLines.joined(separator: "\n") }

  private var stageLines: [String] {
    switch self {
    case .scan(let scan): [scan.name]
    case .query(let sql, _, _): ["sql \"\"\"\(sql)\"\"\""]
    case .filter(let input, let condition):
      input.stageLines + ["| filter \(LanguageText.text(condition))"]
    case .project(let input, let items):
      input.stageLines + [projection(input, items)].compactMap(\.self)
    case .aggregate(let input, let keys, let aggregates):
      input.stageLines + [summary(keys, aggregates)]
    case .join(let join): join.left.stageLines + join.stageLines
    case .union(let inputs):
      (inputs.first?.stageLines ?? [])
        + inputs.dropFirst().flatMap { Self.inner("| append ", $0, "") }
    case .sort(let input, let keys): input.stageLines + ["| sort \(LanguageText.keys(keys))"]
    case .limit(let input, let count): input.stageLines + ["| take \(count)"]
    case .unpivot(let input, let columns, let name, let value, _):
      input.stageLines + [
        "| unpivot \(columns.map(LanguageText.name).joined(separator: ", "))"
          + " name: \(LanguageText.name(name)), value: \(LanguageText.name(value))"
      ]
    case .calendar(let calendar): calendar.stageLines
    }
  }

  /// `derive` if all columns stay, else `select`; nothing if nothing changes.
  private func projection(_ input: Plan, _ items: [NamedExpression]) -> String? {
    // Numbers of rows only serve the order.
    let made = items.filter {
      $0.expression.plainColumn != $0.name && !HiddenColumn.isRow($0.name)
    }
    let names = items.map(\.name)
    let visible = input.schema.names
    if visible.allSatisfy(names.contains), names.filter(visible.contains) == visible {
      return made.isEmpty ? nil : "| derive \(LanguageText.items(made))"
    }
    return "| select \(LanguageText.items(items.filter { !HiddenColumn.isHidden($0.name) }))"
  }

  private func summary(_ keys: [NamedExpression], _ aggregates: [NamedExpression]) -> String {
    if aggregates.isEmpty { return "| distinct \(LanguageText.items(keys))" }
    let by = keys.isEmpty ? "" : " by \(LanguageText.items(keys))"
    return "| summarize \(LanguageText.items(aggregates))\(by)"
  }

  /// A table argument, in parentheses if it has stages.
  fileprivate static func inner(_ start: String, _ plan: Plan, _ end: String) -> [String] {
    let lines = plan.stageLines
    guard lines.count > 1 else { return [start + (lines.first ?? "") + end] }
    return [start + "("] + lines.map { "    " + $0 } + ["  )" + end]
  }
}

extension Plan.Join {
  fileprivate var stageLines: [String] {
    let on = keys.map { key in
      let left = LanguageText.name(key.left)
      return key.left == key.right ? left : "\(left) == \(LanguageText.name(key.right))"
    }
    let clause = on.isEmpty ? "" : " on " + on.joined(separator: ", ")
    return Plan.inner("| join ", right, "\(clause) kind: \(kind.rawValue)")
  }
}

extension Plan.Calendar {
  /// The stage `series`, which made the summary, too.
  fileprivate var stageLines: [String] {
    guard case .aggregate(let source, let keys, let aggregates) = input else {
      return input.stageLines
    }
    let by = keys.filter { $0.name != date }
    let texts = fills.filter { $0.value != .value(.null) }.mapValues { fill in
      if case .value(let value) = fill {
        LanguageText.text(.literal(value, .null))
      } else {
        "forward"
      }
    }
    var options = "every: \(step.text)"
    if Set(texts.values).count == 1, texts.count == aggregates.count, let text = texts.values.first
    {
      options += ", fill: \(text)"
    } else if !texts.isEmpty {
      let fields = texts.sorted { $0.key < $1.key }
        .map { "\(LanguageText.name($0.key)): \($0.value)" }
      options += ", fill: {\(fields.joined(separator: ", "))}"
    }
    if end == .own { options += ", range: own" }
    let groups = by.isEmpty ? "" : " by \(LanguageText.items(by))"
    let on = LanguageText.name(date)
    return source.stageLines + [
      "| series \(LanguageText.items(aggregates)) on \(on)\(groups) \(options)"
    ]
  }
}

/// Expressions as the language writes them.
enum LanguageText {
  /// A name, between backticks if it is no plain word.
  static func name(_ name: String) -> String {
    let name = HiddenColumn.readable(name)
    let isPlain =
      name.first?.isNumber == false && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain ? name : "`\(name.replacingText("`", with: "``"))`"
  }

  static func items(_ items: [NamedExpression]) -> String {
    items.map { item in
      let text = text(item.expression)
      return text == name(item.name) ? text : "\(name(item.name)) = \(text)"
    }.joined(separator: ", ")
  }

  static func keys(_ keys: [SortKey]) -> String {
    keys.map { text($0.expression) + ($0.isDescending ? " desc" : "") }.joined(separator: ", ")
  }

  static func text(_ expression: Expression) -> String {
    switch expression {
    case .literal(let value, _): return literal(value)
    case .column(let name, _): return self.name(name)
    case .call(let operation, let arguments, _): return call(operation, arguments)
    case .branches(let branches, let otherwise, _):
      let parts = branches.map { "when \(text($0.condition)) then \(text($0.value))" }
      let rest = otherwise.map { " else \(text($0))" } ?? ""
      return "case \(parts.joined(separator: " "))\(rest) end"
    case .aggregate(let call):
      return function(call.function, call.arguments, call.condition, [], call.order)
    case .window(let call):
      if case .aggregate(let aggregate) = call.function {
        return function(aggregate, call.arguments, call.condition, call.partition, call.order)
      }
      return window(call)
    }
  }

  private static func literal(_ value: Value) -> String {
    switch value {
    case .null: return "null"
    case .text(let text): return "\"\(text.replacingText("\"", with: "\\\""))\""
    case .date: return "@" + value.columnName
    case .datetime: return "@" + value.columnName.replacingText(" ", with: "T")
    case .list(let values): return "[" + values.map(literal).joined(separator: ", ") + "]"
    default: return value.columnName
    }
  }

  private static func call(_ operation: Operation, _ arguments: [Expression]) -> String {
    let parts = arguments.map { argument -> String in
      let text = text(argument)
      if case .call(let inner, _, _) = argument, signs[inner] != nil { return "(\(text))" }
      return text
    }
    if operation == .addMonths || operation == .addDays, parts.count == 2 {
      let unit = operation == .addMonths ? "mo" : "d"
      return "\(parts[0]) + \(parts[1])\(arguments[1].literalValue == nil ? " * 1" : "")\(unit)"
    }
    if let sign = signs[operation], parts.count > 1 { return parts.joined(separator: " \(sign) ") }
    switch operation {
    case .not: return "not \(parts.first ?? "")"
    case .negate: return "-\(parts.first ?? "")"
    case .isNull: return "\(parts.first ?? "") is null"
    case .isNotNull: return "\(parts.first ?? "") is not null"
    case .isIn: return "\(parts.first ?? "") in [\(parts.dropFirst().joined(separator: ", "))]"
    case .convert: return parts.first ?? ""
    case .binDate where parts.count == 3:
      return "bin(\(parts[0]), \(parts[1])\(plainText(arguments[2])))"
    case .binNumber: return "bin(\(parts.joined(separator: ", ")))"
    default:
      let all = arguments.map(text).joined(separator: ", ")
      return "\(words[operation] ?? snake(operation.rawValue))(\(all))"
    }
  }

  private static func plainText(_ expression: Expression) -> String {
    if case .text(let text)? = expression.literalValue { text } else { "" }
  }

  private static let signs: [Operation: String] = [
    .equal: "==", .notEqual: "!=", .less: "<", .lessOrEqual: "<=", .greater: ">",
    .greaterOrEqual: ">=", .and: "and", .or: "or", .add: "+", .subtract: "-", .multiply: "*",
    .divide: "/", .power: "^", .coalesce: "??", .isInList: "in",
    .addDuration: "+", .timeBetween: "-", .scaleDuration: "*", .divideDurations: "/",
  ]

  /// Words that differ from the operation's own name.
  private static let words: [Operation: String] = [
    .absolute: "abs", .ceiling: "ceil", .squareRoot: "sqrt", .exponential: "exp",
    .naturalLogarithm: "log", .commonLogarithm: "log10", .modulo: "mod", .substring: "substr",
    .padLeft: "pad", .padRight: "pad",
    .formatNumber: "text", .formatDate: "date_text", .parse: "parse", .jsonField: "json",
    .makeList: "list",
  ]

  private static func snake(_ word: String) -> String {
    word.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }

  private static func function(
    _ function: AggregateFunction, _ arguments: [Expression], _ condition: Expression?,
    _ partition: [Expression], _ order: [SortKey]
  ) -> String {
    var parts = arguments.map(text)
    let word: String
    switch function {
    case .quantile(let level):
      word = "quantile"
      parts.append("\(level)")
    case .approximateQuantile(let level):
      word = "approximate_quantile"
      parts.append("\(level)")
    case .standardDeviation: word = "sd"
    case .variance: word = "var"
    case .correlation: word = "corr"
    default: word = snake("\(function)")
    }
    if let condition { parts.append("where: \(text(condition))") }
    return "\(word)(\(parts.joined(separator: ", ")))" + over(partition, order)
  }

  private static func window(_ call: WindowCall) -> String {
    var parts = call.arguments.map(text)
    let word: String
    switch call.function {
    case .aggregate, .rowNumber: word = "row_number"
    case .rank: word = "rank"
    case .denseRank: word = "dense_rank"
    case .cumulativeSum: word = "cumsum"
    case .cumulativeMax: word = "cummax"
    case .cumulativeCount: word = "cumcount"
    case .firstValue: word = "first_value"
    case .lastValue: word = "last_value"
    case .ntile(let count): (word, parts) = ("ntile", ["\(count)"])
    case .lag(let rows): (word, parts) = ("lag", with(rows, parts))
    case .lead(let rows): (word, parts) = ("lead", with(rows, parts))
    case .movingMean(let rows): (word, parts) = ("moving_mean", with(rows, parts))
    case .movingSum(let rows): (word, parts) = ("moving_sum", with(rows, parts))
    case .difference(let rows): (word, parts) = ("diff", with(rows, parts))
    case .percentChange(let rows): (word, parts) = ("pct_change", with(rows, parts))
    }
    return "\(word)(\(parts.joined(separator: ", ")))" + over(call.partition, call.order)
  }

  private static func with(_ rows: Int, _ parts: [String]) -> [String] {
    parts.prefix(1) + ["\(rows)"] + parts.dropFirst()
  }

  /// The group and order of a window; of a long order only the keys before the columns that merely
  /// break ties would matter to a reader, so it ends after three.
  private static func over(_ partition: [Expression], _ order: [SortKey]) -> String {
    var text = ""
    if !partition.isEmpty { text += " by " + partition.map(self.text).joined(separator: ", ") }
    if !order.isEmpty {
      text += " sort " + keys(Array(order.prefix(3))) + (order.count > 3 ? ", …" : "")
    }
    return text
  }
}
