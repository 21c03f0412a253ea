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
    Completer(self, code: code).complete(cursor: cursor)
  }

  /// The card of the word at the cursor, in code points.
  package func inspect(_ code: String, cursor: Int) -> MIMEBundle? {
    let map = PositionMap(code)
    let offset = map.offset(codePoints: cursor)
    guard let word = WordAtCursor(code, at: offset) else { return nil }
    let quiet = runner(sink: SilentSink())
    if let topic = quiet.topic(word.text) { return helpBundle(topic.card) }
    let context = CursorContext(code, at: word.end, shapes: verbs.shapes)
    guard let field = shape(at: context, in: code)?.schema[word.text] else { return nil }
    return helpBundle(
      HelpCard(title: field.name, signature: field.type.name, summary: "A column of this table."))
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

  /// What is known of the table before the stage at a cursor of `code`; only names and schemas are
  /// read, also those of the statements above.
  func shape(at context: CursorContext, in code: String) -> Shape? {
    guard let pipeline = context.pipeline else { return nil }
    guard case .reference = pipeline.source.kind else { return nil }
    let runner = runner(sink: SilentSink())
    for statement in Parser.parse(code, shapes: verbs.shapes).statements
    where statement.span.end <= pipeline.source.span.start {
      guard case .assignment(let name, .pipeline(let assigned)) = statement.kind,
        let answer = try? runner.answer(of: assigned)
      else { continue }
      runner.workspace.bind(name.text, to: .answer(answer, ScalarCache()))
    }
    return try? runner.shape(of: pipeline)
  }

  /// A runner that only looks: it binds stages and runs nothing.
  private func runner(sink: any CellSink) -> CellRunner {
    let runner = CellRunner(
      workspace: workspace, settings: SessionSettings(),
      surroundings: CellRunner.Surroundings(
        verbs: verbs, functions: functions, embedded: engine, cancellation: .init(),
        progress: .silent, workingFolder: workingFolder, overrides: [:], now: 0),
      sink: sink)
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

/// The name around a place of a text.
private struct WordAtCursor {
  let text: String
  /// The place behind the name, in UTF-8 bytes.
  let end: Int

  init?(_ code: String, at offset: Int) {
    let bytes = Array(code.utf8)
    func isName(_ byte: UInt8) -> Bool {
      byte == 95 || byte >= 128 || (48...57).contains(byte) || (65...90).contains(byte)
        || (97...122).contains(byte)
    }
    var start = min(offset, bytes.count)
    var end = start
    while start > 0, isName(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isName(bytes[end]) { end += 1 }
    guard start < end else { return nil }
    text = String(decoding: bytes[start..<end], as: UTF8.self)
    self.end = end
  }
}
