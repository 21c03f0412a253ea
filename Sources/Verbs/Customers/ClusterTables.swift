import Segmentation
import Tables

/// The parts of `cluster` as tables.
struct ClusterTables {
  private let profiled: ClusterProfile

  init(_ profile: ClusterProfile) { profiled = profile }

  private var groups: [ClusterProfile.Group] { profiled.groups }

  private var features: [Feature] { groups.first?.traits.map(\.feature) ?? [] }

  /// One row per group with its size and the means of the features.
  var profile: Table {
    table(
      groups, [Field("cluster", .int), Field("rows", .int), Field("share", .number)],
      profiled.shown(Self.mostColumns)
    ) { [.int(Int64($0.label)), .int(Int64($0.size)), .number($0.share)] }
  }

  /// Which features `profile` leaves out; nil if it has all.
  var profileFooter: String? {
    let hidden = Set(features.indices).subtracting(profiled.shown(Self.mostColumns))
    let repeated = hidden.intersection(profiled.toldAlready).count
    let left = hidden.count - repeated
    let words = [
      left > 0 ? "\(left.counted("feature")) that tell less left out" : "",
      repeated > 0 ? "\(repeated.counted("feature")) with the values of another left out" : "",
    ].filter { !$0.isEmpty }
    return words.isEmpty ? nil : (words + ["all in .centres"]).joined(separator: " · ")
  }

  /// The means of all features alone; rows without a group have no centre.
  var centres: Table {
    table(groups.filter { $0.label > 0 }, [Field("cluster", .int)], Array(features.indices)) {
      [.int(Int64($0.label))]
    }
  }

  /// As many means as a reader sees beside each other.
  private static let mostColumns = 20

  private func table(
    _ groups: [ClusterProfile.Group], _ fields: [Field], _ places: [Int],
    _ first: (ClusterProfile.Group) -> [Value]
  ) -> Table {
    let features = features
    return Table(
      schema: Schema(
        fields
          + places.map { place in
            let feature = features[place]
            // A feature may be called as one of ours.
            return Field(
              fields.contains { $0.name == feature.name } ? "\(feature.name)_mean" : feature.name,
              .number)
          }),
      rows: groups.map { group in first(group) + places.map { .number(group.traits[$0].value) } })
  }

  /// How many traits of a group are told.
  static let mostTraits = 5

  /// The strongest traits of each group; what several features say is told of the first.
  var traits: Table {
    let told = profiled.toldAlready
    var rows: [[Value]] = []
    for group in groups {
      for place in group.strongest(Self.mostTraits, besides: told) {
        let trait = group.traits[place]
        var words = Self.words(trait)
        if let others = profiled.repeats[place]?.count {
          words += ", likewise \(others.counted("more feature"))"
        }
        rows.append([
          .int(Int64(group.label)), .text(trait.feature.name), .number(trait.value),
          .number(trait.overall), .number(trait.effect), .text(words),
        ])
      }
    }
    return Table(
      schema: Schema([
        Field("cluster", .int), Field("feature", .text), Field("mean", .number),
        Field("overall", .number), Field("effect", .number), Field("words", .text),
      ]), rows: rows)
  }

  /// A trait in words: `much higher`, `much more often`.
  private static func words(_ trait: ClusterProfile.Trait) -> String {
    let size = abs(trait.effect)
    let strength = size >= 0.8 ? "much " : size >= 0.5 ? "" : "a little "
    let isUp = trait.effect > 0
    switch trait.feature.kind {
    case .level, .flag: return "\(strength)\(isUp ? "more" : "less") often"
    case .age: return "\(strength)\(isUp ? "earlier" : "later")"
    default: return "\(strength)\(isUp ? "higher" : "lower")"
    }
  }

  /// The two columns of numbers in which groups differ most.
  var telling: [String] {
    let places = features.indices.filter {
      switch features[$0].kind {
      case .number, .logarithm: true
      default: false
      }
    }
    func spread(_ place: Int) -> Double {
      groups.reduce(0) { sum, group in
        sum + group.share * group.traits[place].effect * group.traits[place].effect
      }
    }
    let order = places.sorted { (spread($1), $0) < (spread($0), $1) }
    return order.prefix(2).sorted().map { features[$0].column }
  }

  /// The group of each row by the column that names the rows, or by their number from 1.
  static func assignments(of table: Table, by name: String?, _ groups: Column) -> Table {
    let numbers = Column(.int((0..<table.rowCount).map { Int64($0 + 1) }))
    return Table([
      (name: name ?? "row", column: name.flatMap { table[$0] } ?? numbers),
      (name: "cluster", column: groups),
    ])
  }

