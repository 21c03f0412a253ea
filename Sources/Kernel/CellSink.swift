package import Language
package import Syntax

/// Where a cell's outputs go, in order.
package protocol CellSink: AnyObject, Sendable {
  /// Displays an answer; `isResult` for the value of the cell's last statement.
  func show(_ answer: Answer, _ form: ShowForm, isResult: Bool) throws
  /// Displays Markdown, whose values are already escaped, and its plain twin.
  func note(_ markdown: String, plain: String)
  /// Displays a help card.
  func help(_ topic: HelpTopic)
  /// Displays a warning or a notice.
  func warn(_ warning: Diagnostic)
}

/// What `?name` asks about.
package enum HelpTopic: Sendable {
  case verb(VerbEntry)
  case function(Function)
  case selector(Selector)
  case answer(name: String, Answer)
  case scalar(name: String, Scalar)
  case parameter(DeclaredParameter)
  case definition(DefinitionSyntax)
  case errorCode(String)
  /// `?verbs` and `?functions`: all words of a kind with their meaning.
  case words(title: String, summary: String, words: [Word])

  /// A word of the language.
  package struct Word: Sendable {
    package var name: String
    package var summary: String
  }
}
