public import Tasks

/// How a computation runs: on how many threads, who may stop it, and who hears how far it is.
///
/// None of it changes a result: chunks of work are cut without asking how many threads there are.
public struct Execution: Sendable {
  /// The number of threads.
  public var threads: Int
  /// The flag that stops the work; it then throws `CancellationRequested`.
  public var cancellation: Cancellation
  /// Takes the fraction of the work that is done, 0 to 1, from any thread; nil to tell nobody.
  public var progress: (@Sendable (Double) -> Void)?

  /// Describes how a computation runs; by default on all processors, until it is done.
  public init(
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) {
    self.threads = threads
    self.cancellation = cancellation
    self.progress = progress
  }

  /// The same on one thread and silent, for a part of the work of which several run side by side.
  var alone: Execution { Execution(threads: 1, cancellation: cancellation) }

  /// The same, with what is reported squeezed into `range` of the whole.
  public func part(_ range: ClosedRange<Double>) -> Execution {
    guard let progress else { return self }
    return Execution(threads: threads, cancellation: cancellation) { fraction in
      progress(range.lowerBound + fraction * (range.upperBound - range.lowerBound))
    }
  }

  /// Throws if the work was asked to stop.
  func check() throws { try cancellation.check() }

  /// Runs `body` for 0 ..< `chunks` on the threads; each chunk begins with a look at the flag.
  func share(_ chunks: Int, _ body: @Sendable (Int) throws -> Void) throws {
    try parallelFor(chunks: chunks, threads: threads) { chunk in
      try cancellation.check()
      try body(chunk)
    }
  }
}
