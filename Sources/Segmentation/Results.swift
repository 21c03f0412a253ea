import Synchronization

/// Results of chunks of work, in the order of the chunks whoever was first.
final class Results<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  init(count: Int) { values = Mutex([Value?](repeating: nil, count: count)) }

  func set(_ index: Int, _ value: Value) { values.withLock { $0[index] = value } }

  /// How many there are so far.
  var count: Int { values.withLock { $0.count { $0 != nil } } }

  var all: [Value] { values.withLock { $0.compactMap(\.self) } }
}
