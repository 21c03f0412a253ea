package import Syntax

extension DiagnosticCode {
  /// Every documented code, those of the parser first.
  package static let all: [DiagnosticCode] =
    syntax + names + verbs + expressions + columns + running

  /// Names of columns, tables and values.
  private static let names: [DiagnosticCode] = [
    .init(
      "E101", "There is no such column",
      "Columns are those of the table right before the pipe sign, spelled as in the data; odd names "
        + "stand in backticks. `| show schema` lists them."),
    .init(
      "E102", "There is no such table",
      "A pipeline starts with a name that was bound before, or with `load`, `rows`, `sql`. `tables` "
        + "lists the names."),
    .init(
      "E103", "There is no such value",
      "`$name` reads a param, a scalar that was assigned, or a table of one row and one column."),
    .init(
      "E104", "There is no such function",
      "Functions are called with brackets: sum(x). The reference lists them."),
    .init(
      "E105", "Columns have no prefix",
      "Each stage sees one table, so columns need no prefix. After a join the clashing column of the "
        + "right table is called `table_column`."),
    .init("E106", "A selector finds nothing", "No column of the table fits the selector."),
    .init(
      "E107", "The name is taken",
      "Words that start a statement, and params, cannot become names of tables."),
    .init(
      "E108", "One value is needed",
      "`$name` stands for one value: a scalar, or a table of one row and one column. For a column of "
        + "a one-row table write `$name.column`."),
    .init(
      "E109", "A `def` uses a name that is not its own",
      "The body of a `def` sees only its parameters and what it makes itself. Pass columns as "
        + "arguments."),
    .init(
      "E110", "A `def` without end",
      "A `def` cannot call itself, directly or through others, nor grow without measure."),
    .init(
      "E111", "There is no such part",
      "Parts belong to the last verb of the pipeline that was bound. Bind the stage midway with "
        + "`| as name` to keep them."),
    .init("E112", "A param without a value", "Give it a default, or set it: name = value."),
  ]

  /// Verbs and their parameters.
  private static let verbs: [DiagnosticCode] = [
    .init("E301", "There is no such verb", "The reference lists the verbs; `?verb` explains one."),
    .init("E302", "Something is missing", "The verb needs what the message names."),
    .init("E303", "There is no such option", "`?verb` lists the options of a verb."),
    .init("E304", "The value does not fit", "The option takes values of another type or range."),
    .init("E305", "There is no such word", "The option takes one of a few words."),
    .init("E306", "Too much", "The verb does not take this here."),
    .init(
      "E310", "A word of another language", "The message names the verb that does this here."),
    .init("E311", "Not built yet", "The language has it, this release does not."),
    .init(
      "E312", "A table is needed",
      "Charts and values cannot be filtered or summarized; bind the "
        + "table before it is charted."),
  ]

  /// Types and expressions.
  private static let expressions: [DiagnosticCode] = [
    .init("E401", "The wrong type", "Convert first: number(x), text(x), date(x)."),
    .init("E402", "The arguments do not fit", "The label shows how the function is called."),
    .init(
      "E403", "The operator does not fit",
      "Arithmetic needs numbers, or dates with lengths of time; "
        + "texts are joined by f-strings."),
    .init(
      "E404", "One value per group is needed",
      "In `summarize` a column stands inside an aggregate, or in `by`."),
    .init(
      "E405", "An order is needed", "Functions over rows before and after need `sort` in the stage."
    ),
    .init(
      "E406", "No aggregate can stand here",
      "Aggregates stand in `summarize` and `pivot`; they and functions over rows before and after "
        + "stand in `derive`, `filter` and `assert`."),
    .init(
      "E410", "A calendar step has no fixed length",
      "Months, quarters and years can be added to dates; as a length of time use days."),
    .init("E411", "A period is not a day", "Periods such as @2011-12 are compared with dates."),
    .init(
      "E412", "Values of different types are compared",
      "Nothing is converted silently. Write dates as @2011-12-09, and convert columns: number(x), "
        + "date(x)."),
    .init("E413", "A condition is true or false", "Write a comparison, such as `x != 0`."),
    .init("E414", "Something else is needed here", "The message says what may stand here."),
    .init(
      "E415", "Values of one type are needed", "The values of a list or of `case` share a type."),
    .init(
      "E416", "The format does not fit",
      "Numbers take .2f  ,  ,.0f  .1%  d; dates take patterns such as d MMM y."),
    .init("E420", "A value is out of its range", "The message names what is allowed."),
    .init("E421", "The argument does not fit", "The message names what is allowed."),
    .init("E422", "The pattern cannot be read", "Patterns are regular expressions in RE2 syntax."),
    .init(
      "E430", "The chart cannot be drawn so",
      "The channel holds values that the mark cannot show; `?chart` lists marks and channels."),
  ]

  /// Columns that a verb makes or needs.
  private static let columns: [DiagnosticCode] = [
    .init(
      "E520", "A name with two meanings",
      "The name is an input column and is made anew in the same stage. Give the new column another "
        + "name."),
    .init(
      "E521", "An aggregate of an aggregate",
      "Put the second step in `| derive` after the `summarize`."),
    .init("E522", "The column is there already", "Rename or drop it first."),
    .init("E523", "A name twice", "Each column of a stage needs a name of its own."),
    .init("E525", "No column is left", "A table needs at least one column."),
    .init(
      "E526", "A key more than once",
      "`lookup` never adds rows. Use `join`, or keep one row per key."),
    .init("E527", "The columns do not match", "Tables are appended by name, or by equal numbers."),
    .init("E528", "One query is needed", "`sql` takes one SELECT, WITH or VALUES."),
    .init("E529", "Too many values", "Keep fewer values first, or list those that are wanted."),
  ]

  /// What can happen while a cell runs.
  private static let running: [DiagnosticCode] = [
    .init("E701", "The engine refuses", "The engine's own words say why."),
    .init("E702", "There is no such file", "Relative paths start at the notebook's folder."),
    .init(
      "E703", "The file does not read",
      "A row that does not fit is named by its line. "
        + "`bad_rows: skip` leaves such rows out and counts them."),
    .init(
      "E704", "A number is too large", "Whole numbers have 64 bits; number(x) has no such limit."),
    .init(
      "E705", "DuckDB is missing",
      "Install it beside Jupyter: pip install duckdb. `teff doctor` "
        + "shows where it is looked for."),
    .init("E706", "The target cannot be written", "Choose another folder or name."),
    .init("E707", "Interrupted", "Names that were bound before the cell are still there."),
    .init("E708", "A rule is broken", "`assert` found rows for which its condition does not hold."),
    .init("E709", "Nothing to work on", "No row has the values that the verb needs."),
    .init(
      "E710", "A value does not read",
      "int, number, bool, date and datetime refuse texts that are none; `else:` gives another value."
    ),
    .init(
      "E714", "Too large for one query",
      "Expressions in each other, and tables that are joined to themselves, grow quickly. Make "
        + "columns of inner parts in stages of their own, or save what there is and load it."),
    .init("E799", "An internal error", "This is a mistake of the program; please report it."),
    .init("W600", "A notice", "Something that is worth knowing."),
    .init("W601", "A join made more rows", "Both tables have keys more than once."),
    .init("W602", "A value that never occurs", "The column's values are known, and this is none."),
    .init("W608", "A rule is broken", "`assert` with `level: warning` found rows that break it."),
  ]
}
