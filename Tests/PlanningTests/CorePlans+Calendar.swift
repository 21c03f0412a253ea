import Planning
import Tables

extension CoreTables {
  /// Summaries by bins of the calendar, without gaps.
  var calendarPlans: [(String, Plan)] {
    let units = "units" <- total(.sum, quantity, type: .int)
    let rows = "rows" <- total(.count, type: .int)
    let recent = orders.filtered(
      by: test(.greaterOrEqual, at, .literal(.datetime(1_706_659_200_000_000), .datetime)))
    return [
      (
        "series_months",
        orders.series(
          [units, rows], on: Field("day", .date), by: ["customer" <- customer],
          every: BinStep(1, .month))
      ),
      (
        "series_weeks_filled",
        orders.series(
          [units, "price" <- total(.mean, price, type: .number)], on: Field("day", .date), by: [],
          every: BinStep(2, .week), fills: ["units": .value(.int(0))])
      ),
      (
        "series_hours_forward",
        recent.series(
          [units], on: Field("at", .datetime),
          by: ["customer" <- customer, "first" <- call(.left, product, int(1), type: .text)],
          every: BinStep(6, .hour), fills: ["units": .forward], to: .own)
      ),
      (
        "series_quarters_then_lag",
        orders.series(
          [units], on: Field("at", .datetime), by: [], every: BinStep(2, .quarter),
          fills: ["units": .value(.int(0))]
        ).derived([
          "before"
            <- over(
              .lag(1), column("units", .int), sort: [SortKey(column("at", .date))], type: .int)
        ]).filtered(by: test(.greater, column("units", .int), int(0)))
      ),
      (
        "series_size",
        orders.seriesSize(
          on: Field("day", .date), by: ["customer" <- customer], every: BinStep(10, .day),
          to: .table)
      ),
    ]
  }
}
