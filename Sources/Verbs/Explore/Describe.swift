import Exploration
package import Language
package import Planning
package import Syntax
package import Tables
import Tasks

/// What is in each column: type, missing and distinct values, quartiles, the commonest value, and what
/// an analyst would stop at.
package struct Describe: Verb {
  package var by: [NamedExpression] = []
  package var columns: [ColumnName] = []
  /// How the profile is taken; nil lets the table and its engine decide.
  package var way: ProfileReader.Way?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "describe",
    family: .explore,
    summary: "One row per column: type, missing, distinct, mean, quartiles, commonest value.",
    discussion:
      "All counts and quantiles are exact, up to 5,000,000 rows; the line under the table "
      + "says when they are not. Ties for the commonest value go to the smallest. The part "
      + "`findings` lists what is worth a stop, such as repeated rows, outliers or numbers that "
      + "are stored as text, each with a cell that fixes it. Texts of more than 1,000 characters "
      + "are cut.",
    parameters: [
      .by(\.by, "Describe each of these groups.", named: true),
      .columns(\.columns, "The columns; all without them."),
    ],
    parts: [
      .table(
        "findings", "What is worth a stop, the most important first, and the cell that fixes it."),
      .table("top", "The commonest values of each column."),
      .table("details", "Further measures: zeros, deviations, spans and gaps of time, lengths."),
      .table("histograms", "Counts of the bins of each column of numbers."),
      .table("missing", "Which columns are missing together."),
    ],
    chart: "histogram",
    examples: [
      Example("orders | describe", "All columns."),
      Example("supermarket | describe total_spend by gender", "One column per group."),
      Example("found = orders | describe\nfound.findings", "What to look at first."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    for key in by where ProfileTables.names.contains(key.name) {
      throw Diagnostic(
        "E522", "the result would have two columns `\(key.name)`", at: nil,
        label: "give the group another name: by \(key.name)_1 = …")
    }
    return Schema(by.map { Field($0.name, $0.expression.type) } + ProfileTables.fields)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let keyNames = Set(by.map(\.name))
    let described =
      columns.isEmpty
      ? input.schema.fields.filter { !keyNames.contains($0.name) }
      : columns.map { Field($0.name, $0.type) }
    var reader = ProfileReader(relation: input, keys: by, fields: described, context: context)
    reader.options.countsDuplicates = columns.isEmpty && by.isEmpty
    reader.options.today = Int(context.now.dividedDown(by: 86_400_000_000).quotient)
    let profiles = try reader.profiles(way)

    let keys = by.map { Field($0.name, $0.expression.type) }
    func stored(_ fields: [Field], _ rows: (GroupProfile) -> [[Value]]) throws -> Answer {
      try context.cancellation.check()
      let all = profiles.groups.flatMap { group in rows(group).map { group.key + $0 } }
      return Answer(try context.stored(keys + fields, all))
    }
    var answer = try stored(ProfileTables.fields) { ProfileTables.rows($0.profile) }
    answer.parts = [
      Part("top", try stored(ProfileTables.topFields) { ProfileTables.top($0.profile) }),
      Part("details", try stored(ProfileTables.detailFields) { ProfileTables.details($0.profile) }),
    ]
    answer.footer = profiles.footer
    guard by.isEmpty, let profile = profiles.groups.first?.profile else {
      guard !by.isEmpty else { return answer }
      answer.absentParts = ["findings", "histograms", "missing"].map {
        AbsentPart($0, reason: "it tells of a table in one piece", advice: "leave `by` out")
      }
      return answer
    }
    let findings = FindingTable(profile, called: context.name(of: input))
    answer.parts = [
      Part("findings", try stored(FindingTable.fields) { _ in findings.rows }),
      answer.parts[0], answer.parts[1],
      Part(
        "histograms",
        try stored(ProfileTables.histogramFields) { ProfileTables.histograms($0.profile) }),
      Part(
        "missing", try stored(ProfileTables.missingFields) { ProfileTables.missing($0.profile) }
      ).drawing(.missingPatterns),
    ]
    answer.naturalChart = .histograms
    answer.display = .profile(ProfileDisplay(profile, findings))
    return answer
  }
}

extension Part {
  /// The part with a chart of its own.
  fileprivate func drawing(_ chart: NaturalChart) -> Part {
    var part = self
    part.answer.naturalChart = chart
    return part
  }
}

extension RunContext {
  /// What the cell calls a table; nil if it has no name.
  fileprivate func name(of relation: Relation) -> String? {
    names().last { $0.answer?.relation?.plan == relation.plan }?.name
  }
}
