import Exploration
import Language
import Rendering
import Tables

extension ProfileDisplay {
  /// No more findings than a reader takes in at once.
  private static let mostFindings = 6

  /// What is shown of a profile beside its table.
  init(_ profile: TableProfile, _ table: FindingTable) {
    self.init(
      rows: profile.columns.map { Row(picture: Picture($0), remark: Self.remark($0)) },
      findings: Array(table.findings.prefix(Self.mostFindings)),
      furtherFindings: max(0, table.findings.count - Self.mostFindings),
      standIn: table.standIn)
  }

  private static func remark(_ column: ColumnProfile) -> String {
    if let numbers = column.numbers {
      let parts = [
        share(numbers.zeros, column, "zero"), share(numbers.negatives, column, "negative"),
        numbers.skew.flatMap { abs($0) >= 2 ? "skew \(rounded($0))" : nil },
      ]
      return parts.compactMap(\.self).joined(separator: ", ")
    }
    if let times = column.times {
      guard let gap = times.largestGapInDays else { return "" }
      return "\(rounded(times.spanInDays)) days, gap \(rounded(gap))"
    }
    if let texts = column.texts {
      return texts.shortest == texts.longest
        ? "length \(texts.longest.grouped)"
        : "length \(texts.shortest.grouped) to \(texts.longest.grouped)"
    }
    return ""
  }

  private static func share(_ rows: Int, _ column: ColumnProfile, _ word: String) -> String? {
    guard rows > 0 else { return nil }
    let share = Double(rows) / Double(column.present) * 100
    return (share < 0.1 ? rows.grouped : rounded(share) + "%") + " \(word)"
  }

  /// Two significant digits, or all before the point.
  private static func rounded(_ value: Double) -> String {
    let number = DecimalNumber(value)
    let digits = max(2, number.magnitude + 1)
    let kept = number.rounded(significant: digits)
    return (value < 0 ? "-" : "") + kept.text(decimals: kept.decimals, grouped: true)
  }
}

extension ProfileDisplay.Picture {
  /// The picture that tells most: bins of numbers and times, the commonest of all else.
  fileprivate init?(_ column: ColumnProfile) {
    if let histogram = column.histogram, histogram.counts.count > 1 {
      let (low, high) = (histogram.edges[0], histogram.edges[histogram.edges.count - 1])
      let median = column.numbers.map { ($0.median - low) / (high - low) }
      self = .histogram(histogram.counts.map(Double.init), marker: median)
      return
    }
    guard let first = column.top.first else { return nil }
    let rows = Double(column.rows)
    let most = Double(first.rows) / rows
    // Of ids and moments the commonest value tells nothing.
    guard most >= 0.01 else { return nil }
    let text = String(ValueText.plain(first.value).prefix(200))
    let percent = ValueText.number((most * 1_000).rounded() / 10)
    let shares = most >= 0.02 ? column.top.map { Double($0.rows) / rows } : []
    self = .shares(shares, label: "\(text) \(percent)%")
  }
}
