import DuckDBEngine
import FoundationEssentials
import Kernel
import Language
import Planning
import Rendering
import Synchronization
import Syntax
import Tasks
import Testing
import Verbs

/// A session over the real engine, with what its cells showed.
final class Notebook: Sendable {
  /// One output of a cell.
  struct Output: Sendable {
    var isResult: Bool
    var bundle: MIMEBundle
  }

  /// What came of a cell.
  struct Answer: Sendable {
    var outputs: [Output]
    var errors: [Diagnostic]
    /// The errors as they are printed.
    var text: String
    /// What went to the standard output.
    var document: String

    /// The plain twins of all outputs.
    var plain: String { outputs.map(\.bundle.plain).joined(separator: "\n") }
    var html: String { outputs.compactMap { $0.bundle["text/html"] }.joined(separator: "\n") }
    var codes: [String] { errors.map(\.code) }
  }

  let session: Session
  let folder: String

  init(
    overrides: [String: String] = [:], engine: any FileEngine = DuckDB(), keepsRuns: Bool = false,
    registryPath: String? = nil
  ) {
    let name =
      "teff-tests-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0...UInt32.max))"
    folder = FileManager.default.temporaryDirectory.appending(path: name).path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    session = Session(
      verbs: .standard, engine: engine, workingFolder: folder, registryPath: registryPath,
      overrides: overrides, keepsRuns: keepsRuns, notebook: keepsRuns ? "report.ipynb" : nil)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Runs one cell.
  @discardableResult
  func run(_ cell: String, cancellation: Cancellation = Cancellation()) -> Answer {
    let recorder = Recorder()
    let source = CellSource(cell, .cell(nil))
    let errors = session.run(cell, source: source, cancellation: cancellation, output: recorder)
    let lines = ErrorText.lines(errors, source: source, ansi: false)
    return Answer(
      outputs: recorder.outputs, errors: errors, text: lines.joined(separator: "\n"),
      document: recorder.document)
  }

  /// The values of a table of one column, as they are shown, without the frame around them.
  func values(_ cell: String, sourceLocation: SourceLocation = #_sourceLocation) -> [String] {
    let answer = run(cell)
    #expect(answer.errors.isEmpty, "\(answer.text)", sourceLocation: sourceLocation)
    let rows = answer.plain.split(separator: "\n").filter { $0.hasPrefix("│") }
    return rows.dropFirst().map { row in
      row.split(separator: "│").map { $0.trimming(" ") }.joined(separator: " ")
    }
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  static let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }
}

extension Trait where Self == ConditionTrait {
  /// Runs only where DuckDB is found.
  static var needsEngine: Self {
    .enabled(if: Notebook.isEngineThere, "DuckDB is not found; see teff doctor")
  }
}

extension Substring {
  fileprivate func trimming(_ sign: Character) -> String {
    String(drop { $0 == sign }.reversed().drop { $0 == sign }.reversed())
  }
}

/// Collects what a cell shows.
private final class Recorder: OutputTarget {
  private let recorded = Mutex<[Notebook.Output]>([])
  private let written = Mutex("")

  var outputs: [Notebook.Output] { recorded.withLock { $0 } }
  var document: String { written.withLock { $0 } }

  func display(_ bundle: MIMEBundle) { add(false, bundle) }
  func result(_ bundle: MIMEBundle) { add(true, bundle) }
  func stream(_ text: String) { written.withLock { $0 += text } }
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}

  private func add(_ isResult: Bool, _ bundle: MIMEBundle) {
    recorded.withLock { $0.append(.init(isResult: isResult, bundle: bundle)) }
  }
}
