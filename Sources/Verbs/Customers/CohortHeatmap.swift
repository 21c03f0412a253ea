import Charts
import Language
import Planning
import Series
import Tables

extension NaturalChart {
  /// Cohorts down, periods across, shaded by the measure; partial periods are dimmed.
  ///
  /// It is drawn from the rows that are there, so that it also fits a filtered table.
  static func cohorts(_ measure: Cohort.Measure, _ step: CalendarStep) -> NaturalChart {
    NaturalChart("heatmap") { answer, _ in
      guard let table = try answer.relation?.collect() else { return Chart(layers: []) }
      return heatmap(of: table, measure, step)
    }
  }

  /// The same picture for the matrix, of the cohorts and periods that it still has: it does not tell
  /// which cells are partial, `cells` does.
  static func cohortMatrix(
    of cells: Relation, _ measure: Cohort.Measure, _ step: CalendarStep
  ) -> NaturalChart {
    NaturalChart("heatmap") { answer, _ in
      guard let matrix = answer.relation, matrix.schema.contains("cohort") else {
        return Chart(layers: [])
      }
      let shown = try Set(matrix.map { $0.selected(["cohort"]) }.collect().columns[0].values)
      let table = try cells.collect()
      guard let cohorts = table["cohort"], let periods = table["period"] else {
        return Chart(layers: [])
      }
      let rows = (0..<table.rowCount).filter { row in
        guard case .int(let period) = periods[row] else { return false }
        return shown.contains(cohorts[row]) && matrix.schema.contains("p\(period)")
      }
      return heatmap(of: table.rows(rows), measure, step)
    }
  }

  private static func heatmap(
    of table: Table, _ measure: Cohort.Measure, _ step: CalendarStep
  ) -> Chart {
    guard var rows = CohortRows(table, measure: measure, step: step) else {
      return Chart(layers: [])
    }
    if measure == .retention { rows.addAverage() }
    let notes =
      rows.hidden > 0
      ? ["the last \(CohortRows.most) of \((rows.hidden + CohortRows.most).grouped) cohorts"] : []
    return Chart(
      layers: [ChartLayer(.heatmap, rows.encodings, rowCount: rows.labels.count)],
      title: "\(measure.title) by \(step.name) of first order", subtitleNotes: notes)
  }
}

/// The cells of the picture, row by row.
private struct CohortRows {
  private let measure: Cohort.Measure
  private let step: CalendarStep
  private(set) var labels: [Value] = []
  private var periods: [Value] = []
  private var values: [Value] = []
  private var sizes: [Value] = []
  private var partial: [Value] = []
  /// Customers and sizes of all cohorts that have a period whole, those that are not drawn among them.
  private var sums: [Int64: (customers: Double, size: Double)] = [:]
  /// How many cohorts are not drawn.
  private(set) var hidden = 0

  /// Rows of a picture that can be read.
  static let most = 36

  /// Nil if a column that the picture needs is gone.
  init?(_ table: Table, measure: Cohort.Measure, step: CalendarStep) {
    self.measure = measure
    self.step = step
    guard let cohorts = table["cohort"], let periods = table["period"],
      let values = table[measure.rawValue], let sizes = table["size"],
      let partial = table["partial"], let customers = table["customers"]
    else { return nil }
    let all = Set((0..<table.rowCount).map { cohorts[$0].day }).sorted()
    hidden = max(0, all.count - Self.most)
    let first = all.dropFirst(hidden).first ?? 0
    for row in 0..<table.rowCount {
      guard case .date(let cohort) = cohorts[row], case .int(let period) = periods[row],
        // The first period is 100 % of itself: it says nothing.
        period > 0 || measure != .retention
      else { continue }
      if partial[row] == .bool(false), let bought = customers[row].asNumber,
        let size = sizes[row].asNumber
      {
        let sum = sums[period] ?? (0, 0)
        sums[period] = (sum.customers + bought, sum.size + size)
      }
      guard cohort >= first else { continue }
      labels.append(.text(step.label(ofDay: Int(cohort))))
      self.periods.append(periods[row])
      self.values.append(values[row])
      self.sizes.append(sizes[row])
      self.partial.append(partial[row])
    }
  }

  /// A last row over all cohorts that have a period whole, weighted by their sizes.
  mutating func addAverage() {
    guard Set(labels).count > 1 else { return }
    let shown = Set(periods)
    for (period, sum) in sums.sorted(by: { $0.key < $1.key }) where shown.contains(.int(period)) {
      labels.append(.text("average"))
      periods.append(.int(period))
      values.append(.number(sum.customers / sum.size))
      sizes.append(.null)
      partial.append(.bool(false))
    }
  }

  var encodings: [ChannelName: Encoding] {
    let isShare = measure == .retention
    return [
      .x: .column(
        EncodedColumn(
          "\(step.count == 1 ? step.unit.rawValue : "period")s since the first order",
          Column(periods, type: .int), isDiscrete: true)),
      .y: .column(EncodedColumn("cohort", Column(labels, type: .text), order: .data)),
      .color: .column(
        EncodedColumn(
          measure.rawValue, Column(values, type: isShare || measure == .value ? .number : .int),
          style: isShare ? .percent : .automatic)),
      .size: .column(EncodedColumn("customers", Column(sizes, type: .int))),
      .cut: .column(EncodedColumn("partial", Column(partial, type: .bool))),
    ]
  }
}

extension CalendarStep {
  /// A period by its first day, as short as it can be said: `Dec 2010`, `2010 Q4`, `6 Dec 2010`.
  fileprivate func label(ofDay day: Int) -> String {
    let date = CivilDate(daysSince1970: day)
    let month = CivilDate.monthNames[date.month - 1].prefix(3)
    return switch unit {
    case .year: "\(date.year)"
    case .quarter: "\(date.year) Q\((date.month + 2) / 3)"
    case .month: "\(month) \(date.year)"
    case .week, .day: "\(date.day) \(month) \(date.year)"
    }
  }
}

extension Cohort.Measure {
  fileprivate var title: String {
    switch self {
    case .retention: "Retention"
    case .customers: "Customers"
    case .orders: "Orders"
    case .value: "Value"
    }
  }
}

extension Expression {
  /// The first day of the bin that holds a date or a datetime.
  func binned(by step: CalendarStep) -> Expression {
    .call(
      .binDate,
      [self, .literal(.int(Int64(step.count)), .int), .literal(.text(step.unit.written), .text)],
      .date)
  }

  /// The calendar day of a date or a datetime.
  var asDay: Expression { type == .date ? self : binned(by: CalendarStep(1, .day)) }
}
