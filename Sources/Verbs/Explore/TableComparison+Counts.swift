import Language
import Planning
import Tables
import Tasks

extension TableComparison {
  /// As many columns go into one query.
  private static let batch = 200

  func changes(in joined: Relation) throws -> (both: Int, changed: [Int?]) {
    let both = try joined.count()
    var changed: [Int?] = []
    for start in stride(from: 0, to: shared.count, by: Self.batch) {
      try context.cancellation.check()
      let part = shared[start..<min(shared.count, start + Self.batch)]
      let counted = part.map { column in
        NamedExpression(
          "\u{1}c\(column.place)",
          .aggregate(AggregateCall(.count, [], where: column.differs, type: .int)))
      }
      let row = try joined.map { $0.aggregated(keys: [], aggregates: counted) }.collect().row(0)
      changed += zip(part, row).map { column, count in
        column.common == nil ? nil : count.asNumber.map { Int($0) }
      }
    }
    return (both, changed)
  }

  /// The missing values and the mean of columns, by name.
  private func summaries(_ relation: Relation) throws -> [String: (missing: Value, mean: Value)] {
    var found: [String: (missing: Value, mean: Value)] = [:]
    let fields = relation.schema.fields
    for start in stride(from: 0, to: fields.count, by: Self.batch) {
      try context.cancellation.check()
      let part = fields[start..<min(fields.count, start + Self.batch)]
      var items: [NamedExpression] = []
      for (place, field) in part.enumerated() {
        let column = Expression(field)
        let isNull = Expression.call(.isNull, [column], .bool)
        items.append(
          NamedExpression(
            "\u{1}n\(place)", .aggregate(AggregateCall(.count, [], where: isNull, type: .int))))
        if field.type.isNumeric || field.type == .bool {
          let number =
            field.type == .bool ? Expression.call(.convert, [column], .int) : column
          items.append(
            NamedExpression(
              "\u{1}m\(place)", .aggregate(AggregateCall(.mean, [number], type: .number))))
        }
      }
      let row = try relation.map { $0.aggregated(keys: [], aggregates: items) }.collect()
      for (place, field) in part.enumerated() {
        found[field.name] = (
          row["\u{1}n\(place)"]?[0] ?? .null, row["\u{1}m\(place)"]?[0] ?? .null
        )
      }
    }
    return found
  }

  func rows(_ changed: [Int?]) throws -> [[Value]] {
    let (mine, theirs) = (try summaries(left), try summaries(right))
    let keyNames = Set(keys.map(\.name))
    let both = Dictionary(uniqueKeysWithValues: zip(shared.map(\.name), zip(shared, changed)))
    var rows: [[Value]] = []
    for field in left.schema.fields where !keyNames.contains(field.name) {
      let own = mine[field.name] ?? (.null, .null)
      guard let (column, changed) = both[field.name] else {
        rows.append(
          [
            .text(field.name), .text(field.type.name), .text("only_left"), own.missing, .null,
            .null,
            own.mean, .null, .null,
          ])
        continue
      }
      let other = theirs[field.name] ?? (.null, .null)
      let isOneType = column.left == column.right
      var difference = Value.null
      if let a = own.mean.asNumber, let b = other.mean.asNumber { difference = Value(b - a) }
      rows.append(
        [
          .text(field.name),
          .text(isOneType ? column.left.name : "\(column.left.name) → \(column.right.name)"),
          .text(isOneType ? ((changed ?? 0) > 0 ? "values" : "same") : "type"), own.missing,
          other.missing, changed.map { .int(Int64($0)) } ?? .null, own.mean, other.mean, difference,
        ])
    }
    for field in right.schema.fields
    where !keyNames.contains(field.name) && !left.schema.contains(field.name) {
      let other = theirs[field.name] ?? (.null, .null)
      rows.append(
        [
          .text(field.name), .text(field.type.name), .text("only_right"), .null, other.missing,
          .null,
          .null, other.mean, .null,
        ])
    }
    return rows
  }
}
