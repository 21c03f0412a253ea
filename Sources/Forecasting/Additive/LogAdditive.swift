import Glibc
public import Series
public import Tasks

/// The additive model of logarithms, learned for all series of a panel at once.
///
/// Trend with bends, weekday and time of the year add up to the logarithm of a value, so they
/// multiply, and no forecast is negative. Each series is fitted by penalised least squares with one
/// factored table; then the season of each is drawn towards the mean of its group, because months
/// are alike in all shops and noise is not.
public struct LogAdditive: Hashable, Sendable {
  /// How the time of the year is told.
  public enum YearShape: Hashable, Sendable {
    /// A step for each month.
    case months
    /// Waves: so many a year.
    case waves(Int)
    /// A step for each week of the year.
    case weeks
    /// Not at all: the history is too short.
    case none
  }

  /// How the time of the year is told; nil chooses by the frequency and the length of the history.
  public var yearShape: YearShape?
  /// How many bends the trend may have.
  public var bendCount = 10
  /// How much a bend costs.
  public var bendPenalty = 30.0
  /// How strongly the season of a series is drawn to the mean of its group, at most.
  public var poolingPenalty = 500.0
  /// Whether series that differ by more than chance are drawn less.
  public var adaptsPooling = true
  /// How fast the last level forgets: the weight of an error one step older.
  public var levelMemory = 0.99
  /// How many errors weigh as much as the trend's own word on the last level.
  public var levelInertia = 30.0

  /// The usual model for days.
  public init() {}

  /// The usual model for a frequency: weeks know a season from a few years only, so each series
  /// keeps more of its own, and the last level counts for more.
  public init(for frequency: Frequency?) {
    guard case .weekly = frequency else { return }
    bendCount = 3
    poolingPenalty = 2
    adaptsPooling = false
    levelMemory = 0.8
    levelInertia = 2
  }

  /// Learns all series of a panel from their past steps.
  ///
  /// A model is nil where a series has no value, or values below zero.
  public func fit(
    _ panel: Panel, threads: Int = Threads.available, cancellation: Cancellation = Cancellation()
  ) throws -> [Fit?] {
    try panel.checkRegressors()
    let design = AdditiveDesign(panel, model: self)
    let count = panel.axis.count
    let table = design.table
    let whole = [Double](repeating: 0, count: count)
    let shared = table.products(where: whole, count: count)
    let first = NormalEquations(products: shared, penalties: design.penalties)
    let prepared = try parallelMap(panel.series.count, threads: threads) { index -> Draft? in
      try cancellation.check()
      guard let draft = Draft(panel.series[index].values, design: design) else { return nil }
      return draft.solved(draft.isWhole ? first : nil, design, design.penalties)
    }
    let means = GroupMeans(
      prepared, groups: panel.series.map(\.group), columns: design.pooledColumns,
      width: table.columnCount)
    let pooling = SharedShape(
      prepared, groups: panel.series.map(\.group), means: means, design: design, shared: shared,
      most: poolingPenalty, isAdaptive: adaptsPooling
    ).penalties
    let pooled = NormalEquations(products: shared, penalties: design.penalties(pooling: pooling))
    return try parallelMap(panel.series.count, threads: threads) { index -> Fit? in
      try cancellation.check()
      guard let draft = prepared[index] else { return nil }
      let centre = means.mean(ofGroup: panel.series[index].group)
      return draft.finished(
        draft.isWhole ? pooled : nil, design, centre: centre, pooling: pooling, model: self,
        from: panel.series[index].values)
    }
  }

  /// What is learned of one series.
  public struct Fit: Hashable, Sendable {
    /// The model's value of each past step.
    public let fitted: [Double]
    /// The forecast of each future step.
    public let points: [Double]
    /// The slow part of past and future steps, as values.
    public let trend: [Double]
    /// By how much the season multiplies the trend, in past and future steps.
    public let season: [Double]
    /// What the regressors add to past and future steps, as values; empty without any.
    public let regressors: [Double]
    /// The usual error of each future step; the variance grows with the value, as that of counts.
    public let scales: [Double]
  }
}

/// A series on its way through the two passes.
private struct Draft: Sendable {
  /// The logarithms, NaN where there is no value.
  let logarithms: [Double]
  let scale: Double
  let rightSide: [Double]
  let observed: Int
  /// The sum of the squared logarithms.
  let squares: Double
  var coefficients: [Double] = []

  /// Whether no value is missing, so that the shared table serves.
  var isWhole: Bool { observed == logarithms.count }

