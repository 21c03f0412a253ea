package import Tables

/// The SQL of DuckDB.
package struct DuckDBDialect: SQLDialect {
  package init() {}

  package var name: String { "DuckDB" }

  package func literal(_ value: Value, type: DataType) -> String {
    switch value {
    case .null: "NULL"
    case .int(let value): String(value)
    case .number(let value): numberText(value, type: type)
    case .text(let text): textLiteral(text)
    case .bool(let value): value ? "TRUE" : "FALSE"
    case .date(let days): "DATE '\(CivilDate(daysSince1970: Int(days)).text)'"
    case .datetime(let microseconds):
      "TIMESTAMP '\(CivilMoment(microsecondsSince1970: microseconds).sqlText)'"
    case .duration(let microseconds): "INTERVAL '\(intervalText(microseconds))'"
    case .list(let values): listText(values, type: type)
    }
  }

  /// A zero character would end the query, because the engine reads C strings.
  private func textLiteral(_ text: String) -> String {
    guard text.utf8.contains(0) else { return quoted(text) }
    let pieces = text.unicodeScalars.split(separator: "\0", omittingEmptySubsequences: false)
    return "(" + pieces.map { quoted(String($0)) }.joined(separator: " || chr(0) || ") + ")"
  }

  private func numberText(_ value: Double, type: DataType) -> String {
    guard value.isFinite else { return "CAST(NULL AS DOUBLE)" }
    let text = "\(value)"
    if text.contains("e") { return text }
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "e0"
  }

  private func listText(_ values: [Value], type: DataType) -> String {
    guard case .list(let element) = type else { return "NULL" }
    let texts = values.map { literal($0, type: element) }
    return cast("[" + texts.joined(separator: ", ") + "]", to: type)
  }

  package func typeName(_ type: DataType) -> String {
    switch type {
    case .int: "BIGINT"
    case .number: "DOUBLE"
    case .text, .null: "VARCHAR"
    case .bool: "BOOLEAN"
    case .date: "DATE"
    case .datetime: "TIMESTAMP"
    case .duration: "INTERVAL"
    case .list(let element): typeName(element) + "[]"
    }
  }

  /// printf is the shortest spelling that is right for 0, null, huge and tiny values.
  package func significant(_ number: String) -> String {
    "CAST(printf('%.12g', \(number)) AS DOUBLE)"
  }

  package var sumOfDoubles: String { "fsum" }
  package var meanOfDoubles: String { "favg" }

  package func aggregate(_ call: WrittenAggregate) -> String {
    switch call.function {
    case .sum where call.type == .duration:
      let sum = call.call("sum", "epoch_us(\(call.argument))")
      return "to_microseconds(CAST(coalesce(\(sum), 0) AS BIGINT))"
    case .mean where call.argumentType == .duration:
      let mean = call.call("avg", "epoch_us(\(call.argument))")
      return "to_microseconds(CAST(round(\(mean)) AS BIGINT))"
    case .median, .quantile:
      let level = if case .quantile(let level) = call.function { level } else { 0.5 }
      return call.call("quantile_cont", call.argument, tail: ", \(level)")
    case .approximateQuantile(let level):
      return call.call("approx_quantile", call.argument, tail: ", \(level)")
    case .mode:
      return call.call("mode", call.argument, tail: " ORDER BY \(call.argument)")
    case .correlation:
      // A constant column gives NaN.
      let correlation = call.call("corr", call.arguments.joined(separator: ", "))
      return significant("nullif(\(correlation), 'nan'::DOUBLE)")
    case .first, .last:
      return call.call("\(call.function)", call.argument, tail: call.orderClause)
    case .list:
      let order = call.order.isEmpty ? " ORDER BY \(call.argument)" : call.orderClause
      let present = "\(SQLTemplate.operand(call.argument)) IS NOT NULL"
      let list = call.call("list", call.argument, where: present, tail: call.isWindow ? "" : order)
      return "coalesce(\(list), [])"
    default:
      return standardAggregate(call)
    }
  }

  package func numbers(below count: String, relation: String, column: String) -> String {
    "CROSS JOIN LATERAL unnest(range(\(count))) AS \(relation)(\(column))"
  }

  package func call(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) -> String {
    if let template = Self.templates[operation] { return template.filled(arguments) }
    let call = WrittenCall(operation, arguments, of: expressions, type: type)
    return dateCall(call) ?? textCall(call) ?? sharedCall(call)
  }

  private static let templates = sharedTemplates.merging([
    .power: "CASE WHEN isfinite(pow($1, $2)) THEN pow($1, $2) END",
    .exponential: "exp(CASE WHEN #1 < 709.78 THEN $1 END)",
    .isInList: "list_contains($2, $1)",
    .length: "length($1)",
    .contains: "contains($1, $2)", .startsWith: "starts_with($1, $2)",
    .endsWith: "ends_with($1, $2)", .matches: "regexp_matches($1, $2)",
    .extract: "CASE WHEN regexp_matches($1, $2) THEN regexp_extract($1, $2, $3) END",
    .trim: "regexp_replace($1, '^\\s+|\\s+$', '', 'g')",
    .words: "regexp_extract_all($1, '\\S+')",
    .tokens: "regexp_extract_all(lower($1), '[\\p{L}\\p{N}]+')",
    .year: "year($1)", .quarter: "quarter($1)", .month: "month($1)", .week: "week($1)",
    .day: "day($1)", .weekday: "isodow($1)", .hour: "hour($1)",
    .days: "epoch($1) / 86400", .hours: "epoch($1) / 3600",
    .scaleDuration: "to_microseconds(CAST(round(epoch_us($1) * #2) AS BIGINT))",
    .divideDurations: "epoch($1) / nullif(epoch($2), 0)",
    .monthsBetween: "date_sub('month', $1, $2)",
    .makeList: "[$*]", .countItems: "len($1)",
  ]) { _, own in own }

  private func dateCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .binDate:
      let day = call.argumentType == .date ? x : "CAST(\(x) AS DATE)"
      switch call.bin {
      case .days(1): return day
      case .days(7): return "CAST(date_trunc('week', \(x)) AS DATE)"
      case .days(let count):
        return "time_bucket(INTERVAL '\(count) days', \(day), DATE '1970-01-05')"
      case .months(1): return "CAST(date_trunc('month', \(x)) AS DATE)"
      case .months(3): return "CAST(date_trunc('quarter', \(x)) AS DATE)"
      case .months(12): return "CAST(date_trunc('year', \(x)) AS DATE)"
      case .months(let count):
        return "time_bucket(INTERVAL '\(count) months', \(day), DATE '1970-01-01')"
      case .microseconds(let width):
        let time = call.argumentType == .date ? "CAST(\(x) AS TIMESTAMP)" : x
        if let unit = call.bin.wholeUnit { return "date_trunc('\(unit)', \(time))" }
        return
          "time_bucket(INTERVAL '\(intervalText(width))', \(time), date_trunc('day', \(time)))"
      }
    case .addMonths:
      let months =
        Int(call.arguments[1]).map { "INTERVAL '\($0)' MONTH" } ?? "to_months(\(call.int32(1)))"
      let sum = "\(SQLTemplate.operand(x)) + \(months)"
      return call.type == .date ? "CAST(\(sum) AS DATE)" : sum
    case .wholeDaysBetween:
      return "CAST(floor(epoch(\(call.timestamp(1)) - \(call.timestamp(0))) / 86400) AS BIGINT)"
    case .formatDate:
      return call.pattern.concatenated(
        codes: Self.strftimeCodes, copy: { $0.replacingText("%", with: "%%") },
        format: { "strftime(\(x), \(quoted($0)))" },
        special: { "CAST(\($0 == .quarter ? "quarter" : "week")(\(x)) AS VARCHAR)" })
    case .parseDateOrNull, .parseDate:
      let format = call.pattern.written(
        codes: Self.strftimeCodes, copy: { $0.replacingText("%", with: "%%") })
      let function = call.operation == .parseDate ? "strptime" : "try_strptime"
      return cast("\(function)(\(x), \(quoted(format)))", to: call.type)
    default: return nil
    }
  }

  private static let strftimeCodes: [DatePattern.Field: String] = [
    .year: "%Y", .shortYear: "%y", .fullYear: "%Y", .month: "%-m", .paddedMonth: "%m",
    .shortMonthName: "%b", .monthName: "%B", .day: "%-d", .paddedDay: "%d", .shortDayName: "%a",
    .dayName: "%A", .hour: "%-H", .paddedHour: "%H", .minute: "%-M", .paddedMinute: "%M",
    .second: "%S",
  ]

  private func textCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .item:
      let item = "\(SQLTemplate.operand(x))[\(call.arguments[1])]"
      if let n = Int(call.arguments[1]), n > 0 { return item }
      return "CASE WHEN \(SQLTemplate.operand(call.arguments[1])) > 0 THEN \(item) END"
    case .jsonField:
      return "CASE WHEN json_valid(\(x)) THEN json_extract_string(\(x), "
        + "\(quoted(call.jsonPath.dollarText))) END"
    case .parse, .parseOrNull:
      let read = readText(x, as: call.type)
      guard call.operation == .parse else { return read }
      let message = "'cannot read ''' || \(SQLTemplate.operand(x)) || ''' as \(call.type.name)'"
      return "coalesce(\(read), "
        + "CASE WHEN \(SQLTemplate.operand(x)) IS NOT NULL THEN error(\(message)) END)"
    case .formatNumber: return formatNumber(call)
    case .convert where call.type == .text && call.argumentType == .number: return plainNumber(x)
    default: return nil
    }
  }

  /// The text as a value of `type`, null when it is none.
  private func readText(_ x: String, as type: DataType) -> String {
    let cast = "TRY_CAST(\(x) AS \(typeName(type)))"
    switch type {
    case .int: return guarded(x, "\\s*[-+]?[0-9]+\\s*", cast)
    case .number:
      return guarded(x, "\\s*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?\\s*", cast)
    case .bool: return "CASE lower(trim(\(x))) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
    case .date: return guarded(x, "\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\\s*", cast)
    case .datetime: return guarded(x, "\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}.*", cast)
    default: return cast
    }
  }

  private func guarded(_ x: String, _ pattern: String, _ text: String) -> String {
    "CASE WHEN regexp_full_match(\(x), '\(pattern)') THEN \(text) END"
  }

  private func formatNumber(_ call: WrittenCall) -> String {
    let x = call.arguments[0]
    let format = call.numberFormat
    guard let decimals = format.decimals else {
      guard call.argumentType == .int || format.isWhole else {
        return plainNumber(x, groups: format.isGrouped)
      }
      let whole = "CAST(round(\(x)) AS BIGINT)"
      return format.isGrouped ? "format('{:,}', \(whole))" : cast(whole, to: .text)
    }
    let scaled = format.isPercent ? "\(SQLTemplate.operand(x)) * 100" : x
    // Adding 0 turns a negative zero into a plain one.
    let number = "CAST(round(\(scaled), \(decimals)) + 0 AS DOUBLE)"
    let text = "format('{:\(format.isGrouped ? "," : "").\(decimals)f}', \(number))"
    return format.isPercent ? text + " || '%'" : text
  }

  /// At most 9 significant digits; without an exponent where people write none.
  private func plainNumber(_ x: String, groups: Bool = false) -> String {
    let comma = groups ? "," : ""
    return "CASE WHEN abs(\(x)) >= 1e9 AND abs(\(x)) < 1e15 THEN format('{:\(comma).0f}', \(x)) "
      + "ELSE format('{:\(comma).9g}', \(x)) END"
  }
}
