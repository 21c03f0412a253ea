/// One colour per category for all layers of a chart, so that a name means one colour.
struct ColorPlan {
  /// The categories in the order of the legend.
  private(set) var names: [String] = []
  private(set) var colors: [String: SeriesColor] = [:]
  /// The name of the colour channel.
  private(set) var channelName: String?
  private(set) var hasNaturalOrder = false
  /// Set where only the largest categories have a colour of their own.
  private(set) var note: String?
  /// Categories that share grey.
  private(set) var others = 0

  /// The most categories with a colour of their own when there are more than the palette holds.
  private static let most = 9

  /// Assigns colours to the categories of all layers: fixed ones first, then by size.
  init(_ layers: [(data: LayerData, isConstant: Bool)], fixed: [String: Int]) {
    var weights: [String: Double] = [:]
    var order: [String] = []
    var isNatural = true
    for (layer, isConstant) in layers where !isConstant {
      guard let channel = layer[.color], channel.kind == .category else { continue }
      channelName = channelName ?? channel.name
      isNatural = isNatural && channel.hasNaturalOrder
      let sizes = ColorPlan.sizes(of: layer)
      var sums = [Double](repeating: 0, count: channel.categories.count)
      for (row, code) in channel.values.enumerated() where !code.isNaN {
        sums[Int(code)] += sizes?[row].magnitude ?? 1
      }
      for (code, name) in channel.categories.enumerated() {
        if weights[name] == nil { order.append(name) }
        weights[name, default: 0] += sums[code].isFinite ? sums[code] : 0
      }
    }
    hasNaturalOrder = isNatural && !order.isEmpty
    if !isNatural {
      let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      order.sort { a, b in
        let (x, y) = (weights[a] ?? 0, weights[b] ?? 0)
        return x != y ? x > y : (places[a] ?? 0) < (places[b] ?? 0)
      }
    }
    var free = (0..<10).filter { place in !order.contains { fixed[$0] == place } }
    let unfixed = order.lazy.filter { fixed[$0] == nil }.count
    if unfixed > free.count { free = Array(free.prefix(Self.most)) }
    for name in order {
      if let place = fixed[name] {
        colors[name] = (0..<10).contains(place) ? .palette(place) : .grey
        names.append(name)
      } else if free.isEmpty {
        colors[name] = .grey
        others += 1
      } else {
        colors[name] = .palette(free.removeFirst())
        names.append(name)
      }
    }
    if others > 0, let channelName {
      note = "\(order.count - others) of \(order.count) \(channelName) in colour"
    }
  }

  /// The amounts that say how large a row is.
  private static func sizes(of layer: LayerData) -> [Double]? {
    for name in [ChannelName.size, .y, .x] {
      guard let channel = layer[name], channel.kind == .quantity, !channel.isConstant else {
        continue
      }
      if name == .x && layer[.y]?.kind == .quantity { continue }
      if name == .y && layer[.x]?.kind == .quantity && layer[.size] == nil { return nil }
      return channel.values.map { $0.isNaN ? 0 : $0 }
    }
    return nil
  }

  /// The colour of a layer that is a series of its own, named by what it measures.
  mutating func series(named name: String) -> SeriesColor {
    if let color = colors[name] { return color }
    let color: SeriesColor = names.count < 10 ? .palette(names.count) : .grey
    colors[name] = color
    names.append(name)
    return color
  }

  /// What the legend shows.
  var entries: [(ink: Ink, label: String)] {
    var entries = names.map { (colors[$0]?.paint ?? .full, $0) }
    if others > 0 { entries.append((SeriesColor.grey.paint, "other (\(others))")) }
    return entries
  }

  func layerColors(_ channel: ChannelData) -> LayerColors {
    .categories(channel.categories.map { colors[$0] ?? .grey }, channel)
  }
}
