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
        title: definition.name.text, signature: definition.signature,
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
      parameters: parameters.map(\.line) + parts.map { .init(".\($0.name)", "part", $0.summary) },
      examples: examples.map { .init($0.code, $0.caption) }, discussion: discussion)
  }
}

extension ParameterDescription {
  /// The parameter as a line of the verb's card; many words stand behind what they mean.
  fileprivate var line: HelpCard.Parameter {
    guard case .form(let words) = place, words.count > 4 else {
      return .init(notation, defaultText ?? "", summary)
    }
    return .init(
      "\(words[0])|…", defaultText ?? "", "\(summary) One of \(words.joined(separator: ", ")).")
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

extension ParameterDescription {
  /// The card of one option.
  func card(of entry: VerbEntry) -> HelpCard {
    var facts: [HelpCard.Fact] = []
    if case .words(let words) = accepts {
      facts.append(.init("one of", words.joined(separator: ", ")))
    }
    if case .column(let types) = accepts {
      let names = types.map(\.name).joined(separator: " or ")
      facts.append(.init("takes", names.isEmpty ? "a column" : "a column of type \(names)"))
    }
    if isRequired { facts.append(.init("default", "none: it must be given")) }
    if let defaultText { facts.append(.init("default", defaultText)) }
    return HelpCard(
      title: "\(name):", signature: entry.signature, summary: summary, facts: facts,
      discussion: "An option of the verb `\(entry.name)`.")
  }
}

extension ColumnView {
  /// The card of a column: its type and what is known of its values.
  var card: HelpCard {
    var card = HelpCard(
      title: field.name, signature: field.type.name, summary: "A column of this table.")
    guard let profile, let column else { return card }
    let isHead = profile.isPart && source == nil
    if isHead {
      card.discussion = "From the first \(profile.rows.counted("row")) of the source."
    } else {
      if !isOwn, let source { card.discussion = "Counted in `\(source)`." }
      let missing = profile.rows - column.present
      card.facts.append(.init("rows", profile.rows.grouped + (profile.isPart ? " looked at" : "")))
      card.facts.append(.init("missing", "\(missing.grouped)\(Self.share(missing, profile.rows))"))
    }
    if let distinct = column.distinct {
      card.facts.append(.init("different values", distinct.grouped))
    }
    if !column.minimum.isNull {
      card.facts.append(.init("least", Passwords.masked(ValueText.plain(column.minimum))))
      card.facts.append(.init("greatest", Passwords.masked(ValueText.plain(column.maximum))))
    }
    if column.top.isEmpty || isHead {
      let samples = column.samples.map(\.sampleText).joined(separator: ", ")
      if !samples.isEmpty { card.facts.append(.init("for instance", samples)) }
    } else {
      card.values = column.top.prefix(8).map { frequency in
        HelpCard.Count(
          frequency.value.sampleText,
          frequency.rows.grouped + Self.share(frequency.rows, column.present))
      }
    }
    return card
  }

  /// A share in brackets: ` (12.5 %)`.
  private static func share(_ part: Int, _ whole: Int) -> String {
    guard part > 0, whole > 0 else { return "" }
    let tenths = (Double(part) / Double(whole) * 1_000).rounded()
    return tenths == 0 ? " (< 0.1 %)" : " (\(Int(tenths) / 10).\(Int(tenths) % 10) %)"
  }
}

extension Answer {
  /// The card of a result whose columns and values may be known.
  func card(named name: String, columns: [ColumnView] = [], profile: TableProfile? = nil)
    -> HelpCard
  {
    switch content {
    case .scalar(let scalar):
      return HelpCard(
        title: name, signature: scalar.text, summary: "A value; use it as `$\(name)`.")
    case .chart: return HelpCard(title: name, summary: "A chart.")
    case .model(let model):
      return HelpCard(
        title: name, summary: "A model made by `\(type(of: model).verb)`; use it with `predict`.",
        parameters: model.facts.map { .init($0.name, "", $0.value) })
    case .table(let relation):
      let fields = relation.schema.fields
      let verb = verb.map { " made by `\($0.text)`" } ?? ""
      let rows = relation.plan.knownRowCount ?? profile.flatMap { $0.isPart ? nil : $0.rows }
      let size = (rows.map { "\($0.counted("row")) and " } ?? "") + fields.count.counted("column")
      let known = columns.isEmpty ? fields.map { ColumnView(field: $0) } : columns
      return HelpCard(
        title: name, summary: "A table of \(size)\(verb).",
        parameters: known.map { column in
          let samples = column.column?.samples.map(\.sampleText) ?? []
          return .init(column.field.name, column.field.type.name, samples.joined(separator: ", "))
        } + parts.map { .init("\(name).\($0.name)", "part", "") }, discussion: footer ?? "")
    }
  }
}

extension Plan {
  /// The number of rows, where the engine told it.
  fileprivate var knownRowCount: Int? {
    switch self {
    case .scan(let scan): scan.rowCount
    case .project(let input, let items):
      items.allSatisfy { $0.expression.isColumn } ? input.knownRowCount : nil
    case .sort(let input, _): input.knownRowCount
    default: nil
    }
  }
}

extension Expression {
  fileprivate var isColumn: Bool { if case .column = self { true } else { false } }
}

extension DiagnosticCode {
  /// The explanation of a code, or what to do when there is none.
  fileprivate static func card(of code: String) -> HelpCard {
    guard let known = named(code) else {
      return HelpCard(title: code, summary: "There is no such code.")
    }
    return HelpCard(
      title: "\(known.code): \(known.title)", summary: known.cause,
      examples: known.cell.map { [.init($0, "")] } ?? [], discussion: known.remedy)
  }
}
