import Language
import Tables

extension ClusterModel {
  private static func numbers(_ values: [Double]) -> [Value] { values.map(Value.number) }

  private static func axes(_ count: Int) -> [Field] {
    (0..<count).map { Field("score_\($0 + 1)", .number) }
  }

  var stored: [StoredSection] {
    let axes = Self.axes(features.count)
    var distance = Value.null
    var clouds: [[Value]] = []
    var known: Surroundings?
    switch rule {
    case .centre: break
    case .surroundings(let all): known = all
    case .core(let within): distance = .number(within)
    case .cloud(let all):
      for (place, cloud) in all.enumerated() {
        for row in cloud.factor {
          clouds.append(
            [.int(Int64(place)), .number(cloud.constant)] + Self.numbers(row))
        }
      }
    }
    let orders = Set(features.filter { !$0.order.isEmpty }.map { [$0.column] + $0.order })
      .sorted { $0[0] < $1[0] }
      .flatMap { order in order.dropFirst().map { [Value.text(order[0]), .text($0)] } }
    // Only models of surroundings have these two.
    let dense =
      known.map { known in
        [
          StoredSection(
            "widths",
            Table([("width", Column(.number(known.widths)))])),
          StoredSection(
            "reaches",
            Table(
              schema: Schema([Field("reach", .number), Field("neighbours", .int)]),
              rows: known.reaches.map { [.number($0), .int(Int64(known.neighbours))] })),
        ]
      } ?? []
    var fields = [Field("method", .text), Field("rows", .int), Field("distance", .number)]
    var values = [Value.text(method), .int(Int64(rows)), distance]
    // Only models of trees have this column.
    if let keptRows {
      fields.append(Field("kept", .int))
      values.append(.int(Int64(keptRows)))
    }
    return [
      StoredSection("model", Table(schema: Schema(fields), rows: [values])),
      StoredSection(
        "features", Table(schema: Schema(ScoredFeature.fields), rows: features.map(\.row))),
      StoredSection(
        "orders",
        Table(schema: Schema([Field("column", .text), Field("text", .text)]), rows: orders)),
      StoredSection(
        "places",
        Table(
          schema: Schema([Field("cluster", .int)] + axes),
          rows: zip(labels, places).map { [.int(Int64($0))] + Self.numbers($1) })),
      StoredSection(
        "clouds",
        Table(
          schema: Schema([Field("place", .int), Field("constant", .number)] + axes),
          rows: clouds)),
    ] + dense
  }

  init?(stored: [StoredSection]) {
    guard let model = stored["model"], let features = stored["features"],
      let orders = stored["orders"], let places = stored["places"], let clouds = stored["clouds"],
      model.rowCount == 1, (3...4).contains(model.columns.count), orders.columns.count == 2,
      clouds.columns.count > 1, case .text(let method)? = model.row(0).first,
      case .int(let rows) = model.row(0)[1]
    else { return nil }
    var texts: [String: [String]] = [:]
    for row in 0..<orders.rowCount {
      guard case .text(let column) = orders.row(row)[0], case .text(let text) = orders.row(row)[1]
      else { return nil }
      texts[column, default: []].append(text)
    }
    let read = (0..<features.rowCount).compactMap {
      ScoredFeature(row: features.row($0), orders: texts)
    }
    guard !read.isEmpty, read.count == features.rowCount else { return nil }
    var labels: [Int] = []
    var centres: [[Double]] = []
    for row in 0..<places.rowCount {
      let values = places.row(row)
      let numbers = values.dropFirst().compactMap(\.asNumber)
      guard case .int(let label)? = values.first, numbers.count == read.count else { return nil }
      labels.append(Int(label))
      centres.append(numbers)
    }
    let rule: Rule
    if stored["widths"] != nil {
      guard let known = Surroundings(stored: stored, of: labels) else { return nil }
      rule = .surroundings(known)
    } else if clouds.rowCount > 0 {
      var all = [Cloud](repeating: Cloud(factor: [], constant: 0), count: centres.count)
      for row in 0..<clouds.rowCount {
        let values = clouds.row(row)
        let numbers = values.dropFirst().compactMap(\.asNumber)
        guard case .int(let place) = values[0], all.indices.contains(Int(place)),
          numbers.count == read.count + 1
        else { return nil }
        all[Int(place)].constant = numbers[0]
        all[Int(place)].factor.append(Array(numbers[1...]))
      }
      guard all.allSatisfy({ $0.factor.count == read.count }) else { return nil }
      rule = .cloud(all)
    } else if let distance = model.row(0)[2].asNumber {
      rule = .core(within: distance)
    } else {
      rule = .centre
    }
    var kept: Int?
    if model.columns.count == 4 {
      guard case .int(let count) = model.row(0)[3], count >= 0, count <= rows else { return nil }
      kept = Int(count)
    }
    // Only crowds may be none.
    guard !centres.isEmpty || rule.comparesInMemory else { return nil }
    self.init(
      method: method, features: read, rule: rule, places: centres, labels: labels,
      rows: Int(rows), keptRows: kept)
  }
}

extension ClusterModel.Surroundings {
  /// What `stored` kept for rows with `labels`; nil when it does not fit them.
  fileprivate init?(stored: [StoredSection], of labels: [Int]) {
    guard let widths = stored["widths"]?.columns.first, let reaches = stored["reaches"],
      reaches.columns.count == 2, widths.count == labels.count, reaches.rowCount > 0,
      case .int(let neighbours) = reaches.row(0)[1], let count = Int(exactly: neighbours),
      (1...1_000_000).contains(count),
      labels.allSatisfy({ (0...reaches.rowCount).contains($0) })
    else { return nil }
    let wide = widths.values.compactMap(\.asNumber)
    let far = reaches.columns[0].values.compactMap(\.asNumber)
    guard wide.count == widths.count, far.count == reaches.rowCount else { return nil }
    self.init(neighbours: count, widths: wide, reaches: far)
  }
}
