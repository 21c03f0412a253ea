/// The documentation of an error code, shown by `?E204`.
package struct DiagnosticCode: Hashable, Sendable {
  package var code: String
  package var title: String
  /// One to three sentences.
  package var explanation: String

  package init(_ code: String, _ title: String, _ explanation: String) {
    self.code = code
    self.title = title
    self.explanation = explanation
  }

  /// The codes of the parser; other parts add theirs.
  package static let syntax: [DiagnosticCode] = [
    .init(
      "E201", "Something is missing or does not fit",
      """
      A stage is `| verb items clauses options`: items and options are separated by commas, and \
      expressions need an operator between their values.
      """),
    .init(
      "E202", "A text or quoted name has no end",
      """
      `"…"`, `'…'` and `f"…"` end on their own line. A text of several lines stands between \
      three double quotes.
      """),
    .init(
      "E203", "Brackets do not match",
      "Every `(`, `[` and `{` needs its partner. A line break inside brackets means nothing."),
    .init(
      "E204", "`=`, `==` and `:` differ",
      """
      `=` makes a new column or a name, `==` compares, `:` sets an option: \
      `t | derive big = amount > 100 | filter big == true | show title: "Big"`.
      """),
    .init(
      "E205", "A bare name is a table",
      """
      Outside a stage there are no columns, so a bare name is a table. A value that was bound \
      earlier, a parameter, or a part of a result is written `$name` or `$name.part`.
      """),
    .init(
      "E206", "A statement starts with a table or a name",
      """
      A statement is `table | verb …`, `name = …`, or starts with a word such as `load`, `param`, \
      `def`, `use`, `note`. Verbs such as `filter` come after a `|`.
      """),
    .init(
      "E207", "The margin separates statements",
      """
      A line that starts in the column of the cell's first token starts a statement. Indent the \
      lines that continue one; a line that starts with `|` may stand at the margin.
      """),
    .init(
      "E208", "A word or sign of another language",
      """
      The message names the spelling that is used here. There is one way to write each thing, so \
      that every notebook reads the same.
      """),
    .init(
      "E209", "A number or duration cannot be read",
      """
      Numbers are `1_000`, `2.5`, `1e-3`, percentages `5%`. Durations are a number with one of \
      the units ms s min h d w mo q y; months, quarters and years come whole.
      """),
    .init(
      "E210", "A date cannot be read",
      """
      Dates are `@2011-12-09`, datetimes `@2011-12-09T08:26` with optional seconds and zone, \
      periods `@2011`, `@2011-Q4` and `@2011-12`.
      """),
    .init(
      "E211", "An escape cannot be read",
      """
      In a text stand `\\n \\t \\r \\b \\f \\\\ \\" \\' \\/ \\xHH \\uHHHH \\UHHHHHHHH`. \
      A raw text `r"\\d+"` keeps its backslashes, as patterns want it.
      """),
    .init(
      "E212", "A brace in an f-string",
      """
      `f"{expression:format}"` shows a value; the format starts at the first colon outside \
      brackets and quotes. The signs themselves are `{{` and `}}`.
      """),
    .init(
      "E213", "A clause stands twice",
      "Each of `by`, `sort`, `on` and `using` stands at most once in a stage."),
    .init(
      "E214", "A comma too many or too few",
      """
      Commas separate items and options; before a clause stands none, before the first option it \
      is optional.
      """),
    .init(
      "E215", "Nested too deeply, or too long",
      """
      Brackets go 200 levels deep, an expression may have 1,000 operators on one path, a stage \
      5,000 items, a pipeline 500 stages. Give parts names, or compare with a list.
      """),
    .init(
      "E216", "A word of the language as a name",
      """
      Nineteen words are reserved: and or not in is null true false case when then else end by \
      sort on using as desc. A column of such a name is quoted with backticks; a result may also \
      not be called like a word that starts a statement.
      """),
    .init(
      "E217", "Comparisons do not chain",
      "`1 < x < 5` is two comparisons: `1 < x and x < 5`, or `x in 1..5` with both ends included."
    ),
    .init(
      "E218", "A sign without a meaning",
      "The sign belongs to no rule of the language. Inside a text any sign may stand."),
    .init(
      "E219", "`%%sql` and other magics",
      """
      `%%sql` or `%%sql name` on the first line makes the rest of the cell one query. There are \
      no other magics.
      """),
    .init(
      "E220", "A table or a verb is missing",
      """
      A pipeline is a table, then stages; each stage is `|` and a verb: \
      `sales | filter amount > 0 | show 5`.
      """),
  ]
}
