extension DiagnosticCode {
  /// The codes of the parser; other parts add theirs.
  package static let syntax: [DiagnosticCode] = [
    .init(
      "E201", "Something is missing or does not fit",
      cause: """
        A stage is `| verb items clauses options`, and an expression has an operator \
        between its values. Here something of this is missing, or stands in a place where \
        nothing is read.
        """,
      remedy: "The caret shows the place; write what the label names.",
      cell: "orders | filter quantity >"),
    .init(
      "E202", "A text or quoted name has no end",
      cause: "`\"…\"`, `'…'` and `f\"…\"` end on their own line.",
      remedy: """
        Write the closing quote. A text of several lines stands between three double \
        quotes.
        """,
      cell: #"orders | filter region == "Highlands"#),
    .init(
      "E203", "Brackets do not match",
      cause: """
        Every `(`, `[` and `{` needs its partner. A line break inside brackets means \
        nothing, so that the next lines belong to the bracket too.
        """,
      remedy: "Close the bracket, or take the one away that closes nothing.",
      cell: "orders | filter (quantity > 5"),
    .init(
      "E204", "`=`, `==` and `:` differ",
      cause: "`=` makes a new column or a name, `==` compares, `:` sets an option.",
      remedy: "In a condition write `==`, behind an option's name `:`.",
      cell: #"orders | filter region = "Highlands""#),
    .init(
      "E205", "A bare name is a table",
      cause: "Outside a stage there are no columns, so a bare name is a table.",
      remedy: """
        A value that was bound earlier, a param, or a part of a result is written `$name` \
        or `$name.part`.
        """,
      cell: """
        least = 5
        least + 1
        """),
    .init(
      "E206", "A statement starts with a table or a name",
      cause: """
        A statement is `table | verb …`, `name = …`, or starts with a word such as `load`, \
        `param`, `def`, `use`, `note`. Verbs such as `filter` come after a `|`.
        """,
      remedy: "Put the table first: `orders | filter …`",
      cell: "filter quantity > 5"),
    .init(
      "E207", "The margin separates statements",
      cause: """
        A line that starts in the column of the cell's first token starts a statement; one \
        that starts further left starts nothing.
        """,
      remedy: """
        Indent the lines that continue a statement. A line that starts with `|` may stand \
        at the margin.
        """,
      cell: """
        orders | summarize lines = count()
        by region
        """),
    .init(
      "E208", "A word or sign of another language",
      cause: """
        SQL, Python and R spell this otherwise. There is one way to write each thing, so \
        that every notebook reads the same.
        """,
      remedy: "The message names the spelling that is used here.",
      cell: #"orders | filter quantity > 5 && region == "Highlands""#),
    .init(
      "E209", "A number or duration cannot be read",
      cause: """
        Numbers are `1_000`, `2.5`, `1e-3`, percentages `5%`. Durations are a number with \
        one of the units ms s min h d w mo q y; months, quarters and years come whole.
        """,
      remedy: "Write it in one of these forms: 5 minutes are `5min`, 5 months `5mo`.",
      cell: "ahead = 5m"),
    .init(
      "E210", "A date cannot be read",
      cause: """
        Dates are `@2011-12-09`, datetimes `@2011-12-09T08:26` with optional seconds and \
        zone, periods `@2011`, `@2011-Q4` and `@2011-12`. The day must exist.
        """,
      remedy: "Write year, month and day with four, two and two digits.",
      cell: "day = @2011-02-30"),
    .init(
      "E211", "An escape cannot be read",
      cause: #"""
        In a text stand `\n \t \r \b \f \\ \" \' \/ \xHH \uHHHH \UHHHHHHHH`, and no other \#
        escapes.
        """#,
      remedy: #"""
        Double the backslash, or write a raw text such as `r"\d+"`, which keeps its \#
        backslashes, as patterns want it.
        """#,
      cell: #"orders | filter matches(region, "\d")"#),
    .init(
      "E212", "A brace in an f-string",
      cause: """
        `f"{expression:format}"` shows a value; the format starts at the first colon \
        outside brackets and quotes. Here the expression is missing, or a brace has no \
        partner.
        """,
      remedy: """
        Write an expression between the braces; the signs themselves are `{{` and `}}`.
        """,
      cell: #"note f"{} orders""#),
    .init(
      "E213", "A clause stands twice",
      cause: "Each of `by`, `sort`, `on` and `using` stands at most once in a stage.",
      remedy: "Put all keys behind the first one, with commas.",
      cell: "orders | summarize lines = count() by region by channel"),
    .init(
      "E214", "A comma too many or too few",
      cause: """
        Commas separate items and options; before a clause stands none, before the first \
        option it is optional.
        """,
      remedy: "Write or leave out the comma at the caret.",
      cell: "orders | select region, channel,"),
    .init(
      "E215", "Nested too deeply, or too long",
      cause: """
        Brackets go 200 levels deep, an expression may have 1,000 operators on one path, a \
        stage 5,000 items, a pipeline 500 stages, a cell 16 MiB.
        """,
      remedy: "Give parts names, compare with a list, or keep data in a file.",
      example: .none("Only a cell of more than a page gives it.")),
    .init(
      "E216", "A word of the language as a name",
      cause: """
        Nineteen words are reserved: and or not in is null true false case when then else \
        end by sort on using as desc. A result may also not be called like a word that \
        starts a statement.
        """,
      remedy: "Choose another name. A column of such a name is quoted with backticks.",
      cell: "load = orders | take 5"),
    .init(
      "E217", "Comparisons do not chain",
      cause: "A comparison gives true or false, which is not compared with the next value.",
      remedy: "`1 < x < 5` is `1 < x and x < 5`, or `x in 1..5` with both ends included.",
      cell: "orders | filter 1 < quantity < 5"),
    .init(
      "E218", "A sign without a meaning",
      cause: "The sign belongs to no rule of the language.",
      remedy: """
        Leave it out. Inside a text any sign may stand, and in backticks a name may have \
        it.
        """,
      cell: "orders | filter ~quantity"),
    .init(
      "E219", "`%%sql` and other magics",
      cause: """
        `%%sql` or `%%sql name` on the first line makes the rest of the cell one query. \
        There are no other magics.
        """,
      remedy: "Leave the line out, or make it the cell's first.",
      cell: """
        %%time
        orders | take 5
        """),
    .init(
      "E220", "A table or a verb is missing",
      cause: "A pipeline is a table, then stages; each stage is `|` and a verb.",
      remedy: "Write the verb after the pipe sign, or leave the sign out.",
      cell: "orders | "),
  ]
}
