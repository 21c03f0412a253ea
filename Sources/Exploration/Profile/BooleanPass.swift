import Tables

/// The pass over a column of booleans.
struct BooleanPass {
  let result: PassResult

  init(_ values: [Bool], _ validity: Validity, _ options: ProfileOptions) {
    let present = PresentValues.compact(values, validity)
    let yes = present.count(where: \.self)
    let counts = [
      ValueCount(value: .bool(false), rows: present.count - yes),
      ValueCount(value: .bool(true), rows: yes),
    ].filter { $0.rows > 0 }
    var result = PassResult()
    result.distinct = counts.count
    result.minimum = counts.first?.value ?? .null
    result.maximum = counts.last?.value ?? .null
    // False stays first when both are as frequent.
    let byRows = yes > present.count - yes ? counts.reversed() : counts
    result.top = Array(byRows.prefix(options.topCount))
    result.trueShare = present.isEmpty ? nil : Double(yes) / Double(present.count)
    self.result = result
  }
}

/// The pass over a column of lists: what is distinct, and what is frequent.
struct ListPass {
  let result: PassResult

  init(_ values: [[Value]], _ validity: Validity, _ options: ProfileOptions) {
    var counts: [[Value]: (rows: Int, first: Int)] = [:]
    for (row, list) in values.enumerated() where validity[row] {
      counts[list, default: (0, row)].rows += 1
    }
    // Lists have no order: the one that appears first wins.
    let order = counts.sorted { ($1.value.rows, $0.value.first) < ($0.value.rows, $1.value.first) }
    var result = PassResult()
    result.distinct = counts.count
    result.top = order.prefix(options.topCount).map {
      ValueCount(value: .list($0.key), rows: $0.value.rows)
    }
    self.result = result
  }
}
