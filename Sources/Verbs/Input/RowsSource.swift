package import Language
import Planning
import Syntax
import Tables

/// A small table written in the cell.
package struct RowsSource: SourceVerb {
  var rows: [Given<Scalar>] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "rows",
    family: .input,
    summary: "A small table written in the cell, one record a row.",
    discussion: "Records may have different keys; what a record lacks is null.",
    parameters: [.scalarList(\.rows, "records", "Records, such as {a: 1, b: \"x\"}.")],
    examples: [
      Example("rows [{store: 1, goal: 100}, {store: 2, goal: 120}]", "Two rows of two columns.")
    ])

  package func open(in context: RunContext) throws -> Answer {
    var names: [String] = []
    var types: [String: DataType] = [:]
    for row in rows {
      guard case .record(let fields) = row.value else {
        throw Diagnostic(
          "E304", "`rows` takes records, and this is \(row.value.described)", at: row.span,
          label: "write  rows [{a: 1}]")
      }
      for field in fields {
        guard case .value(_, let type) = field.value else {
          throw Diagnostic(
            "E304", "`\(field.name)` is \(field.value.described), not a value", at: row.span)
        }
        if types[field.name] == nil { names.append(field.name) }
        guard let wider = (types[field.name] ?? .null).widened(with: type) else {
          throw Diagnostic(
            "E415",
            "`\(field.name)` is \(type.described) here and "
              + "\(types[field.name]?.described ?? "") in a row before", at: row.span)
        }
        types[field.name] = wider
      }
    }
    guard !names.isEmpty else {
      throw Diagnostic(
        "E302", "`rows` needs at least one record", at: context.span, label: "rows [{a: 1}]")
    }
    let schema = Schema(
      names.map { name in
        let type = types[name] ?? .text
        return Field(name, type == .null ? .text : type)
      })
    let values = rows.map { row in
      names.map { name -> Value in
        if case .value(let value, _)? = row.value[name] { value } else { .null }
      }
    }
    return Answer(
      try Relation(storing: Table(schema: schema, rows: values), in: context.embedded))
  }
}
