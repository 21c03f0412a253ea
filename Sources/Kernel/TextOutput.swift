import Rendering
import Synchronization
import Syntax

/// The plain twins of all outputs, with an empty line between them; what `respond` writes stands as
/// it is.
///
/// Errors are no part of it: the program writes them to its standard error.
final class TextOutput: ScriptOutput {
  private let write: @Sendable (String) -> Void
  private let isFirst = Mutex(true)

  init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  func display(_ bundle: MIMEBundle) { show(bundle.plain) }
  func result(_ bundle: MIMEBundle) { show(bundle.plain) }
  func stream(_ text: String) {
    isFirst.withLock { $0 = false }
    write(text)
  }
  func fail(_ errors: [Diagnostic], source: CellSource) {}

  private func show(_ text: String) {
    let separator = isFirst.withLock { isFirst in
      defer { isFirst = false }
      return isFirst ? "" : "\n"
    }
    write(separator + text + (text.hasSuffix("\n") ? "" : "\n"))
  }
}
