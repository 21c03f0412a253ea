/// What stands around a cursor: all that completion and help need, also in a broken cell.
package struct CursorContext: Sendable {
  /// What is being written.
  package enum Position: Hashable, Sendable {
    /// A comment, a number, or another place where nothing can be offered.
    case nothing
    /// The start of a statement: a table, a verb that makes one, or a word such as `param`.
    case statement
    /// What stands right of `name =`: a pipeline or a scalar.
    case assigned
    /// The source of a pipeline in brackets.
    case source
    /// A verb after `|`.
    case verb
    /// The name after `as`.
    case newName
    /// A table argument of a verb such as `join`.
    case table(Int)
    /// An item of a verb, counted from 0; the first may also be a form, such as a mark.
    case item(Int)
    case clause(ClauseSyntax.Kind)
    case optionValue(String)
    /// An expression outside a pipeline.
    case scalar
    /// The name after `?`.
    case help
    /// The type of a `param`.
    case type
    /// The word after `use`.
    case setting
  }

  /// The call of a function around the cursor.
  package struct Call: Hashable, Sendable {
    package var name: NameSyntax
    package var argument: Int
    /// The named argument whose value is being written.
    package var option: String?
  }

  package var position = Position.nothing
  /// Whether a value is missing here; else an operator, a clause or an option may follow.
  package var expectsOperand = true
  /// What is written of the word up to the cursor, and the span that a completion replaces.
  package var partial = ""
  package var span: SourceSpan
  /// The names before a dot: `fc` in `fc.met‸`.
  package var qualifier: [String] = []
  /// Whether the word starts with `$`; `partial` has it not, `span` has it.
  package var isVariable = false
  /// Whether the word stands in backticks; `partial` has none, `span` has them.
  package var isQuoted = false
  /// Whether the cursor stands in a text; `span` is what stands between the quotes.
  package var isInText = false
  /// The column that a text or value is compared with: `Country` in `Country == "‸`.
  package var comparedColumn: [String]?
  /// The innermost call around the cursor.
  package var call: Call?
  /// The verb whose stage is being written, and its form.
  package var verb: NameSyntax?
  package var form: NameSyntax?
  /// The options and clauses that the stage has before the cursor.
  package var options: [String] = []
  package var clauses: [ClauseSyntax.Kind] = []
  /// The statement around the cursor; nil between statements.
  package var statement: StatementSyntax?
  /// The pipeline around the cursor with the stages before it; nil in and before the source.
  package var pipeline: PipelineSyntax?
  /// The number of the stage being written, counted from 0.
  package var stageIndex: Int?

  /// Looks at the place behind `offset` UTF-8 bytes of a cell.
  package init(_ text: String, at offset: Int, shapes: VerbShapes) {
    let lexed = Lexer.lex(text)
    let cursor = min(max(0, offset), lexed.bytes.count)
    span = SourceSpan(cursor, cursor)
    if Parser.queryCell(text) != nil { return }
    let isInComment = lexed.comments.contains { $0.start < cursor && cursor <= $0.end }
    guard !isInComment else { return }
    var walk = CursorWalk(lexed, cursor: cursor, shapes: shapes)
    walk.run(into: &self)
  }
}
