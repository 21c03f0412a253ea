extension Chart {
  /// The charts of a grid as one picture, each laid out for the width of its column.
  func gridPicture() throws(ChartError) -> Picture {
    let width = Double(min(1600, max(240, self.width)))
    let gap = 12.0
    // A chart narrower than this cannot be read.
    let most = Int((width + gap) / (240 + gap))
    let count = max(1, min(columns, members.count, most))
    let room = ((width - gap * Double(count - 1)) / Double(count)).rounded(.down)
    var canvas = Canvas(width: width, height: 0)
    var top = 0.0
    if let title, !title.isEmpty { top = Header(title: title, subtitle: "", on: &canvas).bottom }
    var summaries: [String] = []
    var warnings: [String] = []
    var start = 0
    while start < members.count {
      let row = members[start..<min(start + count, members.count)]
      var highest = 0.0
      for (place, member) in row.enumerated() {
        var chart = member
        chart.width = Int(room)
        let picture =
          chart.members.isEmpty ? try ChartDrawing(chart).picture() : try chart.gridPicture()
        canvas.add(picture.canvas, at: Point(Double(place) * (room + gap), top))
        highest = max(highest, picture.canvas.height)
        summaries.append(picture.summary)
        for warning in picture.warnings where !warnings.contains(warning) {
          warnings.append(warning)
        }
      }
      top += highest
      start += count
    }
    canvas.height = max(top, 40)
    let words = "Grid of \(members.count) charts: " + summaries.joined(separator: " ")
    return Picture(
      canvas: canvas, title: title ?? "Grid of \(members.count) charts",
      summary: title.map { $0 + ": " + words } ?? words, warnings: warnings)
  }
}
