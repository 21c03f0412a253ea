import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// Who is still there: customers by their repeat purchases, down, and by how long ago the last
  /// one was, across, shaded by the probability that they are.
  ///
  /// It is drawn from the rows that are there, so that it also fits a filtered table.
  static let customersAlive = NaturalChart("heatmap") { answer, _ in
    guard let table = try answer.relation?.collect(), let cells = AliveCells(table) else {
      return Chart(layers: [])
    }
    return Chart(
      layers: [ChartLayer(.heatmap, cells.encodings, rowCount: cells.cells.count)],
      title: "Who still buys", subtitleNotes: ["mean probability, by the number of repeat orders"])
  }

  /// What customers ordered in the holdout beside what was expected of them.
  static let calibrationOfOrders = NaturalChart("line") { answer, _ in
    guard let table = try answer.relation?.collect(), let orders = table["orders"],
      let actual = table["actual"], let expected = table["expected"]
    else { return Chart(layers: []) }
    let names = [(actual, "actual"), (expected, "expected")]
    let rows = names.flatMap { column, name in
      (0..<table.rowCount).map { (orders[$0], column[$0], Value.text(name)) }
    }
    return Chart(
      layers: [
        ChartLayer(
          .line,
          [
            .x: .column(
              EncodedColumn(
                "repeat orders before", Column(rows.map(\.0), type: orders.type), order: .data)),
            .y: .column(
              EncodedColumn("mean orders in the holdout", Column(rows.map(\.1), type: .number))),
            .color: .column(EncodedColumn("orders", Column(rows.map(\.2), type: .text))),
          ], rowCount: rows.count)
      ], title: "Orders in the holdout")
  }
}

/// Customers counted by repeat purchases and time since the last one.
private struct AliveCells {
  struct Cell {
    var row: Int
    var column: Int
    var customers = 0
    var alive = 0.0
  }
  private(set) var cells: [Cell] = []
  private var sizes: [Int: Int] = [:]
  private let weeks: Int

  /// The least numbers of repeat purchases of the rows.
  private static let steps = [0, 1, 2, 3, 4, 5, 7, 10, 20, 50]
  private static let mostColumns = 14

  /// Nil if a column that the picture needs is gone, or there are no rows.
  init?(_ table: Table) {
    guard let frequency = table["frequency"]?.numbers, let recency = table["recency"]?.numbers,
      let age = table["age"]?.numbers, let alive = table["alive"]?.numbers
    else { return nil }
    let customers = frequency.indices.compactMap { row -> (Double, Double, Double)? in
      guard let count = frequency[row], let last = recency[row], let age = age[row],
        let alive = alive[row]
      else { return nil }
      return (count, age - last, alive)
    }
    guard let longest = customers.map(\.1).max() else { return nil }
    let widths = [1, 2, 4, 8, 13, 26, 52, 104, 260]
    weeks = widths.first { longest / Double(7 * $0) < Double(Self.mostColumns) } ?? 520
    var found: [[Int]: Cell] = [:]
    for (count, since, alive) in customers {
      let row = (Self.steps.lastIndex { Double($0) <= count }) ?? 0
      let column = Int(max(0, since)) / (7 * weeks)
      found[[row, column], default: Cell(row: row, column: column)].customers += 1
      found[[row, column], default: Cell(row: row, column: column)].alive += alive
      sizes[row, default: 0] += 1
    }
    cells = found.values.sorted { ($1.row, $0.column) < ($0.row, $1.column) }
  }

  private static func label(_ row: Int) -> String {
    guard row + 1 < steps.count else { return "\(steps[row])+" }
    let last = steps[row + 1] - 1
    return last == steps[row] ? "\(last)" : "\(steps[row])–\(last)"
  }

  var encodings: [ChannelName: Encoding] {
    let across = cells.map { Value.int(Int64($0.column * weeks)) }
    let down = cells.map { Value.text(Self.label($0.row)) }
    let shade = cells.map { Value.number($0.alive / Double($0.customers)) }
    let sizes = cells.map { Value.int(Int64(self.sizes[$0.row] ?? 0)) }
    return [
      .x: .column(
        EncodedColumn(
          "weeks since the last order", Column(across, type: .int), isDiscrete: true)),
      .y: .column(EncodedColumn("repeat orders", Column(down, type: .text), order: .data)),
      .color: .column(EncodedColumn("alive", Column(shade, type: .number), style: .percent)),
      .size: .column(EncodedColumn("customers", Column(sizes, type: .int))),
    ]
  }
}
