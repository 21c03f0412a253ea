import Tables

/// A column read as numbers or as levels, before scaling.
enum ColumnReading {
  case numbers([Double], present: [Bool], kind: Feature.Kind)
  /// A level for each row, counted from 0 in `names`; -1 for a missing value.
  case levels([Int], names: [String])
  case none(LeftOutColumn.Reason)

  /// Reads `column`; `last` is the day from which ages count, the latest of the column if nil.
  init(_ column: Column, ordinal: [String]?, last: Double? = nil) {
    let count = column.count
    let present = (0..<count).map { column.validity[$0] }
    switch column.storage {
    case .int(let values):
      self = .numbers(values.map { Double($0) }, present: present, kind: .number)
    case .number(let values):
      self = .numbers(values, present: present, kind: .number)
    case .bool(let values):
      self = .numbers(values.map { $0 ? 1 : 0 }, present: present, kind: .flag)
    case .duration(let values):
      self = .numbers(values.map { Double($0) / Self.day }, present: present, kind: .number)
    case .date(let values):
      self = Self.ages(values.map { Double($0) }, present, last)
    case .datetime(let values):
      self = Self.ages(values.map { Double($0) / Self.day }, present, last)
    case .text(let text):
      if let ordinal {
        let place = Dictionary(
          ordinal.enumerated().map { ($1, Double($0)) }, uniquingKeysWith: { first, _ in first })
        let ofCode = text.dictionary.map { place[$0] }
        var known = present
        let values = (0..<count).map { row -> Double in
          guard present[row], let value = ofCode[Int(text.codes[row])] else {
            known[row] = false
            return 0
          }
          return value
        }
        self = .numbers(values, present: known, kind: .ordinal)
      } else {
        self = Self.levels(text, present)
      }
    case .list(_, let element):
      self = .none(.type("list of \(element.name)"))
    }
  }

  /// Microseconds of a day.
  static let day = 86_400_000_000.0

  /// Days before the last day.
  private static func ages(_ days: [Double], _ present: [Bool], _ last: Double?) -> ColumnReading {
    let latest = last ?? Self.latest(days, present)
    return .numbers(days.map { latest - $0 }, present: present, kind: .age)
  }

  private static func latest(_ days: [Double], _ present: [Bool]) -> Double {
    zip(days, present).reduce(-Double.infinity) { $1.1 ? max($0, $1.0) : $0 }
  }

  /// The last day of a column of dates, from which its ages count.
  static func lastDay(_ column: Column) -> Double? {
    let present = (0..<column.count).map { column.validity[$0] }
    let latest: Double
    switch column.storage {
    case .date(let values): latest = Self.latest(values.map { Double($0) }, present)
    case .datetime(let values): latest = Self.latest(values.map { Double($0) / day }, present)
    default: return nil
    }
    return latest.isFinite ? latest : nil
  }

  /// Levels in the order of their names, so that the order of rows does not matter.
  private static func levels(_ text: TextColumn, _ present: [Bool]) -> ColumnReading {
    var isUsed = [Bool](repeating: false, count: text.dictionary.count)
    for row in present.indices where present[row] { isUsed[Int(text.codes[row])] = true }
    let names = Set(text.dictionary.indices.filter { isUsed[$0] }.map { text.dictionary[$0] })
      .sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let ofCode = text.dictionary.map { place[$0] ?? -1 }
    return .levels(
      present.indices.map { present[$0] ? ofCode[Int(text.codes[$0])] : -1 }, names: names)
  }
}
