import Exploration
import Language
import Tables

/// The part `findings`: what is worth a stop, the most important first, each with a cell that fixes it.
struct FindingTable {
  static let fields: [Field] = [
    Field("column", .text), Field("finding", .text), Field("rows", .int), Field("fix", .text),
  ]

  /// All findings in order.
  let findings: [ProfileDisplay.Finding]
  private let counts: [Int?]

  /// `name` is what the session calls the table.
  init(_ profile: TableProfile, called name: String?) {
    let names = Set(profile.columns.map(\.name))
    let ordered = profile.findings.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    findings = ordered.map { finding in
      let column = profile.columns.first { $0.name == finding.column }
      let fix = FindingFix(table: name ?? Self.unnamed, taken: names, column: column)
      return ProfileDisplay.Finding(
        column: finding.column, text: finding.sentence, fix: fix.cell(for: finding.kind))
    }
    counts = ordered.map(\.rows)
    standIn = name == nil ? Self.unnamed : nil
  }

  /// What fixes call a table without a name.
  private static let unnamed = "data"
  /// The same, where it is needed.
  let standIn: String?

  var rows: [[Value]] {
    zip(findings, counts).map { finding, count in
      [
        finding.column.map(Value.text) ?? .null, .text(finding.text),
        count.map { .int(Int64($0)) } ?? .null, .text(finding.fix),
      ]
    }
  }
}

extension ProfileFinding {
  /// The place in a list, the smallest first: wrong rows, wrong types, wrong values, then shapes.
  fileprivate var rank: Int {
    switch kind {
    case .repeatedRows: 0
    case .outlierTwins: 1
    case .numbersAsText, .datesAsText: 2
    case .implausibleDates, .futureDates: 3
    case .huge, .notFinite: 4
    case .variants: 5
    case .allMissing: 6
    case .mostlyMissing: 7
    case .constant: 8
    case .blank: 9
    case .padded: 10
    case .outliers: 11
    case .mostlyZero: 12
    case .skewed: 13
    case .highCardinality: 14
    case .identifier: 15
    }
  }

  /// The rows that it is about, where some are and others are not.
  fileprivate var rows: Int? {
    switch kind {
    case .mostlyMissing(let rows, _), .identifier(let rows), .outliers(let rows, _),
      .implausibleDates(let rows, _, _), .futureDates(let rows, _), .repeatedRows(let rows),
      .padded(let rows), .blank(let rows), .numbersAsText(let rows, _), .datesAsText(let rows, _),
      .notFinite(let rows), .mostlyZero(let rows, _):
      rows
    case .outlierTwins: 2
    case .variants(_, let example): example.dropFirst().reduce(0) { $0 + $1.rows }
    case .allMissing, .constant, .highCardinality, .skewed, .huge: nil
    }
  }
}
