import Forecasting
package import Language
package import Planning
package import Syntax
package import Tables

/// What comes next in each series, with bounds that were tried on the past.
package struct Forecast: Verb {
  var by: [NamedExpression] = []
  var date = ColumnName.unset
  var target = ColumnName.unset
  var regressors: [ColumnName] = []
  var horizon = Given(Scalar.value(.null, .null), SourceSpan(0, 0))
  var methods = MethodChoice.one(.automatic)
  var season = SeasonChoice.auto
  var levels = LevelChoice.one(0.8)
  var backtest = 0
  var reconcile = ReconcileWord.none
  var holidays: Given<HolidayChoice>?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "forecast",
    family: .series,
    summary: "What comes next in each series, with bounds that were tried on the past.",
    discussion:
      "Each group is a series, forecast from its own last row; only future rows come out. Dates must "
      + "follow each other without gaps (`| series` makes them so); a null is a value that nobody "
      + "knows, not 0. `method: auto` goes by step, length and kind of each series: days with a year "
      + "of past take an additive model of logarithms that all series learn together, weeks its mean "
      + "with MSTL and the last year, months and quarters the mean of theta and exponential "
      + "smoothing, demand that is mostly zero its own methods. `arima` tries a bounded "
      + "number of models for each series. A list of methods tries each on the past and keeps the best for each series; `metrics` keeps all. What a method cannot take is "
      + "forecast more plainly: the column `method` names what stood in, part `selection` why. "
      + "Bounds are quantiles of the errors of the same method on earlier stretches of one horizon; "
      + "none lies farther off than that of a walk whose steps are as large as the range of the past. "
      + "`backtest: 3` repeats the whole forecast from three earlier days and compares; nothing that "
      + "came later enters it. With `using`, the last rows hold the future: regressors known, the "
      + "value null. A table of `holidays:` has a column `date` (or one "
      + "column of dates of any name), perhaps a `name` (or one column of texts; days of one name "
      + "are alike), `lower_window` and `upper_window` (days around that count, such as -1 and 1); "
      + "give future days, too. Where history has no negative value, "
      + "neither has the forecast. Zeros before a product's first sale do not count with `auto`, "
      + "where it sells often since; with `auto` and `additive`, a weekday whose values within the "
      + "last year, eight at least, were all 0 stays 0 where most of the other days were not; other "
      + "zeros between values that are never near 0 count as days without trade, of which nothing is "
      + "learned, unless a holiday or `using` may tell of them or they come back each year. Values "
      + "that are unknown at the end are stepped over. "
      + "`reconcile:` takes the keys of `by` as levels, outer first, adds the totals as rows with "
      + "null keys, and makes all add up.",
    parameters: [
      .by(\.by, "Each group is a series of its own.", named: true),
      .on(\.date, "The date.", of: .date, .datetime, required: true),
      .columnItem(\.target, "y", "The number to forecast.", of: .int, .number),
      .using(
        \.regressors, "What is known ahead: prices, promotions.", of: .int, .number, .bool),
      .horizon(\.horizon, "How far ahead: a number of steps, or a length of time."),
      .methods(\.methods, "The method, or a list to choose from."),
      .season(
        \.season, "The length of the season, in steps or time; a list for several; or `none`.",
        orNone: true),
      .levels(\.levels, "The probability that the bounds hold; a list for several."),
      .option(
        \.backtest, "backtest", "From how many earlier days the forecast is tried.",
        in: 0...100, default: 0),
      .word(\.reconcile, "reconcile", "How totals are made to add up.", default: .none),
      .holidays(
        \.holidays,
        "A country such as \"GB\", a list of countries, or a table of days with names."),
    ],
    parts: [
      .table(
        "metrics", "How good each method was on the past; coverage is that of the first level."),
      .table("overall", "The same over all series."),
      .table("backtest", "Each forecast from an earlier day beside what came."),
      .table("components", "Level, trend, season and regressors of the past; they add up."),
      .table("model", "The model, for `predict` on other future rows."),
      .table("selection", "Which method each series got, and why another stood in."),
    ],
    chart: "line",
    examples: [
      Example(
        "store_sales | series units = sum(units) on date by store every: 1d "
          + "| forecast units on date by store horizon: 14d",
        "Two weeks of units for each store."),
      Example(
        "orders | series units = sum(quantity) on order_date every: 1mo "
          + "| forecast units on order_date horizon: 3, level: [80%, 95%]",
        "A quarter with two bands."),
      Example(
        "store_sales | series units = sum(units) on date every: 1d | forecast units on date "
          + "horizon: 14, method: [seasonal_naive, ets, theta], backtest: 2",
        "The best of three methods."),
      Example(
        "store_sales | series units = sum(units) on date by store, product every: 1w "
          + "| forecast units on date by store, product horizon: 4, reconcile: wls",
        "Products, stores and the whole, which add up."),
    ])

  /// The columns behind the keys.
  var made: [Field] {
    [date.field, Field(target.name, .number)] + levels.fields
      + [Field("step", .int), Field("method", .text)]
  }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    let fields = by.map(\.field) + made
    for (place, field) in fields.enumerated() {
      guard fields[..<place].contains(where: { $0.name == field.name }) else { continue }
      let isKey = by.contains { $0.name == field.name }
      throw Diagnostic(
        "E522", "the result would have two columns `\(field.name)`",
        at: isKey || field.name == target.name ? target.span : date.span,
        label: "rename it first: | rename \(field.name)_1 = \(field.name)")
    }
    for key in by where key.expression.plainColumn != key.name && input.contains(key.name) {
      throw Diagnostic(
        "E523", "the key `\(key.name)` has the name of another column", at: date.span,
        label: "give the key another name")
    }
    try checkMethods()
    return Schema(fields)
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  var roles: Roles {
    let bounds = levels.fields
    return Roles([
      .date: date.name, .value: target.name, .lower: bounds[0].name, .upper: bounds[1].name,
    ])
  }

  /// Refuses what no method of the choice would look at.
  private func checkMethods() throws(Diagnostic) {
    if case .off(let span) = season, let word = methods.words.first(where: \.needsSeason) {
      throw Diagnostic(
        "E304", "\(word.rawValue) repeats a season, and `season: none` leaves none", at: span,
        label: "take another method, or leave `season:` out")
    }
    guard !methods.words.contains(where: \.takesRegressors) else { return }
    let words = methods.words.map(\.rawValue).joined(separator: ", ")
    if let first = regressors.first {
      throw Diagnostic(
        "E304", "\(words) cannot use other columns", at: first.span,
        label: "take `method: additive` or `prophet`, or leave `using` out")
    }
    if let holidays {
      throw Diagnostic(
        "E304", "\(words) cannot use holidays", at: holidays.span,
        label: "take `method: additive` or `prophet`, or leave `holidays:` out")
    }
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let run = try ForecastRun(self, on: input, in: context)
    return try run.answer()
  }
}

extension ColumnName {
  /// The column with its type.
  var field: Field { Field(name, type) }
}

extension MethodWord {
  /// Whether the method is nothing without a season.
  fileprivate var needsSeason: Bool { [.seasonalNaive, .mstl].contains(self) }

  /// Whether what is known ahead changes the forecast.
  var takesRegressors: Bool { [.automatic, .additive, .prophet].contains(self) }
}
