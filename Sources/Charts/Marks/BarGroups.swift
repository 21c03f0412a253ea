/// The bars of a layer, gathered by category: sorted, stacked, and the smallest folded into one.
struct BarGroups {
  /// A bar or a part of a stack.
  struct Bar {
    var from: Double
    var to: Double
    var color: Ink?
    var row: Int?
  }

  /// The bars of one category or moment.
  struct Group {
    var name: String
    /// The moment in seconds since 1970, on a time axis.
    var place: Double
    var bars: [Bar] = []
    var total = 0.0
    var isOther = false
  }

  private(set) var groups: [Group] = []
  /// Whether rows share their category and their colour.
  private(set) var hasDuplicates = false
  /// How many categories the last group stands for.
  private(set) var foldedCount: Int?
  /// The shortest distance between two moments, in seconds.
  private(set) var step = 86_400.0

  /// The most categories with a bar of their own.
  private static let most = 30
  private static let mostOrdered = 120

  init(_ layer: LayerData, groups channel: ChannelData, value: ChannelData) {
    var order: [Double] = []
    var rows: [Double: [Int]] = [:]
    for (row, place) in channel.values.enumerated() where !place.isNaN {
      if rows[place] == nil { order.append(place) }
      rows[place, default: []].append(row)
    }
    var colorCodes: [Double]?
    var colorRanks: [Double] = []
    if case .categories(let colors, let codes) = layer.colors {
      colorCodes = codes.values
      // The largest category, which has the first colour, stands at the bottom of the stack.
      colorRanks = colors.indices.map { code in
        if case .palette(let place) = colors[code] { Double(place) } else { 100 + Double(code) }
      }
    }
    let isStack = colorCodes != nil && layer[.color]?.name != channel.name
    for place in order {
      var group = Group(
        name: channel.kind == .category
          ? channel.categories[Int(place)] : channel.format.own(place),
        place: place)
      var members = (rows[place] ?? []).filter { !value.values[$0].isNaN }
      if let colorCodes, isStack {
        func rank(_ row: Int) -> Double {
          colorCodes[row].isNaN ? 1000 : colorRanks[Int(colorCodes[row])]
        }
        members.sort { (rank($0), $0) < (rank($1), $1) }
        let codes = members.map { colorCodes[$0] }
        hasDuplicates = hasDuplicates || Set(codes).count < codes.count
      } else {
        hasDuplicates = hasDuplicates || members.count > 1
      }
      var (above, below) = (0.0, 0.0)
      for row in members {
        let amount = value.values[row]
        let from = !isStack ? 0 : amount < 0 ? below : above
        group.bars.append(
          Bar(from: from, to: from + amount, color: layer.colors.paint(row), row: row))
        if amount < 0 { below += amount } else { above += amount }
        group.total += amount
      }
      groups.append(group)
    }
    if hasDuplicates && isStack {
      // Rows of one colour in one place must not be read as their sum.
      for index in groups.indices {
        for bar in groups[index].bars.indices {
          let length = groups[index].bars[bar].to - groups[index].bars[bar].from
          groups[index].bars[bar].from = 0
          groups[index].bars[bar].to = length
        }
      }
    }
    if channel.kind == .time {
      groups.sort { $0.place < $1.place }
      let gaps = zip(groups, groups.dropFirst()).map { $1.place - $0.place }
      step = gaps.min() ?? 86_400
      return
    }
    sort(channel)
    fold(channel)
  }

  private mutating func sort(_ channel: ChannelData) {
    if channel.order == .data { return }
    if channel.hasNaturalOrder {
      groups.sort { $0.place < $1.place }
    } else {
      groups.sort { $0.total != $1.total ? $0.total > $1.total : $0.place < $1.place }
    }
  }

  private mutating func fold(_ channel: ChannelData) {
    let most = channel.hasNaturalOrder ? Self.mostOrdered : Self.most
    guard groups.count > most else { return }
    let bySize = groups.indices.sorted {
      let (a, b) = (groups[$0].total.magnitude, groups[$1].total.magnitude)
      return a != b ? a > b : $0 < $1
    }
    let kept = Set(bySize.prefix(most - 1))
    var total = 0.0
    for index in groups.indices where !kept.contains(index) { total += groups[index].total }
    let folded = groups.count - kept.count
    groups = groups.indices.filter(kept.contains).map { groups[$0] }
    groups.append(
      Group(
        name: "other (\(folded))", place: .infinity,
        bars: [Bar(from: 0, to: total, color: nil, row: nil)], total: total, isOther: true))
    foldedCount = folded
  }
}
