import Charts
package import Language
import NumericalMethods
package import Planning
import Segmentation
package import Syntax
package import Tables
import Tasks

/// Puts rows into groups that explain themselves.
package struct Cluster: Verb {
  package enum Method: String, CaseIterable, Sendable {
    case kmeans, hierarchical, gmm, dbscan, hdbscan
  }
  package enum Joining: String, CaseIterable, Sendable { case ward, complete, average, single }
  package enum Scale: String, CaseIterable, Sendable { case zscore, robust, none }
  var columns: [ColumnName] = []
  var groups = Given(GroupCount.auto, SourceSpan(0, 0))
  var method = Method.kmeans
  var linkage: Given<Joining>?
  var scale = Scale.zscore
  var logs = true
  var ordinal: Given<Scalar>?
  var distance: Given<Scalar>?
  var leastRows: Given<Int>?
  var seed: Int?
  package init() {}

  static let standardLeastRows = 5
  /// How far groups of a tree are apart.
  var joining: Joining { linkage?.value ?? .ward }

  package static let declaration = Declaration<Self>(
    name: "cluster",
    family: .customers,
    summary: "Puts rows into groups of like ones, and says what makes each group different.",
    discussion: "Group 1 is the largest; 0 means none (`dbscan` and `hdbscan` only). Numbers are "
      + "scaled, skewed amounts by their logarithm first, dates are ages, two different texts are 1 "
      + "apart, and so are the values of a number that has two; ids (columns called so, and texts "
      + "that are all different) and constants are left out and named. A missing number becomes the median, a "
      + "missing text a value of its own; both are counted, and a row without any value gets no "
      + "group. `k: auto` looks at 2 to 10 groups: of those that come back when rows are drawn "
      + "again (stability 0.75), the best mean rank by silhouette, Davies-Bouldin, "
      + "Caliński-Harabasz and gap. Above 25,000 rows the number is chosen from 20,000 of them. "
      + "`dbscan` and `hdbscan` find the number themselves, by how crowded the rows are; "
      + "`hierarchical` takes 20,000 rows at most, these two 100,000. `predict` gives other rows "
      + "the group of the nearest centre, the likeliest cloud or the nearest crowd. Rows of "
      + "a tree may be nearer to the centre of another group, most of all with `linkage: single`: "
      + "the card of `.model` says how many that leaves in their own.",
    parameters: [
      .columns(\.columns, "What rows are compared by; all columns that fit without them."),
      .groupCount(
        \.groups, "k",
        "How many groups: a number, a range to choose from such as (2..4), or auto."),
      .word(\.method, "method", "How groups are found.", default: .kmeans),
      .word(\.linkage, "linkage", "How far groups of a tree are apart.", default: .ward),
      .word(\.scale, "scale", "How numbers are made comparable.", default: .zscore),
      .option(\.logs, "logs", "Whether skewed amounts count by their logarithm.", default: true),
      .scalar(
        \.ordinal, "ordinal", "The order of texts, by column: {tier: [\"low\", \"high\"]}.",
        accepts: .record),
      .scalar(
        \.distance, "eps", "How far neighbours are at most (`dbscan`).", accepts: .number,
        defaultText: "where the distances bend"),
      .option(
        \.leastRows, "min_rows", "How many rows make a crowd (`dbscan`, `hdbscan`).",
        in: 2...10_000, default: standardLeastRows),
      .option(\.seed, "seed", "The seed of random starts; without it the session's (42)."),
    ],
    parts: [
      .table(
        "profile",
        "One row per group: its size and the mean of each feature; of more than 20 those that tell most, one of each column first."
      ),
      .table(
        "traits",
        "What makes each group different, in words: the five strongest traits; features with the same values in all rows count once."
      ),
      .table("centres", "The means of all features for each group, for charts."),
      .table("selection", "How good the groups are, for each number looked at."),
      .table("silhouette", "How much nearer each row is to its own group than to the next."),
      .table("tree", "What merged with what (`hierarchical`)."),
      .table(
        "assignments", "Who is in which group: the column that names the rows, or their number."),
      .table("k", "The number of groups."),
      .table("model", "The groups for other rows: `| predict`."),
    ],
    chart: "point, of a hierarchical clustering a dendrogram (its points: `| chart point`)",
    examples: [
      Example("supermarket | cluster age, total_spend k: 3", "Three groups of customers."),
      Example(
        "supermarket | cluster age, total_spend method: hierarchical, k: 4",
        "A tree of customers, cut into four."),
      Example(
        """
        groups = supermarket | cluster age, total_spend k: 3
        load sample "supermarket", seed: 7 | predict groups
        """, "Groups of other customers."),
    ])

  private var made: [Field] {
    [Field("cluster", .int)] + (method == .gmm ? [Field("probability", .number)] : [])
  }

  /// Whether the method finds the number of groups itself.
  var findsCount: Bool { method == .dbscan || method == .hdbscan }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    if let clash = made.first(where: { input.contains($0.name) }) {
      throw Diagnostic(
        "E522", "there is a column `\(clash.name)` already", at: nil,
        label: "rename it first: | rename \(clash.name)_1 = \(clash.name)")
    }
    if let list = columns.first(where: { if case .list = $0.type { true } else { false } }) {
      throw Diagnostic(
        "E401", "`\(list.name)` is \(list.type.described), and rows are not compared by it",
        at: list.span, label: "leave it out")
    }
    if findsCount, groups.value != .auto {
      throw Diagnostic(
        "E304", "`\(method.rawValue)` finds the number of groups itself", at: groups.span,
        label: "leave `k:` out, or write `method: kmeans`")
    }
    if method != .dbscan, let distance {
      throw Diagnostic(
        "E304", "`eps:` belongs to `method: dbscan`", at: distance.span,
        label: "leave it out, or write `method: dbscan`")
    }
    if method != .hierarchical, let linkage {
      throw Diagnostic(
        "E304", "`linkage:` belongs to `method: hierarchical`", at: linkage.span,
        label: "leave it out, or write `method: hierarchical`")
    }
    if !findsCount, let leastRows {
      throw Diagnostic(
        "E304", "`min_rows:` belongs to `method: dbscan` and `method: hdbscan`",
        at: leastRows.span, label: "leave it out, or write `method: hdbscan`")
    }
    _ = try radius()
    _ = try TextOrders(ordinal, in: input)
    return Schema(input.fields + made)
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: Roles([.cluster: "cluster"]))
  }

  /// How far neighbours are at most, if it is given.
  func radius() throws(Diagnostic) -> Double? {
    guard let distance else { return nil }
    guard case .value(let value, _) = distance.value, let number = value.asNumber, number > 0 else {
      throw Diagnostic(
        "E304", "`eps:` is a number above 0", at: distance.span,
        label: "in the units of the scores: about 0.5")
    }
    return number
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    do {
      return try answer(on: input, in: context)
    } catch let error as SegmentationError {
      throw Diagnostic(
        "E709", words(error), at: context.span, label: advice(error))
    } catch let error as LinearAlgebraError {
      throw Diagnostic("E709", error.description, at: context.span)
    }
  }

  /// An error of the library in the words of this verb.
  private func words(_ error: SegmentationError) -> String {
    switch error {
    case .tooFewRows(0, _): "there are no rows to put into groups"
    case .tooFewRows(let rows, let needed):
      "\(needed) groups need \(needed) different rows, and there \(rows == 1 ? "is 1" : "are \(rows)")"
    case .tooManyRows(let rows, let limit):
      "`\(method.rawValue)` takes \(limit.grouped) rows at most, and there are \(rows.grouped)"
    default: error.description
    }
  }

  private func advice(_ error: SegmentationError) -> String {
    switch error {
    case .tooManyRows(_, let limit):
      "write `method: kmeans`, or take some of the rows first: | sample \(limit)"
    case .tooFewRows(let rows, let needed) where rows > 1 && needed > 2: "write a smaller `k:`"
    case .tooFewRows(0, _):
      "look at the table before this stage: | summarize count()"
    case .tooFewRows(1, _): "`k: 1` takes one row; several groups need more"
    default: "look at the columns with `| describe`"
    }
  }

  private func answer(on input: Relation, in context: RunContext) throws -> Answer {
    context.progress.update(0, "reading rows")
    let table = try input.collect()
    guard table.rowCount > 0 else {
      throw SegmentationError.tooFewRows(rows: 0, needed: groups.value.range.lowerBound)
    }
    if let limit = FoundGroups.limit(of: method), table.rowCount > limit {
      throw SegmentationError.tooManyRows(rows: table.rowCount, limit: limit)
    }
    let orders = try TextOrders(ordinal, in: table.schema)
    try orders.check(table, at: context.span)
    let options = FeatureOptions(
      columns: columns.isEmpty ? nil : columns.map(\.name),
      scaling: FeatureOptions.Scaling(rawValue: scale.rawValue) ?? .zscore,
      logsSkewed: logs, ordinals: orders.levels)
    let progress = context.progress
    let reading = "reading \(table.rowCount.counted("row"))"
    let rows = try ComparableRows(
      table, options: options,
      execution: Execution(cancellation: context.cancellation) {
        progress.update($0 * 0.1, reading)
      })
    if !rows.space.leftOut.isEmpty {
      context.notice(
        ColumnSurvey.notice(of: rows.space.leftOut.map { ($0.column, $0.reason.description) }))
    }
    let message = "grouping \(rows.table.rowCount.counted("row"))"
    let execution = Execution(cancellation: context.cancellation) {
      progress.update(0.1 + 0.8 * $0, message)
    }
    let found = try FoundGroups(
      rows.points, self, seed: UInt64(bitPattern: seed.map(Int64.init) ?? context.seed),
      execution)
    for warning in found.warnings { context.notice(warning) }
    try context.cancellation.check()
    return try answer(table, rows, found, input.engine, context)
  }
}
