/// One plot with its axes: the painters of its layers and what they ask of the frame.
struct Plot {
  var painters: [any MarkPainter] = []
  var request: FrameRequest

  init(_ data: [LayerData], _ marks: [Mark], width: Double, isPanel: Bool = false)
    throws(ChartError)
  {
    request = FrameRequest(width: width, marks: marks)
    request.isPanel = isPanel
    for (mark, data) in zip(marks, data) {
      painters.append(try mark.painter.init(data))
      if data.rowCount == 0 {
        request.warn("there are no rows to draw")
        continue
      }
      for name in [ChannelName.x, .y, .size, .low, .high] {
        guard let channel = data[name], channel.isAllNull else { continue }
        request.warn("all values of `\(channel.name)` are null")
      }
    }
    for index in painters.indices { try painters[index].prepare(&request) }
  }

  /// Draws the plot below `top`; the canvas becomes as high as the plot needs.
  func paint(
    on canvas: inout Canvas, below top: Double, height: Double?, colors: ColorPlan
  ) {
    let frame = Frame(request, top: top, height: height, colors: colors)
    canvas.height = frame.height
    frame.draw(on: &canvas)
    // First, so that labels inside the plot can keep away from those at its edge.
    EndLabels.paint(request.endLabels, on: &canvas, in: frame)
    for painter in painters { painter.paint(on: &canvas, in: frame) }
    canvas.addReadingTips(in: frame.plot)
  }
}
