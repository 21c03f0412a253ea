import JupyterProtocol

/// Takes cells to the archive on a thread of its own, some at a time.
final class HistoryKeeper: Sendable {
  private struct State {
    var entries: [HistoryEntry] = []
    /// Starts with the first cell: a kernel that runs none has no use for it.
    var worker: Worker?
    /// Whether a job is on its way that will take the entries.
    var isScheduled = false
    var isClosing = false
  }

  /// Milliseconds in which cells gather: one transaction for many cells is cheaper than many.
  private static let pause = 20
  private let archive: any HistoryArchive
  private let state = Monitor(State())

  init(_ archive: any HistoryArchive) { self.archive = archive }

  func keepable(_ text: String) -> String { archive.keepable(text) }

  func add(_ entry: HistoryEntry) {
    state.change { state in
      state.entries.append(entry)
      guard !state.isScheduled else { return }
      state.isScheduled = Self.submit(&state) { [self] in
        let end = Moment.now.after(milliseconds: Self.pause)
        _ = self.state.wait(until: end) { $0.isClosing ? true : nil }
        flush()
      }
      // Without a thread nothing is kept, and nothing piles up.
      if !state.isScheduled { state.entries = [] }
    }
  }

  /// Asks for cells, behind those that were added before; false when nobody will answer.
  func find(
    _ access: HistoryRequest.Access, _ answer: @escaping @Sendable ([HistoryCell]?) -> Void
  ) -> Bool {
    state.change { state in
      Self.submit(&state) { [self] in
        flush()
        answer(archive.cells(access))
      }
    }
  }

  /// Keeps what is left, but does not wait longer than until `deadline`.
  func close(until deadline: Moment) {
    let isUsed = state.change { state in
      state.isClosing = true
      return state.worker != nil
    }
    guard isUsed else { return }
    let isDone = Monitor(false)
    state.change { state in
      _ = Self.submit(&state) { [self] in
        flush()
        // What the archive could not write before has its last chance.
        archive.add([])
        isDone.change { $0 = true }
      }
    }
    _ = isDone.wait(until: deadline) { $0 ? true : nil }
  }

  private static func submit(_ state: inout State, _ job: @escaping Worker.Job) -> Bool {
    if state.worker == nil { state.worker = try? Worker(stackSize: 1 << 20) }
    state.worker?.submit(job)
    return state.worker != nil
  }

  private func flush() {
    let entries = state.withLock { state in
      state.isScheduled = false
      defer { state.entries = [] }
      return state.entries
    }
    if !entries.isEmpty { archive.add(entries) }
  }
}
