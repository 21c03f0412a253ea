import JSONText
import JupyterProtocol
import Rendering
import Syntax

/// One JSON object a line for each output, in order, for programs that read along.
final class JSONOutput: ScriptOutput {
  private let write: @Sendable (String) -> Void

  init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  func display(_ bundle: MIMEBundle) { show("display_data", bundle) }
  func result(_ bundle: MIMEBundle) { show("execute_result", bundle) }

  func stream(_ text: String) {
    let members: JSON = ["output": "stream", "name": "stdout", "text": .string(text)]
    write(members.text + "\n")
  }

  func fail(_ errors: [Diagnostic], source: CellSource) {
    guard let first = errors.first else { return }
    let lines = ErrorText.lines(errors, source: source, ansi: false)
    show(
      "error", ErrorText.bundle(errors, source: source),
      [
        .init("ename", .string(first.code)),
        .init("evalue", .string(ErrorText.summary(first))),
        .init("traceback", .array(lines.map(JSON.string))),
      ])
  }

  private func show(_ kind: String, _ bundle: MIMEBundle, _ more: [JSON.Member] = []) {
    var members: [JSON.Member] = [
      .init("output", .string(kind)),
      .init("data", .object(bundle.data.map { .init($0.type, .string($0.content)) })),
    ]
    if !bundle.metadata.isEmpty {
      let metadata = bundle.metadata.sorted { $0.key < $1.key }.map {
        JSON.Member($0.key, .string($0.value))
      }
      members.append(.init("metadata", ["teff": .object(metadata)]))
    }
    write(JSON.object(members + more).text + "\n")
  }
}
