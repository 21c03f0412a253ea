import Tables

extension ClockTime {
  /// The time as SQL writes it: `08:26:00`, with microseconds if there are any.
  var sqlText: String { text(microseconds % 1_000_000 == 0 ? .seconds : .microseconds) }
}

extension CivilMoment {
  /// The moment as SQL writes it: `2011-12-09 08:26:00`.
  var sqlText: String { date.text + " " + time.sqlText }
}

/// A length of time as DuckDB and PostgreSQL read it: `3 days 02:00:00`.
func intervalText(_ microseconds: Int64) -> String {
  let sign = microseconds < 0 ? "-" : ""
  let (days, rest) = microseconds.magnitude.dividedDown(by: UInt64(ClockTime.microsecondsPerDay))
  var parts: [String] = []
  if days > 0 { parts.append("\(sign)\(days) day\(days == 1 ? "" : "s")") }
  if rest > 0 || days == 0 { parts.append(sign + ClockTime(microseconds: Int64(rest)).sqlText) }
  return parts.joined(separator: " ")
}
