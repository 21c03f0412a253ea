package import Syntax

/// Errors and warnings as a reader meets them: what is wrong, where, and a way out.
package enum ErrorText {
  /// The lines of all `diagnostics` for a terminal or a traceback.
  package static func lines(
    _ diagnostics: [Diagnostic], source: CellSource, ansi: Bool
  ) -> [String] {
    diagnostics.enumerated().flatMap { index, diagnostic in
      let lines = ErrorLayout(diagnostic, source, .arrows).lines.map { line in
        line.map { ansi ? $0.ansi(diagnostic.severity) : $0.text }.joined()
      }
      return (index > 0 ? [""] : []) + lines
    }
  }

  /// The HTML twin, with the mended line where the way out is known.
  package static func html(_ diagnostics: [Diagnostic], source: CellSource) -> String {
    let blocks = diagnostics.map { diagnostic in
      let lines = ErrorLayout(diagnostic, source, .gutter).lines.map { line in
        line.map(\.html).joined()
      }
      let kind = diagnostic.severity == .error ? "teff-error" : "teff-error teff-warning"
      return "<pre class=\"\(kind)\">\(lines.joined(separator: "\n"))</pre>"
    }
    return "<style>\(ErrorStyle.css)</style><div class=\"teff-errors\">\(blocks.joined())</div>"
  }

  /// The twins together: how warnings are displayed.
  package static func bundle(_ diagnostics: [Diagnostic], source: CellSource) -> MIMEBundle {
    MIMEBundle([
      .init(MIMEType.html, html(diagnostics, source: source)),
      .init(
        MIMEType.plain,
        lines(diagnostics, source: source, ansi: false).joined(separator: "\n")),
    ])
  }

  /// One plain line, such as an error's `evalue`: `there is no column `Contry` here`.
  package static func summary(_ diagnostic: Diagnostic) -> String {
    VisibleText.line(Passwords.masked(diagnostic.message))
  }
}
