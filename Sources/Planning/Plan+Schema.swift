package import Tables

extension Plan {
  /// Names and types of the result's columns.
  package var schema: Schema { Schema(columns.filter { !HiddenColumn.isHidden($0.name) }) }

  /// The columns of the schema, and those that are carried along only for an order.
  var columns: [Field] {
    switch self {
    case .scan(let scan): scan.schema.fields
    case .query(_, let schema, _): schema.fields
    case .filter(let input, _), .sort(let input, _), .limit(let input, _): input.columns
    case .project(_, let items): items.map(\.field)
    case .aggregate(_, let keys, let aggregates): (keys + aggregates).map(\.field)
    case .join(let join): join.columns
    case .union(let inputs): unionColumns(inputs)
    case .unpivot(let input, let columns, let name, let value, let type):
      input.columns.filter { !columns.contains($0.name) }
        + [Field(name, .text), Field(value, type), Field(input.nextRowColumn, .int)]
    case .calendar(let calendar): calendar.input.columns
    }
  }

  /// Every relation of the engine that the plan reads, in order, each once.
  package var scans: [Scan] {
    var found: [Scan] = []
    collectScans(into: &found)
    return found
  }

  /// The plans that this one reads directly.
  package var inputs: [Plan] {
    switch self {
    case .scan, .query: []
    case .filter(let input, _), .project(let input, _), .aggregate(let input, _, _),
      .sort(let input, _), .limit(let input, _), .unpivot(let input, _, _, _, _):
      [input]
    case .join(let join): [join.left, join.right]
    case .union(let inputs): inputs
    case .calendar(let calendar): [calendar.input]
    }
  }

  /// Whether it has more than `limit` steps, without counting them all.
  package func isLarger(than limit: Int) -> Bool {
    var room = limit
    return !fits(&room)
  }

  private func fits(_ room: inout Int) -> Bool {
    room -= 1
    return room >= 0 && inputs.allSatisfy { $0.fits(&room) }
  }

  private func collectScans(into found: inout [Scan]) {
    if case .scan(let scan) = self, !found.contains(scan) { found.append(scan) }
    for input in inputs { input.collectScans(into: &found) }
  }

  private func unionColumns(_ inputs: [Plan]) -> [Field] {
    guard let first = inputs.first else { return [] }
    let others = inputs.dropFirst().map { Schema($0.columns) }
    let carried = first.columns.filter { field in
      HiddenColumn.isRow(field.name) && others.allSatisfy { $0.contains(field.name) }
    }
    return (first.schema.fields + carried).map { field in
      let type = others.reduce(field.type) { type, other in
        other[field.name].flatMap { type.widened(with: $0.type) } ?? type
      }
      return Field(field.name, type)
    }
  }
}

extension Plan.Join {
  fileprivate var columns: [Field] {
    let left = Schema(self.left.columns)
    let right = Schema(self.right.columns)
    return outputs.map { output in
      let type: DataType? =
        switch output.side {
        case .left: left[output.column]?.type
        case .right: right[output.column]?.type
        case .key(let other):
          left[output.column].flatMap { field in
            right[other].flatMap { field.type.widened(with: $0.type) } ?? field.type
          }
        }
      return Field(output.name, type ?? .null)
    }
  }
}

extension NamedExpression {
  /// The column that the item makes.
  package var field: Field { Field(name, expression.type) }

  /// An item that passes a column on.
  init(_ field: Field) { self.init(field.name, Expression(field)) }
}

/// Columns that a plan carries for an order or for a later step; no schema shows them.
enum HiddenColumn {
  /// No name that a user can write begins so.
  private static let mark: Character = "\u{0}"

  static func isHidden(_ name: String) -> Bool { name.first == mark }

  /// A hidden name that none of `fields` has.
  static func fresh(_ word: String, besides fields: [Field]) -> String {
    let taken = Set(fields.map(\.name))
    var number = 1
    while taken.contains("\(mark)\(word)\(number)") { number += 1 }
    return "\(mark)\(word)\(number)"
  }

  /// Whether the column numbers the rows in the order of their source.
  static func isRow(_ name: String) -> Bool { name.hasPrefix("\(mark)row") }

  /// The name without its mark, for SQL and for people.
  static func readable(_ name: String) -> String { isHidden(name) ? "_" + name.dropFirst() : name }
}