  init?(_ values: [Double], design: AdditiveDesign) {
    var (sum, observed) = (0.0, 0)
    for value in values where value.isFinite {
      sum += abs(value)
      observed += 1
    }
    guard observed > 0, sum > 0 else { return nil }
    // The logarithm of 1 + y is at home with counts; other scales are brought there.
    let mean = sum / Double(observed)
    scale = mean < 1 ? mean / 10 : 1
    let factor = 1 / scale
    self.observed = observed
    logarithms = values.map { $0.isFinite ? log1p(max(0, $0 * factor)) : .nan }
    rightSide = design.table.products(with: logarithms, count: values.count)
    squares = logarithms.reduce(0) { $1.isFinite ? $0 + $1 * $1 : $0 }
  }

  func solved(
    _ shared: NormalEquations?, _ design: AdditiveDesign, _ penalties: [Double]
  ) -> Draft? {
    guard
      let equations = shared
        ?? NormalEquations(
          products: design.table.products(where: logarithms, count: logarithms.count),
          penalties: penalties)
    else { return nil }
    var solved = self
    solved.coefficients = equations.solution(rightSide)
    return solved
  }

  func finished(
    _ shared: NormalEquations?, _ design: AdditiveDesign, centre: [Double], pooling: [Double],
    model: LogAdditive, from values: [Double]
  ) -> LogAdditive.Fit? {
    let penalties = design.penalties(pooling: pooling)
    guard
      let equations = shared
        ?? NormalEquations(
          products: design.table.products(where: logarithms, count: logarithms.count),
          penalties: penalties)
    else { return nil }
    var side = rightSide
    for (column, penalty) in zip(design.pooledColumns, pooling) {
      side[column] += penalty * centre[column]
    }
    let coefficients = equations.solution(side)
    let rows = 0..<design.table.rowCount
    let whole = design.table.values(coefficients, rows: rows)
    var slow = coefficients
    for column in design.pooledColumns { slow[column] = 0 }
    let count = logarithms.count
    let exponentials = whole.map { exp($0) }
    var (ratios, weights, errors, power) = (0.0, 0.0, 0.0, 1.0)
    var seen = 0
    for row in stride(from: count - 1, through: 0, by: -1) {
      let own = logarithms[row]
      guard own.isFinite else { continue }
      ratios += (max(0, values[row]) / scale + 1) / exponentials[row]
      if seen < 200 {
        errors += power * (own - whole[row])
        weights += power
        power *= model.levelMemory
        seen += 1
      }
    }
    let smearing = ratios / Double(observed)
    let shift = exp(errors / (weights + model.levelInertia))
    let fitted = exponentials[..<count].map { scale * max(0, $0 * smearing - 1) }
    let points = exponentials[count...].map { scale * max(0, $0 * shift * smearing - 1) }
    var squares = 0.0
    for row in 0..<count where values[row].isFinite {
      let error = values[row] - fitted[row]
      squares += error * error / max(fitted[row], scale)
    }
    let trend = design.trendValues(slow).enumerated().map { row, value in
      scale * max(0, exp(value) * smearing * (row < count ? 1 : shift) - 1)
    }
    let season = rows.map { row in
      let value = row < count ? fitted[row] : points[row - count]
      return trend[row] > 0 ? value / trend[row] : 1
    }
    var regressors: [Double] = []
    if !design.regressorColumns.isEmpty {
      var others = coefficients
      for column in design.regressorColumns { others[column] = 0 }
      regressors = design.table.values(others, rows: rows).enumerated().map { row, value in
        let without = scale * max(0, exp(value) * smearing * (row < count ? 1 : shift) - 1)
        return (row < count ? fitted[row] : points[row - count]) - without
      }
    }
    return LogAdditive.Fit(
      fitted: fitted, points: points, trend: trend, season: season, regressors: regressors,
      scales: points.map { (squares / Double(observed) * max($0, scale)).squareRoot() })
  }
}

/// The mean season of each group, weighted by how much each series has seen.
private struct GroupMeans {
  private let means: [Int: [Double]]
  private let none: [Double]

  init(_ drafts: [Draft?], groups: [Int], columns: Range<Int>, width: Int) {
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
private struct SharedShape {
  /// One penalty for each pooled column.
  let penalties: [Double]

  init(
    _ drafts: [Draft?], groups: [Int], means: GroupMeans, design: AdditiveDesign,
    shared: [Double], most: Double, isAdaptive: Bool
  ) {
    let columns = design.pooledColumns
    let width = design.table.columnCount
    let whole = drafts.compactMap { $0?.observed }.max() ?? 0
    var sizes: [Int: Int] = [:]
    var used: [(draft: Draft, group: Int)] = []
    for (draft, group) in zip(drafts, groups) {
      // What has seen little says little about how alike series are.
      guard let draft, 2 * draft.observed >= whole, draft.observed > width else { continue }
      used.append((draft, group))
      sizes[group, default: 0] += 1
    }
    let freedom = sizes.values.reduce(0) { $0 + $1 - 1 }
    guard isAdaptive, freedom >= 4 else {
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
