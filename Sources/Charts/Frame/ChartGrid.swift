import Tables

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
    var titles: [String] = []
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
        titles.append(picture.title)
        for warning in picture.warnings where !warnings.contains(warning) {
          warnings.append(warning)
        }
      }
      top += highest
      start += count
    }
    canvas.height = max(top, 40)
    let words = "Grid of \(members.count) charts: " + Self.shortened(summaries, titles)
    return Picture(
      canvas: canvas, title: title ?? "Grid of \(members.count) charts",
      summary: title.map { $0 + ": " + words } ?? words, warnings: warnings)
  }

  /// What is said of each chart; of many the first ones, the others by their titles.
  private static func shortened(_ summaries: [String], _ titles: [String]) -> String {
    guard summaries.count > 5 else { return summaries.joined(separator: " ") }
    let told = summaries.prefix(3).joined(separator: " ")
    let named = titles.dropFirst(3).prefix(6).joined(separator: ", ")
    let rest = summaries.count - 9
    let text = "\(told) And \(summaries.count - 3) more: \(named)"
    return rest > 0 ? text + " and \(rest.counted("other"))." : text + "."
  }
}
