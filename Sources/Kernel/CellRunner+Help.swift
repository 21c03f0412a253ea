import Language
import Syntax

extension CellRunner {
  /// `?name`: a verb, function, selector, result, param, `def` or error code.
  func help(_ path: [NameSyntax]) throws(Diagnostic) {
    let name = path[0]
    if path.count == 1, let topic = topic(name.text) {
      sink.help(topic)
      return
    }
    if workspace[name.text] != nil {
      sink.help(.answer(name: path.map(\.text).joined(separator: "."), try answer(path)))
      return
    }
    let known = surroundings.verbs.entries.map(\.name) + functions.names + workspace.order
    let near = Suggestion.nearest(to: name.text, in: known)
    throw Diagnostic(
      "E102", "there is no help for \(name.text.asCode)", at: name.span,
      label: near.map { "did you mean `\($0)`?" } ?? "`?verbs` and `?functions` list the words",
      fix: near.map { .init(name.span, $0) })
  }

  /// What a name stands for; a name of the session wins over words of the language.
  func topic(_ name: String) -> HelpTopic? {
    switch workspace[name] {
    case .answer(let answer, _): return .answer(name: name, answer)
    case .scalar(let scalar): return .scalar(name: name, scalar)
    case .parameter(let parameter): return .parameter(parameter)
    case nil: break
    }
    if let definition = definitions[name] { return .definition(definition) }
    if let entry = surroundings.verbs.stage(name) ?? surroundings.verbs.source(name) {
      return .verb(entry)
    }
    if let function = functions[name] { return .function(function) }
    if let selector = Selector(rawValue: name) { return .selector(selector) }
    if name.first == "E" || name.first == "W", name.dropFirst().allSatisfy(\.isNumber) {
      return .errorCode(name)
    }
    return words(name)
  }

  /// The words of a kind: `?verbs`, `?functions`.
  private func words(_ kind: String) -> HelpTopic? {
    switch kind {
    case "verbs":
      .words(
        title: "verbs", summary: "`?` and a verb's name show how it is used.",
        words: surroundings.verbs.entries.map { .init(name: $0.name, summary: $0.summary) })
    case "functions":
      .words(
        title: "functions", summary: "`?` and a function's name show how it is used.",
        words: functions.functions.map { .init(name: $0.name, summary: $0.summary) })
    default: nil
    }
  }
}
