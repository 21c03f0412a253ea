import Exploration
import Rendering
import Tables

extension ProfileFinding {
  /// What was found, without the column, in some words.
  var sentence: String {
    switch kind {
    case .allMissing: "no row has a value"
    case .mostlyMissing(let rows, let share):
      "\(percent(share)) are missing (\(rows.counted("row")))"
    case .constant(let value): "every value is \(quoted(value))"
    case .identifier: "every row has its own value: an id?"
    case .highCardinality(let distinct, _):
      "\(distinct.grouped) different texts: too many for categories"
    case .skewed(let skew):
      "long tail \(skew > 0 ? "upwards" : "downwards"), skew \(text(skew))"
    case .outlierTwins(let low, let high, _):
      "\(text(low)) and \(text(high)) mirror each other, far outside: a mistake and its correction?"
    case .outliers(let rows, let fences):
      "\(rows.counted("row")) outside \(text(fences.lowerBound)) to \(text(fences.upperBound))"
    case .implausibleDates(let rows, let earliest, let latest):
      "\(rows.counted("row")) before 1900-01-02 or after 2199 (\(day(earliest)) to \(day(latest)))"
    case .futureDates(let rows, let latest):
      "\(rows.counted("row")) after today, up to \(day(latest))"
    case .repeatedRows(let rows):
      "\(rows.counted("row")) equal\(rows == 1 ? "s" : "") an earlier one"
    case .variants(let groups, let example): variants(groups, example)
    case .padded(let rows): "\(rows.counted("row")) with blanks before or after the text"
    case .blank(let rows): "\(rows.counted("row")) with nothing but blanks"
    case .numbersAsText(_, let others): "numbers are stored as text" + rest(others)
    case .datesAsText(_, let others): "dates are stored as text" + rest(others)
    case .notFinite(let rows): "\(rows.counted("row")) with NaN or an infinity, read as missing"
    case .huge(let value): "\(text(value)) is so large that sums lose the digits of other rows"
    case .mostlyZero(let rows, let share): "\(percent(share)) are 0 (\(rows.counted("row")))"
    }
  }

  private func rest(_ others: Int) -> String {
    others > 0 ? "; \(others.counted("row")) with other texts become missing" : ""
  }

  private func variants(_ groups: Int, _ example: [ValueCount]) -> String {
    let words = example.prefix(3).map { quoted($0.value) }.joined(separator: ", ")
    let more = groups > 1 ? ", and \((groups - 1).counted("more group"))" : ""
    return "spellings of one text: \(words)\(more)"
  }

  private func percent(_ share: Double) -> String {
    // Not all of them as 100%.
    let tenths = min((share * 1_000).rounded() / 10, share < 1 ? 99.9 : 100)
    return ValueText.number(tenths) + "%"
  }

  private func text(_ value: Double) -> String {
    let number = DecimalNumber(value).rounded(significant: value.magnitude < 1_000 ? 4 : 9)
    guard (-4..<15).contains(number.magnitude) || number.isZero else {
      return ValueText.number(value)
    }
    return (value < 0 ? "-" : "") + number.text(decimals: number.decimals, grouped: true)
  }

  private func day(_ value: Value) -> String { String(ValueText.plain(value).prefix(10)) }

  private func quoted(_ value: Value) -> String {
    guard case .text(let text) = value else { return ValueText.plain(value) }
    return "“" + (text.count > 30 ? text.prefix(29) + "…" : text) + "”"
  }
}
