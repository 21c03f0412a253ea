import Tables

/// Dates and moments in PostgreSQL: bins, months, patterns.
extension PostgresDialect {
  /// A call on dates and moments, if it is one that is written in a way of its own.
  func dateCall(_ call: WrittenCall) -> String? {
    let x = call.arguments.first ?? ""
    switch call.operation {
    case .binDate:
      switch call.bin {
      case .days(1): return call.argumentType == .date ? x : cast(x, to: .date)
      case .days(7): return "CAST(date_trunc('week', \(x)) AS date)"
      case .days(let count):
        return "CAST(date_bin('\(count) days', \(cast(x, to: .datetime)), "
          + "TIMESTAMP '1970-01-05') AS date)"
      case .months(1): return "CAST(date_trunc('month', \(x)) AS date)"
      case .months(3): return "CAST(date_trunc('quarter', \(x)) AS date)"
      case .months(12): return "CAST(date_trunc('year', \(x)) AS date)"
      case .months(let count):
        let past =
          "(extract(year FROM \(x)) * 12 + extract(month FROM \(x)) + "
          + "\(monthShift(count))) % \(count)"
        return
          "CAST(date_trunc('month', \(x)) - make_interval(months => CAST(\(past) AS int)) AS date)"
      case .microseconds(let width):
        let time = call.argumentType == .date ? cast(x, to: .datetime) : x
        if let unit = call.bin.wholeUnit { return "date_trunc('\(unit)', \(time))" }
        return "date_bin('\(intervalText(width))', \(time), date_trunc('day', \(time)))"
      }
    case .addMonths:
      let months =
        Int(call.arguments[1]).map { "INTERVAL '\($0)' MONTH" }
        ?? "make_interval(months => \(call.int32(1)))"
      let sum = "\(SQLTemplate.operand(x)) + \(months)"
      return call.type == .date ? cast(sum, to: .date) : sum
    case .formatDate:
      return call.pattern.concatenated(
        codes: Self.codes, copy: { "\"" + $0.replacingText("\"", with: "\\\"") + "\"" },
        format: { "to_char(\(x), \(quoted($0)))" },
        special: { "to_char(\(x), \(quoted($0.rawValue)))" })
    case .parseDateOrNull, .parseDate:
      let format = call.pattern.written(
        codes: Self.codes, copy: { "\"" + $0.replacingText("\"", with: "\\\"") + "\"" })
      let function = call.type == .date ? "to_date" : "to_timestamp"
      let read = "\(function)(\(x), \(quoted(format)))"
      let typed = call.type == .date ? read : cast(read, to: .datetime)
      guard call.operation == .parseDateOrNull else { return typed }
      return
        "CASE WHEN \(SQLTemplate.operand(x)) ~ '^\(call.pattern.regularExpression)$' THEN \(typed) END"
    default: return nil
    }
  }

  private static let codes: [DatePattern.Field: String] = [
    .year: "FMYYYY", .shortYear: "YY", .fullYear: "YYYY", .month: "FMMM", .paddedMonth: "MM",
    .shortMonthName: "Mon", .monthName: "FMMonth", .day: "FMDD", .paddedDay: "DD",
    .shortDayName: "Dy", .dayName: "FMDay", .hour: "FMHH24", .paddedHour: "HH24",
    .minute: "FMMI", .paddedMinute: "MI", .second: "SS", .quarter: "Q", .week: "FMIW",
  ]
}

/// What to add to year × 12 + month so that the remainder counts from January 1970, and is positive.
func monthShift(_ count: Int64) -> Int64 { ((-1 - 23_640) % count + count) % count }

extension DatePattern {
  /// What a text of this pattern looks like, as a regular expression.
  var regularExpression: String {
    let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    let fields: [Field: String] = [
      .year: "[0-9]{4}", .fullYear: "[0-9]{4}", .shortYear: "[0-9]{2}",
      .month: "(0?[1-9]|1[0-2])", .paddedMonth: "(0[1-9]|1[0-2])", .shortMonthName: "(\(months))",
      .monthName: "[A-Z][a-z]+", .day: "(0?[1-9]|[12][0-9]|3[01])",
      .paddedDay: "(0[1-9]|[12][0-9]|3[01])", .shortDayName: "[A-Z][a-z]{2}",
      .dayName: "[A-Z][a-z]+", .hour: "([01]?[0-9]|2[0-3])", .paddedHour: "([01][0-9]|2[0-3])",
      .minute: "[0-5]?[0-9]", .paddedMinute: "[0-5][0-9]", .second: "[0-5][0-9]",
    ]
    return written(codes: fields) { text in
      text.map { $0.isLetter || $0.isNumber || $0 == " " ? "\($0)" : "\\\($0)" }.joined()
        .replacingText("'", with: "''")
    }
  }
}
