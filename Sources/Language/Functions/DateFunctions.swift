import Planning
import Series
import Syntax
import Tables

/// Parts of dates and lengths of time; weeks start on Monday.
enum DateFunctions {
  static let all: [Function] = [
    part("year", .year, "The year."),
    part("quarter", .quarter, "The quarter, 1 to 4."),
    part("month", .month, "The month, 1 to 12."),
    part("week", .week, "The ISO week, 1 to 53; week 1 has the year's first Thursday."),
    part("day", .day, "The day of the month."),
    part("weekday", .weekday, "The day of the week, 1 = Monday to 7 = Sunday."),
    Function(
      "hour", family: .date, summary: "The hour of the day, 0 to 23.",
      parameters: [.init("t", .value([.datetime]), "The datetime.")], example: "hour(order_date)"
    ) { (call) throws(Diagnostic) in
      .call(.hour, [try call.value("t")], .int)
    },
    length("days", .days, "A duration as a number of days."),
    length("hours", .hours, "A duration as a number of hours."),
    Function(
      "months_between", family: .date,
      summary: "The whole calendar months from a to b, positive when b is later.",
      parameters: [.init("a", .temporal, "From when."), .init("b", .temporal, "To when.")],
      example: "months_between(first_order, last_order)"
    ) { (call) throws(Diagnostic) in
      let (a, b) = (try call.value("a"), try call.value("b"))
      let type: DataType = a.type == b.type ? a.type : .datetime
      return .call(.monthsBetween, [a.converted(to: type), b.converted(to: type)], .int)
    },
    Function(
      "date_text", family: .date, summary: "The date as a text, by a pattern of Unicode letters.",
      parameters: [
        .init("d", .temporal, "The date or datetime."),
        .init("pattern", .constant([.text]), "Such as \"d MMM y\" or \"yyyy-MM\"."),
      ],
      example: "date_text(order_date, \"d MMM y\")"
    ) { (call) throws(Diagnostic) in
      _ = try call.datePattern("pattern")
      return .call(
        .formatDate, [try call.value("d"), .text(try call.text("pattern"))], .text)
    },
    Function(
      "today", family: .date, summary: "The day on which the cell started.", parameters: [],
      example: "today()"
    ) { (call) throws(Diagnostic) in
      let day = Int32(
        clamping: call.site.now.dividedDown(by: ClockTime.microsecondsPerDay).quotient)
      return .literal(.date(day), .date)
    },
    Function(
      "now", family: .date, summary: "The moment at which the cell started.", parameters: [],
      example: "now()"
    ) { (call) throws(Diagnostic) in
      .literal(.datetime(call.site.now), .datetime)
    },
    Function(
      "is_holiday", family: .date,
      summary: "Whether a day of 1990 to 2060 is a public holiday of a country.",
      parameters: [
        .init("d", .temporal, "The day."),
        .init(
          "country", .constant([.text]),
          "The country's two letters: \(HolidayCalendar.countries.joined(separator: ", "))."),
      ],
      example: "is_holiday(order_date, \"GB\")", lower: isHoliday),
  ]

  private static func part(_ name: String, _ operation: Operation, _ summary: String) -> Function {
    Function(
      name, family: .date, summary: summary,
      parameters: [.init("d", .temporal, "The date or datetime.")],
      example: "\(name)(order_date)"
    ) { (call) throws(Diagnostic) in
      .call(operation, [try call.value("d")], .int)
    }
  }

  private static func length(
    _ name: String, _ operation: Operation, _ summary: String
  ) -> Function {
    Function(
      name, family: .date, summary: summary,
      parameters: [.init("duration", .value([.duration]), "The length of time.")],
      example: "\(name)(last_order - first_order)"
    ) { (call) throws(Diagnostic) in
      .call(operation, [try call.value("duration")], .number)
    }
  }

  @Sendable private static func isHoliday(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let d = try call.value("d")
    let country = try call.text("country")
    guard let calendar = HolidayCalendar(country: country) else {
      throw Diagnostic(
        "E421", "there is no holiday calendar for \"\(country)\"", at: call.span(of: "country"),
        label: "write one of \(HolidayCalendar.countries.joined(separator: ", "))")
    }
    let day =
      d.type == .datetime ? Expression.call(.binDate, [d, .int(1), .text("d")], .date) : d
    let holidays = Set(calendar.holidays(in: 1990...2060).map(\.day)).sorted().map {
      Expression.literal(.date(Int32(clamping: $0)), .date)
    }
    // `in` never gives null, but a function of null is null.
    return .when(.isNotNull(d), then: .call(.isIn, [day] + holidays, .bool))
  }
}

extension FunctionCall {
  /// A constant pattern for dates.
  func datePattern(_ name: String) throws(Diagnostic) -> DatePattern {
    let pattern = try text(name)
    do {
      return try DatePattern(pattern)
    } catch {
      throw Diagnostic("E416", error.message, at: span(of: name), label: error.label)
    }
  }
}
