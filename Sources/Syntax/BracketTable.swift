/// Which brackets belong together; a bracket that never closes disturbs nothing after it.
struct BracketTable: Sendable {
  /// The number of the other bracket, or -1.
  private var partners: [Int32]
  /// Whether a pipe sign stands directly inside the bracket that opens here.
  private var holdsPipe: [Bool]

  init(_ tokens: [Token]) {
    partners = Array(repeating: -1, count: tokens.count)
    holdsPipe = Array(repeating: false, count: tokens.count)
    var open: [Int] = []
    var counts: [TokenKind: Int] = [:]
    for (index, token) in tokens.enumerated() {
      if let closing = token.kind.closing {
        open.append(index)
        counts[closing, default: 0] += 1
      } else if token.kind == .pipe || token.kind == .percentPipe {
        if let innermost = open.last { holdsPipe[innermost] = true }
      } else if token.kind.isClosing, counts[token.kind, default: 0] > 0 {
        while let start = open.popLast() {
          guard let closing = tokens[start].kind.closing else { continue }
          counts[closing, default: 0] -= 1
          if closing == token.kind {
            partners[start] = Int32(index)
            partners[index] = Int32(start)
            break
          }
        }
      }
    }
  }

  /// The bracket that belongs to the one at `index`.
  func partner(of index: Int) -> Int? {
    partners[index] < 0 ? nil : Int(partners[index])
  }

  /// Whether the bracket that opens at `index` holds stages.
  func holdsStages(at index: Int) -> Bool { holdsPipe[index] }
}
