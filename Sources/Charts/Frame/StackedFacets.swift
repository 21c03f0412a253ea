/// Small charts below each other over one axis across, perhaps with bars that show the same amount
/// in each: they tell how large a part is beside the others, whose
/// axes differ (Cleveland 1993).
struct StackedFacets {
  /// Room to the right of the plots for the bars.
  static let barRoom = 2.0

  private var plots: [Plot]
  private let heads: [String]
  private let width: Double
  private let comparesAmounts: Bool

  init(_ plots: [Plot], heads: [String], width: Double, comparesAmounts: Bool) {
    self.plots = plots
    self.heads = heads
    self.width = width
    self.comparesAmounts = comparesAmounts
  }

  /// Draws the charts below `top`.
  func paint(on canvas: inout Canvas, below top: Double, height: Double?, colors: ColorPlan) {
    let shares = plots.indices.map { $0 == 0 ? 1.3 : 1 }
    let axisRoom = 30.0
    let whole = height.map { $0 - top - axisRoom } ?? 112 * shares.reduce(0, +)
    let unit = whole / max(1, shares.reduce(0, +))
    let heights = plots.indices.map { index in
      max(70, (unit * shares[index]).rounded(.down)) + (index == plots.count - 1 ? axisRoom : 0)
    }
    let lefts = zip(plots, heights).map { plot, height in
      Frame(plot.request, top: 14, height: height, colors: colors).plot.left
    }
    let amount = !comparesAmounts ? 0 : plots.map(\.amount).filter { $0 > 0 }.min() ?? 0
    var y = top + 6
    for (index, plot) in plots.enumerated() {
      var plot = plot
      plot.request.leastLeft = lefts.max() ?? 0
      var panel = Canvas(width: width, height: 0)
      let frame = Frame(plot.request, top: 14, height: heights[index], colors: colors)
      panel.text(heads[index], at: Point(frame.plot.left, 14), TextStyle(isBold: true))
      plot.paint(on: &panel, below: 14, height: heights[index], colors: colors)
      if amount > 0 {
        let scale = frame.y.scale
        let size = max(1.5, abs(scale(amount) - scale(0)))
        let middle = (frame.plot.top + frame.plot.bottom) / 2
        panel.rect(
          Box(
            left: frame.plot.right + 5, top: middle - size / 2, right: frame.plot.right + 10,
            bottom: middle + size / 2),
          fill: .muted, radius: 1, opacity: 0.5)
      }
      canvas.add(panel, at: Point(0, y))
      y += panel.height + 4
    }
    canvas.height = max(y, top + 60)
  }
}

extension Plot {
  /// How far the values reach.
  fileprivate var amount: Double {
    request.y.kind == .quantity && request.y.lower < request.y.upper
      ? request.y.upper - request.y.lower : 0
  }
}
