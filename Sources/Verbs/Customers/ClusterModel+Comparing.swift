import Language
import Planning
import Segmentation
import Tables
import Tasks

/// Groups that are crowds: a row is compared with the rows that they were found in.
extension ClusterModel {
  /// The rows with the group of the row that each is nearest to.
  func compared(_ relation: Relation, _ context: RunContext) throws -> Table {
    let schema = relation.schema
    let (plan, scores, known) = scored(relation.plan)
    let table = try relation.map { _ in plan }.collect()
    let numbers = scores.map { name -> [Double] in
      guard case .number(let values)? = table[name]?.storage else { return [] }
      return values
    }
    let isKnown = (0..<table.rowCount).map { table[known]?[$0] == .bool(true) }
    var search = NearestPlaces(places)
    var (clusters, distances) = ([Value](), [Value]())
    for row in 0..<table.rowCount {
      if row % 64 == 0 {
        try context.cancellation.check()
        context.progress.update(
          Double(row) / Double(table.rowCount), "comparing \(table.rowCount.counted("row"))")
      }
      let point = isKnown[row] ? numbers.map { $0[row] } : []
      guard let (label, distance) = point.isEmpty ? nil : group(of: point, &search) else {
        clusters.append(.null)
        distances.append(.null)
        continue
      }
      clusters.append(.int(Int64(label)))
      distances.append(Value(distance))
    }
    var columns = schema.names.compactMap { name in table[name].map { (name: name, column: $0) } }
    columns.append(("cluster", Column(clusters, type: .int)))
    columns.append(("distance", Column(distances, type: .number)))
    return Table(columns)
  }

  /// The group of a point, 0 for none, and how far the nearest row of a group is, if there is one.
  private func group(
    of point: [Double], _ search: inout NearestPlaces
  ) -> (label: Int, distance: Double?)? {
    search.measure(from: point)
    switch rule {
    case .centre, .cloud: return nil
    case .core(let limit):
      guard let core = search.nearest() else { return (0, nil) }
      let distance = search.squares[core].squareRoot()
      return (distance <= limit ? labels[core] : 0, distance)
    case .surroundings(let known):
      guard let grouped = search.nearest(where: { labels[$0] > 0 }) else { return (0, nil) }
      let distance = search.squares[grouped].squareRoot()
      let width = search.distance(toNeighbour: known.neighbours)
      // As HDBSCAN measures: two rows are no nearer than their own surroundings are wide. The point
      // belongs where the nearest row does; that row may be of no group.
      func apart(_ place: Int) -> Double {
        max(search.squares[place].squareRoot(), width, known.widths[place])
      }
      let least = labels.indices.reduce(Double.infinity) { min($0, apart($1)) }
      // Many are equally near, as the widths are; rounding may not choose among them.
      let limit = least * (1 + 1e-9)
      guard let nearest = search.nearest(where: { apart($0) <= limit }), labels[nearest] > 0,
        least <= known.reaches[labels[nearest] - 1] * (1 + 1e-9)
      else { return (0, distance) }
      return (labels[nearest], search.squares[nearest].squareRoot())
    }
  }

  // MARK: Texts that the model does not know

  /// Says how many rows have texts that the groups were not made from.
  func tellUnknownTexts(of relation: Relation, _ context: RunContext) throws {
    let known = knownTexts(in: relation.schema)
    guard !known.isEmpty else { return }
    let items = known.enumerated().flatMap { place, column -> [NamedExpression] in
      let value = Expression.column(column.name, .text)
      let isUnknown = Expression.call(
        .and,
        [
          .call(.isNotNull, [value], .bool),
          .call(.not, [.call(.isIn, [value] + column.texts.map(Expression.text), .bool)], .bool),
        ], .bool)
      return [
        NamedExpression(
          "count_\(place)",
          .aggregate(AggregateCall(.count, [], where: isUnknown, type: .int))),
        NamedExpression(
          "first_\(place)",
          .aggregate(AggregateCall(.min, [value], where: isUnknown, type: .text))),
      ]
    }
    let row = try relation.map { $0.aggregated(keys: [], aggregates: items) }.collect()
    for (place, column) in known.enumerated() {
      guard case .int(let count)? = row["count_\(place)"]?[0], count > 0 else { continue }
      var example = ""
      if let text = row["first_\(place)"]?[0], text != .null {
        example = ", such as \(text.quotedText)"
      }
      context.notice(
        "\(Int(count).counted("row")) \(count == 1 ? "has" : "have") a text in "
          + "\(column.name.asCode) that the groups were not made from\(example): "
          + (count == 1 ? "it counts as " : "they count as ")
          + (column.isOrdered ? "missing" : "unlike each of theirs"))
    }
  }

  /// The texts of each column of texts.
  private func knownTexts(
    in schema: Schema
  ) -> [(name: String, texts: [String], isOrdered: Bool)] {
    columnNames.compactMap { name in
      guard schema[name]?.type == .text else { return nil }
      let own = features.filter { $0.column == name }
      if let order = own.first?.order, !order.isEmpty { return (name, order, true) }
      let texts = own.compactMap { feature -> String? in
        if case .level(let text) = feature.kind { text } else { nil }
      }
      return texts.isEmpty ? nil : (name, texts, false)
    }
  }
}

/// Places that points are compared with, one score after the other in memory.
private struct NearestPlaces {
  private let columns: [[Double]]
  /// The squared distance of each place from the last point.
  private(set) var squares: [Double]

  init(_ places: [[Double]]) {
    squares = [Double](repeating: 0, count: places.count)
    columns = (places.first ?? []).indices.map { column in places.map { $0[column] } }
  }

  mutating func measure(from point: [Double]) {
    for place in squares.indices { squares[place] = 0 }
    for (column, score) in zip(columns, point) {
      for place in squares.indices {
        let difference = column[place] - score
        squares[place] += difference * difference
      }
    }
  }

  /// The nearest place, the first of several.
  func nearest(where isMeant: (Int) -> Bool = { _ in true }) -> Int? {
    var best: Int?
    for place in squares.indices where best.map({ squares[place] < squares[$0] }) ?? true {
      if isMeant(place) { best = place }
    }
    return best
  }

  /// How far the place is that has so many others nearer, itself among them; the farthest, if there
  /// are fewer.
  func distance(toNeighbour count: Int) -> Double {
    var nearest: [Double] = []
    for square in squares where nearest.count < count || square < nearest[nearest.count - 1] {
      let place = nearest.firstIndex { square < $0 } ?? nearest.count
      nearest.insert(square, at: place)
      if nearest.count > count { nearest.removeLast() }
    }
    return nearest.last?.squareRoot() ?? .infinity
  }
}
