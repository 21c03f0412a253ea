import Forecasting
package import Language
import Planning
import Series
import Syntax
import Tables

/// A model is kept as its past and its options; forecast again from the same it is the same.
extension SeriesForecaster {
  package var stored: [StoredSection] {
    get throws {
      guard case .rows(let history) = history else {
        throw ModelRefusal(
          reason: "its \(rowCount.grouped) rows of history are more than are held at once",
          advice: "filter to fewer series, or to a shorter past, before `forecast`")
      }
      return sections(of: history)
    }
  }

  private func sections(of history: Table) -> [StoredSection] {
    func list<T>(_ values: [T]) -> String { values.map { "\($0)" }.joined(separator: ",") }
    var settings: [(String, String)] = [
      ("keys", "\(forecast.by.count)"), ("regressors", "\(forecast.regressors.count)"),
      ("methods", list(forecast.methods.words.map(\.rawValue))),
      ("levels", list(forecast.levels.levels)), ("backtest", "\(forecast.backtest)"),
      ("reconcile", forecast.reconcile.rawValue),
    ]
    if case .countries(let codes)? = forecast.holidays?.value {
      settings.append(("holidays", list(codes)))
    }
    if case .value(.int(let steps), _) = forecast.horizon.value {
      settings.append(("horizon", "\(steps)"))
    }
    if case .best = forecast.methods { settings.append(("choice", "best")) }
    if case .several = forecast.levels { settings.append(("bands", "several")) }
    switch forecast.season {
    case .auto: break
    case .off: settings.append(("season", "none"))
    case .lengths(let lengths, _): settings.append(("season", list(lengths.map(\.word))))
    }
    let table = Table(
      schema: Schema([Field("name", .text), Field("value", .text)]),
      rows: settings.map { [.text($0.0), .text($0.1)] })
    var sections = [StoredSection("settings", table), StoredSection("history", history)]
    if case .days(let days)? = forecast.holidays?.value {
      sections.append(
        StoredSection(
          "holidays",
          Table(
            schema: Schema([Field("date", .date), Field("name", .text)]),
            rows: days.map { [.date(Int32(clamping: $0.day)), .text($0.name)] })))
    }
    return sections
  }

  package init?(stored: [StoredSection]) {
    guard let settings = stored["settings"], let history = stored["history"],
      settings.columns.count == 2
    else { return nil }
    var words: [String: String] = [:]
    for row in 0..<settings.rowCount {
      if case .text(let name) = settings.columns[0][row],
        case .text(let value) = settings.columns[1][row]
      {
        words[name] = value
      }
    }
    func list(_ name: String) -> [String] {
      (words[name] ?? "").split(separator: ",").map(String.init)
    }
    let fields = history.schema.fields
    guard let keys = words["keys"].flatMap(Int.init),
      let horizon = words["horizon"].flatMap(Int64.init),
      let known = words["regressors"].flatMap(Int.init), keys >= 0, known >= 0,
      fields.count == keys + 2 + known
    else { return nil }
    let nowhere = SourceSpan(0, 0)
    func column(_ field: Field) -> ColumnName { ColumnName(field.name, field.type, nowhere) }
    var verb = Forecast()
    verb.by = fields.prefix(keys).map { NamedExpression($0.name, .column($0.name, $0.type)) }
    verb.date = column(fields[keys])
    verb.target = column(fields[keys + 1])
    verb.regressors = fields.dropFirst(keys + 2).map(column)
    verb.horizon = Given(.value(.int(horizon), .int), nowhere)
    let methods = list("methods").compactMap { MethodWord(rawValue: $0) }
    let levels = list("levels").compactMap { Double($0) }
    guard let method = methods.first, let level = levels.first else { return nil }
    verb.methods = words["choice"] == nil ? .one(method) : .best(methods)
    verb.levels = words["bands"] == nil ? .one(level) : .several(levels)
    if words["season"] == "none" { verb.season = .off(nowhere) }
    let seasons = list("season").compactMap { Int($0) }
    if !seasons.isEmpty {
      verb.season = .lengths(
        seasons.map { .init(season: .steps($0), word: String($0)) }, nowhere)
    }
    verb.backtest = words["backtest"].flatMap(Int.init) ?? 0
    verb.reconcile = words["reconcile"].flatMap(ReconcileWord.init) ?? .none
    let countries = list("holidays")
    if !countries.isEmpty { verb.holidays = Given(.countries(countries), nowhere) }
    if let days = stored["holidays"] {
      var holidays: [HolidayCalendar.Holiday] = []
      for row in 0..<days.rowCount {
        guard case .date(let day)? = days["date"]?[row], case .text(let name)? = days["name"]?[row]
        else { return nil }
        holidays.append(.init(day: Int(day), name: name))
      }
      verb.holidays = Given(.days(holidays), nowhere)
    }
    self.init(verb, history: history)
  }
}
