import Language
import Synchronization
import Syntax
import Tables

/// The teaching sets that the editor has looked at: making one takes longer than finding it again.
final class SampleLooks: Sendable {
  /// An answer with the rows behind its scans.
  struct Look: Sendable {
    var answer: Answer
    var tables: [String: Table]
  }

  private struct State {
    var known: [String: Look] = [:]
    var number = 0
  }

  private let state = Mutex(State())
  private static let most = 32

  subscript(_ key: String) -> Look? { state.withLock { $0.known[key] } }

  func keep(_ look: Look, for key: String) {
    state.withLock { state in
      if state.known.count >= Self.most { state.known = [:] }
      state.known[key] = look
    }
  }

  /// A name for rows that no other rows have.
  func newName() -> String {
    state.withLock { state in
      state.number += 1
      return "\u{1}look\(state.number)"
    }
  }
}

extension VerbSyntax {
  /// What the source says, whatever its place; nil if it is no teaching set, or not written out.
  var sampleKey: String? {
    guard name.text == "load", form?.text == "sample" else { return nil }
    var words: [String] = []
    for item in items {
      guard case .literal(let literal) = item.expression.kind else { return nil }
      words.append("\(literal)")
    }
    for option in options {
      guard case .expression(let value) = option.value, case .literal(let literal) = value.kind
      else { return nil }
      words.append("\(option.name.text) \(literal)")
    }
    return words.joined(separator: "\n")
  }
}
