/// The mean season of each group, weighted by how much each series has seen.
struct GroupMeans {
  private let means: [Int: [Double]]
  private let none: [Double]

  init(_ drafts: [AdditiveDraft?], groups: [Int], columns: Range<Int>, width: Int) {
    var sums: [Int: (values: [Double], weight: Double)] = [:]
    for (draft, group) in zip(drafts, groups) {
      guard let draft else { continue }
      let weight = Double(draft.observed)
      var sum = sums[group] ?? ([Double](repeating: 0, count: width), 0)
      for column in columns { sum.values[column] += weight * draft.coefficients[column] }
      sum.weight += weight
      sums[group] = sum
    }
    means = sums.mapValues { sum in sum.values.map { $0 / sum.weight } }
    none = [Double](repeating: 0, count: width)
  }

  func mean(ofGroup group: Int) -> [Double] { means[group] ?? none }
}

/// How strongly series should share their season: by how much they differ beyond chance.
///
/// The variance of a coefficient between series is its own variance, which fewer values or more
/// noise make larger, and that of the truth; their ratio is the penalty (empirical Bayes, B. Efron
/// and C. Morris 1973). Weekdays, the time of the year and regressors have one each.
struct SharedShape {
  /// One penalty for each pooled column.
  let penalties: [Double]

  init(
    _ drafts: [AdditiveDraft?], groups: [Int], means: GroupMeans, design: AdditiveDesign,
    shared: [Double], most: Double, isAdaptive: Bool
  ) {
    let columns = design.pooledColumns
    let width = design.table.columnCount
    let whole = drafts.compactMap { $0?.observed }.max() ?? 0
    var sizes: [Int: Int] = [:]
    var used: [(draft: AdditiveDraft, group: Int)] = []
    for (draft, group) in zip(drafts, groups) {
      // What has seen little says little about how alike series are.
      guard let draft, 2 * draft.observed >= whole, draft.observed > width else { continue }
      used.append((draft, group))
      sizes[group, default: 0] += 1
    }
    let freedom = sizes.values.reduce(0) { $0 + $1 - 1 }
    guard isAdaptive, freedom >= 1 else {
      penalties = columns.map { _ in most }
      return
    }
    var spread = [Double](repeating: 0, count: width)
    var chance = spread
    var noise = 0.0
    for (draft, group) in used where (sizes[group] ?? 0) > 1 {
      let explained = zip(draft.coefficients, draft.rightSide).reduce(0) { $0 + $1.0 * $1.1 }
      let variance = max(0, draft.squares - explained) / Double(draft.observed - width)
      noise += variance
      let centre = means.mean(ofGroup: group)
      let share = Double(draft.observed) / Double(max(1, whole))
      for column in columns {
        let distance = draft.coefficients[column] - centre[column]
        spread[column] += distance * distance
        let seen = share * shared[column * width + column]
        chance[column] += variance / max(1, seen + design.penalties[column])
      }
    }
    let members = Double(used.count { (sizes[$0.group] ?? 0) > 1 })
    noise /= members
    func penalty(_ block: [Int]) -> Double {
      let between = block.reduce(0) { $0 + spread[$1] } / Double(block.count * freedom)
      let within = block.reduce(0) { $0 + chance[$1] } / (Double(block.count) * members)
      let truth = max(between - within, 1e-12)
      return min(most, max(noise / truth, design.penalties[block[0]]))
    }
    var byBlock: [Int: Double] = [:]
    func block(_ column: Int) -> Int {
      design.regressorColumns.contains(column) ? column : -Int(10 * design.penalties[column]) - 1
    }
    for (block, members) in Dictionary(grouping: columns, by: block) {
      byBlock[block] = penalty(members)
    }
    penalties = columns.map { byBlock[block($0)] ?? most }
  }
}
