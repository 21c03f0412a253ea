import JupyterProtocol
import Rendering
import Syntax
package import Tasks

/// What came of running a notebook again.
package enum Verification: Sendable {
  /// Every output is the same.
  case verified(cells: Int, outputs: Int)
  case differs(NotebookDifference)
  /// Data or an engine is not there: nothing is known.
  case notVerified(reason: String)
  case interrupted
}

/// The first difference of a notebook.
package struct NotebookDifference: Sendable {
  /// The cell's place among all cells, counted from 1.
  var cell: Int
  var firstLine: String
  var difference: OutputComparison.Difference

  /// What to read: the cell, the place, what the file has and what comes now.
  package var lines: [String] {
    ["cell \(cell): \(DisplayWidth.cut(VisibleText.line(firstLine), to: 80))", difference.place]
      + difference.lines.map { $0.isEmpty ? "" : "  \($0)" }
  }
}

extension Session {
  /// Runs a notebook's cells in turn and compares what they show with what the file holds, up to
  /// the first difference.
  ///
  /// Numbers in brackets count if the notebook was run from the top; a notebook whose cells were
  /// run in another order is only asked for the same outputs.
  package func verify(
    _ notebook: NotebookDocument, tolerance: Double?, cancellation: Cancellation
  ) -> Verification {
    let comparison = OutputComparison(
      texts: TextComparison(tolerance: tolerance), comparesCounts: notebook.ranFromTheTop)
    var outputs = 0
    for (index, cell) in notebook.cells.enumerated() {
      let count = cell.count ?? index + 1
      let recorder = OutputRecorder(count: count)
      let source = CellSource(cell.code, .cell(count))
      let errors = run(
        cell.code, source: source, cancellation: cancellation, output: recorder)
      if let report = ErrorReport(errors, source: source) { recorder.fail(report) }
      guard !cancellation.isCancelled else { return .interrupted }
      let found = recorder.outputs
      let difference =
        cell.wasRun
        ? comparison.difference(cell.outputs, found)
        : OutputComparison.Difference(
          place: "the cell was not run", lines: ["it has no number and no outputs"])
      // The same error in the file does not tell what the cell would show with its data.
      if let reason = errors.first?.absence, difference != nil || !cell.mayFail {
        return .notVerified(reason: "\(reason) (cell \(cell.number))")
      }
      if let difference {
        return .differs(
          NotebookDifference(
            cell: cell.number, firstLine: cell.firstLine, difference: difference))
      }
      outputs += found.count
    }
    return .verified(cells: notebook.cells.count, outputs: outputs)
  }
}

extension NotebookDocument.Cell {
  /// Whether the file shows a trace of a run.
  fileprivate var wasRun: Bool { count != nil || !outputs.isEmpty }
}

extension Diagnostic {
  /// What is not on this machine, if that is why a cell failed.
  fileprivate var absence: String? {
    switch code {
    // A file; DuckDB.
    case "E702", "E705": VisibleText.line(message)
    // A file that a hand-written query reads.
    case "E701" where message.contains("No files found"): VisibleText.line(message)
    default: nil
    }
  }
}

extension ErrorReport {
  /// The report on a cell's errors as notebooks keep it; nil without an error.
  init?(_ errors: [Diagnostic], source: CellSource) {
    guard let first = errors.first else { return nil }
    self.init(
      name: first.code, value: ErrorText.summary(first),
      traceback: ErrorText.lines(errors, source: source, ansi: true))
  }
}
