import Tasks

/// What running cells ask of the people before their front ends, and the answers.
///
/// A cell waits on its own thread; the thread that owns the sockets sends the question and brings
/// the answer.
final class Questions: Sendable {
  /// One question of a running cell.
  struct Question: Sendable {
    let id: Int
    /// The subshell of the cell, nil for the main shell.
    let subshell: String?
    let prompt: String
    /// Whether what is typed must not be seen.
    let isSecret: Bool
  }

  private struct State {
    var count = 0
    /// Those that a cell waits for, with their answers.
    var answers: [Int: String?] = [:]
  }

  private let state = Monitor(State())

  /// Opens a question.
  func open(_ prompt: String, isSecret: Bool, subshell: String?) -> Question {
    state.withLock {
      $0.count += 1
      $0.answers[$0.count] = .some(nil)
      return Question(id: $0.count, subshell: subshell, prompt: prompt, isSecret: isSecret)
    }
  }

  /// Waits for the answer, nil when the cell is cancelled first; closes the question.
  func answer(to question: Question, cancellation: Cancellation) -> String? {
    let answer: String?? = state.wait { state in
      if let answer = state.answers[question.id] ?? nil { return .some(answer) }
      return cancellation.isCancelled ? .some(nil) : nil
    }
    state.withLock { $0.answers[question.id] = nil }
    return answer ?? nil
  }

  /// Whether a cell still waits for the answer.
  func isOpen(_ question: Question) -> Bool {
    state.withLock { $0.answers[question.id] != nil }
  }

  /// Brings an answer; a question that is closed takes none.
  func answer(_ id: Int, _ text: String) {
    state.change { if $0.answers[id] != nil { $0.answers[id] = .some(text) } }
  }

  /// Lets cancelled cells go on.
  func releaseWaiters() { state.change { _ in } }
}

/// Why a cell got no answer to a question.
package enum InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The front end takes no questions.
  case notAllowed
  /// The cell was interrupted while it waited.
  case interrupted

  package var description: String {
    switch self {
    case .notAllowed: "this front end takes no input for cells"
    case .interrupted: "the cell was interrupted while it waited for input"
    }
  }
}
