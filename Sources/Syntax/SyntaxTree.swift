/// A name as it stands in a cell; backticks are taken off.
package struct NameSyntax: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan
  /// Whether it was written in backticks.
  package var isQuoted: Bool

  package init(_ text: String, _ span: SourceSpan, isQuoted: Bool = false) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}

/// A parsed cell: always a tree, with holes where the text is not understood, and what is wrong.
package struct CellSyntax: Sendable {
  package var statements: [StatementSyntax]
  package var diagnostics: [Diagnostic]
  /// Comments with their places, kept for the formatter.
  package var comments: [SourceSpan]

  package init(
    statements: [StatementSyntax], diagnostics: [Diagnostic], comments: [SourceSpan] = []
  ) {
    self.statements = statements
    self.diagnostics = diagnostics
    self.comments = comments
  }
}

/// One statement of a cell.
package struct StatementSyntax: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case param(ParamSyntax)
    case definition(DefinitionSyntax)
    case assignment(NameSyntax, AssignedSyntax)
    case help([NameSyntax])
    case use(UseSyntax)
    /// `note` with a text, f-string or variable.
    case note(ExpressionSyntax, [OptionSyntax])
    case respond(ExpressionSyntax, [OptionSyntax])
    /// An expression without bare names, displayed.
    case scalar(ExpressionSyntax)
    case pipeline(PipelineSyntax)
    /// `%%sql [name]` with the raw query.
    case sql(name: NameSyntax?, query: String, querySpan: SourceSpan)
    /// Text that could not be parsed; a diagnostic covers it.
    case hole
  }
  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// What stands right of `name =`.
package enum AssignedSyntax: Hashable, Sendable {
  case pipeline(PipelineSyntax)
  /// A scalar, or a record (`ExpressionSyntax.Kind.record`).
  case scalar(ExpressionSyntax)
}

/// `param start: date = @2010-12-01 in (…) "text"`.
package struct ParamSyntax: Hashable, Sendable {
  package var name: NameSyntax
  package var type: NameSyntax
  package var value: ExpressionSyntax?
  /// A `.range` or a `.list`.
  package var allowed: ExpressionSyntax?
  package var text: String?

  package init(
    name: NameSyntax, type: NameSyntax, value: ExpressionSyntax?, allowed: ExpressionSyntax?,
    text: String?
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.allowed = allowed
    self.text = text
  }
}

/// `def name(formals) = expression` or `= | stage …`.
package struct DefinitionSyntax: Hashable, Sendable {
  package struct Formal: Hashable, Sendable {
    package var name: NameSyntax
    package var defaultValue: ExpressionSyntax?

    package init(name: NameSyntax, defaultValue: ExpressionSyntax?) {
      self.name = name
      self.defaultValue = defaultValue
    }
  }
  package enum Body: Hashable, Sendable {
    case expression(ExpressionSyntax)
    case stages([StageSyntax])
  }
  package var name: NameSyntax
  package var formals: [Formal]
  package var body: Body

  package init(name: NameSyntax, formals: [Formal], body: Body) {
    self.name = name
    self.formals = formals
    self.body = body
  }
}

/// `use engine postgres "dsn"`, `use seed 7`, `use timezone "…"`.
package struct UseSyntax: Hashable, Sendable {
  /// `engine`, `seed`, `timezone` or another word.
  package var setting: NameSyntax
  /// The engine's name, if a bare name stands there.
  package var name: NameSyntax?
  /// A text, number or variable.
  package var value: ExpressionSyntax?
  package var options: [OptionSyntax]

  package init(
    setting: NameSyntax, name: NameSyntax?, value: ExpressionSyntax?, options: [OptionSyntax]
  ) {
    self.setting = setting
    self.name = name
    self.value = value
    self.options = options
  }
}

/// A source followed by stages.
package struct PipelineSyntax: Hashable, Sendable {
  package var source: SourceSyntax
  package var stages: [StageSyntax]
  package var span: SourceSpan

  package init(source: SourceSyntax, stages: [StageSyntax], span: SourceSpan) {
    self.source = source
    self.stages = stages
    self.span = span
  }
}

