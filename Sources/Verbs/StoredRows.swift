import Language
import Planning
import Tables

/// Rows that are kept in the embedded engine as they come, some thousand at a time.
final class StoredRows {
  private let fields: [Field]
  private let context: RunContext
  private var scan: Plan.Scan?
  private var waiting: [[Value]] = []

  /// Rows that wait for each other before they are stored.
  private static let rowsAtOnce = 100_000

  init(_ fields: [Field], in context: RunContext) {
    self.fields = fields
    self.context = context
  }

  func append(_ row: [Value]) throws {
    waiting.append(row)
    if waiting.count >= Self.rowsAtOnce { try flush() }
  }

  /// What is stored, as a relation with the names of the fields.
  func finish() throws -> Relation {
    try flush()
    guard let scan else { return try context.stored(Table(schema: storedSchema, rows: [])) }
    let names = fields.map(\.name)
    guard scan.schema.names != names else { return Relation(.scan(scan), in: context.embedded) }
    let items = zip(scan.schema.fields, names).map { NamedExpression($1, Expression($0)) }
    return Relation(.project(.scan(scan), items), in: context.embedded)
  }

  private func flush() throws {
    guard !waiting.isEmpty else { return }
    let table = Table(schema: storedSchema, rows: waiting)
    waiting.removeAll(keepingCapacity: true)
    scan =
      try scan.map { try context.embedded.append(table, to: $0) }
      ?? context.embedded.store(table)
  }

  /// Names that an engine tells apart whatever the case.
  private var storedSchema: Schema {
    var taken: Set<String> = []
    return Schema(
      fields.map { field in
        var unique = field.name
        while !taken.insert(unique.lowercased()).inserted { unique += "_" }
        return Field(unique, field.type)
      })
  }
}
