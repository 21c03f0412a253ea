import JupyterProtocol
import Language
import Planning
import Syntax
import Tables

/// What can stand at a cursor, by its position; it runs no query.
struct Completer {
  let session: Session
  let view: EditorView
  let context: CursorContext
  private let code: String
  private let map: PositionMap

  init(_ session: Session, code: String, cursor: Int) {
    self.session = session
    self.code = code
    map = PositionMap(code)
    view = EditorView(session, code: code, at: map.offset(codePoints: cursor))
    context = view.context
  }

  /// The completions, whose range is in code points.
  func complete() -> Completion {
    let start = map.codePoints(before: context.span.start)
    let end = map.codePoints(before: context.span.end)
    var seen: Set<String> = []
    let all = candidates.filter { seen.insert($0.text).inserted }
    return Completion(matches: fitting(all), range: start..<max(start, end))
  }

  /// Those that begin with what is written; if none does, those that have a word beginning so.
  private func fitting(_ matches: [Completion.Match]) -> [Completion.Match] {
    let partial = context.partial.lowercased()
    guard !partial.isEmpty else { return matches }
    var first = matches.filter { $0.bareText.lowercased().hasPrefix(partial) }
    if !context.isVariable, first.contains(where: { !$0.text.hasPrefix("$") }) {
      first.removeAll { $0.text.hasPrefix("$") }
    }
    if !first.isEmpty || context.isInText && context.comparedColumn == nil { return first }
    return matches.filter { $0.bareText.hasWord(beginningWith: partial) }
  }

  private var candidates: [Completion.Match] {
    if context.isVariable { return variables(context.qualifier) }
    if context.isInText { return texts }
    if !context.qualifier.isEmpty { return parts(of: context.qualifier) }
    if let call = context.call, let matches = arguments(of: call) { return matches }
    switch context.position {
    case .nothing, .newName: return []
    case .statement:
      guard context.expectsOperand else { return [] }
      return names.stablyPartitioned { $0.type == "table" || $0.type == "chart" } + sources
        + statementWords + functions([.scalar])
    case .assigned:
      guard context.expectsOperand else { return [] }
      return names.filter { $0.type == "table" || $0.type == "chart" } + sources + variables([])
    case .source: return context.expectsOperand ? tableNames + sources : []
    case .verb: return stageVerbs
    case .table: return context.expectsOperand ? joinable : continuations([])
    case .item(let index): return items(index)
    case .clause(let kind): return clauseItems(kind)
    case .optionValue(let name): return optionValues(name)
    case .scalar:
      guard context.expectsOperand else { return words(Self.operators) }
      let opening =
        byte(at: context.span.start - 1) == UInt8(ascii: "(") ? tableNames + sources : []
      return opening + formals + variables([]) + functions([.scalar])
        + words(["case", "true", "false", "null"])
    case .help:
      return names + session.verbs.entries.map(match)
        + session.functions.functions.map {
          Completion.Match($0.name, type: "function", signature: $0.signature)
        }
    case .type: return types
    case .setting: return words(["engine", "seed", "timezone"])
    }
  }

  static let operators = ["and", "or", "in", "not in", "is null", "is not null"]

  // MARK: Names

  /// All names of the session, with what they stand for.
  var names: [Completion.Match] {
    view.workspace.order.map { name in
      switch view.workspace[name] {
      case .answer(let answer, _)?:
        Completion.Match(name.asName, type: answer.kind, signature: answer.outline)
      case .scalar(let scalar)?:
        Completion.Match(name.asName, type: "value", signature: scalar.outline)
      case .parameter(let parameter)?:
        Completion.Match(name.asName, type: "param", signature: parameter.outline)
      case nil: Completion.Match(name.asName)
      }
    }
  }

  var tableNames: [Completion.Match] {
    names.filter { $0.type == "table" }
  }

  /// Tables for `join`: first those that share a column with the table before it.
  private var joinable: [Completion.Match] {
    let here = Set(view.fields.map(\.name))
    return tableNames.stablyPartitioned { match in
      let columns = view.answer([match.bareText])?.relation?.schema.names ?? []
      return !here.isDisjoint(with: columns)
    }
  }

  private var sources: [Completion.Match] { session.verbs.entries.filter(\.isSource).map(match) }

  private var statementWords: [Completion.Match] {
    guard context.statement == nil || context.stageIndex == nil else { return [] }
    return words(["param", "def", "use", "note"])
  }

  private var types: [Completion.Match] {
    guard context.expectsOperand else { return [] }
    return DataType.named.map { Completion.Match($0.name, type: "type") }
  }

  /// What may stand after `$`, or after `$name.`.
  func variables(_ qualifier: [String], of wanted: [DataType] = []) -> [Completion.Match] {
    guard qualifier.isEmpty else { return fieldsOfVariable(qualifier) }
    return view.workspace.order.compactMap { name in
      let type: DataType?
      let outline: String
      switch view.workspace[name] {
      case .scalar(let scalar)?: (type, outline) = (scalar.type, scalar.outline)
      case .parameter(let parameter)?: (type, outline) = (parameter.type, parameter.outline)
      case .answer(let answer, _)?:
        guard answer.relation != nil || answer.kind == "value" else { return nil }
        let columns = answer.relation?.schema.fields ?? []
        if columns.count != 1, !wanted.isEmpty || answer.parts.isEmpty, context.partial.isEmpty {
          return nil
        }
        (type, outline) = (columns.count == 1 ? columns[0].type : nil, answer.outline)
      case nil: return nil
      }
      if let type, !wanted.isEmpty, !wanted.contains(where: { type.widened(with: $0) == $0 }) {
        return nil
      }
      return Completion.Match("$" + name.asName, type: "value", signature: outline)
    }
  }

