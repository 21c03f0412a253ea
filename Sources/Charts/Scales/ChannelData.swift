import Tables

/// A channel's values, ready to be placed: amounts, seconds since 1970, or codes of categories;
/// NaN where there is none.
struct ChannelData {
  let name: String
  let kind: ChannelKind
  let isConstant: Bool
  private(set) var values: [Double]
  /// The names behind the codes, in their own order or in that of first appearance.
  let categories: [String]
  /// Whether the categories have an order of their own: numbers, months, weekdays, dates.
  let hasNaturalOrder: Bool
  let order: CategoryOrder
  let format: ValueFormat
  /// Whether all amounts are whole numbers, so that ticks between them mean nothing.
  let isWhole: Bool

  var isAllNull: Bool { values.allSatisfy(\.isNaN) }

  /// The value of a row in words, as the column's own format has it.
  func label(_ row: Int) -> String {
    let value = values[row]
    guard !value.isNaN else { return "–" }
    return kind == .category ? categories[Int(value)] : format.own(value)
  }

  /// A value in words, short.
  func short(_ value: Double) -> String {
    guard !value.isNaN else { return "–" }
    return kind == .category ? categories[Int(value)] : format.short(value)
  }

  init(
    _ encoding: Encoding, channel: ChannelName, rowCount: Int, isForcedDiscrete: Bool = false
  ) {
    switch encoding {
    case .constant(let value):
      let column = Column(Array(repeating: value, count: max(rowCount, 1)), type: value.type)
      self.init(
        EncodedColumn(channel.rawValue, column), isConstant: true, rowCount: max(rowCount, 1),
        isForcedDiscrete: isForcedDiscrete)
    case .column(let column):
      self.init(
        column, isConstant: false, rowCount: rowCount, isForcedDiscrete: isForcedDiscrete)
    }
  }

  private init(
    _ encoded: EncodedColumn, isConstant: Bool, rowCount: Int, isForcedDiscrete: Bool
  ) {
    var name = encoded.name
    self.isConstant = isConstant
    order = encoded.order
    kind = isForcedDiscrete ? .category : encoded.kind
    let column = encoded.column
    if kind == .category {
      self.name = name
      let coded = CategoryCodes(column, rowCount: rowCount)
      values = coded.codes
      categories = coded.names
      hasNaturalOrder = coded.hasNaturalOrder
      format = ValueFormat(.number(decimals: 0))
      isWhole = false
      return
    }
    var values = ChannelData.numbers(column, rowCount: rowCount)
    categories = []
    hasNaturalOrder = true
    switch column.storage {
    case .int, .bool, .date: isWhole = true
    case .datetime, .number, .duration, .text, .list: isWhole = false
    }
    format = ValueFormat(encoded, values: &values)
    self.values = values
    if case .duration(let unit) = format.kind { name += ", \(unit)" }
    self.name = name
  }

  /// The same channel with no value in any row.
  var withoutValues: ChannelData {
    var data = self
    data.values = values.map { _ in .nan }
    return data
  }

  /// The same channel for some of the rows; a constant has as many values as it needs.
  func rows(_ rows: [Int]) -> ChannelData {
    var data = self
    data.values = rows.map { values.indices.contains($0) ? values[$0] : .nan }
    return data
  }

  /// The values as amounts or as seconds since 1970; what is null, infinite or missing is NaN.
  private static func numbers(_ column: Column, rowCount: Int) -> [Double] {
    var values: [Double]
    switch column.storage {
    case .int(let v): values = v.map(Double.init)
    // Beyond this the distance of two numbers would not be finite.
    case .number(let v): values = v.map { min(1e300, max(-1e300, $0)) }
    case .bool(let v): values = v.map { $0 ? 1 : 0 }
    case .date(let v): values = v.map { Double($0) * 86_400 }
    case .datetime(let v): values = v.map { Double($0) / 1e6 }
    case .duration(let v): values = v.map { Double($0) / 1e6 }
    case .text, .list: values = Array(repeating: .nan, count: column.count)
    }
    for row in values.indices where !column.validity[row] || !values[row].isFinite {
      values[row] = .nan
    }
    if values.count > rowCount { values.removeLast(values.count - rowCount) }
    while values.count < rowCount { values.append(.nan) }
    return values
  }
}

/// Categories as numbers into a list of names.
struct CategoryCodes {
  var codes: [Double]
  var names: [String]
  var hasNaturalOrder: Bool

