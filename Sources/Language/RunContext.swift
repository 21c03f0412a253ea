package import Planning
package import Syntax
import Tables
package import Tasks

/// What a verb may use while it works.
package struct RunContext: Sendable {
  /// The engine inside the kernel, where files and stored results live.
  package var embedded: any FileEngine
  /// The engine that `use engine` chose.
  package var session: any Engine
  package var seed: Int64
  package var timezone: String
  /// The moment the cell started, in the session's zone (microseconds since 1970).
  package var now: Int64
  package var cancellation: Cancellation
  package var progress: Progress
  /// Relative paths start here.
  package var workingFolder: String
  /// The file of the project's registry; it need not be there.
  package var registryPath: String
  /// Where the running stage stands in the cell.
  package var span: SourceSpan
  /// Tells the reader something that is not an error: a warning, a notice.
  package var notify: @Sendable (Diagnostic) -> Void
  /// Shows an answer at this point, as `show` does.
  package var show: @Sendable (Answer, ShowForm) throws -> Void
  /// The names of the session, for `tables` and `sql`.
  package var names: @Sendable () -> [NamedResult]

  package init(
    embedded: any FileEngine, session: any Engine, seed: Int64, timezone: String, now: Int64,
    cancellation: Cancellation, progress: Progress, workingFolder: String, registryPath: String,
    span: SourceSpan,
    notify: @escaping @Sendable (Diagnostic) -> Void,
    show: @escaping @Sendable (Answer, ShowForm) throws -> Void,
    names: @escaping @Sendable () -> [NamedResult]
  ) {
    self.embedded = embedded
    self.session = session
    self.seed = seed
    self.timezone = timezone
    self.now = now
    self.cancellation = cancellation
    self.progress = progress
    self.workingFolder = workingFolder
    self.registryPath = registryPath
    self.span = span
    self.notify = notify
    self.show = show
    self.names = names
  }

  /// Tells a notice at the running stage; frequent ones have a code of their own.
  package func notice(_ message: String, code: String = "W600") {
    notify(Diagnostic(code, message, at: nil, severity: .warning))
  }
}

/// How an answer is shown.
package enum ShowForm: Hashable, Sendable {
  /// Up to 20 rows.
  case standard
  case rows(Int)
  case sql, schema, plan
  /// One line of text, such as what `save` wrote.
  case line(String)
  /// What `respond` writes to the standard output, byte for byte.
  case document(String)
}

/// A name of the session and what it stands for.
package struct NamedResult: Sendable {
  package var name: String
  package var kind: String
  package var answer: Answer?

  package init(name: String, kind: String, answer: Answer?) {
    self.name = name
    self.kind = kind
    self.answer = answer
  }
}
