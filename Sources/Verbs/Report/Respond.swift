package import Language
package import Planning
package import Syntax
package import Tables

/// Answers the program that asked: writes the table to the standard output, and nothing else.
package struct Respond: Verb {
  package enum Format: String, CaseIterable, Sendable { case json, csv }
  var format = Format.json
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "respond",
    family: .report,
    summary: "Answers a program: writes the table to the standard output and displays nothing.",
    discussion:
      "JSON is an array of objects with ISO dates, CSV has a header; at most 100,000 rows "
      + "and 16 MiB. It stands last. As a statement, `respond $x` or `respond f\"…\"` writes a "
      + "value: a text as it is, or in quotes with `as: json`; everything else as JSON. To answer "
      + "with an object, bind a record and respond with that.",
    parameters: [.word(\.format, "as", "How the table is written.", default: .json)],
    examples: [
      Example("orders | summarize lines = count() by region | respond", "An array of objects."),
      Example("orders | take 3 | respond as: csv", "A header and three lines."),
      Example(
        "lines = orders | summarize count()\nanswer = {ok: true, lines: $lines}\nrespond $answer",
        "One object."),
    ],
    isEffect: true)

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { Schema() }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(.nothing, plan: .placeholder(Schema()))
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let table = try input.map { $0.limited(to: Document.mostRows + 1) }.collect()
    let document = Document(table, as: format)
    try context.show(Answer(input), .document(try document.text(at: context.span)))
    return Answer(input)
  }
}
