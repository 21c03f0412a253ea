import Tables

/// The distinct values of columns, ascending, each with its code from 0.
struct CodedValues: Sendable {
  /// The values by code.
  let values: [Value]
  private let places: [Value: Int32]

  /// Codes for what stands in `columns`, nulls left out.
  init(of columns: [Column]) {
    var found: Set<Value> = []
    for column in columns {
      if case .text(let texts) = column.storage, column.validity == .allValid {
        var isUsed = [Bool](repeating: false, count: texts.dictionary.count)
        for code in texts.codes { isUsed[Int(code)] = true }
        for (code, text) in texts.dictionary.enumerated() where isUsed[code] {
          found.insert(.text(text))
        }
      } else {
        for row in 0..<column.count where column.validity[row] { found.insert(column[row]) }
      }
    }
    self.init(found.sorted(by: Self.ascend))
  }

  /// Codes for values that stand in order.
  init(_ values: [Value]) {
    self.values = values
    places = Dictionary(
      values.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many values there are.
  var count: Int { values.count }

  /// The code of a value; nil for one that is not known.
  func code(of value: Value) -> Int32? { places[value] }

  /// The code of each row, -1 for nulls and unknown values.
  func codes(of column: Column) -> [Int32] {
    guard case .text(let texts) = column.storage, column.validity == .allValid else {
      return (0..<column.count).map { places[column[$0]] ?? -1 }
    }
    let known = texts.dictionary.map { places[.text($0)] ?? -1 }
    return texts.codes.map { known[Int($0)] }
  }

  /// The values as a column.
  func column(of type: DataType) -> Column { Column(values, type: type) }

  /// The order of every engine: texts by code point.
  private static func ascend(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.int(let a), .int(let b)), (.datetime(let a), .datetime(let b)),
      (.duration(let a), .duration(let b)):
      a < b
    case (.number(let a), .number(let b)): a < b
    case (.date(let a), .date(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    default: false
    }
  }
}
