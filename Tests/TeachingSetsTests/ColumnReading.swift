import Tables

/// The texts of a column.
enum Texts {
  static func of(_ table: Table, _ name: String) -> [String] {
    guard case .text(let column) = table[name]?.storage else { return [] }
    return column.codes.map { column.dictionary[Int($0)] }
  }
}

/// The values of an int, number or bool column as numbers.
enum Numbers {
  static func of(_ table: Table, _ name: String) -> [Double] {
    switch table[name]?.storage {
    case .int(let values): values.map(Double.init)
    case .number(let values): values
    case .bool(let values): values.map { $0 ? 1 : 0 }
    default: []
    }
  }
}

/// The days since 1970 of a table's date column.
enum Days {
  static func of(_ table: Table) -> [Int] {
    switch (table["date"] ?? table["order_date"])?.storage {
    case .date(let values): values.map(Int.init)
    case .datetime(let values): values.map { Int($0 / 86_400_000_000) }
    default: []
    }
  }
}

/// The mean of `values`, 0 of none.
func mean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}

/// Pearson's correlation.
func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let (mx, my) = (mean(x), mean(y))
  let xy = zip(x, y).reduce(0.0) { $0 + ($1.0 - mx) * ($1.1 - my) }
  let xx = x.reduce(0.0) { $0 + ($1 - mx) * ($1 - mx) }
  let yy = y.reduce(0.0) { $0 + ($1 - my) * ($1 - my) }
  return xy / (xx * yy).squareRoot()
}

/// The sums of `values` by `keys`.
func sums<Key: Hashable>(_ values: [Double], by keys: [Key]) -> [Key: Double] {
  zip(keys, values).reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
}

/// The means of `values` by `keys`.
func means<Key: Hashable>(_ values: [Double], by keys: [Key]) -> [Key: Double] {
  let counts = sums([Double](repeating: 1, count: keys.count), by: keys)
  return sums(values, by: keys).reduce(into: [:]) { $0[$1.key] = $1.value / (counts[$1.key] ?? 1) }
}

/// The id of a product in the tables.
func productID(_ number: Int) -> String {
  let digits = String(number)
  return "P" + String(repeating: "0", count: 4 - digits.count) + digits
}
