/// What a model expects of the steps after a series, and how far it may be off.
public struct Forecast: Hashable, Sendable {
  /// The expected value of each step ahead.
  public var points: [Double]
  /// The bounds, one for each level that was asked for, in that order.
  public var intervals: [Interval]
  /// The method that gave the values: the fallback's own name where one stood in.
  public var method: String
  /// Why another method than the wanted one was used; nil if none was.
  public var fallbackReason: String?
  /// How many errors on earlier steps the bounds were learned from; 0 where history was too short,
  /// and the bounds are those of the model's own assumptions.
  public var triedErrorCount = 0
  /// From how many earlier steps these errors were made.
  public var triedOriginCount = 0
  /// The weekdays ahead, 1 for Monday, that are zero because those of the past are, without
  /// exception.
  public var closedWeekdays: [Int] = []
  /// How many other zeros of the past were taken for days without trade, and not learned from.
  public var closedDayCount = 0

  /// The bounds of each step that hold the truth with a probability of `level`.
  public struct Interval: Hashable, Sendable {
    /// The probability, between 0 and 1.
    public var level: Double
    /// The lower bound of each step.
    public var lower: [Double]
    /// The upper bound of each step.
    public var upper: [Double]

    /// Bounds of a level.
    public init(level: Double, lower: [Double], upper: [Double]) {
      self.level = level
      self.lower = lower
      self.upper = upper
    }
  }

  /// A forecast with its bounds.
  public init(
    points: [Double], intervals: [Interval], method: String, fallbackReason: String? = nil
  ) {
    self.points = points
    self.intervals = intervals
    self.method = method
    self.fallbackReason = fallbackReason
  }

  /// A forecast whose errors are normal with these variances, one a step.
  init(points: [Double], variances: [Double], levels: [Double], method: String) {
    self.points = points
    self.method = method
    intervals = levels.map { level in
      let width = NormalQuantile.twoSided(level)
      let reach = variances.map { width * max(0, $0).squareRoot() }
      return Interval(
        level: level, lower: zip(points, reach).map { $0 - $1 },
        upper: zip(points, reach).map { $0 + $1 })
    }
  }

  /// The forecast with nothing below zero: for what cannot be negative.
  public func clippedAtZero() -> Forecast {
    var clipped = self
    // What is not known stays so: NaN is not below zero.
    func raised(_ values: [Double]) -> [Double] { values.map { $0 < 0 ? 0 : $0 } }
    clipped.points = raised(points)
    clipped.intervals = intervals.map { interval in
      Interval(
        level: interval.level, lower: raised(interval.lower), upper: raised(interval.upper))
    }
    return clipped
  }
}
