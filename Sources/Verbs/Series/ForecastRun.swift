import Forecasting
import Language
import Planning
import Series
import Synchronization
import Syntax
import Tables
import Tasks

/// One run of `forecast`: the series are read, forecast and stored batch by batch.
struct ForecastRun {
  private let verb: Forecast
  private let input: Relation
  private let context: RunContext
  private let source: ForecastSource

  init(_ verb: Forecast, on input: Relation, in context: RunContext) throws {
    self.input = input
    self.context = context
    source = try ForecastSource(verb, on: input, in: context)
    var verb = verb
    if let holidays = verb.holidays, case .table(let table) = holidays.value {
      verb.holidays = Given(
        .days(try HolidayChoice.days(of: table, in: context)), holidays.span)
    }
    self.verb = verb
  }

  func answer() throws -> Answer {
    guard source.rowCount > 0 else { throw nothing("no row has a date") }
    if verb.reconcile != .none { try checkTotals() }
    var tables = ForecastTables(verb, in: context)
    var summary = ForecastSummary()
    var setting: ForecastSetting?
    var extras: [Part] = []
    var reach: StepReach?
    var longest = 0
    for batch in source.ranges.indices {
      context.progress.update(Double(batch) / Double(source.ranges.count), "reading series")
      let series = try SeriesTable(
        source.batch(batch), value: verb.target, on: verb.date, by: source.keys,
        step: setting?.frequency, isDated: true, in: context)
      longest = max(longest, series.rows.map(\.count).max() ?? 0)
      let own = try setting ?? self.setting(series, &summary)
      setting = own
      let panels = try ForecastPanels(series, verb: verb, setting: own, in: context)
      for cohort in panels.cohorts { reach = StepReach(cohort.panel.axis, and: reach) }
      let nodes =
        own.reconciliation == nil
        ? nil : try ForecastNodes(panels, keys: series.keys, verb: verb, setting: own)
      let keys = nodes?.keys ?? series.keys
      let cohorts = nodes.map { [$0.cohort] } ?? panels.cohorts
      let outcomes = try outcomes(
        cohorts, hierarchy: nodes?.hierarchy, count: keys.count, own, batch: batch,
        before: summary.seriesCount)
      let dates = cohorts.map { (past: $0.dates.values, future: $0.future.values) }
      for (slot, outcome) in outcomes.enumerated() {
        guard let (outcome, cohort) = outcome else { continue }
        try context.cancellation.check()
        try tables.append(
          outcome, keys: keys[slot], past: dates[cohort].past, future: dates[cohort].future)
        summary.add(
          outcome, keys: keys[slot], isTotal: nodes.map { $0.isTotal[slot] } ?? false)
      }
      if source.ranges.count == 1 {
        extras = try self.extras(series, panels, outcomes, nodes, own)
      }
    }
    guard let setting, summary.hasValues else {
      throw nothing("no series has a value of \(verb.target.name.asCode)")
    }
    tellEmpty(summary)
    tellMissing(summary)
    if let reach, reach.first < reach.ahead,
      let note = try PartialBins(
        input.plan, in: input.engine, date: verb.date.name, used: reach.first..<reach.ahead
      ).note
    {
      context.notice(note)
    }
    let told = heeded(setting, longest: longest)
    if let choice = verb.holidays?.value, let reach,
      let holidays = HolidayReach(choice, within: reach)
    {
      holidays.tell(areHeeded: summary.heedsHolidays, in: context)
      summary.holidays = holidays
    }
    if extras.isEmpty, verb.regressors.isEmpty {
      extras = [.model(try SeriesForecaster(verb, setting: setting, source: source))]
    }
    let table = try tables.finish()
    let parts = try tables.parts(verb, in: context) + extras
    var answer = Answer(
      .table(table), parts: parts, roles: verb.roles,
      naturalChart: .forecast(
        verb, history: source.relation,
        errors: parts.first { $0.name == "metrics" }?.answer.relation),
      footer: summary.footer(verb, told, tables.overall, source, input.engine))
    answer.record = RunRecord(
      rows: source.rowCount, metrics: summary.metrics(verb, tables.overall))
    if setting.origins == 0 {
      for name in ["metrics", "overall", "backtest"] {
        answer.absentParts.append(
          AbsentPart(name, reason: "nothing was tried on the past", advice: "add `backtest: 3`"))
      }
    }
    for name in ["components", "model"] where !extras.contains(where: { $0.name == name }) {
      answer.absentParts.append(
        AbsentPart(
          name,
          reason: "it is kept up to \(ForecastBatch.rows.grouped) rows of history",
          advice: "filter to fewer series"))
    }
    return answer
  }

