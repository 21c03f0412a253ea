import Syntax

extension DiagnosticCode {
  /// What a cell tells although it runs.
  static let notices: [DiagnosticCode] = [
    .init(
      "W600", "A notice",
      cause: "Something about this result is worth knowing; the sentence says what.",
      remedy: "Nothing must be done.",
      cell:
        "orders | rfm customer: customer_id, date: order_date, amount: unit_price, as_of: @2024-06-01"
    ),
    .init(
      "W601", "A join made more rows",
      cause: """
        Both tables have keys more than once, so that every pair of them became a row.
        """,
      remedy: "Use `lookup`, or keep one row per key first: `| take 1 by key`.",
      cell: "orders | join orders on product_id | take 5 sort order_id"),
    .init(
      "W602", "A value that never occurs",
      cause: """
        The column's values are known, and this is none of them, so the comparison is \
        never true.
        """,
      remedy: "Take the value that the message offers.",
      cell: """
        orders
          | rfm customer: customer_id, date: order_date, amount: unit_price
          | filter segment == "Champion"
        """),
    .init(
      "W603", "`take` ordered the rows",
      cause: """
        Nothing gives the rows an order, so `take` sorted them by all columns: otherwise \
        each run might give others.
        """,
      remedy: "Say which rows are meant: `| take 5 sort amount desc`.",
      cell: "orders | join products on product_id | take 5"),
    .init(
      "W604", "A column is not in all tables",
      cause: """
        `append` matches columns by name, and filled with null where a table lacks one.
        """,
      remedy: "Rename columns that mean the same before.",
      cell: "rows [{a: 1}] | append (rows [{a: 2, b: 3}])"),
    .init(
      "W605", "Rows of a file were left out",
      cause: "`bad_rows: skip` found rows that do not fit.",
      remedy: "Look at them: the part `rejected` has their line, error and text.",
      cell: """
        rows [{code: "1"}, {code: "A1"}] | save "codes.csv"
        codes = load "codes.csv" types: {code: int}, bad_rows: skip
        """),
    .init(
      "W606", "The source is not read as it stands",
      cause: """
        Values of the types STRUCT, MAP and BLOB have no place in a table, and their columns are \
        hidden. Of several files one may lack a column, which is null there. A text file may have \
        another encoding than UTF-8, another delimiter than the comma or commas in its numbers; a \
        workbook more than one sheet, or cells with errors.
        """,
      remedy: """
        Take fields out in `sql`: `select s.x …`; what was found wrongly is named in `encoding:`, \
        `delimiter:`, `decimal:` or `sheet:`.
        """,
      cell: #"sql """select 1 as a, {'x': 2} as s""""#),
    .init(
      "W607", "The run was not kept in the registry",
      cause: """
        The result is there and whole; only its line in `registry runs` is not, because the file \
        cannot be written.
        """,
      remedy: """
        Do what the sentence says, or set `TEFF_REGISTRY` to another file, or to `off`. It is told \
        once in a session.
        """,
      example: .none("Only a file that cannot be written gives it.")),
    .init(
      "W608", "A rule is broken",
      cause: "`assert` with `level: warning` found rows that break it.",
      remedy: "Look at the rows that the message shows.",
      cell: "orders | assert quantity > 5, level: warning"),
  ]
}
