import JSONText
package import JupyterProtocol
package import JupyterServer
import Language
import Rendering
import Synchronization
import Syntax
package import Tasks

/// Teff behind the Jupyter protocol.
package final class TeffKernel: KernelHandler {
  package let session: Session
  package let info: KernelInfo

  package init(session: Session, version: String) {
    self.session = session
    session.watchTables()
    info = KernelInfo(
      implementation: "teff", version: version,
      language: .init(
        name: "teff", version: version, mimetype: "text/x-teff", fileExtension: ".teff",
        pygmentsLexer: "teff", codeMirrorMode: (name: "teff", fallbackMIMEType: "text/x-sql")),
      banner: "Teff \(version): customer and sales analysis in pipelines. ?load shows help.")
  }

  package func execute(_ request: ExecuteRequest, output: CellOutput) -> ExecuteOutcome {
    let source = CellSource(request.code, .cell(output.count))
    let errors = session.run(
      request.code, source: source, cancellation: output.cancellation,
      output: FrontEndOutput(output))
    return ErrorReport(errors, source: source).map(ExecuteOutcome.failed) ?? .ok
  }

  package func evaluate(
    _ expression: String, cancellation: Cancellation
  ) throws(ErrorReport) -> DisplayData {
    let collected = CollectedOutput()
    let source = CellSource(expression, .cell(nil))
    let errors = session.run(
      expression, source: source, cancellation: cancellation, output: collected)
    if let report = ErrorReport(errors, source: source) { throw report }
    return DisplayData(collected.last ?? MIMEBundle([]))
  }

  package func complete(code: String, cursor: Int) -> Completion {
    session.complete(code, cursor: cursor)
  }

  package func inspect(code: String, cursor: Int, detail: Int) -> Inspection? {
    session.inspect(code, cursor: cursor, detail: detail).map { DisplayData($0) }
  }

  package func isComplete(_ code: String) -> JupyterProtocol.Completeness {
    // Whether an empty line should run is the front end's to decide.
    code.allSatisfy(\.isWhitespace) ? .unknown : session.completeness(of: code)
  }

  package func interrupt() { session.interruptEngine() }

  package func shutdown(restart: Bool) { session.interruptEngine() }
}

extension DisplayData {
  /// A rendered output as the protocol carries it.
  init(_ bundle: MIMEBundle) {
    let metadata = bundle.metadata.sorted { $0.key < $1.key }.map {
      JSON.Member($0.key, .string($0.value))
    }
    self.init(
      bundle.data.map { ($0.type, $0.content) },
      metadata: metadata.isEmpty ? .empty : ["teff": .object(metadata)])
  }
}

/// Outputs on their way to a front end.
private final class FrontEndOutput: OutputTarget {
  private let output: CellOutput

  init(_ output: CellOutput) { self.output = output }

  func display(_ bundle: MIMEBundle) { output.display(DisplayData(bundle)) }
  func result(_ bundle: MIMEBundle) { output.result(DisplayData(bundle)) }
  func stream(_ text: String) { output.document(text) }

  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {
    let id = "\(id)-\(output.count)"
    if isFirst {
      output.display(DisplayData(bundle), id: id)
    } else {
      output.update(DisplayData(bundle), id: id)
    }
  }
}

/// Keeps the last output, for user expressions.
private final class CollectedOutput: OutputTarget {
  private let bundle = Mutex<MIMEBundle?>(nil)

  var last: MIMEBundle? { bundle.withLock { $0 } }

  func display(_ bundle: MIMEBundle) { self.bundle.withLock { $0 = bundle } }
  func result(_ bundle: MIMEBundle) { self.bundle.withLock { $0 = bundle } }
  func stream(_ text: String) { bundle.withLock { $0 = textBundle(text) } }
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}
}
