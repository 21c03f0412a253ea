public import Tasks

/// What a profile takes up.
public struct ProfileOptions: Hashable, Sendable {
  /// How many of the commonest values are kept.
  public var topCount = 10
  /// The most bins of a histogram.
  public var mostBins = 60
  /// Whether equal rows are counted.
  public var countsDuplicates = true
  /// The day after which dates lie in the future, in days since 1970-01-01; nil asks for no such
  /// warning, so that a profile depends on the data alone.
  public var today: Int?
  /// The threads that share the columns.
  public var threads: Int

  /// The usual options.
  public init(threads: Int = Threads.available) { self.threads = threads }
}
