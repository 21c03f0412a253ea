import Language
import Planning
import Tables

/// Rows that are kept in the embedded engine as they come, some thousand at a time; many go to files.
package final class StoredRows {
  /// The rows that stay in memory; more go to files of the engine's own.
  @TaskLocal package static var mostInMemory = 500_000

  private let fields: [Field]
  private let context: RunContext
  private var scan: Plan.Scan?
  /// What was put into files, in order.
  private var pieces: [StoredPiece] = []
  private var waiting: [[Value]] = []

  /// Rows that wait for each other before they are stored.
  private static let rowsAtOnce = 20_000

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
    if !pieces.isEmpty {
      if let scan { pieces.append(try context.embedded.putAside(scan)) }
      scan = try context.embedded.joined(pieces)
    }
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
    let longer =
      try scan.map { try context.embedded.append(table, to: $0) }
      ?? context.embedded.store(table)
    scan = longer
    guard let rows = longer.rowCount, rows >= Self.mostInMemory, fields.allSatisfy(\.type.fitsFiles)
    else { return }
    pieces.append(try context.embedded.putAside(longer))
    scan = nil
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

extension DataType {
  /// Whether files give back such values as they were.
  var fitsFiles: Bool {
    switch self {
    case .int, .number, .text, .bool, .date, .datetime: true
    case .null, .duration, .list: false
    }
  }
}