  /// The parts that hold the past itself: its components, and the model.
  private func extras(
    _ series: SeriesTable, _ panels: ForecastPanels, _ outcomes: [(SeriesOutcome, Int)?],
    _ nodes: ForecastNodes?, _ setting: ForecastSetting
  ) throws -> [Part] {
    // Totals have no rows of their own.
    let own = nodes.map { nodes in outcomes.indices.filter { !nodes.isTotal[$0] } }
    let methods = (own ?? Array(outcomes.indices)).map { outcomes[$0]?.0.method ?? "" }
    let components = ForecastComponents(verb, series, panels, methods: methods, setting: setting)
    let history = panels.pastRows.map { series.table.rows($0) } ?? series.table
    let schema = components.schema
    let keys = schema.fields.prefix(verb.by.count).map(\.name)
    return [
      Part(
        "components",
        Answer(
          .table(
            try context.stored(schema, rowCount: components.rowCount, components.table)),
          roles: Roles([.date: verb.date.name]),
          naturalChart: .components(of: verb.target.name, date: verb.date.name, keys: keys))),
      .model(SeriesForecaster(verb, setting: setting, history: history)),
    ]
  }

  /// Refuses totals where there are no keys, or more rows than fit at once.
  private func checkTotals() throws {
    guard !verb.by.isEmpty else {
      throw Diagnostic(
        "E734", "`reconcile:` makes totals over the keys of `by`, and there are none",
        at: verb.target.span, label: "add  by region, store")
    }
    guard source.ranges.count == 1 else {
      throw Diagnostic(
        "E734",
        "totals take up to \(ForecastBatch.rows.grouped) rows, and there are "
          + source.rowCount.grouped, at: verb.target.span,
        label: "take a longer step, or fewer series")
    }
  }

  private func nothing(_ reason: String) -> Diagnostic {
    Diagnostic(
      "E709", "there is nothing to forecast: \(reason)", at: verb.target.span,
      label: "look at the filters before")
  }

  /// Names the series without a value: their rows are null.
  private func tellEmpty(_ summary: ForecastSummary) {
    let count = summary.emptyCount
    guard count > 0 else { return }
    let named = summary.emptyKeys.map { verb.name(of: $0) }.joined(separator: "; ")
    let rest = count - summary.emptyKeys.count
    context.notice(
      "\(count.grouped) series without a value of \(verb.target.name.asCode) "
        + "\(count == 1 ? "has" : "have") no forecast, only null: \(named)"
        + (rest > 0 ? " and \(rest.counted("other"))" : ""))
  }

  /// Tells of many bins without rows: to most who count sales they mean zero.
  private func tellMissing(_ summary: ForecastSummary) {
    let all = summary.known + summary.missing
    guard 10 * summary.missing >= all, let calendar = input.plan.lastCalendar, !calendar.isFilled
    else { return }
    context.notice(
      "\(summary.missing.grouped) of \(all.grouped) values are unknown: where `series` found no row "
        + "and that means nothing, add `fill: 0` to it")
  }

  /// Finds the step, and with it all that counts in steps.
  private func setting(_ series: SeriesTable, _ summary: inout ForecastSummary) throws
    -> ForecastSetting
  {
    guard let column = series.table[verb.date.name],
      let longest = series.rows.max(by: { $0.count < $1.count }),
      let dates = SeriesDates(column, rows: longest)
    else { throw nothing("no row has a date") }
    let frequency: Frequency
    if let found = series.frequency {
      frequency = found
    } else if let written = input.plan.lastCalendar.flatMap({ Frequency($0.step) }) {
      frequency = written
    } else {
      frequency = dates.stepOfTwo ?? .daily(count: 1)
      summary.isStepAssumed = dates.stepOfTwo == nil
    }
    return try ForecastSetting(verb, frequency: frequency, last: dates, context: context)
  }

