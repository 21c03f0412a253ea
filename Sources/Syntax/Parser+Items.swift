/// What stands in the lists of verbs and clauses: items, keys and tables.
extension Parser {
  /// Reads `[name =] expression [except (…)]` or `* [except (…)]`.
  mutating func item(takesNames: Bool) -> ItemSyntax {
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
  mutating func sortKey() -> ItemSyntax {
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
  mutating func joinKey() -> ItemSyntax {
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
  mutating func tableArgument() -> SourceSyntax {
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
