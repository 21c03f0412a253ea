package import Tables

/// The SQL of Spark 4 in ANSI mode, with the session in UTC.
package struct SparkDialect: SQLDialect {
  package init() {}

  package var name: String { "Spark" }
  package var filtersWindows: Bool { false }

  package func identifier(_ name: String) -> String {
    "`" + name.replacingText("`", with: "``") + "`"
  }

  /// Backslashes are escapes in Spark's texts.
  func quoted(_ text: String) -> String {
    "'" + text.replacingText("\\", with: "\\\\").replacingText("'", with: "\\'") + "'"
  }

  package func literal(_ value: Value, type: DataType) -> String {
    switch value {
    case .null: return "NULL"
    case .int(let value): return String(value)
    case .number(let value):
      guard value.isFinite else { return "NULL" }
      return DuckDBDialect().literal(.number(value), type: type)
    case .text(let text): return quoted(text)
    case .bool(let value): return value ? "TRUE" : "FALSE"
    case .date, .datetime: return DuckDBDialect().literal(value, type: type)
    case .duration(let microseconds): return interval(microseconds)
    case .list(let values):
      guard case .list(let element) = type else { return "NULL" }
      let texts = values.map { literal($0, type: element) }
      return cast("array(" + texts.joined(separator: ", ") + ")", to: type)
    }
  }

  private func interval(_ microseconds: Int64) -> String {
    let (days, rest) = Int64(microseconds.magnitude).dividedDown(by: ClockTime.microsecondsPerDay)
    let sign = microseconds < 0 ? "-" : ""
    return
      "INTERVAL '\(sign)\(days) \(ClockTime(microseconds: rest).sqlText)' DAY TO SECOND"
  }

  package func typeName(_ type: DataType) -> String {
    switch type {
    case .int: "BIGINT"
    case .number: "DOUBLE"
    case .text, .null: "STRING"
    case .bool: "BOOLEAN"
    case .date: "DATE"
    case .datetime: "TIMESTAMP"
    case .duration: "INTERVAL DAY TO SECOND"
    case .list(let element): "ARRAY<\(typeName(element))>"
    }
  }

  package func significant(_ number: String) -> String {
    "CAST(format_string('%.11e', \(number)) AS DOUBLE)"
  }

  package func isSame(_ left: String, _ right: String) -> String { "\(left) <=> \(right)" }

  package func isDifferent(_ left: String, _ right: String) -> String {
    "NOT (\(left) <=> \(right))"
  }

  package func aggregate(_ call: WrittenAggregate) -> String {
    switch call.function {
    case .correlation:
      let correlation =
        call.arguments.count == 2
        ? call.with { $0.usesFilter = !call.isWindow }
          .call("corr", call.arguments.joined(separator: ", ")) : "NULL"
      return significant("nanvl(\(correlation), NULL)")
    case .median, .quantile:
      let level = if case .quantile(let level) = call.function { level } else { 0.5 }
      return call.call("percentile", call.argument, tail: ", \(level)")
    case .approximateQuantile(let level):
      return call.call("percentile_approx", call.argument, tail: ", \(level), 10000")
    case .first, .last:
      let place = call.function == .first ? 1 : -1
      return "element_at(\(sortedStructs(call, where: nil)), \(place)).v"
    case .list:
      if call.isWindow { return call.call("collect_list", call.argument) }
      if call.order.isEmpty { return "sort_array(\(call.call("collect_list", call.argument)))" }
      let present = "\(SQLTemplate.operand(call.argument)) IS NOT NULL"
      return "transform(\(sortedStructs(call, where: present)), e -> e.v)"
    default:
      return standardAggregate(call)
    }
  }

  /// The values with their keys as one array, in the order of the keys: Spark's own aggregates follow
  /// no order.
  private func sortedStructs(_ call: WrittenAggregate, where also: String?) -> String {
    let fields = call.order.enumerated().map { index, key in
      "'n\(index)', \(SQLTemplate.operand(key.text)) IS NULL, 'k\(index)', \(key.text)"
    }
    let row = "named_struct(" + (fields + ["'v', \(call.argument)"]).joined(separator: ", ") + ")"
    let rows = call.call("collect_list", row, where: also)
    guard call.order.contains(where: \.isDescending) else { return "array_sort(\(rows))" }
    let steps = call.order.enumerated().map { index, key in
      let (before, after) = key.isDescending ? (">", "<") : ("<", ">")
      return "WHEN a.n\(index) < b.n\(index) THEN -1 WHEN a.n\(index) > b.n\(index) THEN 1 "
        + "WHEN a.k\(index) \(before) b.k\(index) THEN -1 "
        + "WHEN a.k\(index) \(after) b.k\(index) THEN 1"
    }
    return "array_sort(\(rows), (a, b) -> CASE \(steps.joined(separator: " ")) ELSE 0 END)"
  }

  package func numbers(below count: String, relation: String, column: String) -> String {
    "LATERAL VIEW explode(sequence(CAST(0 AS BIGINT), \(count) - 1)) \(relation) AS \(column)"
  }

  package func call(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) -> String {
    if let template = Self.templates[operation] { return template.filled(arguments) }
    let call = WrittenCall(operation, arguments, of: expressions, type: type)
    return dateCall(call) ?? textCall(call) ?? sharedCall(call)
  }

  private static let templates = sharedTemplates.merging([
    .power: """
    CASE WHEN isnan(pow($1, $2)) OR abs(pow($1, $2)) = double('infinity') THEN NULL \
    ELSE pow($1, $2) END
    """,
    .exponential: "exp(CASE WHEN #1 < 709.78 THEN $1 END)",
    .isInList: "array_contains($2, $1)",
    .length: "CAST(length($1) AS BIGINT)",
    .contains: "contains($1, $2)", .startsWith: "startswith($1, $2)",
    .endsWith: "endswith($1, $2)", .matches: "#1 RLIKE #2",
    .extract: "CASE WHEN #1 RLIKE #2 THEN regexp_extract($1, $2, $3) END",
    .trim: "regexp_replace($1, '^\\\\s+|\\\\s+$', '')",
    .words: "regexp_extract_all($1, '\\\\S+', 0)",
    .tokens: "regexp_extract_all(lower($1), '[\\\\p{L}\\\\p{N}]+', 0)",
    .year: "CAST(year($1) AS BIGINT)", .quarter: "CAST(quarter($1) AS BIGINT)",
    .month: "CAST(month($1) AS BIGINT)", .week: "CAST(weekofyear($1) AS BIGINT)",
    .day: "CAST(day($1) AS BIGINT)", .weekday: "CAST(weekday($1) + 1 AS BIGINT)",
    .hour: "CAST(hour($1) AS BIGINT)",
    .addDays: "date_add($1, %2)",
    .addMonths: "#1 + make_ym_interval(0, %2)",
    .days: "unix_micros(TIMESTAMP '1970-01-01 00:00:00' + #1) / 86400000000e0",
    .hours: "unix_micros(TIMESTAMP '1970-01-01 00:00:00' + #1) / 3600000000e0",
    .scaleDuration: "#1 * #2",
    .divideDurations: """
    unix_micros(TIMESTAMP '1970-01-01 00:00:00' + #1) \
    / nullif(CAST(unix_micros(TIMESTAMP '1970-01-01 00:00:00' + #2) AS DOUBLE), 0)
    """,
    .monthsBetween: "timestampdiff(MONTH, $1, $2)",
    .wholeDaysBetween: """
    CAST(floor((unix_micros(CAST($2 AS TIMESTAMP)) - unix_micros(CAST($1 AS TIMESTAMP))) \
    / 86400000000) AS BIGINT)
    """,
    .makeList: "array($*)", .countItems: "CAST(size($1) AS BIGINT)",
    .item: "CASE WHEN #2 > 0 THEN try_element_at($1, %2) END",
  ]) { _, own in own }

  private func dateCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .binDate:
      let day = call.argumentType == .date ? x : cast(x, to: .date)
      switch call.bin {
      case .days(1): return day
      case .days(7): return "CAST(date_trunc('WEEK', \(x)) AS DATE)"
      case .days(let count):
        return "date_sub(\(day), pmod(datediff(\(day), DATE '1970-01-05'), \(count)))"
      case .months(1): return "CAST(date_trunc('MONTH', \(x)) AS DATE)"
      case .months(3): return "CAST(date_trunc('QUARTER', \(x)) AS DATE)"
      case .months(12): return "CAST(date_trunc('YEAR', \(x)) AS DATE)"
      case .months(let count):
        let past = "(year(\(x)) * 12 + month(\(x)) + \(monthShift(count))) % \(count)"
        return "add_months(CAST(date_trunc('MONTH', \(x)) AS DATE), -(\(past)))"
      case .microseconds(let width):
        let time = call.argumentType == .date ? cast(x, to: .datetime) : x
        if let unit = call.bin.wholeUnit {
          return
            "date_trunc('\(unit == "milliseconds" ? "MILLISECOND" : unit.uppercased())', \(time))"
        }
        let clock = "unix_micros(\(time)) - unix_micros(date_trunc('DAY', \(time)))"
        return "timestamp_micros(unix_micros(\(time)) - (\(clock)) % \(width))"
      }
    case .formatDate:
      return call.pattern.concatenated(
        codes: Self.codes, copy: { "'" + $0.replacingText("'", with: "''") + "'" },
        format: { "date_format(\(x), \(quoted($0)))" },
        special: { "CAST(\($0 == .quarter ? "quarter" : "weekofyear")(\(x)) AS STRING)" })
    case .parseDateOrNull, .parseDate:
      let format = call.pattern.written(
        codes: Self.codes, copy: { "'" + $0.replacingText("'", with: "''") + "'" })
      let function = call.operation == .parseDate ? "to_timestamp" : "try_to_timestamp"
      return cast("\(function)(\(x), \(quoted(format)))", to: call.type)
    default: return nil
    }
  }

  /// Spark reads the letters as they are, but for quarter and week.
  private static let codes = Dictionary(
    uniqueKeysWithValues: DatePattern.Field.allCases.filter { $0 != .quarter && $0 != .week }
      .map { ($0, $0.rawValue) })

  private func textCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .jsonField: return "get_json_object(\(x), \(quoted(call.jsonPath.plainText)))"
    case .parse: return cast(x, to: call.type)
    case .parseOrNull:
      if call.type == .bool {
        return "CASE lower(trim(\(x))) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
      }
      return "try_cast(\(x) AS \(typeName(call.type)))"
    case .formatNumber: return formatNumber(call)
    case .convert where call.type == .text && call.argumentType == .number: return plainNumber(x)
    default: return nil
    }
  }

  private func formatNumber(_ call: WrittenCall) -> String {
    let x = call.arguments[0]
    let format = call.numberFormat
    guard let decimals = format.decimals else {
      if call.argumentType == .int || format.isWhole {
        return format.isGrouped
          ? "format_number(round(\(x)), 0)" : "CAST(CAST(round(\(x)) AS BIGINT) AS STRING)"
      }
      return format.isGrouped
        ? "format_number(\(nineDigits(x)), '#,##0.#########')" : plainNumber(x)
    }
    let scaled = format.isPercent ? "\(SQLTemplate.operand(x)) * 100" : x
    let pattern = "%\(format.isGrouped ? "," : "").\(decimals)f"
    let text = "format_string('\(pattern)', round(CAST(\(scaled) AS DOUBLE), \(decimals)))"
    return format.isPercent ? text + " || '%'" : text
  }

  /// The number with at most 9 significant digits.
  private func nineDigits(_ x: String) -> String {
    "CAST(format_string('%.8e', CAST(\(x) AS DOUBLE)) AS DOUBLE)"
  }

  /// At most 9 significant digits.
  private func plainNumber(_ x: String) -> String {
    let number = nineDigits(x)
    return "CASE WHEN \(number) = floor(\(number)) AND abs(\(x)) < 1e15 "
      + "THEN CAST(CAST(\(number) AS BIGINT) AS STRING) ELSE CAST(\(number) AS STRING) END"
  }
}

extension JSONPath {
  /// The path as `$.a.b[0]`.
  fileprivate var plainText: String {
    "$"
      + steps.map { step in
        switch step {
        case .key(let key): "['\(key)']"
        case .index(let index): "[\(index)]"
        }
      }.joined()
  }
}
