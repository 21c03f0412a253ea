import Language
import Planning
import Rendering
import Syntax
import Tables

/// Finds what stands at a cursor and its card; it runs no query and knows unfinished
/// code.
struct Inspector {
  let session: Session
  let detail: Int
  private let code: String
  private let offset: Int
  private let word: WordAtCursor?
  private let view: EditorView

  init(_ session: Session, code: String, cursor: Int, detail: Int) {
    self.session = session
    self.code = code
    self.detail = detail
    offset = PositionMap(code).offset(codePoints: cursor)
    word = WordAtCursor(code, at: offset)
    // Behind a number nothing is known, before it its verb is.
    view = EditorView(
      session, code: code, at: word.map { $0.isNumber ? $0.start : $0.end } ?? offset)
  }

  /// The card; nil where nothing is known.
  var card: HelpCard? {
    guard !view.isInComment else { return nil }
    guard let word, !word.isNumber else { return surroundings }
    if view.context.isInText { return comparedColumn }
    if word.isOption, let card = option(word.text) { return card }
    if view.context.isVariable { return variable(word.text) }
    if !view.context.qualifier.isEmpty { return named(view.context.qualifier + [word.text]) }
    if isColumnPlace, let column = view.column(word.text) {
      return column.card
    }
    return known(word.text)
  }

  /// Whether a bare name is a column here.
  private var isColumnPlace: Bool {
    switch view.context.position {
    case .item, .clause, .optionValue: view.context.stageIndex != nil && word?.isCall == false
    default: false
    }
  }

  /// The card of a word: a name of the session, or a word of the language.
  private func known(_ name: String) -> HelpCard? {
    if word?.isCall == true, let function = session.functions[name] {
      return HelpTopic.function(function).card
    }
    if case .verb = view.context.position, let entry = session.verbs.stage(name) {
      return HelpTopic.verb(entry).card
    }
    if view.workspace[name] != nil { return named([name]) }
    return view.topic(name)?.card ?? word(among: view.entry)
  }

  /// A result, a part of one, or a value.
  private func named(_ path: [String]) -> HelpCard? {
    guard let answer = view.answer(path) else {
      guard path.count == 1 else { return nil }
      return view.topic(path[0])?.card
    }
    guard let relation = answer.relation else {
      return HelpTopic.answer(name: path.joined(separator: "."), answer).card
    }
    let columns = view.columns(of: relation.plan)
    var card = answer.card(
      named: path.joined(separator: "."), columns: columns,
      profile: view.profile(of: relation.plan))
    if detail > 0, let sql = try? relation.readableSQL {
      card.examples.append(.init(sql, "The query behind it:"))
    }
    return card
  }

  private func variable(_ name: String) -> HelpCard? {
    let path = view.context.qualifier + [name]
    switch view.workspace[path[0]] {
    case .scalar(let scalar)?:
      guard path.count > 1 else { return HelpTopic.scalar(name: name, scalar).card }
      return scalar[name].map { HelpTopic.scalar(name: path.joined(separator: "."), $0).card }
    case .parameter(let parameter)?: return HelpTopic.parameter(parameter).card
    case .answer(let answer, let cache)?:
      let field = path.count > 1 ? name : ""
      if let value = cache.known(field) {
        return HelpTopic.scalar(name: path.joined(separator: "."), value).card
      }
      if case .scalar(let scalar)? = view.answer(path)?.content {
        return HelpTopic.scalar(name: path.joined(separator: "."), scalar).card
      }
      if path.count == 1 || answer.parts.contains(where: { $0.name == name }) { return named(path) }
      return view.columns(of: answer.relation?.plan ?? .placeholder(Schema()))
        .first { $0.field.name == name }?.card
    case nil: return nil
    }
  }

  // MARK: Around the cursor

  /// Between words: the function or the verb that is being written.
  private var surroundings: HelpCard? {
    if let call = view.context.call, let function = session.functions[call.name.text] {
      return HelpTopic.function(function).card
    }
    return view.entry.map { HelpTopic.verb($0).card }
  }

  /// In a text that a column is compared with: that column.
  private var comparedColumn: HelpCard? {
    guard let path = view.context.comparedColumn, path.count == 1 else { return nil }
    return view.column(path[0])?.card
  }

  /// `horizon:` of the verb, or `where:` of the function at the cursor.
  private func option(_ name: String) -> HelpCard? {
    if let call = view.context.call, let function = session.functions[call.name.text],
      let parameter = function.parameters.first(where: { $0.name == name })
    {
      return HelpCard(
        title: "\(name):", signature: function.signature, summary: parameter.summary,
        discussion: "An option of the function `\(function.name)`.")
    }
    guard let entry = view.entry,
      let parameter = entry.parameters.first(where: { $0.place == .option && $0.name == name })
    else { return nil }
    return parameter.card(of: entry)
  }

  /// A word that an option or the verb itself knows, such as `ward` in `method: ward`.
  private func word(among entry: VerbEntry?) -> HelpCard? {
    guard let entry, let word else { return nil }
    if case .optionValue(let name) = view.context.position { return option(name) }
    guard entry.forms.contains(word.text) else { return nil }
    return HelpTopic.verb(entry).card
  }
}

/// The name around a place of a text.
private struct WordAtCursor {
  let text: String
  /// Where the name starts, in UTF-8 bytes.
  let start: Int
  /// The place behind the name, in UTF-8 bytes.
  let end: Int
  /// Whether `:` follows, so that it names an option.
  let isOption: Bool
  /// Whether `(` follows.
  let isCall: Bool

  var isNumber: Bool { text.first?.isNumber == true }

  init?(_ code: String, at offset: Int) {
    let bytes = Array(code.utf8)
    func isName(_ byte: UInt8) -> Bool {
      byte == 95 || byte >= 128 || (48...57).contains(byte) || (65...90).contains(byte)
        || (97...122).contains(byte)
    }
    var start = min(offset, bytes.count)
    var end = start
    while start > 0, isName(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isName(bytes[end]) { end += 1 }
    guard start < end else { return nil }
    var next = end
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    if start > 0, bytes[start - 1] == UInt8(ascii: "`"),
      let close = bytes[end...].firstIndex(of: UInt8(ascii: "`"))
    {
      end = close
    }
    text = String(decoding: bytes[start..<end], as: UTF8.self)
    self.start = start
    self.end = end
    isOption = next < bytes.count && bytes[next] == UInt8(ascii: ":")
    isCall = end < bytes.count && bytes[end] == UInt8(ascii: "(")
  }
}
