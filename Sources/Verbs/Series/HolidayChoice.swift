import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables

/// Whose holidays count.
enum HolidayChoice: Sendable {
  /// The holidays of one country or of several together, each by its calendar's code.
  case countries([String])
  /// Rows of days with names.
  case table(TableArgument)
  /// The days of a table, once they were read.
  case days([HolidayCalendar.Holiday])

  /// The columns in which a table of holidays has its days and their names.
  struct Columns {
    var date: Field
    var name: Field?
    /// The first and the last day around it that count, too: `lower_window`, `upper_window`.
    var windows: [Field?]
  }

  /// More days around a holiday than these are a season.
  private static let widest = 60
  /// More names than these are no holidays: each is one more thing to learn.
  private static let mostNames = 300
  private static let mostRows = 100_000

  /// The holidays, where they need not be read first.
  var calendar: HolidayCalendar? {
    switch self {
    case .countries(let codes): HolidayCalendar(countries: codes)
    case .days(let days): HolidayCalendar(days)
    case .table: nil
    }
  }

  /// Finds the columns of a table.
  static func columns(of table: TableArgument) throws(Diagnostic) -> Columns {
    let schema = table.schema
    func refusal(_ message: String, _ label: String) -> Diagnostic {
      Diagnostic("E304", message, at: table.span, label: label)
    }
    func field(_ names: [String], _ suits: (DataType) -> Bool) -> Field? {
      names.lazy.compactMap { schema[$0] }.first { suits($0.type) }
    }
    let isDate = { (type: DataType) in type == .date || type == .datetime }
    let dates = schema.fields.filter { isDate($0.type) }
    guard
      let date = field(["date", "ds", "day", "holiday_date"], isDate)
        ?? (dates.count == 1 ? dates[0] : nil)
    else {
      guard dates.isEmpty else {
        throw refusal(
          "the table of holidays has several dates, and none is called `date`",
          "rename one: | rename date = \(dates[0].name.asName)")
      }
      let written = ["date", "ds", "day"].compactMap { schema[$0] }.first { $0.type == .text }
      throw refusal(
        "the table of holidays has no column of dates",
        written.map { "make one: | derive \($0.name.asName) = date(\($0.name.asName))" }
          ?? "give it the columns `date` and `name`")
    }
    let isText = { (type: DataType) in type == .text }
    let texts = schema.fields.filter { $0.type == .text }
    let name = field(["name", "holiday", "event"], isText) ?? (texts.count == 1 ? texts[0] : nil)
    guard name != nil || texts.isEmpty else {
      throw refusal(
        "the table of holidays has several texts, and none is called `name`",
        "rename one: | rename name = \(texts[0].name.asName)")
    }
    let windows = ["lower_window", "upper_window"].map { schema[$0] }
    for case let window? in windows where window.type != .int && window.type != .null {
      throw refusal(
        "`\(window.name)` of the table of holidays is a whole number of days",
        "such as -1 for the day before, 1 for the day after")
    }
    return Columns(date: date, name: name, windows: windows)
  }

