import Tables

/// Draws dendrograms.
struct DendrogramPainter: MarkPainter {
  static let mark = Mark(
    name: "dendrogram",
    summary: "Shows a tree of merges, with large trees cut down to their last branches.",
    channels: [
      .optional(.label, "The name of a leaf."),
      .optional(.cut, "The number of clusters to cut the tree into."),
    ],
    columns: [
      .required("node"), .required("left"), .required("right"), .required("height"),
      .optional("cluster"),
    ],
    origin: "part `tree` of a hierarchical `cluster` has node, left, right, height, size, cluster",
    painter: Self.self)

  /// A branch with its clusters, as it is drawn.
  private struct Cluster {
    var name: String
    var size: Int
    var color: SeriesColor
  }

  private let layer: LayerData
  private let tree: MergeTree?
  private let height: ChannelData
  /// The drawn leaves and collapsed branches, from the top.
  private let rows: [Int]
  /// The clusters by the node at which they start.
  private let clusters: [Int: Cluster]
  /// The cluster of every drawn node below the cut.
  private let owners: [Int: Int]
  private let cut: Int

  private static let mostLeaves = 60
  private static let branchCount = 24
  private static let mostClusters = 30

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    func column(_ name: String) throws(ChartError) -> ChannelData {
      // Of one leaf alone the children are null, and then their column may be of any type.
      let isEmpty = layer.columns[name]?.categories == ["null"]
      if let column = layer.columns[name], isEmpty { return column.withoutValues }
      guard let column = layer.columns[name], column.kind == .quantity else {
        throw ChartError(
          "`dendrogram` needs a column `\(name)` of numbers", layer: layer.index,
          hint: Self.mark.origin)
      }
      return column
    }
    let (node, left, right) = (try column("node"), try column("left"), try column("right"))
    height = try column("height")
    guard layer.rowCount > 0 else {
      (tree, rows, clusters, owners, cut) = (nil, [], [:], [:], 0)
      return
    }
    let tree: MergeTree
    switch MergeTree.read(
      node: node.values, left: left.values, right: right.values, height: height.values)
    {
    case .success(let read): tree = read
    case .failure(let problem):
      throw ChartError(
        "this is no tree: \(problem.text)", layer: layer.index, hint: Self.mark.origin)
    }
    let cut = try Self.cut(layer, tree)
    let leaves =
      tree.leafCount <= Self.mostLeaves
      ? tree.leafCount : min(tree.leafCount, max(Self.branchCount, cut))
    let drawn = tree.branches(leaves)
    let starts = cut > 0 ? tree.branches(cut) : []
    var rows: [Int] = []
    var owners: [Int: Int] = [:]
    var waiting: [(place: Int, owner: Int?)] = [(tree.root, nil)]
    var order: [Int] = []
    while let (place, above) = waiting.popLast() {
      let owner = starts.contains(place) ? place : above
      if let owner {
        owners[place] = owner
        if owner == place { order.append(place) }
      }
      if drawn.contains(place) {
        rows.append(place)
      } else if let (a, b) = tree.nodes[place].children {
        // The larger child stands first.
        let isFirst = tree.nodes[a].size >= tree.nodes[b].size
        waiting += isFirst ? [(b, owner), (a, owner)] : [(a, owner), (b, owner)]
      }
    }
    clusters = Self.clusters(order, tree, layer)
    (self.tree, self.rows, self.owners, self.cut) = (tree, rows, owners, cut)
  }

  /// The number of clusters: as asked, else as many as the table names.
  private static func cut(_ layer: LayerData, _ tree: MergeTree) throws(ChartError) -> Int {
    guard let channel = layer[.cut] else {
      guard let cluster = layer.columns["cluster"] else { return 0 }
      let count = Set(cluster.values.filter { !$0.isNaN }).count
      return count <= mostClusters && count <= tree.leafCount ? count : 0
    }
    guard channel.kind == .quantity, let value = channel.values.first(where: { !$0.isNaN }),
      value == value.rounded(), value >= 1, value <= Double(min(mostClusters, tree.leafCount))
    else {
      throw ChartError(
        "`cut:` is a number of clusters from 1 to \(min(mostClusters, tree.leafCount))",
        channel: .cut, layer: layer.index, hint: "write `cut: 4`, or `cut: $groups.k`")
    }
    return Int(value)
  }

  /// The clusters with the names of the table, or numbered by size.
  private static func clusters(_ starts: [Int], _ tree: MergeTree, _ layer: LayerData)
    -> [Int: Cluster]
  {
    let names = layer.columns["cluster"]
    var named: [Int: Int] = [:]
    for start in starts {
      let value =
        names.map { $0.values[tree.nodes[tree.firstLeaf(of: start)].row] } ?? .nan
      if !value.isNaN, value >= 0, value < 1e9 { named[start] = Int(value) }
    }
    let bySize = starts.enumerated().sorted { a, b in
      let (x, y) = (tree.nodes[a.element].size, tree.nodes[b.element].size)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    let isNamed = named.count == starts.count && Set(named.values).count == starts.count
    var clusters: [Int: Cluster] = [:]
    for (rank, start) in bySize.enumerated() {
      let number = isNamed ? named[start] ?? 0 : rank + 1
      let color: SeriesColor =
        starts.count > 10 || number < 1 || number > 10 ? .grey : .palette(number - 1)
      clusters[start] = Cluster(
        name: "cluster \(number)", size: tree.nodes[start].size, color: color)
    }
    return clusters
  }

  var topic: String? { "tree of merges" }

  var sentence: String? {
    guard let tree else { return "Dendrogram, without rows" }
    let text = "Dendrogram of \(tree.leafCount.grouped) leaves"
    guard cut > 1 else { return text }
    let sizes = starts.prefix(10).compactMap { clusters[$0]?.size.grouped }
    return text + " cut into \(cut) clusters of " + sizes.joined(separator: ", ")
      + (cut > sizes.count ? " and \(cut - sizes.count) more" : "")
  }

  /// The clusters from the top.
  private var starts: [Int] {
    var seen: Set<Int> = []
    return rows.compactMap { owners[$0] }.filter { seen.insert($0).inserted }
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count == 1 else {
      throw ChartError(
        "`dendrogram` fills its picture and takes no other layers", layer: layer.index)
    }
    request.y.rowHeight = request.isNarrow ? 14.5 : 15.5
    request.y.hasGrid = false
    request.x.readers += 1
    request.x.name("height of the merge")
    request.above = 34
    guard let tree else { return }
    request.y.add(categories: rows.indices.map(String.init), isNatural: false)
    let top = max(tree.nodes[tree.root].height, 1e-9)
    request.x.add(height, from: 0, to: top)
    request.x.limit(to: 0, top * 1.02)
    for (index, place) in rows.enumerated() {
      request.y.labels[String(index)] = RowLabel(
        text: label(place), ink: color(place)?.text ?? .full, size: 11)
    }
    if cut > 1, starts.count <= 10 {
      request.legend = starts.compactMap { start in
        clusters[start].map { cluster in
          let name = request.isNarrow ? String(cluster.name.dropFirst(8)) : cluster.name
          return (cluster.color.paint, "\(name) · \(cluster.size.grouped)")
        }
      }
    }
    request.note("\(tree.leafCount.grouped) leaves")
    if rows.count < tree.leafCount {
      request.note("the last \(rows.count) branches, number: leaves in the branch")
    }
  }

  private func color(_ place: Int) -> SeriesColor? {
    cut > 1 ? owners[place].flatMap { clusters[$0]?.color } : nil
  }

  private func label(_ place: Int) -> String {
    guard let tree else { return "" }
    let node = tree.nodes[place]
    if node.children != nil {
      return layer[.label] == nil ? node.size.grouped : "(\(node.size.grouped))"
    }
    if let label = layer[.label] { return label.label(node.row) }
    return rows.count < tree.leafCount ? "1" : layer.columns["node"]?.label(node.row) ?? ""
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard let tree else { return }
    let axis = frame.x.scale
    let cutHeight = tree.cutHeight(cut)
    let cutColumn = cutHeight.map { axis($0) }
    var middles: [Int: Double] = [:]
    let largest = rows.map { tree.nodes[$0].size }.max() ?? 1
    for (index, place) in rows.enumerated() {
      let middle = frame.y.scale(Double(index))
      middles[place] = middle
      let node = tree.nodes[place]
      if node.children != nil {
        let share = (Double(node.size) / Double(largest)).squareRoot()
        let half = min(frame.y.band * 0.42, 1.2 + frame.y.band * 0.42 * share)
        var wedge = PathData()
        wedge.move(to: Point(frame.plot.left, middle - half))
        wedge.line(to: Point(frame.plot.left, middle + half))
        wedge.line(to: Point(axis(node.height), middle))
        wedge.close()
        canvas.path(wedge, fill: color(place)?.paint ?? .full, opacity: 0.45)
      }
      let name = owners[place].flatMap { cut > 1 ? clusters[$0]?.name : nil }
      canvas.tip(
        Box(
          left: frame.plot.left, top: middle - frame.y.band / 2,
          right: max(axis(node.height), frame.plot.left + 40), bottom: middle + frame.y.band / 2),
        [label(place), name, "height \(height.format.full(node.height))"].compactMap { $0 })
    }
    paintBranches(tree, axis, cutColumn, &middles, on: &canvas)
    if let cutColumn {
      canvas.line(
        Point(cutColumn, frame.plot.top - 6), Point(cutColumn, frame.plot.bottom), .full,
        width: 1.25, dashes: "5 4")
      canvas.text(
        "k = \(cut)", at: Point(cutColumn, frame.plot.top - 11),
        TextStyle(anchor: .middle, isBold: true))
    }
  }

  private func paintBranches(
    _ tree: MergeTree, _ axis: Scale, _ cutColumn: Double?, _ middles: inout [Int: Double],
    on canvas: inout Canvas
  ) {
    // Children before parents; there are no more than the drawn rows.
    var order: [Int] = []
    var waiting = [tree.root]
    while let place = waiting.popLast() {
      guard middles[place] == nil, let (a, b) = tree.nodes[place].children else { continue }
      order.append(place)
      waiting += [a, b]
    }
    for place in order.reversed() {
      guard let (a, b) = tree.nodes[place].children, let ya = middles[a], let yb = middles[b]
      else { continue }
      let column = axis(tree.nodes[place].height)
      middles[place] = (ya + yb) / 2
      func start(_ child: Int, _ middle: Double) -> Double {
        let own = axis(tree.nodes[child].height)
        guard let cutColumn, owners[child] == child, let color = color(child) else { return own }
        // The cluster's colour reaches up to the cut.
        canvas.line(Point(own, middle), Point(cutColumn, middle), color.paint, width: 1.5)
        return cutColumn
      }
      var fork = PathData()
      fork.move(to: Point(start(a, ya), ya))
      fork.line(to: Point(column, ya))
      fork.line(to: Point(column, yb))
      fork.line(to: Point(start(b, yb), yb))
      canvas.path(fork, stroke: Stroke(ink: color(place)?.paint ?? .full, width: 1.5))
    }
  }
}
