/// Verbs: their lists of items, their clauses and their options.
extension Parser {
  /// Reads what follows a verb's name: form, items or tables, clauses and options.
  mutating func verb(_ name: NameSyntax, _ shape: VerbShapes.Shape?) -> VerbSyntax {
    var verb = VerbSyntax(name: name, span: name.span)
    if let shape, kind == .word, shape.forms.contains(spelling), standsAlone(at: 0) {
      verb.form = anyName()
    }
    if shape?.takesTables == true {
      verb.tables = elements(of: &verb) { $0.tableArgument() }
    } else if shape?.takesSortKeys == true {
      verb.items = elements(of: &verb) { $0.sortKey() }
    } else {
      let takesNames = shape?.takesNames ?? true
      if let shape { optionsForNames = shape.options }
      verb.items = elements(of: &verb) { $0.item(takesNames: takesNames) }
      optionsForNames = []
    }
    tail(of: &verb)
    verb.span = name.span.joined(with: span(from: name.span.start))
    return verb
  }

  /// Whether the word there is not the start of a longer expression.
  private func standsAlone(at offset: Int) -> Bool {
    switch kind(at: offset + 1) {
    case .equal, .dot, .leftParen, .comma, .in, .is, .and, .or, .not, .dotDot, .coalesce, .plus,
      .minus, .star, .slash, .caret, .equalEqual, .notEqual, .less, .lessEqual, .greater,
      .greaterEqual:
      kind(at: offset + 1) == .comma && kind(at: offset + 2) == .optionName
    default:
      true
    }
  }

  // MARK: Lists of items

  /// Reads elements separated by commas; options may stand among them.
  private mutating func elements<Element>(
    of verb: inout VerbSyntax, _ element: (inout Parser) -> Element
  ) -> [Element] {
    while kind == .comma, kind(at: 1) != .optionName {
      strayComma("nothing stands before this comma")
    }
    guard startsElement else { return [] }
    var result = [element(&self)]
    while kind == .comma {
      switch kind(at: 1) {
      case .optionName:
        advance()
        verb.options.append(option())
        verb.options += options(isFirst: false)
      case .comma:
        strayComma("one comma is enough")
      case let next where next.isClauseStart && !isMisusedName(at: 1):
        strayComma("no comma stands before `\(spelling(at: 1))`")
        return result
      case .endOfInput, .pipe, .percentPipe:
        trailingComma()
        return result
      default:
        advance()
        guard result.count < Parser.maximumElements else {
          fail(tooMany("a stage takes", Parser.maximumElements, "items"))
          index = limit
          return result
        }
        result.append(element(&self))
      }
    }
    return result
  }

  /// Whether an item can start here, and not a clause, an option or the end.
  private var startsElement: Bool {
    switch kind {
    case .endOfInput, .pipe, .percentPipe, .optionName, .comma: false
    case .by, .sort, .on, .using: isMisusedName(at: 0)
    default: true
    }
  }

  /// Whether the word of a clause stands there as if it were a column's name.
  private func isMisusedName(at offset: Int) -> Bool {
    switch kind(at: offset + 1) {
    case .equal, .comma, .desc, .and, .or: true
    default: isComparison(at: offset + 1)
    }
  }

  private mutating func strayComma(_ reason: String) {
    report(
      Diagnostic(
        "E214", reason, at: place, label: "leave it out", fix: .init(place, "")))
    advance()
  }

  /// Tells a comma after which nothing follows; it is read already or stands here.
  mutating func trailingComma() {
    let comma = kind == .comma ? place : lexed.tokens[index - 1].span
    report(
      Diagnostic(
        "E214", "nothing follows this comma", at: comma, label: "leave it out",
        fix: .init(comma, "")))
    if kind == .comma { advance() }
  }

  // MARK: Clauses and options

