package import Rendering
package import Syntax

/// Where the outputs of a script go, in one of the formats of `teff run`.
///
/// Progress is not shown: how often it moves depends on the machine, and the output of a script
/// does not.
package protocol ScriptOutput: OutputTarget {
  /// What stands before the first output.
  func begin(_ script: Script)
  /// A cell is about to run.
  func begin(_ cell: Script.Cell)
  /// The cell failed.
  func fail(_ errors: [Diagnostic], source: CellSource)
  /// What stands behind the last output.
  func end()
}

extension ScriptOutput {
  package func begin(_ script: Script) {}
  package func begin(_ cell: Script.Cell) {}
  package func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool) {}
  package func end() {}
}

/// The formats of `teff run`.
package enum ScriptFormat: String, Hashable, Sendable, CaseIterable {
  case text, html, json

  /// An output in this format, which hands pieces of text to `write`.
  package func output(_ write: @escaping @Sendable (String) -> Void) -> any ScriptOutput {
    switch self {
    case .text: TextOutput(write)
    case .html: PageOutput(write)
    case .json: JSONOutput(write)
    }
  }
}
