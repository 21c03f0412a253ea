package import Language
package import Planning
package import Syntax
package import Tables
import Tasks

/// What is in each column: type, missing and distinct values, quartiles, the commonest value.
package struct Describe: Verb {
  var by: [NamedExpression] = []
  var columns: [ColumnName] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "describe",
    family: .explore,
    summary: "One row per column: type, missing, distinct, mean, quartiles, commonest value.",
    discussion:
      "All counts and quantiles are exact. Ties for the commonest value go to the smallest.",
    parameters: [
      .by(\.by, "Describe each of these groups.", named: true),
      .columns(\.columns, "The columns; all without them."),
    ],
    parts: [
      .table("top", "The commonest values of each column."),
      .table("histograms", "Counts of equal bins of each column of numbers."),
      .table("missing", "Which columns are missing together."),
    ],
    chart: "histogram",
    examples: [
      Example("orders | describe", "All columns."),
      Example("supermarket | describe total_spend by gender", "One column per group."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    Schema(by.map { Field($0.name, $0.expression.type) } + ColumnProfile.fields)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    // A view would be computed anew for each of the queries below.
    let relation = input.isStored ? input : try input.stored()
    let keyNames = Set(by.map(\.name))
    let described =
      columns.isEmpty
      ? relation.schema.fields.filter { !keyNames.contains($0.name) }
      : columns.map { Field($0.name, $0.type) }
    var rows: [[Value]] = []
    var top: [[Value]] = []
    var histograms: [[Value]] = []
    for (index, field) in described.enumerated() {
      try context.cancellation.check()
      context.progress.update(
        Double(index) / Double(described.count), "describing \(field.name)")
      let profile = ColumnProfile(field, of: relation, by: by)
      rows += try profile.statistics()
      top += try profile.commonest(10)
      if by.isEmpty { histograms += try profile.histogram() }
    }
    let keys = by.map { Field($0.name, $0.expression.type) }
    func stored(_ fields: [Field], _ rows: [[Value]]) throws -> Answer {
      Answer(try context.stored(fields, rows))
    }
    // Groups lead, columns keep the order of the table within each.
    let ordered = by.isEmpty ? rows : rows.groupedByLeading(by.count)
    let statistics = try stored(keys + ColumnProfile.fields, ordered)
    var parts = [Part("top", try stored(keys + ColumnProfile.topFields, top))]
    if by.isEmpty {
      parts.append(Part("histograms", try stored(ColumnProfile.histogramFields, histograms)))
      let missing = try MissingPatterns(of: relation, columns: described).rows()
      parts.append(Part("missing", try stored(MissingPatterns.fields, missing)))
    }
    var answer = statistics
    answer.parts = parts
    if by.isEmpty { answer.naturalChart = .histograms }
    answer.footer = footer(of: relation, described: described.count, context: context)
    answer.display = by.isEmpty ? .profile : .table
    return answer
  }

  private func footer(of relation: Relation, described: Int, context: RunContext) -> String {
    let rows = (try? relation.count()).map { "\($0.grouped) rows · " } ?? ""
    return
      "exact · \(rows)\(described) column\(described == 1 ? "" : "s") · \(relation.engine.name)"
  }
}

extension [[Value]] {
  /// The rows with equal leading values together, in the order of their first appearance.
  fileprivate func groupedByLeading(_ count: Int) -> [[Value]] {
    var order: [[Value]] = []
    var groups: [[Value]: [[Value]]] = [:]
    for row in self {
      let key = Array<Value>(row.prefix(count))
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    return order.flatMap { groups[$0] ?? [] }
  }
}

extension Relation {
  /// Whether the rows stand in the engine and cost nothing to read again.
  fileprivate var isStored: Bool {
    if case .scan(let scan) = plan { scan.rowCount != nil } else { false }
  }
}
