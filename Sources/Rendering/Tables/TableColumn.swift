import Tables

/// One column as it is shown: texts, alignment, keys for sorting.
struct TableColumn {
  /// One cell as it is shown.
  struct Cell {
    /// The text on one line, at most `longestText` characters long.
    var text: String
    var isNull = false
    /// The share that the bar before the text shows.
    var share: Double?
    /// The number to sort by, where the text does not say it.
    var sortKey: String?
  }

  /// Beyond this a text is cut everywhere, also where the rest of it is shown on demand.
  static let longestText = 300

  let header: String
  let isNumeric: Bool
  let isText: Bool
  let isShare: Bool
  let cells: [Cell]

  init(_ name: String, _ column: Column, _ format: ColumnFormat?) {
    header = VisibleText.line(Self.shortened(name))
    let numbers = (column.numbers ?? []).compactMap { $0 }
    let isShare = Self.isShare(name, column.type, numbers, format)
    self.isShare = isShare
    switch column.type {
    case .text, .list: isText = true
    default: isText = false
    }
    switch column.type {
    case .int, .number: isNumeric = true
    case .duration: isNumeric = true
    default: isNumeric = false
    }
    let style = Self.style(name, numbers, format, isShare)
    let precision = Self.precision(of: column)
    cells = (0..<column.count).map { row in
      Self.cell(column[row], style, precision, isShare: isShare)
    }
  }

  /// A text of data, cut where nobody would read on.
  static func shortened(_ text: String) -> String {
    if text.utf8.count <= longestText { return text }
    let start = text.prefix(longestText)
    return start.endIndex == text.endIndex ? text : start + "…"
  }

  private static func isShare(
    _ name: String, _ type: DataType, _ numbers: [Double], _ format: ColumnFormat?
  ) -> Bool {
    if let format { return format == .share && type.isNumeric }
    let named = name == "share" || name.hasSuffix("_share") || name == "retention"
    return named && type == .number && numbers.allSatisfy { $0 >= 0 && $0 <= 1.000001 }
  }

  private static func style(
    _ name: String, _ numbers: [Double], _ format: ColumnFormat?, _ isShare: Bool
  ) -> DecimalStyle {
    let isName = IdentifierName.matches(name) || IdentifierName.isYear(name, numbers)
    switch format {
    case .identifier: return DecimalStyle(fitting: numbers, isGrouped: false)
    case .decimals(let count): return DecimalStyle(decimals: count)
    default: break
    }
    return isShare
      ? DecimalStyle(percentsFitting: numbers) : DecimalStyle(fitting: numbers, isGrouped: !isName)
  }

  /// The precision that shows the times of all rows.
  private static func precision(of column: Column) -> ClockTime.Precision {
    let times: [Int64]
    switch column.storage {
    case .datetime(let values), .duration(let values): times = values
    default: return .minutes
    }
    return times.indices.lazy.filter { column.validity[$0] }
      .map { ClockTime.Precision(showing: times[$0]) }.max() ?? .minutes
  }

  private static func cell(
    _ value: Value, _ style: DecimalStyle, _ precision: ClockTime.Precision, isShare: Bool
  ) -> Cell {
    switch value {
    case .null:
      return Cell(text: "–", isNull: true)
    case .int(let number) where !isShare:
      return Cell(text: style.text(number, minus: "−"))
    case .int, .number:
      let number = value.asNumber ?? 0
      guard number.isFinite else { return Cell(text: "–", isNull: true) }
      guard !isShare else {
        return Cell(
          text: number == 0 ? "0%" : style.text(number * 100, minus: "−"), share: number,
          sortKey: ValueText.number(number))
      }
      return Cell(
        text: style.text(number, minus: "−"),
        sortKey: style.hides(number) ? ValueText.number(number) : nil)
    case .text(let text):
      return Cell(text: VisibleText.line(shortened(text)))
    case .bool, .date:
      return Cell(text: ValueText.plain(value))
    case .datetime(let time):
      return Cell(text: DateText.datetime(time, precision))
    case .duration(let time):
      return Cell(
        text: DateText.duration(time, precision, sign: "−"),
        sortKey: ValueText.number(Double(time)))
    case .list:
      return Cell(text: VisibleText.line(shortened(ValueText.plain(value))))
    }
  }
}
