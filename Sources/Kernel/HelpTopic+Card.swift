import Language
import Planning
package import Rendering
import Syntax
import Tables

extension HelpTopic {
  /// The card that `?name` and Shift-Tab show.
  package var card: HelpCard {
    switch self {
    case .verb(let entry): entry.card
    case .function(let function): function.card
    case .selector(let selector):
      HelpCard(title: "\(selector.rawValue)()", summary: selector.summary)
    case .answer(let name, let answer): answer.card(named: name)
    case .scalar(let name, let scalar):
      HelpCard(title: name, signature: scalar.text, summary: "A value; use it as `$\(name)`.")
    case .parameter(let parameter): parameter.card
    case .definition(let definition):
      HelpCard(
        title: definition.name.text,
        signature:
          "\(definition.name.text)(\(definition.formals.map(\.name.text).joined(separator: ", ")))",
        summary: "A definition of this session.")
    case .words(let title, let summary, let words):
      HelpCard(
        title: title, summary: summary, parameters: words.map { .init($0.name, "", $0.summary) })
    case .errorCode(let code): DiagnosticCode.card(of: code)
    }
  }
}

extension VerbEntry {
  fileprivate var card: HelpCard {
    HelpCard(
      title: name, signature: signature, summary: summary,
      parameters: parameters.map {
        .init($0.notation, $0.defaultText ?? "", $0.summary)
      } + parts.map { .init(".\($0.name)", "part", $0.summary) },
      examples: examples.map { .init($0.code, $0.caption) }, discussion: discussion)
  }
}

extension Function {
  fileprivate var card: HelpCard {
    HelpCard(
      title: name, signature: signature, summary: summary,
      parameters: parameters.map { .init($0.name, $0.isOptional ? "optional" : "", $0.summary) },
      examples: [.init(example, "")])
  }
}

extension DeclaredParameter {
  fileprivate var card: HelpCard {
    HelpCard(
      title: name, signature: "param \(name): \(type.name) = \(value?.text ?? "")",
      summary: text ?? "A parameter; use it as `$\(name)`.")
  }
}

extension Answer {
  fileprivate func card(named name: String) -> HelpCard {
    switch content {
    case .scalar(let scalar):
      return HelpCard(
        title: name, signature: scalar.text, summary: "A value; use it as `$\(name)`.")
    case .chart: return HelpCard(title: name, summary: "A chart.")
    case .table(let relation):
      let fields = relation.schema.fields
      let verb = verb.map { " made by `\($0.text)`" } ?? ""
      return HelpCard(
        title: name, summary: "A table of \(fields.count) columns\(verb).",
        parameters: fields.map { .init($0.name, $0.type.name, "") }
          + parts.map { .init("\(name).\($0.name)", "part", "") },
        discussion: footer ?? "")
    }
  }
}

extension DiagnosticCode {
  /// The explanation of a code, or what to do when there is none.
  fileprivate static func card(of code: String) -> HelpCard {
    guard let known = all.first(where: { $0.code == code }) else {
      return HelpCard(title: code, summary: "There is no such code.")
    }
    return HelpCard(title: "\(known.code): \(known.title)", summary: known.explanation)
  }
}
