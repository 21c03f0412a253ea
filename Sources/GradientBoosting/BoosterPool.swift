import Synchronization

/// The trees of one model, once for each thread that asks at the same time.
final class BoosterPool: Sendable {
  private let text: String
  private let idle: Mutex<[Booster]>

  init(text: String, first: Booster) {
    self.text = text
    idle = Mutex([first])
  }

  /// Calls `body` with trees that nobody else uses meanwhile.
  func use<Result>(
    _ body: (Booster) throws(BoostingError) -> Result
  ) throws(BoostingError) -> Result {
    let booster: Booster
    if let waiting = idle.withLock({ $0.popLast() }) {
      booster = waiting
    } else {
      booster = try Booster(text: text)
    }
    defer { idle.withLock { $0.append(booster) } }
    return try body(booster)
  }
}
