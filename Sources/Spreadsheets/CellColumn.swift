import Tables

/// What a cell holds.
enum CellKind: UInt8 {
  case null, int, number, bool, date, datetime, text

  var flag: CellKinds { CellKinds(rawValue: 1 << rawValue) }
}

/// The kinds of the cells of a column.
struct CellKinds: OptionSet, Hashable {
  let rawValue: UInt8
  static let null = CellKind.null.flag
  static let int = CellKind.int.flag
  static let number = CellKind.number.flag
  static let bool = CellKind.bool.flag
  static let date = CellKind.date.flag
  static let datetime = CellKind.datetime.flag
  static let text = CellKind.text.flag

  /// The one type that all cells fit.
  var type: DataType {
    let values = subtracting(.null)
    if values.isEmpty { return .text }
    if values == .int { return .int }
    if values.isSubset(of: [.int, .number]) { return .number }
    if values == .bool { return .bool }
    if values == .date { return .date }
    return values.isSubset(of: [.date, .datetime]) ? .datetime : .text
  }
}

/// One cell's content: an integer, the bits of a number, 0 or 1, days, microseconds, a text's number.
struct CellContent {
  var kind: CellKind
  var bits: Int64

  static let null = CellContent(kind: .null, bits: 0)

  static func number(_ value: Double) -> CellContent {
    // What a program writes as 3.0 or 1E3 is an integer all the same.
    if abs(value) < 9_007_199_254_740_992, value == value.rounded(.towardZero) {
      return CellContent(kind: .int, bits: Int64(value))
    }
    return CellContent(kind: .number, bits: Int64(bitPattern: value.bitPattern))
  }

  /// The value as a text, as it would stand in a text file.
  func text(_ texts: CellTexts) -> String? {
    switch kind {
    case .null: nil
    case .int: String(bits)
    case .number: "\(Double(bitPattern: UInt64(bitPattern: bits)))"
    case .bool: bits == 0 ? "false" : "true"
    case .date: CivilDate(daysSince1970: Int(bits)).text
    case .datetime: CivilMoment(microsecondsSince1970: bits).text(.init(showing: bits))
    case .text: texts.texts[Int(bits)]
    }
  }
}

/// The cells of one column while a table is being read.
struct CellColumn {
  let name: String
  /// Whether all cells become text.
  let isText: Bool
  private(set) var seen: CellKinds = []
  private var kinds: [CellKind] = []
  private var bits: [Int64] = []

  init(_ name: String, isText: Bool) {
    self.name = name
    self.isText = isText
  }

  /// Sets the cell of a row that no cell was set of yet; the rows between are empty.
  mutating func set(_ content: CellContent, row: Int) {
    pad(to: row)
    seen.insert(content.kind.flag)
    kinds.append(content.kind)
    bits.append(content.bits)
  }

  private mutating func pad(to rows: Int) {
    guard kinds.count < rows else { return }
    seen.insert(.null)
    kinds.append(contentsOf: repeatElement(.null, count: rows - kinds.count))
    bits.append(contentsOf: repeatElement(0, count: rows - bits.count))
  }

  var type: DataType { isText ? .text : seen.type }

  /// The place of the first cell of a kind.
  func first(_ kind: CellKind) -> Int? { kinds.firstIndex(of: kind) }

  func count(_ kind: CellKind) -> Int { kinds.lazy.count { $0 == kind } }

  /// The column of `rows` rows.
  mutating func finish(rows: Int, _ texts: CellTexts, _ codes: inout [Int32]) -> Column {
    pad(to: rows)
    let kinds = kinds
    let bits = bits
    self.kinds = []
    self.bits = []
    let validity = Validity(seen.contains(.null) ? kinds.map { $0 != .null } : nil)
    switch type {
    case .int: return Column(.int(bits), validity: validity)
    case .number:
      let numbers = zip(kinds, bits).map { kind, bits in
        kind == .int ? Double(bits) : Double(bitPattern: UInt64(bitPattern: bits))
      }
      return Column(.number(numbers), validity: validity)
    case .bool: return Column(.bool(bits.map { $0 != 0 }), validity: validity)
    case .date: return Column(.date(bits.map { Int32(truncatingIfNeeded: $0) }), validity: validity)
    case .datetime:
      let moments = zip(kinds, bits).map { kind, bits in
        kind == .date ? bits * ClockTime.microsecondsPerDay : bits
      }
      return Column(.datetime(moments), validity: validity)
    default:
      guard seen.isSubset(of: [.null, .text]) else {
        let values = zip(kinds, bits).map { CellContent(kind: $0, bits: $1).text(texts) }
        return Column(.text(TextColumn(values)), validity: validity)
      }
      return Column(.text(Self.coded(kinds, bits, texts, &codes)), validity: validity)
    }
  }

  /// Gives the texts that the column uses numbers of their own; `codes` is -1 before and after.
  private static func coded(
    _ kinds: [CellKind], _ bits: [Int64], _ texts: CellTexts, _ codes: inout [Int32]
  ) -> TextColumn {
    if codes.count < texts.texts.count {
      codes += [Int32](repeating: -1, count: texts.texts.count - codes.count)
    }
    var used: [Int] = []
    var result = [Int32](repeating: 0, count: bits.count)
    for place in bits.indices where kinds[place] == .text {
      let text = Int(bits[place])
      if codes[text] < 0 {
        codes[text] = Int32(used.count)
        used.append(text)
      }
      result[place] = codes[text]
    }
    for text in used { codes[text] = -1 }
    return TextColumn(codes: result, dictionary: used.map { texts.texts[$0] })
  }
}