  private func fieldsOfVariable(_ qualifier: [String]) -> [Completion.Match] {
    if qualifier.count == 1, case .scalar(.record(let fields))? = view.workspace[qualifier[0]] {
      return fields.map {
        Completion.Match($0.name.asName, type: "value", signature: $0.value.outline)
      }
    }
    guard let answer = view.answer(qualifier) else { return [] }
    let columns = (answer.relation?.schema.fields ?? []).map {
      Completion.Match($0.name.asName, type: "column", signature: $0.type.name)
    }
    return parts(of: qualifier) + columns
  }

  func parts(of qualifier: [String]) -> [Completion.Match] {
    guard let answer = view.answer(qualifier) else { return [] }
    return answer.parts.map {
      Completion.Match($0.name.asName, type: "part", signature: $0.answer.outline)
    }
  }

  // MARK: Making matches

  func words(_ words: [String]) -> [Completion.Match] {
    words.map { Completion.Match($0, type: "keyword") }
  }

  func match(_ entry: VerbEntry) -> Completion.Match {
    Completion.Match(entry.name, type: "verb", signature: entry.signature)
  }

  func functions(_ kinds: Set<Function.Kind>?) -> [Completion.Match] {
    session.functions.functions.filter { kinds?.contains($0.kind) ?? true }
      .map { call($0.name, $0.signature) }
  }

  /// The name of a function or `def` with the bracket that its arguments need, unless it is there.
  func call(_ name: String, _ signature: String) -> Completion.Match {
    Completion.Match(isBefore("(") ? name : "\(name)(", type: "function", signature: signature)
  }

  /// The name of an option with its colon, unless that is there.
  func optionMatch(_ name: String, _ summary: String) -> Completion.Match {
    Completion.Match(isBefore(":") ? name : "\(name): ", type: "option", signature: summary)
  }

  /// Whether this sign follows the word at the cursor.
  func isBefore(_ sign: Unicode.Scalar) -> Bool {
    guard !context.partial.isEmpty else { return false }
    var place = context.span.end
    if sign == ":" { while byte(at: place) == UInt8(ascii: " ") { place += 1 } }
    return byte(at: place) == UInt8(ascii: sign)
  }

  /// The text of the cell at a place.
  func byte(at offset: Int) -> UInt8? {
    let bytes = code.utf8
    guard offset >= 0, offset < bytes.count else { return nil }
    return bytes[bytes.index(bytes.startIndex, offsetBy: offset)]
  }
}

extension Completion.Match {
  /// The text without the signs around a name: `$` and backticks.
  var bareText: String {
    var text = self.text[...]
    if text.first == "$" { text = text.dropFirst() }
    if text.first == "`", text.last == "`" { text = text.dropFirst().dropLast() }
    if text.first == "\"", type == "text" { text = text.dropFirst() }
    return String(text)
  }
}

extension String {
  /// Whether a word within begins so: `id` in `customer_id`, `CustomerID` and `customer id`.
  fileprivate func hasWord(beginningWith partial: String) -> Bool {
    var previous: Character = " "
    for index in indices {
      let character = self[index]
      let isStart =
        !previous.isLetter && !previous.isNumber
        || previous.isLowercase && character.isUppercase
      if isStart, self[index...].lowercased().hasPrefix(partial) { return true }
      previous = character
    }
    return false
  }
}

extension Array {
  /// The elements for which `isFirst` holds, then the others, each in their order.
  func stablyPartitioned(_ isFirst: (Element) -> Bool) -> [Element] {
    var first: [Element] = []
    var rest: [Element] = []
    for element in self {
      if isFirst(element) { first.append(element) } else { rest.append(element) }
    }
    return first + rest
  }
}

extension Answer {
  /// `table`, `chart` or `value`, as completion calls it.
  var kind: String {
    switch content {
    case .table: "table"
    case .chart: "chart"
    case .scalar: "value"
    case .model: "model"
    }
  }

  /// What completion shows beside a name: `8 columns · by rfm`.
  var outline: String {
    switch content {
    case .table(let relation):
      let names = relation.schema.names
      let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
      return "\(names.count) column\(names.count == 1 ? "" : "s"): \(shown)"
    case .chart: return "chart"
    case .scalar(let scalar): return scalar.outline
    case .model(let model): return "model of \(type(of: model).verb)"
    }
  }
}

extension Scalar {
  var type: DataType? {
    if case .value(_, let type) = self { type } else { nil }
  }

  /// The type and the value: `int · 42`.
  var outline: String {
    switch self {
    case .value(.null, let type): type.name
    case .value(let value, let type): "\(type.name) · \(value.sampleText)"
    case .step, .period, .record: text
    }
  }
}

extension DeclaredParameter {
  var outline: String {
    let value = value.map { " · \($0.text)" } ?? ""
    return "\(type.name)\(value)"
  }
}