/// Where a pipeline starts.
package struct SourceSyntax: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    /// A result or a part of one: `fc`, `fc.metrics`.
    case reference([NameSyntax])
    case verb(VerbSyntax)
    case nested(PipelineSyntax)
    case hole
  }
  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// One `| …`.
package struct StageSyntax: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case verb(VerbSyntax)
    /// A stage of the user's own `def`.
    case definition(NameSyntax, [ArgumentSyntax])
    /// `as name`.
    case bind(NameSyntax)
    case hole
  }
  package var kind: Kind
  /// From the pipe sign to the end of the stage.
  package var span: SourceSpan
  package var pipe: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan, pipe: SourceSpan) {
    self.kind = kind
    self.span = span
    self.pipe = pipe
  }
}

/// A verb with all that may follow it; which parts are legal is the binder's business.
package struct VerbSyntax: Hashable, Sendable {
  package var name: NameSyntax
  /// A word such as `sql` in `show sql`, `sample` in `load sample`, or a chart's mark.
  package var form: NameSyntax?
  package var items: [ItemSyntax]
  /// The tables that `join`, `append` or `predict` name.
  package var tables: [SourceSyntax]
  package var clauses: [ClauseSyntax]
  package var options: [OptionSyntax]
  package var span: SourceSpan

  package init(
    name: NameSyntax, form: NameSyntax? = nil, items: [ItemSyntax] = [],
    tables: [SourceSyntax] = [], clauses: [ClauseSyntax] = [], options: [OptionSyntax] = [],
    span: SourceSpan
  ) {
    self.name = name
    self.form = form
    self.items = items
    self.tables = tables
    self.clauses = clauses
    self.options = options
    self.span = span
  }
}

/// `[name =] expression [except (…)]`; `desc` only among sort keys.
package struct ItemSyntax: Hashable, Sendable {
  package var name: NameSyntax?
  package var expression: ExpressionSyntax
  package var except: [NameSyntax]
  package var isDescending: Bool
  package var span: SourceSpan

  package init(
    name: NameSyntax? = nil, expression: ExpressionSyntax, except: [NameSyntax] = [],
    isDescending: Bool = false, span: SourceSpan
  ) {
    self.name = name
    self.expression = expression
    self.except = except
    self.isDescending = isDescending
    self.span = span
  }
}

/// `by …`, `sort …`, `on …`, `using …`.
///
/// A join key `a == b` is an item with the binary expression `a == b` over two columns.
package struct ClauseSyntax: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case by, sort, on, using }
  package var kind: Kind
  package var items: [ItemSyntax]
  package var span: SourceSpan
  /// The span of the word itself.
  package var keyword: SourceSpan

  package init(_ kind: Kind, items: [ItemSyntax], span: SourceSpan, keyword: SourceSpan) {
    self.kind = kind
    self.items = items
    self.span = span
    self.keyword = keyword
  }
}

/// `name: value`.
package struct OptionSyntax: Hashable, Sendable {
  package indirect enum Value: Hashable, Sendable {
    /// An expression or a record; a bare word is a `.column` of one name.
    case expression(ExpressionSyntax)
    /// `( source | stage … )`.
    case pipeline(PipelineSyntax)
  }
  package var name: NameSyntax
  package var value: Value
  package var span: SourceSpan

  package init(name: NameSyntax, value: Value, span: SourceSpan) {
    self.name = name
    self.value = value
    self.span = span
  }
}

/// An argument of a call; `name` for `where:` and other named ones.
package struct ArgumentSyntax: Hashable, Sendable {
  package var name: NameSyntax?
  package var value: ExpressionSyntax
  package var span: SourceSpan

  package init(name: NameSyntax? = nil, value: ExpressionSyntax, span: SourceSpan) {
    self.name = name
    self.value = value
    self.span = span
  }
}
