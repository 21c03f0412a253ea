package import JupyterProtocol
import Language
import Planning
package import Rendering
import Syntax
import Tables
import Tasks
import Verbs

extension Session {
  /// What can stand at the cursor, in code points.
  package func complete(_ code: String, cursor: Int) -> Completion {
    Completer(self, code: code, cursor: cursor).complete()
  }

  /// The card of what stands at the cursor, in code points; `detail` 1 shows more, such as the SQL of
  /// a table.
  package func inspect(_ code: String, cursor: Int, detail: Int = 0) -> MIMEBundle? {
    Inspector(self, code: code, cursor: cursor, detail: detail).card.map(helpBundle)
  }

  /// Whether a console should run the code or wait for more lines.
  package func completeness(of code: String) -> JupyterProtocol.Completeness {
    switch Syntax.Completeness.of(code, shapes: verbs.shapes) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    }
  }

  /// The names of the teaching sets, for `load sample "`.
  var teachingSets: [String] { LoadSource.teachingSets }

  /// Keeps profiles of the bound tables for completion and help, from now on; a table that takes
  /// longer than `longest` has none.
  package func watchTables(longest: Duration = .seconds(4)) {
    profiler.watch(longest: longest) { [weak self] in
      guard let self else { return [] }
      let workspace = self.workspace
      return workspace.order.reversed().compactMap { name in
        guard case .answer(let answer, _)? = workspace[name], let relation = answer.relation,
          relation.engine === self.engine
        else { return nil }
        return relation
      }
    }
  }

  /// A runner that only looks: it binds stages and runs nothing.
  func looker(_ engine: LookingEngine) -> CellRunner {
    let runner = CellRunner(
      workspace: workspace, settings: SessionSettings(),
      surroundings: CellRunner.Surroundings(
        verbs: verbs, functions: functions, embedded: engine, cancellation: .init(),
        progress: .silent, workingFolder: workingFolder, registryPath: registryPath,
        overrides: [:], now: 0),
      sink: SilentSink())
    runner.mode = .looking
    return runner
  }
}

/// Shows nothing.
private final class SilentSink: CellSink {
  func show(_ answer: Answer, _ form: ShowForm, isResult: Bool) throws {}
  func note(_ markdown: String, plain: String) {}
  func help(_ topic: HelpTopic) {}
  func warn(_ warning: Diagnostic) {}
}
