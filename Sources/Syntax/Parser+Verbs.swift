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

  // MARK: Single items

  /// Reads `[name =] expression [except (…)]` or `* [except (…)]`.
  private mutating func item(takesNames: Bool) -> ItemSyntax {
    let start = position
    var name: NameSyntax?
    if kind(at: 1) == .equal, isName || kind.isReservedWord {
      let isReserved = kind.isReservedWord
      if optionsForNames.contains(spelling) { return optionForName(from: start) }
      if !takesNames, !isReserved { return comparisonForName(from: start) }
      let made = anyName()
      if isReserved {
        report(
          Diagnostic(
            "E216", "`\(made.text)` is a word of the language", at: made.span,
            label: "quote it with backticks", fix: .init(made.span, "`\(made.text)`")))
      }
      name = made
      advance()
    } else if kind == .equal {
      fail(
        Diagnostic("E201", "a name is missing before `=`", at: place, label: "write `name = …`"))
      advance()
    }
    let value = kind == .star ? allColumns() : expression()
    return ItemSyntax(
      name: name, expression: value, except: exceptions(), span: span(from: start))
  }

  /// Tells `seed = 7` for `seed: 7`; it is read as an item.
  private mutating func optionForName(from start: Int) -> ItemSyntax {
    let name = advance().span
    let word = lexed.text(name)
    report(
      Diagnostic(
        "E204", "`=` makes a new column; an option is set by `:`", at: place,
        label: "write `\(word): …`", fix: .init(SourceSpan(name.end, place.end), ":")))
    advance()
    return ItemSyntax(expression: expression(), span: span(from: start))
  }

  /// `name = value` where nothing is named: a comparison was meant.
  private mutating func comparisonForName(from start: Int) -> ItemSyntax {
    let value = expression()
    return ItemSyntax(expression: value, except: exceptions(), span: span(from: start))
  }

  /// Reads `*`.
  mutating func allColumns() -> ExpressionSyntax {
    height = 1
    return ExpressionSyntax(.allColumns, advance().span)
  }

  /// Reads `except (a, b)`.
  mutating func exceptions() -> [NameSyntax] {
    guard isWord("except") else { return [] }
    advance()
    guard kind == .leftParen else {
      fail(
        Diagnostic(
          "E201", "the columns after `except` stand in brackets", at: place,
          label: "write `except (a, b)`"))
      return []
    }
    return bracketed { parser in
      var names: [NameSyntax] = []
      while let name = parser.name() {
        names.append(name)
        guard parser.kind == .comma else { break }
        parser.advance()
      }
      if names.isEmpty {
        parser.fail(
          Diagnostic(
            "E201", "`except` needs at least one column", at: parser.place, label: "write it here"))
      }
      return names
    } ?? []
  }

  /// Reads `expression [desc]`.
  private mutating func sortKey() -> ItemSyntax {
    let start = position
    var item = ItemSyntax(expression: expression(), span: span(from: start))
    if kind == .desc {
      advance()
      item.isDescending = true
    } else if kind == .word, let isDescending = Parser.directions[spelling] {
      if isDescending {
        report(
          Diagnostic(
            "E208", "the word is `desc`", at: place, label: "write `desc`",
            fix: .init(place, "desc")))
      } else {
        let blank = SourceSpan(previousEnd, place.end)
        report(
          Diagnostic(
            "E208", "`sort` is ascending by itself", at: place,
            label: "leave out `\(spelling)`", fix: .init(blank, "")))
      }
      advance()
      item.isDescending = isDescending
    }
    item.span = span(from: start)
    return item
  }

  private static let directions: [String: Bool] = [
    "asc": false, "ASC": false, "ascending": false, "DESC": true, "Desc": true, "descending": true,
  ]

  /// Reads `name` or `left == right`.
  private mutating func joinKey() -> ItemSyntax {
    let start = position
    let value = expression(Precedence.comparison)
    if !value.isJoinKey {
      fail(
        Diagnostic(
          "E201", "after `on` stand names of columns", at: value.span,
          label: "write `column`, or `left == right`"))
    }
    return ItemSyntax(expression: value, span: span(from: start))
  }

  /// Reads a table that a verb such as `join` names.
  private mutating func tableArgument() -> SourceSyntax {
    let start = position
    if kind == .leftParen {
      let inner = bracketed { $0.pipeline() }
      return SourceSyntax(inner.map { .nested($0) } ?? .hole, span(from: start))
    }
    guard isName else {
      fail(
        Diagnostic(
          "E220", "the name of a table stands here, not \(described())", at: place,
          label: kind == .text
            ? "load it first: `name = load \(spelling)`" : "write a name, or `(table | …)`"))
      if index < limit, kind != .pipe { advance() }
      return SourceSyntax(.hole, gap)
    }
    return reference()
  }
}

extension ExpressionSyntax {
  fileprivate var isJoinKey: Bool {
    switch kind {
    case .column, .hole: true
    case .binary(.equal, let left, let right): left.isJoinKey && right.isJoinKey
    default: false
    }
  }
}
