import Charts
import Language
import NumericalMethods
import Planning
import Segmentation
import Tables
import Tasks

/// What `cluster` tells of the groups that it found: the table, its parts, the picture, the footer.
extension Cluster {
  /// The rows with their groups.
  func answer(
    _ whole: Table, _ rows: ComparableRows, _ found: FoundGroups, _ engine: any Engine,
    _ context: RunContext
  ) throws -> Answer {
    let labels = found.labels
    var columns = zip(whole.schema.names, whole.columns).map { (name: $0, column: $1) }
    columns.append(("cluster", rows.column(labels.labels)))
    if let probabilities = found.probabilities {
      columns.append(("probability", rows.column(probabilities)))
    }
    let profile = try ClusterProfile(
      of: rows.table, in: rows.space, labels: labels,
      execution: Execution(cancellation: context.cancellation))
    let tables = ClusterTables(profile)
    func part(
      _ name: String, _ table: Table, _ chart: NaturalChart? = nil, roles: Roles = Roles()
    ) throws -> Part {
      try context.cancellation.check()
      return Part(
        name, Answer(.table(try context.stored(table)), roles: roles, naturalChart: chart))
    }
    let grouped = Roles([.cluster: "cluster"])
    let centres = tables.centres
    let feature = centres.schema.names.last ?? "rows"
    var profilePart = try part("profile", tables.profile, .clusterProfile(profile))
    profilePart.answer.footer = tables.profileFooter
    var parts = [
      profilePart,
      try part("traits", tables.traits, .clusterTraits),
      try part(
        "centres", centres,
        .refused("centres", such: "chart bar x: cluster, y: \(feature.asName)"), roles: grouped),
    ]
    if let selection = found.selection {
      parts.append(
        try part("selection", ClusterTables.selection(selection), .clusterSelection))
    }
    if let silhouette = found.silhouette {
      let table = ClusterTables.silhouette(silhouette, labels, places: rows.places)
      parts.append(try part("silhouette", table, .clusterSilhouette))
    }
    if let tree = found.tree {
      let named = rows.space.leftOut.first { $0.reason == .identifier }?.column
      parts.append(
        try part("tree", ClusterTables.tree(tree, labels, of: rows.table), .clusterTree(named)))
    }
    let id =
      rows.space.leftOut.first { $0.reason == .identifier }?.column ?? whole.identifierName
    let assigned = ClusterTables.assignments(of: whole, by: id, columns[whole.columns.count].column)
    parts.append(
      try part(
        "assignments", assigned,
        .refused(
          "assignments",
          such: "summarize rows = count() by cluster | chart bar x: cluster, y: rows"),
        roles: grouped))
    parts.append(Part("k", Answer(.scalar(.value(.int(Int64(labels.count)), .int)))))
    if let rule = found.rule {
      parts.append(
        .model(
          ClusterModel(
            method: way, features: ScoredFeature.features(of: rows.space, in: whole.schema),
            rule: rule, places: found.places, labels: found.placeLabels,
            rows: rows.table.rowCount, keptRows: found.keptRows)))
    }
    let result = try context.stored(Table(columns))
    let map = try map(of: rows, tables, context)
    var answer = Answer(
      .table(result), parts: parts, roles: grouped,
      naturalChart: found.tree == nil ? map : .clusterTree(or: map),
      footer: footer(rows, found, engine: engine))
    answer.record = RunRecord(
      rows: rows.table.rowCount, seed: Int64(bitPattern: found.seed),
      metrics: [.init("k", labels.count)]
        + (found.silhouette.map { [.init("silhouette", $0.silhouette.mean)] } ?? []),
      assignments: .init(result, key: id, group: "cluster"))
    answer.absentParts = absentParts.filter { absent in
      !parts.contains { $0.name == absent.name }
    }
    return answer
  }

  /// The parts that other methods make.
  private var absentParts: [AbsentPart] {
    var absent: [AbsentPart] = []
    if method != .hierarchical {
      absent.append(
        AbsentPart(
          "tree", reason: "`\(method.rawValue)` merges nothing",
          advice: "write `method: hierarchical`"))
    }
    if findsCount {
      absent.append(
        AbsentPart(
          "selection", reason: "`\(method.rawValue)` finds the number of groups itself",
          advice: "write `method: kmeans`"))
    }
    return absent
  }

  /// The rows in the colours of their groups.
  private func map(
    of rows: ComparableRows, _ tables: ClusterTables, _ context: RunContext
  ) throws -> NaturalChart {
    let sources = Set(rows.space.features.map(\.column)).count
    let plain = tables.telling
    if plain.count == sources || rows.points.columns < 2 || rows.points.rows < 2 {
      return .clusters(along: plain, nil)
    }
    let progress = context.progress
    let components = try PrincipalComponents(
      of: rows.points, count: 2,
      execution: Execution(cancellation: context.cancellation) {
        progress.update(0.9 + 0.1 * $0, "drawing a map")
      })
    return .clusters(along: plain, Biplot(space: rows.space, components: components))
  }

  /// The method in words.
  private var way: String {
    switch method {
    case .kmeans: "k-means"
    case .hierarchical: "\(joining.rawValue) linkage"
    case .gmm: "mixture of normal clouds"
    case .dbscan: "DBSCAN"
    case .hdbscan: "HDBSCAN"
    }
  }

  private func footer(
    _ rows: ComparableRows, _ found: FoundGroups, engine: any Engine
  ) -> String {
    let sources = Set(rows.space.features.map(\.column)).count
    var parts = ["\(way) of \(sources.counted("column"))"]
    if scale != .none { parts[0] += ", \(scale == .zscore ? "z-scores" : "robust scores")" }
    parts += found.summary
    if method == .kmeans || method == .gmm || found.selection != nil {
      parts.append("seed \(found.seed)")
    }
    return (parts + rows.described + [engine.name]).joined(separator: " · ")
  }
}
