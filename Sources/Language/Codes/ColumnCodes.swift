import Syntax

extension DiagnosticCode {
  /// Columns that a verb makes or needs.
  static let columns: [DiagnosticCode] = [
    .init(
      "E520", "A name with two meanings",
      cause: """
        The name is an input column and is made anew in the same stage, and then used.
        """,
      remedy: "Give the new column another name.",
      cell: "orders | summarize quantity = sum(quantity), twice = quantity * 2 by region"),
    .init(
      "E521", "An aggregate of an aggregate",
      cause: """
        In one stage all aggregates are taken over the rows that come in, so none can be \
        taken of a column made there.
        """,
      remedy: "Put the second step in `| derive` after the `summarize`.",
      cell: "orders | summarize lines = count(), share = lines / sum(lines) by region"),
    .init(
      "E522", "The column is there already",
      cause: """
        The verb would add a column of a name that the table has, and nothing is \
        overwritten silently.
        """,
      remedy: "Rename or drop it first: `| rename part_1 = part`.",
      cell: "orders | derive part = 1 | split test: 25%"),
    .init(
      "E523", "A name twice",
      cause: "Each column of a stage needs a name of its own.",
      remedy: "Give one of them another name, or leave one out.",
      cell: "orders | derive size = quantity, size = quantity * 2"),
    .init(
      "E525", "No column is left",
      cause: "A table has at least one column.",
      remedy: "Keep one; to count rows use `summarize n = count()`.",
      cell: "rows [{a: 1}] | drop a"),
    .init(
      "E526", "A key more than once",
      cause: """
        `lookup` never adds rows, and `compare … key:` matches single rows; the table has the \
        same key several times.
        """,
      remedy: """
        Use `join`, name all columns of the key, or keep one row per key: `| take 1 by key`.
        """,
      cell: """
        heads = rows [{region: "Highlands", head: "Ada"}, {region: "Highlands", head: "Bo"}]
        orders | lookup heads on region
        """),
    .init(
      "E527", "The columns do not match",
      cause: """
        `append … match: position` puts tables under each other column by column, so they \
        need equally many.
        """,
      remedy: "Leave `match: position` out: then columns are matched by name.",
      cell: "rows [{a: 1}] | append (rows [{a: 1, b: 2}]) match: position"),
    .init(
      "E528", "One query is needed",
      cause: "`sql` takes one SELECT, WITH or VALUES, written as a plain text.",
      remedy: """
        Files are read by `load` and written by `save`; values come in as `$name` inside \
        the query.
        """,
      cell: #"sql """drop table orders""""#),
    .init(
      "E529", "Too many values",
      cause: "The result would be wider or larger than anybody can read, or the groups too many.",
      remedy: "Keep fewer values first, make classes of them, or list those that are wanted.",
      cell: "orders | pivot sum(quantity) on order_id by region"),
  ]
}