  private mutating func tail(of verb: inout VerbSyntax) {
    var isFirst = true
    while true {
      switch kind {
      case .by, .sort, .on, .using:
        let clause = clause(of: &verb)
        if verb.clauses.contains(where: { $0.kind == clause.kind }) {
          report(
            Diagnostic(
              "E213", "`\(clause.kind.rawValue)` stands here already", at: clause.keyword,
              label: "put all its keys behind the first one"))
        }
        verb.clauses.append(clause)
        isFirst = true
      case .optionName:
        verb.options += options(isFirst: isFirst)
        isFirst = false
      case .comma where kind(at: 1).isClauseStart:
        strayComma("no comma stands before `\(spelling(at: 1))`")
      case .comma where kind(at: 1) == .optionName && isFirst:
        advance()
      case .comma where kind(at: 1) == .endOfInput || kind(at: 1) == .pipe:
        trailingComma()
      default:
        return
      }
    }
  }

  private mutating func clause(of verb: inout VerbSyntax) -> ClauseSyntax {
    let keyword = advance()
    let word = lexed.text(keyword.span)
    let kind = ClauseSyntax.Kind(rawValue: word) ?? .by
    guard startsElement else {
      fail(
        Diagnostic(
          "E201", "`\(word)` needs at least one column", at: gap, label: "write it here"))
      return ClauseSyntax(kind, items: [], span: keyword.span, keyword: keyword.span)
    }
    let items = elements(of: &verb) { parser in
      switch kind {
      case .by: parser.item(takesNames: true)
      case .sort: parser.sortKey()
      case .on: parser.joinKey()
      case .using: parser.item(takesNames: false)
      }
    }
    let end = items.last?.span.end ?? keyword.span.end
    return ClauseSyntax(
      kind, items: items, span: SourceSpan(keyword.span.start, end), keyword: keyword.span)
  }

  /// Reads options; all but the first need a comma before them.
  mutating func options(isFirst: Bool = true) -> [OptionSyntax] {
    var options: [OptionSyntax] = []
    while true {
      if kind == .optionName {
        if !options.isEmpty || !isFirst {
          report(
            Diagnostic(
              "E214", "a comma is missing between the options", at: place, label: "write `,`",
              fix: .init(gap, ",")))
        }
      } else if kind == .comma, kind(at: 1) == .optionName, !options.isEmpty || !isFirst {
        advance()
      } else {
        return options
      }
      options.append(option())
    }
  }

  private mutating func option() -> OptionSyntax {
    let start = position
    let name = optionName()
    if ClauseSyntax.Kind(rawValue: name.text) != nil {
      let colon = SourceSpan(name.span.end, previousEnd)
      report(
        Diagnostic(
          "E204", "`\(name.text)` is a clause and takes no colon", at: colon,
          label: "write `\(name.text) …` without a comma before it", fix: .init(colon, "")))
    }
    let value = optionValue(of: name)
    return OptionSyntax(name: name, value: value, span: span(from: start))
  }

  private mutating func optionValue(of name: NameSyntax) -> OptionSyntax.Value {
    switch kind {
    case .leftParen where opensSource || startsPipeline() && brackets.holdsStages(at: index):
      let start = gap
      let inner = bracketed { $0.pipeline() }
      return .pipeline(
        inner ?? PipelineSyntax(source: SourceSyntax(.hole, start), stages: [], span: start))
    case .endOfInput, .pipe, .comma, .optionName, .by, .on, .using, .sort:
      fail(
        Diagnostic(
          "E201", "`\(name.text):` needs a value", at: gap, label: "write it after the colon"))
      return .expression(ExpressionSyntax(.hole, gap))
    case .leftBrace:
      return .expression(record())
    default:
      let value = expression()
      return .expression(kind == .dotDot ? bareRange(from: value) : value)
    }
  }

  /// Whether a bracket opens with a source verb and what it reads: no expression looks like that.
  private var opensSource: Bool {
    guard kind(at: 1) == .word, isSourceVerb(at: 1) else { return false }
    return [.leftBracket, .text, .word].contains(kind(at: 2))
  }
}
