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
  package enum Method: String, CaseIterable, Sendable { case kmeans, hierarchical, gmm, dbscan }
  package enum Joining: String, CaseIterable, Sendable { case ward, complete, average, single }
  package enum Scale: String, CaseIterable, Sendable { case zscore, robust, none }
  var columns: [ColumnName] = []
  var groups = Given(GroupCount.range(2...10), SourceSpan(0, 0))
  var method = Method.kmeans
  var linkage = Joining.ward
  var scale = Scale.zscore
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "cluster",
    family: .customers,
    summary: "Puts rows into groups of like ones, and says what makes each group different.",
    discussion: "Group 1 is the largest; 0 means none (`dbscan` only). Numbers are scaled, skewed "
      + "amounts by their logarithm first, two different texts are 1 apart, ids and constants are "
      + "left out and named, missing values are filled and counted. `k: auto` looks at 2 to 10 "
      + "groups: of those that come back when rows are drawn again (stability 0.75), the best mean "
      + "rank by silhouette, Davies-Bouldin, Caliński-Harabasz and gap. `dbscan` finds the number "
      + "itself, by the density of the rows.",
    parameters: [
      .columns(\.columns, "What rows are compared by; all columns that fit without them."),
      .groupCount(\.groups, "k", "How many groups: a number, a range to choose from, or auto."),
      .word(\.method, "method", "How groups are found.", default: .kmeans),
      .word(\.linkage, "linkage", "How far groups of a tree are apart.", default: .ward),
      .word(\.scale, "scale", "How numbers are made comparable.", default: .zscore),
      .option(\.seed, "seed", "The seed of random starts; without it the session's (42)."),
    ],
    parts: [
      .table("profile", "One row per group: its size and the mean of each feature."),
      .table("traits", "What makes each group different, in words."),
      .table("centres", "The means of each group alone, for charts."),
      .table("selection", "How good the groups are, for each number looked at."),
      .table("tree", "What merged with what (`hierarchical`)."),
      .table("k", "The number of groups."),
    ],
    chart: "point",
    examples: [
      Example("supermarket | cluster age, total_spend k: 3", "Three groups of customers."),
      Example(
        "supermarket | cluster age, total_spend method: hierarchical, k: 4",
        "A tree of customers, cut into four."),
    ])

  /// The most rows of a tree: more leaves are no tree that anybody reads.
  private static let mostLeaves = 20_000

  private var made: [Field] {
    [Field("cluster", .int)] + (method == .gmm ? [Field("probability", .number)] : [])
  }

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
    return Schema(input.fields + made)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    do {
      return try answer(on: input, in: context)
    } catch let error as SegmentationError {
      throw Diagnostic(
        "E709", Self.words(error), at: context.span,
        label: "look at the columns with `| describe`")
    } catch let error as LinearAlgebraError {
      throw Diagnostic("E709", error.description, at: context.span)
    }
  }

  /// An error of the library in the words of this verb.
  private static func words(_ error: SegmentationError) -> String {
    switch error {
    case .empty: "no column varies, so that all rows are alike"
    case .tooFewRows(let rows, let needed):
      "\(needed) groups need \(needed) different rows, and there \(rows == 1 ? "is 1" : "are \(rows)")"
    default: error.description
    }
  }

  private func answer(on input: Relation, in context: RunContext) throws -> Answer {
    let table = try input.collect()
    guard table.rowCount > 0 else {
      throw SegmentationError.tooFewRows(rows: 0, needed: groups.value.least)
    }
    if method == .hierarchical, table.rowCount > Self.mostLeaves {
      throw SegmentationError.tooManyRows(rows: table.rowCount, limit: Self.mostLeaves)
    }
    let options = FeatureOptions(
      columns: columns.isEmpty ? nil : columns.map(\.name),
      scaling: FeatureOptions.Scaling(rawValue: scale.rawValue) ?? .zscore)
    let features = try FeatureMatrix(table, options: options)
    if !features.space.leftOut.isEmpty {
      context.notice(
        ColumnSurvey.notice(
          of: features.space.leftOut.map { ($0.column, $0.reason.description) }))
    }
    let progress = context.progress
    let execution = Execution(cancellation: context.cancellation) {
      progress.update($0, "grouping \(table.rowCount.counted("row"))")
    }
    let found = try FoundGroups(
      features.points, self, seed: UInt64(bitPattern: seed.map(Int64.init) ?? context.seed),
      execution)
    for warning in found.warnings { context.notice(warning) }
    return try answer(table, features, found, input.engine, context)
  }

  private func answer(
    _ table: Table, _ features: FeatureMatrix, _ found: FoundGroups, _ engine: any Engine,
    _ context: RunContext
  ) throws -> Answer {
    let labels = found.labels
    var columns = zip(table.schema.names, table.columns).map { (name: $0, column: $1) }
    columns.append(("cluster", Column(.int(labels.labels.map { Int64($0) }))))
    if let probabilities = found.probabilities {
      columns.append(("probability", Column(.number(probabilities))))
    }
    let tables = ClusterTables(
      try ClusterProfile(of: table, in: features.space, labels: labels))
    var parts = [
      Part("profile", Answer(try context.stored(tables.profile))),
      Part("traits", Answer(try context.stored(tables.traits))),
      Part("centres", Answer(try context.stored(tables.centres))),
    ]
    if let selection = found.selection {
      let answer = Answer(
        .table(try context.stored(ClusterTables.selection(selection))),
        naturalChart: .clusterSelection)
      parts.append(Part("selection", answer))
    }
    if let tree = found.tree {
      parts.append(
        Part(
          "tree",
          Answer(try context.stored(ClusterTables.tree(tree, labels, of: table)))))
    }
    parts.append(Part("k", Answer(.scalar(.value(.int(Int64(labels.count)), .int)))))
    return Answer(
      .table(try context.stored(Table(columns))), parts: parts,
      roles: Roles([.cluster: "cluster"]),
      naturalChart: .clusters(along: tables.telling),
      footer: footer(features, found, rows: table.rowCount, engine: engine))
  }

  private func footer(
    _ features: FeatureMatrix, _ found: FoundGroups, rows: Int, engine: any Engine
  ) -> String {
    let space = features.space
    let ways: [Method: String] = [
      .kmeans: "k-means", .hierarchical: "\(linkage.rawValue) linkage",
      .gmm: "mixture of normal clouds", .dbscan: "DBSCAN",
    ]
    let sources = Set(space.features.map(\.column)).count
    var parts = ["\(ways[method] ?? method.rawValue) of \(sources.counted("column"))"]
    if scale != .none { parts[0] += ", \(scale == .zscore ? "z-scores" : "robust scores")" }
    parts.append(found.summary)
    let logged = space.features.filter { $0.kind == .logarithm }.map(\.column)
    if !logged.isEmpty { parts.append("log of \(logged.joined(separator: ", "))") }
    if !space.filled.isEmpty {
      let filled = space.filled.map { "\($0.column) \($0.count.grouped)" }
      parts.append("filled \(filled.joined(separator: ", "))")
    }
    if method == .kmeans || method == .gmm || found.selection != nil {
      parts.append("seed \(found.seed)")
    }
    return (parts + [rows.counted("row"), engine.name]).joined(separator: " · ")
  }
}

/// How many groups are wanted.
package enum GroupCount: Hashable, Sendable {
  case fixed(Int)
  case range(ClosedRange<Int>)

  /// The smallest number.
  var least: Int { range.lowerBound }

  /// The numbers to look at.
  var range: ClosedRange<Int> {
    switch self {
    case .fixed(let count): count...count
    case .range(let range): range
    }
  }
}
