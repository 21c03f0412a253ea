import Rendering
import Synchronization
import Syntax

/// One page that stands alone, in both themes: the outputs, each cell's code folded away above them.
///
/// It is written as the script runs, so that an interrupted script leaves a readable page.
final class PageOutput: ScriptOutput {
  private let write: @Sendable (String) -> Void

  init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  func begin(_ script: Script) {
    write(PageStyle.head(title: script.name.lastPathComponent))
  }

  func begin(_ cell: Script.Cell) {
    let code = Passwords.masked(cell.text, .code).trimmingLines
    guard !code.isEmpty else { return }
    let label = cell.heading.map { $0.drop { "#% ".contains($0) } } ?? ""
    let summary = label.isEmpty ? "line \(cell.firstLine)" : String(label)
    write(
      "<details><summary>\(Escaping.html(summary))</summary><pre>\(Escaping.html(code))</pre>"
        + "</details>\n")
  }

  func display(_ bundle: MIMEBundle) { show(bundle) }
  func result(_ bundle: MIMEBundle) { show(bundle) }

  func stream(_ text: String) {
    write("<section><pre>\(Escaping.html(text))</pre></section>\n")
  }

  func fail(_ errors: [Diagnostic], source: CellSource) {
    show(ErrorText.bundle(errors, source: source))
  }

  func end() { write("</main>\n</body>\n</html>\n") }

  private func show(_ bundle: MIMEBundle) {
    let content: String
    if let html = bundle[MIMEType.html] {
      content = html
    } else if let markdown = bundle[MIMEType.markdown] {
      content = MarkdownPage(markdown).html
    } else {
      content = "<pre>\(Escaping.html(bundle.plain))</pre>"
    }
    write("<section>\(content)</section>\n")
  }
}

extension String {
  fileprivate var lastPathComponent: String {
    split(separator: "/").last.map(String.init) ?? self
  }

  /// The text without empty lines at its start and white space at its end.
  fileprivate var trimmingLines: String {
    let lines = split(omittingEmptySubsequences: false) { $0.isNewline }
    let kept = lines.drop { $0.allSatisfy(\.isWhitespace) }
      .reversed().drop { $0.allSatisfy(\.isWhitespace) }.reversed()
    return kept.joined(separator: "\n")
  }
}
