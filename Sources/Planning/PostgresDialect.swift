package import Tables

/// The SQL of PostgreSQL.
package struct PostgresDialect: SQLDialect {
  package init() {}

  package var name: String { "PostgreSQL" }
  package var identifierLimit: Int? { 63 }

  package func literal(_ value: Value, type: DataType) -> String {
    switch value {
    case .null: return "NULL"
    case .int(let value): return String(value)
    case .number(let value): return value.isFinite ? "float8 '\(value)'" : "NULL"
    case .text(let text): return quoted(text)
    case .bool(let value): return value ? "TRUE" : "FALSE"
    case .date(let days): return "DATE '\(CivilDate(daysSince1970: Int(days)).text)'"
    case .datetime(let microseconds):
      return "TIMESTAMP '\(CivilMoment(microsecondsSince1970: microseconds).sqlText)'"
    case .duration(let microseconds): return "INTERVAL '\(intervalText(microseconds))'"
    case .list(let values):
      guard case .list(let element) = type else { return "NULL" }
      let texts = values.map { literal($0, type: element) }
      return cast("ARRAY[" + texts.joined(separator: ", ") + "]", to: type)
    }
  }

  package func typeName(_ type: DataType) -> String {
    switch type {
    case .int: "bigint"
    case .number: "double precision"
    case .text, .null: "text"
    case .bool: "boolean"
    case .date: "date"
    case .datetime: "timestamp"
    case .duration: "interval"
    case .list(let element): typeName(element) + "[]"
    }
  }

  package func significant(_ number: String) -> String {
    "CAST(to_char(CAST(\(number) AS double precision), '9.99999999999EEEE') AS double precision)"
  }

  /// The database's own collation may be a human one.
  package func ordered(_ text: String, type: DataType) -> String {
    type == .text ? "\(SQLTemplate.operand(text)) COLLATE \"C\"" : text
  }

  /// IS NOT DISTINCT FROM cannot be hashed here, two plain equalities can.
  package func matchesKey(_ left: String, _ right: String, type: DataType) -> String {
    let filler: String
    switch type {
    case .int, .number: filler = "0"
    case .bool: filler = "FALSE"
    case .text: filler = "''"
    case .date: filler = "DATE '1970-01-01'"
    case .datetime: filler = "TIMESTAMP '1970-01-01 00:00:00'"
    case .duration: filler = "INTERVAL '0'"
    case .list, .null: return isSame(left, right)
    }
    return "coalesce(\(left), \(filler)) = coalesce(\(right), \(filler)) "
      + "AND (\(left) IS NULL) = (\(right) IS NULL)"
  }

  package func aggregate(_ call: WrittenAggregate) -> String {
    switch call.function {
    case .min where call.type == .bool, .max where call.type == .bool:
      return call.call(call.function == .min ? "bool_and" : "bool_or", call.argument)
    case .mean where call.argumentType == .int || call.argumentType == .bool:
      return cast(standardAggregate(call), to: .number)
    case .first, .last:
      let order = call.order.map { call.function == .first ? $0.clause : $0.reversedClause }
      let clause = order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", ")
      return "(\(call.call("array_agg", call.argument, tail: clause)))[1]"
    case .list:
      let order =
        call.order.isEmpty
        ? " ORDER BY \(ordered(call.argument, type: call.argumentType))" : call.orderClause
      let present = "\(SQLTemplate.operand(call.argument)) IS NOT NULL"
      let list = call.call(
        "array_agg", call.argument, where: present, tail: call.isWindow ? "" : order)
      return "coalesce(\(list), \(cast("ARRAY[]", to: call.type)))"
    default:
      return standardAggregate(call)
    }
  }

  package func numbers(below count: String, relation: String, column: String) -> String {
    "CROSS JOIN LATERAL generate_series(0, \(count) - 1) AS \(relation)(\(column))"
  }

  package func call(
    _ operation: Operation, _ arguments: [String], of expressions: [Expression], type: DataType
  ) -> String {
    let call = WrittenCall(operation, arguments, of: expressions, type: type)
    if let text = numberCall(call) { return text }
    if let template = Self.templates[operation] { return template.filled(arguments) }
    return dateCall(call) ?? textCall(call) ?? sharedCall(call)
  }

  private static let templates = sharedTemplates.merging([
    .power: """
    CASE WHEN #1 = 0 AND #2 < 0 OR #1 < 0 AND #2 <> floor($2) THEN NULL \
    WHEN #1 <> 0 AND abs(#2 * ln(abs(nullif(#1, 0)))) > 700 THEN NULL ELSE power($1, $2) END
    """,
    .exponential: "exp(CASE WHEN #1 < 709.78 THEN greatest($1, -700) END)",
    .isInList: "#1 = ANY($2)",
    .length: "CAST(length($1) AS bigint)",
    .contains: "strpos($1, $2) > 0", .startsWith: "starts_with($1, $2)",
    .endsWith: "right($1, length($2)) = #2", .matches: "#1 ~ #2",
    .padLeft: "lpad($1, greatest(%2, length($1)), $3)",
    .padRight: "rpad($1, greatest(%2, length($1)), $3)",
    .trim: "regexp_replace($1, '^\\s+|\\s+$', '', 'g')",
    .words: """
    CASE WHEN #1 IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches($1, '\\S+', 'g') AS w) END
    """,
    .tokens: """
    CASE WHEN #1 IS NOT NULL THEN \
    ARRAY(SELECT w[1] FROM regexp_matches(lower($1), '[[:alnum:]]+', 'g') AS w) END
    """,
    .year: "CAST(extract(year FROM $1) AS bigint)",
    .quarter: "CAST(extract(quarter FROM $1) AS bigint)",
    .month: "CAST(extract(month FROM $1) AS bigint)",
    .week: "CAST(extract(week FROM $1) AS bigint)",
    .day: "CAST(extract(day FROM $1) AS bigint)",
    .weekday: "CAST(extract(isodow FROM $1) AS bigint)",
    .hour: "CAST(extract(hour FROM CAST($1 AS timestamp)) AS bigint)",
    .days: "CAST(extract(epoch FROM $1) AS double precision) / 86400",
    .hours: "CAST(extract(epoch FROM $1) AS double precision) / 3600",
    .scaleDuration: "#1 * CAST($2 AS double precision)",
    .divideDurations: """
    CAST(extract(epoch FROM $1) AS double precision) / nullif(extract(epoch FROM $2), 0)
    """,
    .monthsBetween: """
    CAST(extract(year FROM age($2, $1)) * 12 + extract(month FROM age($2, $1)) AS bigint)
    """,
    .wholeDaysBetween: """
    CAST(floor(extract(epoch FROM CAST($2 AS timestamp) - CAST($1 AS timestamp)) / 86400) AS bigint)
    """,
    .makeList: "ARRAY[$*]", .countItems: "CAST(cardinality($1) AS bigint)",
    .item: "(#1)[%2]",
  ]) { _, own in own }

  private func numberCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .divide:
      // Of integers it would drop the remainder.
      let dividend = call.argumentType == .number ? x : cast(x, to: .number)
      return sharedCall(
        WrittenCall(
          .divide, [dividend] + call.arguments.dropFirst(), of: call.expressions, type: .number))
    case .modulo where call.type == .number:
      let a = SQLTemplate.operand(x)
      let b = call.divisor
      return "\(a) - \(b) * trunc(\(a) / \(b))"
    case .round where call.argumentType == .number || call.literalDigits < 0:
      // Doubles would be rounded half to even.
      let rounded =
        "round(CAST(\(x) AS numeric), \(call.arguments.count > 1 ? call.int32(1) : "0"))"
      return cast(rounded, to: call.type)
    default: return nil
    }
  }

  private func textCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .extract:
      return "(regexp_match(\(x), \(call.arguments[1])))[\(call.arguments[2])]"
    case .jsonField:
      let steps = call.jsonPath.steps.map { step in
        switch step {
        case .key(let key): "\"\(key.replacingText("\"", with: "\\\""))\""
        case .index(let index): String(index)
        }
      }
      return "CAST(\(x) AS jsonb) #>> \(quoted("{" + steps.joined(separator: ",") + "}"))"
    case .parse: return cast(x, to: call.type)
    case .parseOrNull:
      guard let pattern = Self.readable[call.type] else { return cast(x, to: call.type) }
      return "CASE WHEN \(SQLTemplate.operand(x)) ~* '^\\s*(\(pattern))\\s*$' "
        + "THEN \(cast(x, to: call.type)) END"
    case .formatNumber: return formatNumber(call)
    case .convert where call.type == .text && call.argumentType == .number: return plainNumber(x)
    default: return nil
    }
  }

  private static let readable: [DataType: String] = [
    .int: "[-+]?[0-9]{1,18}",
    .number: "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]{1,2})?",
    .bool: "true|false",
    .date: "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    .datetime: "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T][0-9:.]+)?",
  ]

  private func formatNumber(_ call: WrittenCall) -> String {
    let x = call.arguments[0]
    let format = call.numberFormat
    let whole = format.isGrouped ? "FM999,999,999,999,999,990" : "FM999999999999999990"
    guard let decimals = format.decimals else {
      if call.argumentType == .int || format.isWhole {
        let rounded = "round(CAST(\(x) AS numeric))"
        return format.isGrouped ? "to_char(\(rounded), '\(whole)')" : cast(rounded, to: .text)
      }
      guard format.isGrouped else { return plainNumber(x) }
      return "rtrim(to_char(CAST(\(plainNumber(x)) AS numeric), '\(whole).999999999'), '.')"
    }
    let scaled = format.isPercent ? "\(SQLTemplate.operand(x)) * 100" : x
    let picture = decimals == 0 ? whole : whole + "." + String(repeating: "0", count: decimals)
    let text = "to_char(round(CAST(\(scaled) AS numeric), \(decimals)), '\(picture)')"
    return format.isPercent ? text + " || '%'" : text
  }

  /// At most 9 significant digits.
  private func plainNumber(_ x: String) -> String {
    let digits = "CAST(to_char(\(x), '9.99999999EEEE') AS double precision)"
    return "CASE WHEN abs(\(x)) >= 1e9 AND abs(\(x)) < 1e15 "
      + "THEN CAST(round(CAST(\(x) AS numeric)) AS text) ELSE CAST(\(digits) AS text) END"
  }
}

extension WrittenCall {
  /// The literal digits of a rounding, 0 if there are none.
  var literalDigits: Int64 { if case .int(let digits)? = literal(1) { digits } else { 0 } }
}
