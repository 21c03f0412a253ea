import DuckDBEngine
package import Language
package import Planning
package import Rendering
import Synchronization
package import Syntax
import Tables
package import Tasks

/// One notebook's or script's session: its names, its settings, its engine.
///
/// Cells of the main shell run one at a time, those of subshells beside them: each works on a copy
/// of the names. They may be read while cells run, for completion and help.
package final class Session: Sendable {
  package let verbs: VerbCatalog
  package let functions: FunctionCatalog
  package let engine: any FileEngine
  package let workingFolder: String
  /// The file of the project's registry; nil for the one in the working folder, empty for none.
  let registryPath: String?
  private let recorder: RunRecorder?
  private let overrides: [String: String]
  private let state = Mutex(State())
  /// The profiles of bound tables, once `watchTables` was called.
  package let profiler: Profiler
  let fileLooks: FileLooks
  let sampleLooks = SampleLooks()

  private struct State {
    var workspace = Workspace()
    var settings = SessionSettings()
    /// Names that only a cell that failed would have bound: errors can say so.
    var lostNames: Set<String> = []
  }

  /// Starts a session.
  ///
  /// Without `registryPath` the registry is in `.teff` of the working folder, and `overrides` are the
  /// values of `teff run -p`. With `keepsRuns`, analyses leave their runs in the
  /// registry, under the name of the notebook if it is known.
  package init(
    verbs: VerbCatalog, functions: FunctionCatalog = .standard, engine: any FileEngine,
    workingFolder: String, registryPath: String? = nil, overrides: [String: String] = [:],
    keepsRuns: Bool = false, notebook: String? = nil
  ) {
    self.verbs = verbs
    self.functions = functions
    self.engine = engine
    self.workingFolder = workingFolder
    self.registryPath = registryPath
    self.overrides = overrides
    let path = RegistryPlace.path(registryPath, in: workingFolder)
    recorder = keepsRuns && !path.isEmpty ? RunRecorder(path: path, notebook: notebook) : nil
    profiler = Profiler(engine)
    fileLooks = FileLooks(engine as? DuckDB)
  }

  /// The names as the last cell that succeeded left them.
  package var workspace: Workspace { state.withLock { $0.workspace } }

  /// The bytes of a cell; a gateway's request is one too.
  private static let mostBytes = 16 << 20

  private static let tooLong = Diagnostic(
    "E215", "this cell has more than \(mostBytes >> 20) MiB, and does not run", at: nil,
    label: "keep data in a file, and load that")

  /// Runs a cell; its names are kept only if it succeeds, and then there are no errors.
  package func run(
    _ text: String, source: CellSource, cancellation: Cancellation, output: any OutputTarget
  ) -> [Diagnostic] {
    guard text.utf8.count <= Session.mostBytes else { return [Session.tooLong] }
    profiler.cellStarts()
    defer { profiler.cellEnds() }
    let cell = Parser.parse(text, shapes: verbs.shapes)
    let presenter = CellPresenter(output: output, source: source)
    let before = state.withLock { $0 }
    let positions = PositionMap(text)
    var surroundings = CellRunner.Surroundings(
      verbs: verbs, functions: functions, embedded: engine, cancellation: cancellation,
      progress: presenter.progress, workingFolder: workingFolder, registryPath: registryPath,
      overrides: overrides,
      now: Clock.microsecondsSince1970(),
      place: { source.words(forLine: positions.line(of: $0.start)) })
    surroundings.recorder = recorder
    if case .cell(let number) = source.origin { surroundings.cellNumber = number }
    let runner = CellRunner(
      workspace: before.workspace, settings: before.settings, surroundings: surroundings,
      sink: presenter)
    runner.lostNames = before.lostNames
    let bound = Set(cell.statements.flatMap(\.boundNames))
    let errors = engine.work(for: cancellation, timeZone: before.settings.timezone) {
      runner.run(cell)
    }
    presenter.finishProgress(failed: !errors.isEmpty)
    state.withLock { state in
      // Another cell may have ended meanwhile: only what this one changed is taken over.
      state.settings.merge(runner.settings, since: before.settings)
      if errors.isEmpty {
        state.workspace.merge(runner.workspace)
        state.lostNames.subtract(bound)
      } else {
        state.lostNames.formUnion(bound)
      }
    }
    return errors
  }

  /// Stops the engine's running queries of cancelled cells.
  package func interruptEngine() { engine.cancel() }
}
