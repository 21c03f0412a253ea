import Language
import Planning
import Segmentation
import Tables

/// What rows lack of what the groups were made from, and what stands for it.
extension ClusterModel {
  /// Looks at rows once: warns of texts and numbers that the groups could not be made from, and
  /// gives the missing values that are filled, as a footer says it; nil if there are none.
  func gaps(in relation: Relation, _ context: RunContext) throws -> String? {
    let schema = relation.schema
    let columns = columnNames.compactMap { name in features.first { $0.column == name } }
    let isKnown = columns.map { $0.isKnown(in: schema) }
    guard let first = isKnown.first else { return nil }
    let texts = knownTexts(in: schema)
    // A row without any value is not filled: it has no group.
    let known = Self.names("known_", 1, besides: schema)[0]
    let any = isKnown.dropFirst().reduce(first) { .call(.or, [$0, $1], .bool) }
    var items = texts.enumerated().flatMap { place, column -> [NamedExpression] in
      let value = Expression.column(column.name, .text)
      let isUnknown = [
        Expression.call(.isNotNull, [value], .bool),
        .call(.not, [.call(.isIn, [value] + column.texts.map(Expression.text), .bool)], .bool),
      ].conjunction
      return [
        Self.count("count_\(place)", where: isUnknown),
        NamedExpression(
          "first_\(place)",
          .aggregate(AggregateCall(.min, [value], where: isUnknown, type: .text))),
      ]
    }
    for (place, column) in columns.enumerated() {
      if columns.count > 1, fillsGaps(of: column) {
        let isFilled = [
          Expression.call(.not, [isKnown[place]], .bool), .column(known, .bool),
        ].conjunction
        items.append(Self.count("filled_\(place)", where: isFilled))
      }
      if let isBelow = column.isBelowLogarithm(in: schema) {
        items.append(Self.count("below_\(place)", where: isBelow))
      }
    }
    guard !items.isEmpty else { return nil }
    let row = try relation.map {
      $0.derived([NamedExpression(known, any)]).aggregated(keys: [], aggregates: items)
    }.collect()
    tell(texts, row, context)
    var filled: [String] = []
    for (place, column) in columns.enumerated() {
      let (gaps, below) = (row.count("filled_\(place)"), row.count("below_\(place)"))
      if gaps > 0 { filled.append("\(column.column) \(gaps.grouped)") }
      if below > 0 {
        context.notice(
          "\(below.counted("value")) of \(column.column.asCode) "
            + (below == 1 ? "is -1 or less and has" : "are -1 or less and have")
            + " no logarithm: "
            + (below == 1 ? "it counts" : "they count") + " as the least number that has one")
      }
    }
    return filled.isEmpty ? nil : "filled \(filled.joined(separator: ", "))"
  }

  private static func count(_ name: String, where condition: Expression) -> NamedExpression {
    NamedExpression(
      name, .aggregate(AggregateCall(.count, [], where: condition, type: .int)))
  }

  /// Whether something stands for a missing value of a column; a text that is missing is unlike all
  /// others where none was missing when the groups were made.
  private func fillsGaps(of column: ScoredFeature) -> Bool {
    guard case .level = column.kind else { return true }
    return features.contains {
      $0.column == column.column && $0.kind == .level(FeatureSpace.missing)
    }
  }

  // MARK: Texts that the model does not know

  /// The texts of a column that the groups were made from.
  private struct KnownTexts {
    var name: String
    var texts: [String]
    var isOrdered: Bool
  }

  /// Says how many rows have other texts.
  private func tell(_ known: [KnownTexts], _ row: Table, _ context: RunContext) {
    for (place, column) in known.enumerated() {
      let count = row.count("count_\(place)")
      guard count > 0 else { continue }
      var example = ""
      if let text = row["first_\(place)"]?[0], text != .null {
        example = ", such as \(text.quotedText)"
      }
      context.notice(
        "\(count.counted("row")) \(count == 1 ? "has" : "have") a text in "
          + "\(column.name.asCode) that the groups were not made from\(example): "
          + (count == 1 ? "it counts as " : "they count as ")
          + (column.isOrdered ? "missing" : "unlike each of theirs"))
    }
  }

  private func knownTexts(in schema: Schema) -> [KnownTexts] {
    columnNames.compactMap { name in
      guard schema[name]?.type == .text else { return nil }
      let own = features.filter { $0.column == name }
      if let order = own.first?.order, !order.isEmpty {
        return KnownTexts(name: name, texts: order, isOrdered: true)
      }
      let texts = own.compactMap { feature -> String? in
        if case .level(let text) = feature.kind { text } else { nil }
      }
      return texts.isEmpty ? nil : KnownTexts(name: name, texts: texts, isOrdered: false)
    }
  }
}

extension Table {
  /// The count that stands in the only row of a column; 0 without the column.
  fileprivate func count(_ name: String) -> Int {
    if case .int(let count)? = self[name]?[0] { Int(count) } else { 0 }
  }
}
