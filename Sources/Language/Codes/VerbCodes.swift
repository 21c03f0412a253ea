import Syntax

extension DiagnosticCode {
  /// Verbs and their parameters.
  static let verbs: [DiagnosticCode] = [
    .init(
      "E301", "There is no such verb",
      cause: """
        No verb has this name, or it is not a verb: a `def` without its arguments, or a \
        word that starts a pipeline.
        """,
      remedy: """
        Take the name that the message offers; `?verbs` lists them, `?verb` explains one.
        """,
      cell: "orders | shwo 5"),
    .init(
      "E302", "Something is missing",
      cause: "The verb cannot work without what the message names.",
      remedy: "Add it as the label shows; `?verb` lists what a verb needs.",
      cell: "orders | join products"),
    .init(
      "E303", "There is no such option",
      cause: "The verb has no option of this name, or it is given twice.",
      remedy: "`?verb` lists the options of a verb, Tab offers them.",
      cell: "orders | sample 5 sede: 7"),
    .init(
      "E304", "The value does not fit",
      cause: "The option takes values of another kind or range.",
      remedy: "The message says what is allowed.",
      cell: "orders | show 5000"),
    .init(
      "E305", "There is no such word",
      cause: "The option takes one of a few words, and this is none of them.",
      remedy: "Take one of the words that the message lists.",
      cell: "orders | join products on product_id kind: outer_join"),
    .init(
      "E306", "Too much",
      cause: "The verb does not take this, or not so many of them.",
      remedy: "The label shows where it belongs instead.",
      cell: #"orders | filter quantity > 5, region == "Highlands""#),
    .init(
      "E310", "A word of another language",
      cause: "SQL, pandas or dplyr call it so; here another verb does it.",
      remedy: """
        Take the verb that the message names. [The lists side by side](coming-from.md) \
        have more.
        """,
      cell: "orders | where quantity > 5"),
    .init(
      "E311", "Not built yet",
      cause: "The language has it, and this release does not.",
      remedy: "`?verbs` lists what there is.",
      cell: "reviews | topics text"),
    .init(
      "E312", "A table is needed",
      cause: """
        Charts and values cannot be filtered or summarized, and only charts take layers.
        """,
      remedy: "Bind the table before it is charted, and use that name.",
      cell: """
        picture = orders | chart histogram x: quantity
        picture | filter quantity > 5
        """),
  ]
}