  /// The setting with the seasons that are heeded, and a word on the others.
  ///
  /// Methods need a season twice, but for the one that repeats the last one.
  private func heeded(_ setting: ForecastSetting, longest: Int) -> ForecastSetting {
    guard let long = setting.givenSeasons?.last, 2 * long > longest else { return setting }
    let times = verb.methods.words.contains(.seasonalNaive) ? 1 : 2
    context.notice(
      "a season of \(long.counted("step")) does not fit twice into the longest past, "
        + "\(longest.counted("step")): "
        + (times * long > longest ? "it is left out" : "most methods leave it out"))
    return setting.without(seasonsBeyond: longest, times: times)
  }

  /// The outcome of each series of a batch, with its cohort.
  private func outcomes(
    _ cohorts: [ForecastPanels.Cohort], hierarchy: Hierarchy?, count: Int,
    _ setting: ForecastSetting, batch: Int, before: Int
  ) throws -> [(SeriesOutcome, Int)?] {
    let batches = Double(source.ranges.count)
    let weights = cohorts.map { Double($0.members.count) / Double(max(1, count)) }
    let done = Mutex([Double](repeating: 0, count: cohorts.count))
    let context = context
    let all = try parallelMap(cohorts.count) { place in
      try SeriesOutcome.all(
        cohorts[place].panel, setting, hierarchy: hierarchy, cancellation: context.cancellation
      ) { share in
        let part = done.withLock { done in
          done[place] = share * weights[place]
          return min(1, done.reduce(0, +))
        }
        context.progress.update(
          (Double(batch) + part) / batches, "\((before + Int(part * Double(count))).grouped) series"
        )
      }
    }
    var ordered = [(SeriesOutcome, Int)?](repeating: nil, count: count)
    for (place, cohort) in cohorts.enumerated() {
      for (member, outcome) in zip(cohort.members, all[place]) {
        ordered[member] = (outcome, place)
      }
    }
    return ordered
  }
}

extension Frequency {
  /// The step of bins.
  init?(_ step: BinStep) {
    switch step.unit {
    case .millisecond: self = .every(microseconds: 1_000 * Int64(step.count))
    case .second: self = .every(microseconds: 1_000_000 * Int64(step.count))
    case .minute: self = .every(microseconds: 60_000_000 * Int64(step.count))
    case .hour: self = .every(microseconds: 3_600_000_000 * Int64(step.count))
    case .day: self = .daily(count: step.count)
    case .week: self = .weekly(count: step.count)
    case .month: self = .monthly(count: step.count)
    case .quarter: self = .monthly(count: 3 * step.count)
    case .year: self = .monthly(count: 12 * step.count)
    }
  }
}

extension SeriesDates {
  /// The step between the two dates of a series that has no more.
  fileprivate var stepOfTwo: Frequency? {
    switch self {
    case .days(let days):
      guard days.count > 1, let last = days.last else { return nil }
      return Self.step(days[days.count - 2], last)
    case .instants(let instants):
      guard instants.count > 1, let last = instants.last else { return nil }
      let before = instants[instants.count - 2]
      let (day, rest) = (last - before).dividedDown(by: ClockTime.microsecondsPerDay)
      guard rest == 0, day > 0 else {
        return last > before ? .every(microseconds: last - before) : nil
      }
      let start = Int(before.dividedDown(by: ClockTime.microsecondsPerDay).quotient)
      return Self.step(start, start + Int(day))
    }
  }

  private static func step(_ first: Int, _ last: Int) -> Frequency? {
    guard last > first else { return nil }
    let (a, b) = (CivilDate(daysSince1970: first), CivilDate(daysSince1970: last))
    let months = 12 * (b.year - a.year) + b.month - a.month
    if a.day == b.day, months > 0 { return .monthly(count: months) }
    let days = last - first
    return days % 7 == 0 ? .weekly(count: days / 7) : .daily(count: days)
  }
}
