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
    let prepared = try parallelMap(panel.series.count, threads: threads) {
      index -> AdditiveDraft? in
      try cancellation.check()
      guard let draft = AdditiveDraft(panel.series[index].values, design: design) else {
        return nil
      }
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