  /// The days of a table by day and name, with those around them under names such as `sale_+1`.
  static func days(
    of table: TableArgument, in context: RunContext
  ) throws -> [HolidayCalendar.Holiday] {
    let columns = try columns(of: table)
    let fields = [columns.date, columns.name].compactMap(\.self)
    guard let relation = table.answer.relation else { return [] }
    let rows = try relation.map {
      $0.selected((fields + columns.windows.compactMap(\.self)).map(\.name))
    }.collect(limit: mostRows + 1)
    func refusal(_ message: String, _ label: String = "") -> Diagnostic {
      Diagnostic("E304", message, at: table.span, label: label)
    }
    guard rows.rowCount > 0 else {
      throw refusal(
        "the table of holidays is empty", "leave `holidays:` out, or look at its filters")
    }
    guard rows.rowCount <= mostRows else {
      throw refusal("the table of holidays has more than \(mostRows.grouped) rows")
    }
    var found: Set<HolidayCalendar.Holiday> = []
    var dateless = 0
    for row in 0..<rows.rowCount {
      let day: Int
      switch rows[columns.date.name]?[row] {
      case .date(let days): day = Int(days)
      case .datetime(let instant):
        day = Int(instant.dividedDown(by: ClockTime.microsecondsPerDay).quotient)
      default:
        dateless += 1
        continue
      }
      var name = "holiday"
      if let column = columns.name, case .text(let text)? = rows[column.name]?[row] { name = text }
      let window = columns.windows.map { field -> Int in
        guard let field, case .int(let days)? = rows[field.name]?[row] else { return 0 }
        return Int(clamping: days)
      }
      guard (-widest...0).contains(window[0]), (0...widest).contains(window[1]) else {
        throw refusal(
          "`\(name)` of the table of holidays reaches from \(window[0]) to \(window[1]) days",
          "`lower_window` is from -\(widest) to 0, `upper_window` from 0 to \(widest)")
      }
      for offset in window[0]...window[1] {
        let suffix = offset == 0 ? "" : offset > 0 ? "_+\(offset)" : "_\(offset)"
        found.insert(.init(day: day + offset, name: name + suffix))
      }
    }
    guard !found.isEmpty else { throw refusal("no row of the table of holidays has a date") }
    if dateless > 0 {
      context.notice("\(dateless.counted("row")) of `holidays:` without a date left out")
    }
    let names = Set(found.map(\.name)).count
    guard names <= mostNames else {
      throw refusal(
        "the table of holidays has \(names.grouped) names, and \(mostNames) are possible",
        "give days that are alike one name; windows count by the day")
    }
    return found.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
  }
}

extension VerbParameter {
  /// `holidays: "GB"` or `["GB", "ET"]`: countries whose holidays are known; `holidays: days`: a
  /// table of one's own.
  static func holidays(_ property: Property<V, Given<HolidayChoice>?>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "holidays", summary, place: .option, accepts: .words(HolidayCalendar.countries),
      notation: "holidays:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("holidays") else { return }
      guard let codes = try countries(option, &binder) else {
        let table = try binder.table(option, "holidays")
        _ = try HolidayChoice.columns(of: table)
        verb[keyPath: property] = Given(.table(table), table.span)
        return
      }
      func refusal(_ message: String, _ label: String) -> Diagnostic {
        Diagnostic(
          "E304", message, at: option.span, label: label,
          notes: ["countries here: \(HolidayCalendar.countries.joined(separator: ", "))"])
      }
      guard !codes.isEmpty else {
        throw refusal("the list of `holidays:` is empty", "such as [\"GB\", \"ET\"]")
      }
      if let unknown = codes.first(where: { HolidayCalendar(country: $0) == nil }) {
        throw refusal(
          "`holidays:` knows no "
            + (unknown.isEmpty
              ? "such country"
              : codes.count > 1 ? "country `\(unknown)`" : "country or table `\(unknown)`"),
          "give a country, or a table with the columns `date` and `name`")
      }
      // `UK` is `GB`, and a country named twice counts once.
      var known: [String] = []
      for case let code? in codes.map({ HolidayCalendar(country: $0)?.code })
      where !known.contains(code) {
        known.append(code)
      }
      verb[keyPath: property] = Given(.countries(known), option.span)
    }
  }

  /// The words of an option that names countries, empty for what cannot be one; nil for a table.
  private static func countries(
    _ option: OptionSyntax, _ binder: inout StageBinder
  ) throws(Diagnostic) -> [String]? {
    guard case .expression(let syntax) = option.value else { return nil }
    switch syntax.kind {
    case .column(let path):
      // A table may have the name of a country.
      let isTable = (try? binder.table(option, "holidays")) != nil
      return path.count == 1 && !isTable ? [path[0].text] : nil
    case .list(let elements):
      var codes: [String] = []
      for element in elements {
        if case .column(let path) = element.kind, path.count == 1 {
          codes.append(path[0].text)
        } else if case .value(.text(let text), _) = try binder.scalar(element) {
          codes.append(text)
        } else {
          codes.append("")
        }
      }
      return codes
    default:
      switch try binder.scalar(syntax) {
      case .value(.text(let text), _): return [text]
      case .value(.list(let values), _):
        return values.map { value in
          if case .text(let text) = value { return text }
          return ""
        }
      default: return [""]
      }
    }
  }
}