  init(_ column: Column, rowCount: Int) {
    var values: [Value] = []
    switch column.storage {
    case .text(let text):
      // Codes of the dictionary stand for themselves: no look-up by text per row.
      var place: [Int32: Double] = [:]
      var null = -1.0
      codes = []
      codes.reserveCapacity(rowCount)
      for row in 0..<min(rowCount, column.count) {
        guard column.validity[row] else {
          if null < 0 {
            null = Double(values.count)
            values.append(.null)
          }
          codes.append(null)
          continue
        }
        if let code = place[text.codes[row]] {
          codes.append(code)
        } else {
          let code = Double(values.count)
          place[text.codes[row]] = code
          values.append(.text(text[row]))
          codes.append(code)
        }
      }
    default:
      var place: [Value: Double] = [:]
      codes = []
      for row in 0..<min(rowCount, column.count) {
        let value = column[row]
        if let code = place[value] {
          codes.append(code)
        } else {
          let code = Double(values.count)
          place[value] = code
          values.append(value)
          codes.append(code)
        }
      }
    }
    while codes.count < rowCount { codes.append(.nan) }
    let ranks = CategoryCodes.naturalRanks(values)
    hasNaturalOrder = ranks != nil
    let texts = CategoryCodes.texts(values)
    guard let ranks else {
      names = texts
      return
    }
    let order = values.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    names = order.map { texts[$0] }
    var newCode = [Double](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { newCode[old] = Double(new) }
    codes = codes.map { $0.isNaN ? $0 : newCode[Int($0)] }
  }

  private static func texts(_ values: [Value]) -> [String] {
    let moments = values.compactMap { value -> Double? in
      switch value {
      case .date(let day): Double(day) * 86_400
      case .datetime(let micro): Double(micro) / 1e6
      default: nil
      }
    }
    let precision = MomentPrecision(of: moments)
    return values.map { value in
      switch value {
      case .null: "null"
      case .text(let text): text.allSatisfy(\.isWhitespace) ? "(empty)" : oneLine(text)
      case .int(let number): String(number)
      case .number(let number): NumberFormat.full(number)
      case .bool(let flag): flag ? "true" : "false"
      case .date(let day): precision.text(Double(day) * 86_400)
      case .datetime(let micro): precision.text(Double(micro) / 1e6)
      case .duration(let micro): NumberFormat.full(Double(micro) / 1e6) + " s"
      case .list(let items): texts(items).joined(separator: ", ")
      }
    }
  }

  private static func oneLine(_ text: String) -> String {
    guard text.contains(where: \.isNewline) else { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The rank of every value in the order of its kind, or nil when there is no such order.
  private static func naturalRanks(_ values: [Value]) -> [Double]? {
    var ranks: [Double] = []
    var texts: [(index: Int, text: String)] = []
    for (index, value) in values.enumerated() {
      switch value {
      case .null: ranks.append(.infinity)
      case .int(let number): ranks.append(Double(number))
      case .number(let number): ranks.append(number)
      case .bool(let flag): ranks.append(flag ? 1 : 0)
      case .date(let day): ranks.append(Double(day))
      case .datetime(let micro): ranks.append(Double(micro))
      case .duration(let micro): ranks.append(Double(micro))
      case .list: return nil
      case .text(let text):
        texts.append((index, text))
        ranks.append(0)
      }
    }
    guard !texts.isEmpty else { return values.isEmpty ? nil : ranks }
    for rank in [calendarRank, numberRank, periodRank] {
      let found = texts.map { rank($0.text) }
      guard found.allSatisfy({ $0 != nil }) else { continue }
      for (text, place) in zip(texts, found) { ranks[text.index] = place ?? 0 }
      return ranks
    }
    return nil
  }

  private static let calendarWords: [[String]] = [
    [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ],
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["q1", "q2", "q3", "q4"],
  ]

  /// Months and weekdays, whole or as their first three letters.
  private static func calendarRank(_ text: String) -> Double? {
    let word = text.lowercased()
    for words in calendarWords {
      let place = words.firstIndex { $0 == word || (word.count == 3 && $0.hasPrefix(word)) }
      if let place { return Double(place) }
    }
    return nil
  }

  private static func numberRank(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Periods as "2011-03" or "2011-Q1", and ranges as "0-9": the numbers in them, in order.
  private static func periodRank(_ text: String) -> Double? {
    guard let first = text.utf8.first, first >= 48, first <= 57 else { return nil }
    let separators: Set<Character> = ["-", "–", "/", ".", " ", "Q", "W", "t", "o"]
    let parts = text.split { separators.contains($0) }
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, (1...3).contains(numbers.count) else { return nil }
    return numbers.reduce(0) { $0 * 10_000 + $1 }
      * (numbers.count == 1 ? 1e8 : numbers.count == 2 ? 1e4 : 1)
  }
}
