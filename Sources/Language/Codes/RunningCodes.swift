import Syntax

extension DiagnosticCode {
  /// What can happen while a cell runs.
  static let running: [DiagnosticCode] = [
    .init(
      "E701", "The engine refuses",
      cause: """
        The query is right for the language, and the engine cannot run it. The engine's \
        own words say why.
        """,
      remedy: "In `sql` mend the query; elsewhere `| show sql` shows what was asked.",
      cell: #"sql """select nothing from orders""""#),
    .init(
      "E702", "There is no such file",
      cause: """
        Relative paths start at the notebook's folder. The same comes for teaching sets \
        that do not exist, and for addresses on the web that give no file.
        """,
      remedy: "Check folder and spelling; Tab in the quotes lists files.",
      cell: #"load "gone.csv""#),
    .init(
      "E703", "The file does not read",
      cause: """
        A row has too few or too many fields, or a value does not fit its column's type. \
        The row is named by its line. A workbook may have no such sheet, or a header that \
        names the columns in merged cells or in two rows.
        """,
      remedy: """
        Mend the file, or name another type in `types:`. `bad_rows: skip` leaves such rows \
        out and counts them.
        """,
      cell: """
        rows [{code: "A1"}] | save "codes.csv"
        load "codes.csv" types: {code: int}
        """),
    .init(
      "E704", "A number is too large",
      cause: "Whole numbers have 64 bits, and this one needs more.",
      remedy: "Make it a number first: number(x) has no such limit.",
      cell: "rows [{a: 9223372036854775807}] | derive b = a + 1"),
    .init(
      "E705", "DuckDB is missing",
      cause: "The engine is loaded when the first table needs it, and it was not found.",
      remedy: """
        Install it beside Jupyter: `pip install duckdb`. `teff doctor` shows where it is \
        looked for.
        """,
      example: .none("It comes only where DuckDB is not installed.")),
    .init(
      "E706", "The target cannot be written",
      cause: """
        The folder cannot be written, the file is there and may not be replaced, the path \
        leads to a folder, a pipe or a device, or its ending says nothing.
        """,
      remedy: """
        Choose another folder or name; tables end in .csv .tsv .parquet .json, charts in \
        .svg or .html.
        """,
      cell: #"orders | save "orders.doc""#),
    .init(
      "E707", "Interrupted",
      cause: "Somebody stopped the cell.",
      remedy: "Names that were bound before the cell are still there; run it again.",
      example: .none("It comes when the cell is stopped.")),
    .init(
      "E708", "A rule is broken",
      cause: "`assert` found rows for which its condition does not hold.",
      remedy: "Look at the rows that the message shows, and mend data or rule.",
      cell: "orders | assert quantity > 5"),
    .init(
      "E709", "Nothing to work on",
      cause: "No row has all the values that the verb needs, or they do not vary.",
      remedy: "Look at the columns with `| describe`; a filter before may be too strict.",
      cell: """
        orders
          | filter quantity < 0
          | rfm customer: customer_id, date: order_date, amount: unit_price
        """),
    .init(
      "E710", "A value does not read",
      cause: """
        int, number, bool, date and datetime refuse texts that are none. The message shows \
        some of the rows.
        """,
      remedy: "`else:` gives such values another one: number(x, else: null); "
        + "a date of another form has a pattern: date(x, \"dd.MM.yyyy\").",
      cell: "orders | derive code = int(region)"),
    .init(
      "E714", "Too large for one query",
      cause: """
        Expressions in each other, and tables that are joined or appended to themselves, \
        grow quickly.
        """,
      remedy: """
        Make columns of inner parts in stages of their own, or save what there is and load \
        it.
        """,
      example: .none("Only a cell of many stages gives it.")),
    .init(
      "E730", "A series would be too long",
      cause: "Every group gets a row for each bin from its first one to the last of the table.",
      remedy: "Take a longer step, fewer groups, or end each group at its own last bin.",
      cell: "orders | series n = count() on order_date by customer_id every: 1s"),
    .init(
      "E731", "Dates that do not follow each other",
      cause: "Verbs over time need each date once for each series, step by step.",
      remedy: """
        `| series y = sum(y) on date every: 1d` makes them so; `fill: 0` where no row means \
        nothing.
        """,
      cell: "orders | decompose quantity on order_date"),
    .init(
      "E732", "Too short a series",
      cause: "A season shows only in two whole periods.",
      remedy: "Take a shorter season or step, or more of the past.",
      cell: """
        orders | series n = count() on order_date every: 1q | decompose n on order_date season: 5y
        """),
    .init(
      "E733", "The future of a regressor is not known",
      cause: "`using` needs a value for each past row and for each step of the horizon.",
      remedy: """
        Append the future rows: dates and regressors filled, the value left out, which makes it \
        null; or leave `using` out.
        """,
      cell: """
        orders
          | series units = sum(quantity), price = mean(unit_price) on order_date every: 1mo
          | forecast units on order_date using price horizon: 3
        """),
    .init(
      "E734", "Totals cannot be made",
      cause: """
        `reconcile:` sums series over the keys of `by`: all need the same last day, and a key that is \
        null would look like a total.
        """,
      remedy: "`| series` takes all series to the last day; leave out rows with null keys.",
      cell: """
        orders | series n = count() on order_date every: 1w
          | forecast n on order_date horizon: 4, reconcile: ols
        """),
    .init(
      "E716", "The registry does not keep this",
      cause: """
        It keeps tables of up to 5,000,000 rows, values and models; of models not those that hold \
        more rows than are kept at once, or that go by an expression without a stored form.
        """,
      remedy: """
        Save a chart or a larger table to a file. For a model the message names what to change.
        """,
      cell: """
        orders | summarize units = sum(quantity) by region | chart bar x: units, y: region
          | register "units"
        """),
    .init(
      "E717", "The registry cannot be used",
      cause: """
        Its file is no registry, is damaged or of a later release, belongs to somebody else, the \
        disk is full, or `TEFF_REGISTRY` is `off`.
        """,
      remedy: "Name another file in `TEFF_REGISTRY`, or move the old one away.",
      example: .none("Only a file that is broken or not ours gives it.")),
    .init(
      "E718", "Nothing is registered under this name",
      cause: "No result has been kept under the name, or not that version of it.",
      remedy: "Keep it first: `| register \"name\"`.",
      cell: #"model "nothing""#),
    .init(
      "E799", "An internal error",
      cause: "This is a mistake of the program.",
      remedy: "Please report it, with the cell.",
      example: .none("No cell should give it.")),
  ]
}
