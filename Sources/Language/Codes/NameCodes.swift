import Syntax

extension DiagnosticCode {
  /// Names of columns, tables and values.
  static let names: [DiagnosticCode] = [
    .init(
      "E101", "There is no such column",
      cause: """
        Columns are those of the table right before the pipe sign, spelled as in the data. \
        A stage before may have dropped or renamed the column; the message says which.
        """,
      remedy: """
        Take the name that the message offers; `| show schema` lists the columns. Odd \
        names stand in backticks.
        """,
      cell: #"orders | filter regoin == "Highlands""#),
    .init(
      "E102", "There is no such table",
      cause: """
        A pipeline starts with a name that was bound before, or with `load`, `rows`, \
        `sql`. A cell that fails binds no names.
        """,
      remedy: "`tables` lists the names; after a restart run the cells above first.",
      cell: "order_lines | take 5"),
    .init(
      "E103", "There is no such value",
      cause: """
        `$name` reads a param, a scalar that was assigned, or a table of one row and one \
        column.
        """,
      remedy: "Assign it first: `least = 5`.",
      cell: "orders | filter quantity > $least"),
    .init(
      "E104", "There is no such function",
      cause: """
        Functions are called with brackets, and have other names than in some languages.
        """,
      remedy: "Take the name that the message offers; `?functions` lists them.",
      cell: "orders | derive size = summ(quantity)"),
    .init(
      "E105", "Columns have no prefix",
      cause: """
        Each stage sees one table, so columns need no prefix. After a join the clashing \
        column of the right table is called `table_column`.
        """,
      remedy: "Write the column's name alone.",
      cell: "orders | filter orders.quantity > 5"),
    .init(
      "E106", "A selector finds nothing",
      cause: "No column of the table fits the selector.",
      remedy: "`| show schema` lists the columns and their types.",
      cell: #"orders | select matching("Q*")"#),
    .init(
      "E107", "The name is taken",
      cause: """
        Words that start a statement, functions, and params cannot become names of tables, \
        nor tables names of params.
        """,
      remedy: "Choose another name.",
      cell: """
        param shop: text = "Web"
        shop = orders | take 5
        """),
    .init(
      "E108", "One value is needed",
      cause: """
        `$name` stands for one value: a scalar, or a table of one row and one column. Here \
        it is a table of more, or a chart.
        """,
      remedy: """
        Bring the table to one value with `summarize`; for a column of a one-row table \
        write `$name.column`.
        """,
      cell: """
        totals = orders | summarize lines = count() by region
        $totals + 1
        """),
    .init(
      "E109", "A `def` uses a name that is not its own",
      cause: """
        The body of a `def` sees only its parameters and what it makes itself, so that it \
        means the same at every table.
        """,
      remedy: "Pass columns as arguments.",
      cell: """
        def large(least) = | filter quantity >= least
        orders | large(5)
        """),
    .init(
      "E110", "A `def` without end",
      cause: """
        A `def` cannot call itself, directly or through others, nor grow without measure.
        """,
      remedy: "Write what it does without the call to itself.",
      cell: "def f(x) = f(x) + 1"),
    .init(
      "E111", "There is no such part",
      cause: """
        Parts belong to the last verb of the pipeline that was bound, and a stage such as \
        `filter` after it drops them. The message names the verb that made the part, and \
        its line.
        """,
      remedy: "Bind that stage midway with `| as name`, and write `name.part`.",
      cell: """
        best = orders
          | derive amount = quantity * unit_price
          | rfm customer: customer_id, date: order_date, amount: amount
          | filter segment == "Champions"
        best.profile
        """),
    .init(
      "E112", "A param without a value",
      cause: "The param was declared without a default, and nothing has set it.",
      remedy: "Give it a default, or set it: `name = value`.",
      cell: """
        param least: int
        orders | filter quantity >= $least
        """),
  ]
}
