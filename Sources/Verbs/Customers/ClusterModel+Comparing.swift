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
