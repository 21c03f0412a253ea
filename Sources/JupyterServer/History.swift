import JupyterProtocol

/// The cells of this session, for front ends that ask for earlier ones.
struct History: Sendable {
  /// One cell with its value's text.
  private struct Entry: Sendable {
    var line: Int
    var input: String
    var output: String?
  }

  /// The number of this session; earlier ones are not kept.
  private static let session = 1

  private let capacity: Int
  private var entries: [Entry] = []

  init(capacity: Int = 10_000) { self.capacity = capacity }

  /// Adds a cell before it runs.
  mutating func append(line: Int, input: String) {
    if entries.count >= capacity { entries.removeFirst(capacity / 10 + 1) }
    entries.append(Entry(line: line, input: input))
  }

  /// Adds the value of the cell that ran.
  mutating func setOutput(line: Int, _ output: String) {
    guard let index = entries.lastIndex(where: { $0.line == line }) else { return }
    entries[index].output = output
  }

  /// The cells that are asked for.
  func cells(_ access: HistoryRequest.Access) -> [HistoryCell] {
    found(by: access).map {
      HistoryCell(session: History.session, line: $0.line, input: $0.input, output: $0.output)
    }
  }

  private func found(by access: HistoryRequest.Access) -> [Entry] {
    switch access {
    case .tail(let count): return entries.suffix(count)
    case .range(let session, let start, let stop):
      guard session == 0 || session == History.session else { return [] }
      return entries.filter { $0.line >= start && $0.line < stop ?? .max }
    case .search(let pattern, let count, let unique):
      let glob = Glob(pattern)
      var found: [Entry] = []
      var seen: Set<String> = []
      for entry in entries.reversed() where glob.matches(entry.input) {
        if let count, found.count == count { break }
        if unique, !seen.insert(entry.input).inserted { continue }
        found.append(entry)
      }
      return found.reversed()
    case .unknown: return []
    }
  }
}
