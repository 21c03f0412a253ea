package import Language
import Planning
import Syntax
import Tables

/// A small table written in the cell, or read from a JSON text.
package struct RowsSource: SourceVerb {
  var rows: [Given<Scalar>] = []
  var document: Given<String>?
  var types: [Field] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "rows",
    family: .input,
    summary: "A small table written in the cell, one record a row, or the objects of a JSON text.",
    discussion: "Records may have different keys; what a record lacks is null. A JSON text is an "
      + "array of objects, such as a request's body: `rows json($REQUEST, \"body\")`; objects and "
      + "arrays inside it stay JSON texts. It has up to 16 MiB, 100,000 rows and 1,000 columns.",
    parameters: [
      .records(\.rows, or: \.document, "Records, such as {a: 1, b: \"x\"}, or a JSON text."),
      .types(\.types, "types", "Types of columns that are there in any case: {a: int}."),
    ],
    examples: [
      Example("rows [{store: 1, goal: 100}, {store: 2, goal: 120}]", "Two rows of two columns."),
      Example(
        #"rows "[{\"sku\": \"A1\", \"n\": 3}]" types: {sku: text, n: int, note: text}"#,
        "The objects of a JSON text, with the columns that are wanted."),
    ])

  package func open(in context: RunContext) throws -> Answer {
    let table = try document.map { try JSONRows.table($0, types: types) } ?? written(in: context)
    return Answer(try Relation(storing: table, in: context.embedded))
  }

  private func written(in context: RunContext) throws(Diagnostic) -> Table {
    var names: [String] = []
    var types: [String: DataType] = [:]
    for field in self.types {
      names.append(field.name)
      types[field.name] = field.type
    }
    let declared = Set(names)
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
        let known = types[field.name] ?? .null
        guard let wider = known.widened(with: type),
          wider == known || !declared.contains(field.name)
        else {
          throw Diagnostic(
            "E415",
            "`\(field.name)` is \(type.described) here and \(known.described) "
              + (declared.contains(field.name) ? "in `types:`" : "in a row before"), at: row.span)
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
    return Table(schema: schema, rows: values)
  }
}

extension VerbParameter {
  /// A list of constants right after the verb, or a text.
  fileprivate static func records(
    _ property: Property<V, [Given<Scalar>]>, or text: Property<V, Given<String>?>,
    _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      "records", summary, place: .items, accepts: .record, required: true, notation: "[{…}]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let item = try binder.onlyItem(description)
      let span = item.expression.span
      if case .list(let elements) = item.expression.kind {
        var scalars: [Given<Scalar>] = []
        for element in elements { scalars.append(Given(try binder.scalar(element), element.span)) }
        verb[keyPath: property] = scalars
        return
      }
      if case .column = item.expression.kind { throw binder.missing(description) }
      switch try binder.scalar(item.expression) {
      case .value(.text(let document), _): verb[keyPath: text] = Given(document, span)
      case .value(.null, _):
        throw Diagnostic(
          "E709", "`rows` takes an array of objects, and this is null", at: span,
          label: "there is nothing at this place of the JSON text")
      default: throw binder.missing(description)
      }
    }
  }
}
