import Tables

extension Column {
  /// A column of integers without nulls.
  static func ints(_ values: [Int]) -> Column { Column(.int(values.map(Int64.init))) }

  /// A column of numbers without nulls.
  static func numbers(_ values: [Double]) -> Column { Column(.number(values)) }

  /// A column of texts without nulls.
  static func texts(_ values: [String]) -> Column { Column(.text(TextColumn(values))) }

  /// A column of a few known words, one position a row; words that no row uses are left out.
  static func words(_ positions: [Int], of dictionary: [String]) -> Column {
    var codes = [Int32?](repeating: nil, count: dictionary.count)
    var used: [String] = []
    let coded = positions.map { position in
      if let code = codes[position] { return code }
      let code = Int32(used.count)
      codes[position] = code
      used.append(dictionary[position])
      return code
    }
    return Column(.text(TextColumn(codes: coded, dictionary: used)))
  }

  /// A column of identifiers such as `C00042`, one number a row.
  static func identifiers(_ numbers: [Int], _ prefix: String, digits: Int) -> Column {
    var codes: [Int: Int32] = [:]
    var used: [String] = []
    let coded = numbers.map { number in
      if let code = codes[number] { return code }
      let code = Int32(used.count)
      codes[number] = code
      used.append(identifier(number, prefix, digits: digits))
      return code
    }
    return Column(.text(TextColumn(codes: coded, dictionary: used)))
  }
}

extension Table {
  /// Makes a table whose columns stand in the order of `schema`.
  init(_ schema: Schema, _ columns: [Column]) {
    self.init(Array(zip(schema.names, columns)))
  }
}

/// `number` with leading zeros behind `prefix`, so that texts sort as their numbers do.
func identifier(_ number: Int, _ prefix: String, digits: Int) -> String {
  let text = String(number)
  return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// `amount` rounded to whole cents.
func cents(_ amount: Double) -> Double { (amount * 100).rounded() / 100 }

/// `value` rounded to one decimal.
func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

/// `value` rounded to three decimals, as the truth states its parameters.
func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
