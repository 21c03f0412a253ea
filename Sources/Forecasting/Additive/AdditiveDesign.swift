import Glibc
import Series
import Tables

/// The columns of the pooled additive model, and what their coefficients cost.
struct AdditiveDesign: Sendable {
  let table: DesignTable
  let penalties: [Double]
  /// The columns that repeat or are given, whose coefficients groups share.
  let pooledColumns: Range<Int>
  /// Those of them that are given.
  let regressorColumns: Range<Int>
  private let slowTable: DesignTable

  init(_ panel: Panel, model: LogAdditive) {
    let days = panel.axis.days
    let past = panel.axis.count
    let span = Double(max(1, past - 1))
    let times = days.indices.map { Double($0) / span }
    var columns: [[Double]] = [[Double](repeating: 1, count: days.count), times]
    // A slope costs little for a whole history, and much for the few days of a new series.
    var penalties = [1e-6, 1]
    // A trend of few values bears few bends.
    let bends = min(model.bendCount, past / 12)
    for bend in 0..<max(0, bends) {
      let place = 0.9 * Double(bend + 1) / Double(bends + 1)
      columns.append(times.map { max(0, $0 - place) })
      penalties.append(model.bendPenalty)
    }
    let firstPooled = columns.count
    slowTable = DesignTable(columns: columns, rowCount: days.count)
    if !panel.isWithoutSeason, Self.hasWeekdays(panel.axis) {
      let weekdays = days.map { CivilDate.weekday(ofDay: Int($0.rounded(.down))) }
      for weekday in 1...7 {
        columns.append(weekdays.map { $0 == weekday ? 1 : 0 })
        penalties.append(0.1)
      }
    }
    let shape: LogAdditive.YearShape =
      panel.isWithoutSeason ? .none : model.yearShape ?? Self.shape(panel.axis)
    switch shape {
    case .none: break
    case .months:
      let months = days.map { CivilDate(daysSince1970: Int($0.rounded(.down))).month }
      for month in 1...12 {
        columns.append(months.map { $0 == month ? 1 : 0 })
        penalties.append(0.3)
      }
    case .weeks:
      // Week 53 is too rare to be learned: it counts as the 52nd.
      let weeks = days.map { min(52, CivilDate.week(ofDay: Int($0.rounded(.down)))) }
      for week in 1...52 {
        columns.append(weeks.map { $0 == week ? 1 : 0 })
        penalties.append(0.3)
      }
    case .waves(let count):
      for wave in 1...max(1, count) {
        let share = Double(wave) / 3
        for isSine in [true, false] {
          columns.append(
            days.map { day in
              let angle = 2 * Double.pi * Double(wave) * day / 365.25
              return isSine ? sin(angle) : cos(angle)
            })
          penalties.append(0.3 * share * share)
        }
      }
    }
    for regressor in panel.regressors {
      // Regressors of any unit cost alike; the unit is learned from the past alone.
      let known = regressor.values.prefix(past)
      let mean = known.reduce(0, +) / Double(max(1, known.count))
      let spread = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, known.count))
      let deviation = spread > 0 ? spread.squareRoot() : 1
      columns.append(regressor.values.prefix(days.count).map { ($0 - mean) / deviation })
      penalties.append(0.3)
    }
    table = DesignTable(columns: columns, rowCount: days.count)
    self.penalties = penalties
    pooledColumns = firstPooled..<columns.count
    regressorColumns = (columns.count - panel.regressors.count)..<columns.count
  }

  /// The penalties of the second pass, that draw the shared coefficients to their mean: one for each
  /// pooled column.
  func penalties(pooling: [Double]) -> [Double] {
    penalties.indices.map {
      pooledColumns.contains($0) ? pooling[$0 - pooledColumns.lowerBound] : penalties[$0]
    }
  }

  /// The slow part alone.
  func trendValues(_ coefficients: [Double]) -> [Double] {
    slowTable.values(
      Array(coefficients.prefix(slowTable.columnCount)), rows: 0..<slowTable.rowCount)
  }

  private static func hasWeekdays(_ axis: TimeAxis) -> Bool {
    switch axis.frequency {
    case .daily, .weekdays: axis.count >= 14
    case .every: axis.count >= 14 && (axis.days.last ?? 0) - (axis.days.first ?? 0) >= 14
    default: false
    }
  }

  /// The time of the year as the frequency and the length of the history bear it.
  private static func shape(_ axis: TimeAxis) -> LogAdditive.YearShape {
    guard let frequency = axis.frequency, axis.count > 1 else { return .none }
    let years = (axis.days[axis.count - 1] - axis.days[0]) / 365.25
    guard years >= 1 else { return .none }
    switch frequency {
    case .daily, .weekdays, .monthly(count: 1), .every: return .months
    case .weekly(count: 1): return axis.count >= 100 ? .weeks : .waves(3)
    default: return .none
    }
  }
}
