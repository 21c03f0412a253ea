import JSONText
import JupyterProtocol
import Rendering
import Synchronization

/// Keeps what a cell shows, as a notebook would.
final class OutputRecorder: OutputTarget {
  private let count: Int
  private let recorded = Mutex<[RecordedOutput]>([])

  /// Begins with nothing; `count` is the number of the cell.
  init(count: Int) { self.count = count }

  var outputs: [RecordedOutput] { recorded.withLock { RecordedOutput.compared($0) } }

  func display(_ bundle: MIMEBundle) { add("display_data", bundle, count: nil) }
  func result(_ bundle: MIMEBundle) { add("execute_result", bundle, count: count) }

  func stream(_ text: String) { add(.stream(name: "stdout", text: text)) }

  /// Only progress is replaced, which is not compared.
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}

  func fail(_ report: ErrorReport) {
    add(.error(name: report.name, value: report.value, traceback: report.traceback))
  }

  private func add(_ kind: String, _ bundle: MIMEBundle, count: Int?) {
    let forms = bundle.data.map { JSON.Member($0.type, .string($0.content)) }
    add(.data(kind: kind, count: count, forms: forms, metadata: .empty))
  }

  private func add(_ content: RecordedOutput.Content) {
    recorded.withLock { $0.append(RecordedOutput(content)) }
  }
}
