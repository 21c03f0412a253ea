import Tables

extension Value {
  /// The name of the column that a pivot makes of the value.
  package var columnName: String {
    switch self {
    case .null: return "null"
    case .int(let value): return String(value)
    case .number(let value):
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    case .text(let value): return value
    case .bool(let value): return value ? "true" : "false"
    case .date(let days): return CivilDate(daysSince1970: Int(days)).text
    case .datetime(let microseconds):
      return CivilMoment(microsecondsSince1970: microseconds).sqlText
    case .duration(let microseconds):
      return Value.number(Double(microseconds) / 3_600_000_000).columnName + "h"
    case .list(let values): return "[" + values.map(\.columnName).joined(separator: ", ") + "]"
    }
  }
}
