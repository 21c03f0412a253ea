package import Language
import Planning
import Syntax
import Tables

/// The names of the session as a table.
package struct TablesSource: SourceVerb {
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "tables",
    family: .session,
    summary: "Lists the names of the session: kind, rows, columns, engine, parts.",
    discussion: "Rows are null where nobody counted them yet.",
    examples: [Example("tables", "What is there.")])

  package func open(in context: RunContext) throws -> Answer {
    let schema = Schema([
      Field("name", .text), Field("kind", .text), Field("rows", .int), Field("columns", .int),
      Field("engine", .text), Field("parts", .text),
    ])
    let rows = context.names().map { result -> [Value] in
      let relation = result.answer?.relation
      let parts = result.answer?.parts.map(\.name).joined(separator: " ") ?? ""
      return [
        .text(result.name), .text(result.kind),
        relation?.knownRowCount.map { .int(Int64($0)) } ?? .null,
        relation.map { .int(Int64($0.schema.fields.count)) } ?? .null,
        relation.map { .text($0.engine.name) } ?? .null,
        parts.isEmpty ? .null : .text(parts),
      ]
    }
    return Answer(
      Relation(
        .scan(try context.embedded.store(Table(schema: schema, rows: rows))), in: context.embedded))
  }
}

extension Relation {
  /// The number of rows, if it is known without a query.
  fileprivate var knownRowCount: Int? { plan.knownRowCount }
}

extension Plan {
  /// The number of rows behind steps that neither add nor lose any.
  fileprivate var knownRowCount: Int? {
    switch self {
    case .scan(let scan): scan.rowCount
    case .sort(let input, _), .project(let input, _): input.knownRowCount
    default: nil
    }
  }
}
