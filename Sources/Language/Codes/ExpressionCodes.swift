import Syntax

extension DiagnosticCode {
  /// Types and expressions.
  static let expressions: [DiagnosticCode] = [
    .init(
      "E401", "The wrong type",
      cause: """
        The function or option takes values of other types. Nothing is converted silently.
        """,
      remedy: "Convert first: number(x), text(x), date(x); or name another column.",
      cell: "orders | summarize total = sum(region)"),
    .init(
      "E402", "The arguments do not fit",
      cause: """
        An argument is missing, or there is one too many, or the function has no option of \
        this name.
        """,
      remedy: "The label shows how the function is called.",
      cell: "orders | derive short = left(region)"),
    .init(
      "E403", "The operator does not fit",
      cause: "Arithmetic needs numbers, or dates with lengths of time.",
      remedy: """
        Join texts by an f-string: `f"{a} {b}"`. Convert texts to numbers with number(x).
        """,
      cell: "orders | derive both = region + channel"),
    .init(
      "E404", "One value per group is needed",
      cause: """
        In `summarize` each group becomes one row, and the column has many values there.
        """,
      remedy: """
        Say which with an aggregate, such as `sum` or `max`, or make the column a key of \
        `by`.
        """,
      cell: "orders | summarize size = quantity by region"),
    .init(
      "E405", "An order is needed",
      cause: """
        Functions over rows before and after, and `first` and `last`, need an order of the \
        rows.
        """,
      remedy: "Add `sort …` to the stage.",
      cell: "orders | derive before = lag(quantity)"),
    .init(
      "E406", "No aggregate can stand here",
      cause: """
        Aggregates stand in `summarize` and `pivot`; they and functions over rows before \
        and after stand in `derive`, `filter` and `assert`.
        """,
      remedy: "Compute it in a stage before, and use its column.",
      cell: "orders | chart bar x: region, y: sum(quantity)"),
    .init(
      "E410", "A calendar step has no fixed length",
      cause: """
        Months, quarters and years differ in length, so that they can be added to dates \
        and not compared as lengths of time.
        """,
      remedy: "Use days: `30d`.",
      cell: "orders | filter @2024-12-31 - bin(order_date, 1d) > 1mo"),
    .init(
      "E411", "A period is not a day",
      cause: "Periods such as @2011-12 are whole spans of days.",
      remedy: "Compare dates with them, or write a day such as @2011-12-01.",
      cell: "orders | derive since = @2024-03"),
    .init(
      "E412", "Values of different types are compared",
      cause: """
        Nothing is converted silently, so a text is never equal to a number or a date.
        """,
      remedy: "Write dates as @2011-12-09, and convert columns: number(x), date(x).",
      cell: #"orders | filter order_date >= "2024-03-01""#),
    .init(
      "E413", "A condition is true or false",
      cause: "A number or a text stands where a condition is needed.",
      remedy: "Write a comparison, such as `x != 0`.",
      cell: "orders | filter quantity"),
    .init(
      "E414", "Something else is needed here",
      cause: "The place takes a column, a name, or a value of another form.",
      remedy: """
        The message says what may stand here; an expression that makes a column needs a \
        name: `n = …`.
        """,
      cell: "orders | select quantity * 2"),
    .init(
      "E415", "Values of one type are needed",
      cause: """
        The values of a list, of a column of `rows`, or of the branches of `case` share a \
        type.
        """,
      remedy: "Convert those that differ, or leave them out.",
      cell: #"sizes = [1, "large"]"#),
    .init(
      "E416", "The format does not fit",
      cause: """
        Numbers take `.2f`, `,`, `,.0f`, `.1%` and `d`; dates take patterns such as `d MMM \
        y`; texts take none.
        """,
      remedy: "Write one of these behind the colon, or leave it out.",
      cell: #"orders | derive label = f"{quantity:08x}""#),
    .init(
      "E420", "A value is out of its range",
      cause: "The function takes values of a range, and this is outside.",
      remedy: "The message names what is allowed.",
      cell: "orders | summarize high = quantile(quantity, 95)"),
    .init(
      "E421", "The argument does not fit",
      cause: """
        The argument must be a constant, or one of the values that the function knows.
        """,
      remedy: "The message names what is allowed.",
      cell: #"orders | derive free = is_holiday(bin(order_date, 1d), "Atlantis")"#),
    .init(
      "E422", "The pattern cannot be read",
      cause: """
        Patterns are regular expressions in RE2 syntax, which has no look-ahead and no \
        references back.
        """,
      remedy: """
        The message says what is wrong; a sign that is meant itself has a backslash before \
        it.
        """,
      cell: #"orders | filter matches(region, r"(Hill")"#),
    .init(
      "E430", "The chart cannot be drawn so",
      cause: """
        The channel holds values that the mark cannot show, or the mark needs other \
        columns.
        """,
      remedy: "`?chart` lists marks and channels; the reference says what each takes.",
      cell: "products | chart bar x: actual_price, y: rating"),
  ]
}