  /// The measures of each number of groups.
  static func selection(_ selection: ClusterSelection) -> Table {
    Table(
      schema: Schema([
        Field("k", .int), Field("silhouette", .number), Field("davies_bouldin", .number),
        Field("calinski_harabasz", .number), Field("gap", .number), Field("stability", .number),
        Field("inertia", .number), Field("chosen", .bool),
      ]),
      rows: selection.rows.map { row in
        [
          .int(Int64(row.count)), Value(row.silhouette), Value(row.daviesBouldin),
          Value(row.calinskiHarabasz), Value(row.gap), Value(row.stability), .number(row.inertia),
          .bool(row.count == selection.chosen),
        ]
      })
  }

  /// One row per row of a group that was compared, by its place in the whole table.
  static func silhouette(
    _ drawn: FoundGroups.DrawnSilhouette, _ labels: ClusterLabels, places: [Int]?
  ) -> Table {
    let shown = zip(drawn.rows ?? Array(labels.labels.indices), drawn.silhouette.values)
      .filter { labels.labels[$0.0] > 0 }
    return Table([
      ("row", Column(.int(shown.map { Int64((places?[$0.0] ?? $0.0) + 1) }))),
      ("cluster", Column(.int(shown.map { Int64(labels.labels[$0.0]) }))),
      ("value", Column(.number(shown.map(\.1)))),
    ])
  }

  /// All nodes: leaves 1 … n in the order of the rows, then the merges.
  static func tree(_ tree: Dendrogram, _ labels: ClusterLabels, of table: Table) -> Table {
    let count = tree.leafCount
    let own = ["node", "left", "right", "height", "size", "cluster", "leaf"]
    let kept = table.schema.fields.indices.filter { !own.contains(table.schema.fields[$0].name) }
    let nulls = [Value](repeating: .null, count: kept.count)
    var rows: [[Value]] = []
    // The cluster of a node whose rows are all of one.
    var cluster = labels.labels.map { Optional($0) }
    for leaf in 0..<count {
      rows.append(
        [
          .int(Int64(leaf + 1)), .null, .null, .number(0), .int(1),
          .int(Int64(labels.labels[leaf])), .int(Int64(leaf + 1)),
        ] + kept.map { table.columns[$0][leaf] })
    }
    for (step, merge) in tree.merges.enumerated() {
      let (a, b) = (cluster[merge.left], cluster[merge.right])
      let both = a == b ? a : nil
      cluster.append(both)
      rows.append(
        [
          .int(Int64(count + step + 1)), .int(Int64(merge.left + 1)), .int(Int64(merge.right + 1)),
          .number(merge.height), .int(Int64(merge.size)), both.map { .int(Int64($0)) } ?? .null,
          .null,
        ] + nulls)
    }
    return Table(
      schema: Schema(
        [
          Field("node", .int), Field("left", .int), Field("right", .int),
          Field("height", .number), Field("size", .int), Field("cluster", .int),
          Field("leaf", .int),
        ] + kept.map { table.schema.fields[$0] }), rows: rows)
  }
}

extension ClusterProfile {
  /// The places of the features that only repeat an earlier one.
  var toldAlready: Set<Int> { Set(repeats.values.joined()) }

  /// The places of at most so many features, in their own order.
  ///
  /// First comes one of each column, of a category the level in which groups differ most, then other
  /// levels that are no repetition; where there is not enough room, those that tell least are missing.
  func shown(_ most: Int) -> [Int] {
    let told = toldAlready
    let features = groups.first?.traits.map(\.feature) ?? []
    let sizes: [(Int, Double, Int)] = features.indices.map { place in
      (told.contains(place) ? 1 : 0, -strongest(place), place)
    }
    let order = features.indices.sorted { sizes[$0] < sizes[$1] }
    var columns: Set<String> = []
    let firsts = order.filter { columns.insert(features[$0].column).inserted }
    let others = Set(order).subtracting(firsts).subtracting(told)
    return (firsts + order.filter(others.contains)).prefix(most).sorted()
  }

  /// How far the group that differs most in a feature is from all rows.
  private func strongest(_ place: Int) -> Double {
    groups.reduce(0) { max($0, abs($1.traits[place].effect)) }
  }

  /// The places of the features in which groups differ most from all rows, in their own order; of
  /// features that are the same the first.
  func telling(_ most: Int) -> [Int] {
    let told = toldAlready
    let places = (groups.first?.traits.indices ?? 0..<0).filter { !told.contains($0) }
    return places.sorted { (strongest($1), $0) < (strongest($0), $1) }.prefix(most).sorted()
  }
}
